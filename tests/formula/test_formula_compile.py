"""A formula becomes SQL whose numbers cannot grow too large, and which says nothing that the formula does not say."""

import re
from fractions import Fraction

import pytest

from auzolan.formula.compile import Compiled, Dialect, Shape, Source, compile_formulas
from auzolan.formula.compile_numbers import MOST
from auzolan.formula.evaluate import evaluate
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.formula.tree import Name, Number, Operation

DUCK = Dialect(name="duck", wide="HUGEINT", division="//")
SPARK = Dialect(name="spark", wide="DECIMAL(38, 0)", division="div", quotient_most=2**63 - 1, quote="`",
                backslashes=True, words="STRING")
UNITS = {"hours": "h", "price": "EUR", "index": "", "rate": "EUR/h"}
SCOPE = Scope(
    columns={name: PlainColumn(name=name, unit=unit) for name, unit in UNITS.items()}
    | {"word": PlainColumn(name="word", kind="text"), "secret": PlainColumn(name="secret", visible=False),
       "lines.amount": PlainColumn(name="amount", unit="EUR")},
    units=frozenset(("h", "EUR")),
)
PLAIN = dict.fromkeys(UNITS, Shape(places=2, most=10**12, maybe=False)) | {"word": Shape(kind="text")}
LINES = Source(name="lines", columns={"of": Shape(kind="text"), "amount": Shape(places=2, most=10**6)}, rows=10**6,
               points="of")


def compiled(formula: str, *, rows: int = 1_000, dialect: Dialect = DUCK, **shapes: Shape) -> Compiled:
    source = Source(name="members", columns=PLAIN | shapes, rows=rows)
    return compile_formulas({"f": parse(formula)}, SCOPE, {"": source, "lines": LINES}, dialect, key="word")


@pytest.mark.parametrize(("formula", "says"), [
    ("hours + price", "cannot be added to"), ("hours > price", "cannot be held against"), ("nothing", "no column"),
    ("secret * 2", "may not be seen"), ("lines.amount", "several lines"), ("word * 2", "not a number"),
    ("sum(sum(hours))", "inside another"),
])
def test_what_the_check_refuses_is_never_compiled(formula: str, says: str) -> None:
    with pytest.raises(FormulaRefused, match=says):
        compiled(formula)


@pytest.mark.parametrize("formula", [
    "1; DROP TABLE members", "hours -- x", "(SELECT 1)", "read_parquet('x')", "hours /* */", "getenv('HOME')",
    "hours::VARCHAR", '"hours"', "hours[1]", "hours || word", "now()", "random()", "1e30", "$1", "?",
])
def test_what_is_not_in_the_language_never_reaches_an_engine(formula: str) -> None:
    with pytest.raises(FormulaRefused):
        compiled(formula)


def test_a_text_stays_inside_its_quotes_in_every_engine() -> None:
    formula = r"case when word = 'a''b\' then 1 else 0 end"
    assert r"'a''b\'" in compiled(formula).sql
    assert r"'a\'b\\'" in compiled(formula, dialect=SPARK).sql


def test_a_name_stays_inside_its_quotes() -> None:
    source = Source(name='mem"bers', columns=PLAIN, rows=1)
    assert '"mem""bers"' in compile_formulas({"f": parse("hours")}, SCOPE, {"": source}, DUCK).sql


def test_two_columns_that_an_engine_cannot_tell_apart_are_not_compiled() -> None:
    with pytest.raises(ValueError, match="only in capital letters"):
        compiled("hours", Hours=Shape())


@pytest.mark.parametrize("formula", [
    "hours * price * price * price", "hours + 1 h / 3 * index * index * index", "sum(hours * price * index) * rate",
    "case when index > 1 then hours * price * index * index else hours * price * index end",
])
def test_a_part_that_could_have_more_than_37_digits_is_named(formula: str) -> None:
    with pytest.raises(FormulaRefused) as caught:
        compiled(formula)
    found = re.fullmatch(r"(.+) can have (\d+) digits in the worst case of 1000 rows; 37 are kept\.", caught.value.why)
    assert found is not None, caught.value.why
    assert int(found[2]) > 37
    parse(found[1])


def test_the_limit_is_exact_and_counts_the_rows() -> None:
    whole = Shape(most=MOST // 10, maybe=False)
    assert compiled("sum(index)", rows=10, index=whole).values["f"].most == MOST // 10 * 10
    with pytest.raises(FormulaRefused, match="38 digits in the worst case of 11 rows"):
        compiled("sum(index)", rows=11, index=Shape(most=MOST // 10 + 1, maybe=False))
    assert compiled("index", index=Shape(most=MOST)).values["f"].most == MOST
    with pytest.raises(FormulaRefused, match="38 digits"):
        compiled("index + index", index=Shape(most=MOST))


def test_a_quotient_that_an_engine_cannot_hold_is_refused_for_that_engine_only() -> None:
    shapes = {"price": Shape(places=2, most=10**9, maybe=False), "index": Shape(places=2, most=10**4, maybe=False)}
    assert compiled("price / index", **shapes).values["f"].places == 12
    with pytest.raises(FormulaRefused, match="a quotient here is at most 9223372036854775807"):
        compiled("price / index", dialect=SPARK, **shapes)


@pytest.mark.parametrize(("formula", "places"), [
    ("hours", 2), ("hours * index", 4), ("hours / 3", 12), ("round(hours / 3, 4)", 4), ("floor(hours)", 0),
    ("hours * 10%", 3), ("10% + 0.25", 2), ("coalesce(index, 0.125)", 3), ("count(*)", 0), ("round(hours, 5)", 2),
])
def test_the_decimals_of_every_number_are_known_beforehand(formula: str, places: int) -> None:
    assert compiled(formula).values["f"].places == places


def test_what_fits_63_bits_is_a_bigint_and_nothing_is_a_float() -> None:
    narrow = compiled("hours * index", hours=Shape(most=10**9, maybe=False), index=Shape(most=10**9, maybe=False)).sql
    assert "HUGEINT" not in narrow
    assert "AS HUGEINT" in compiled("hours * index", hours=Shape(most=10**10, maybe=False)).sql
    text = compiled("hours / 3 + round(hours, 1) * 0.5 + abs(hours)").sql
    assert " / " not in text
    assert not re.search(r"(?i)double|float|real|\d\.\d", text)


def test_both_engines_get_the_same_text_but_for_what_their_dialect_says() -> None:
    formula = "case when word = 'a' then round(index * 1.25, 1) else floor(index) * 1.5 end * hours + 2 h"
    shapes = {"index": Shape(places=2, most=1000), "hours": Shape(places=2, most=10**17, maybe=False)}
    duck, spark = compiled(formula, **shapes).sql, compiled(formula, dialect=SPARK, **shapes).sql
    assert "HUGEINT" in duck
    assert duck.replace("HUGEINT", "DECIMAL(38, 0)").replace(" // ", " div ").replace('"', "`").replace(
        "VARCHAR", "STRING") == spark


def test_every_part_stands_in_a_column_of_its_own() -> None:
    found = compiled("hours * index + sum(hours * index) / 2")
    labels = {part.label: part for part in found.parts}
    assert set(labels) == {"hours", "index", "hours * index", "sum(hours * index)", "sum(hours * index) / 2",
                           "hours * index + sum(hours * index) / 2"}
    assert labels["hours * index"].places == 4
    for part in found.parts:
        assert re.search(rf"\bAS {part.column}\b", found.sql), part


def test_what_cannot_fail_has_no_column_for_failures() -> None:
    assert compiled("hours * index + 1 h / 3").values["f"].failed == ""
    assert compiled("hours / index").values["f"].failed != ""
    assert compiled("hours + 1 h", hours=Shape(places=2, most=10)).values["f"].failed != ""


def test_a_failure_is_told_in_the_evaluators_own_words() -> None:
    row = Row(values={"hours": Fraction(1), "index": Fraction(0), "price": None})
    for formula in ("1 + hours / index", "price * 2"):
        with pytest.raises(FormulaRefused) as plain:
            evaluate(parse(formula), row)
        found = compiled(formula.replace("1 + ", "1 h + "), price=Shape())
        told = found.refusal(1)
        assert (told.what, told.why, told.next) == (plain.value.what, plain.value.why, plain.value.next)


def test_a_division_by_a_written_number_is_bounded_by_it() -> None:
    three = Operation(sign="/", left=Name(name="index"), right=Number(value=Fraction(1000)))
    source = Source(name="members", columns={"index": Shape(most=10**24, maybe=False)}, rows=1)
    assert compile_formulas({"f": three}, SCOPE, {"": source}, DUCK).values["f"].most == 10**33 + 1
