"""Formulas, shares, rules and digests on a Spark cluster: the plain evaluator's values and its sentences."""

import os
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import engines_house
import pyarrow as pa
import pytest
import test_engines_agree as agree
import test_engines_amount as amounts
import test_engines_share as shares
import test_engines_split as splits
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auzolan.engines.columns import columns, numbers
from auzolan.engines.spark import DIALECT, Spark
from auzolan.formula.compile import compile_formulas
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import Row
from auzolan.formula.tree import Node
from auzolan.rules.among import tie_key
from auzolan.rules.digest import outputs
from auzolan.rules.share_out import share_out
from auzolan.values.quantity import print_amount

LARGE = os.environ.get("AUZOLAN_TEST_SIZE") == "large"
FEW = settings(max_examples=400 if LARGE else 3, deadline=None, derandomize=True,
               suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
PEOPLE = engines_house.PEOPLE


@pytest.fixture(autouse=True)
def on_spark(spark: Spark, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests of the other engine ask, asked of Spark."""
    for module in (agree, shares, engines_house):
        monkeypatch.setattr(module, "SESSION", spark)
    for module in (agree, shares):
        monkeypatch.setattr(module, "DIALECT", DIALECT)


def fits(node: Node, rows: list[Row], lines: list[Row]) -> bool:
    """Whether the formula's worst case is small enough for Spark."""
    source, _ = columns("own", rows, agree.KINDS)
    other, _ = columns("lines", lines, agree.LINES, points="of")
    try:
        compile_formulas({"f": node}, agree.SCOPE, {"": source, "lines": other}, DIALECT, key="key")
    except FormulaRefused as refused:
        assert "in the worst case" in refused.why or "a quotient here is at most" in refused.why, refused.why
        return False
    return True


@FEW
@given(st.lists(agree.numbers, min_size=3, max_size=5), st.none() | agree.conditions(agree.numbers),
       st.lists(agree.row_, min_size=3, max_size=8), st.lists(agree.line_, max_size=8))
def test_formulas_made_up_have_the_evaluators_values_or_its_sentence(
    nodes: list[Node], where: Node | None, given_rows: list[dict[str, Any]], given_lines: list[dict[str, Any]]
) -> None:
    lines = [Row(values=line) for line in given_lines]
    rows = [Row(values=row, related=agree.related(lines, row["key"])) for row in given_rows]
    formulas = {f"f{number}": node for number, node in enumerate(nodes) if fits(node, rows, lines)}
    if where is not None and not fits(where, rows, lines):
        where = None
    assert agree.fast(formulas, where, rows, lines) == agree.plainly(formulas, where, rows)


def test_every_half_is_rounded_to_even_with_either_sign() -> None:
    sides = [Fraction(n, 20) for n in range(-45, 46)]
    divisors = [Fraction(n, 8) for n in (-17, -8, -4, -1, 1, 2, 3, 5, 8, 20)]
    agree.compared(agree.ROUNDED, agree.rows_of([(a, b) for a in sides for b in divisors]))


def test_numbers_up_to_the_last_digit_that_is_kept() -> None:
    far = [(Fraction(10**18 - 1), Fraction(10**19 - 1)), (Fraction(1 - 10**18), Fraction(10**19 - 1))]
    agree.compared(["a * b", "abs(a * b)", "- (a * b)"], agree.rows_of(far))
    most = 10**35
    rows = agree.rows_of([(Fraction(sign * (most - n)), Fraction(n + 1)) for n in range(9) for sign in (1, -1)])
    agree.compared(["a + b", "a - b", "sum(a)", "sum(abs(a))", "max(a) - min(a)", "least(a, b) + greatest(a, b)"], rows)
    with pytest.raises(FormulaRefused, match=r"a \* b can have 38 digits"):
        agree.fast({"f": parse("a * b")}, None, agree.rows_of([(Fraction(10**19), Fraction(10**18))] * 2), [])


def test_a_quotient_is_exact_up_to_63_bits_and_refused_above() -> None:
    last = 2**63 - 2  # the bound of a quotient is one more than the largest there is
    rows = agree.rows_of([(Fraction(sign * (last - n), 100), Fraction(1)) for n in range(7) for sign in (1, -1)])
    agree.compared(["round(a * 0.1, 2)", "round(a, 1)", "floor(a)"], rows)
    wide = agree.rows_of([(Fraction(10**23 + 5 * n, 10**6), Fraction(1)) for n in range(5)])
    agree.compared(["round(a, 1)", "floor(a)"], wide)
    with pytest.raises(FormulaRefused, match=rf"a quotient here is at most {2**63 - 1}"):
        agree.fast({"f": parse("a / b")}, None, wide, [])


@pytest.mark.parametrize("word", ["${a}", "{a}", ":a", "?", "%s", "it's \\' \"`", "\\u0041\n\t", "é😀", "\\"])
def test_a_text_is_the_same_text_there(word: str, spark: Spark) -> None:
    spark.load("words", pa.table({"n": pa.array([0], pa.int64()), "word": pa.array([word], pa.string())}))
    assert spark.fetch(f"SELECT word, {DIALECT.text(word)}, word = {DIALECT.text(word)} FROM words") == [
        (word, word, True)
    ]


def test_a_number_too_large_stops_the_query_and_never_becomes_another(spark: Spark) -> None:
    nines = "CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))"
    for said in (f"{nines} + 1", f"{nines} * 10", "9223372036854775807 + 1",
                 "CAST(9223372036854775808 AS BIGINT)", f"SUM(x) FROM VALUES ({nines}), ({nines}) AS t(x)"):
        with pytest.raises(Exception, match=r"OVERFLOW|OUT_OF_RANGE"):
            spark.fetch(f"SELECT {said}")


@FEW
@given(shares.units_.filter(lambda units: units < 2**63), shares.weights_.filter(lambda all_: sum(all_) < 10**30),
       st.data(), st.none() | st.integers(1, 9))
def test_every_unit_goes_where_the_plain_share_out_gives_it(
    units: int, weights: list[int], data: st.DataObject, turn: int | None
) -> None:
    accounts = data.draw(st.lists(st.sampled_from(shares.ACCOUNTS), min_size=len(weights), max_size=len(weights)))
    keys = [tie_key(account, place) for place, account in enumerate(accounts)]
    plain = share_out(units, {key: Fraction(weight) for key, weight in zip(keys, weights, strict=True)}, turn=turn)
    assert shares.shared(units, weights, accounts, turn) == [plain.portions[key] for key in keys]


@pytest.mark.parametrize("places", [0, 2, 12])
def test_the_digest_in_sql_is_the_digest_of_the_run(places: int, spark: Spark) -> None:
    spots = [0, 1, -1, 9, 10, 99, -100, 10**12, 1 - 10**12, 2**63, -(10**37) + 1]
    portions = {f"{name}{n}": amount for n, amount in enumerate(spots) for name in ("", "é", "a b", "😀\t", "\uffff")}
    most = max(map(abs, portions.values()))
    spark.load("portions", pa.table({
        "to": pa.array(list(portions), pa.string()), "amount": numbers("amount", list(portions.values()), most),
    }))
    plain = outputs((to, print_amount(amount, places), "EUR") for to, amount in portions.items())
    assert spark.digest("portions", places, "EUR") == plain
    spark.keep("none", "SELECT * FROM portions WHERE amount > 5 AND amount < 5")
    assert spark.digest("none", places, "EUR") == outputs([])


RULES: dict[str, Callable[[], Any]] = {
    "the preset": lambda: engines_house.equal(engines_house.surplus(1_234_567, PEOPLE)),
    "turns": lambda: engines_house.equal(
        engines_house.surplus(100_001, PEOPLE),
        splits.rest("1").replace('does = "split"', 'does = "split"\nties = "rotate"'), number=5,
    ),
    "related": lambda: engines_house.equal(
        engines_house.surplus(100_001, PEOPLE), splits.rest("sum(contributions.amount) / count(contributions.entry)")
    ),
    "most": lambda: engines_house.equal(engines_house.surplus(100_001, PEOPLE), splits.rest(
        "hours", more='each_up_to = "5 EUR * index"\nexcess = "others"\nbeyond = "Equity:Collective:Legal"'
    )),
    "pay": lambda: amounts.amounts(amounts.rule("1 EUR / 3 * index * 700", floor="700.005 EUR", cap="1200.005 EUR")),
    "together": lambda: amounts.amounts(amounts.rule("1 EUR / 3 * index", rounds="together")),
}


@pytest.mark.parametrize("rule", RULES)
def test_rules_come_out_the_same_with_the_same_digests(rule: str) -> None:
    assert RULES[rule]()


@pytest.mark.parametrize(("by", "says"), [
    ("1 / (index - 1)", "divides by zero"), ("hours - 1000 h", "below zero"),
    ("1 + case when index > 1.2 then index end", "not known"),
])
def test_what_stops_one_stops_the_other_with_the_same_sentence(by: str, says: str) -> None:
    found = engines_house.equal(
        engines_house.surplus(100_001, PEOPLE), splits.rest(by, "members where class = 'worker'")
    )
    assert says in found[2]
