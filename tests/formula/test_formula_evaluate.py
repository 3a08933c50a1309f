"""The exact value of a formula and its reasons: the meaning of the language."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from auzolan.formula.evaluate import Explainer, evaluate, explain
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.values.figure import Value

MAY = Row(values={"hours": 30, "kind": "care"}, entries={"hours": (11,)})
JUNE = Row(values={"hours": Decimal("12.5"), "kind": "shop"}, entries={"hours": (14,)})
ANE = Row(
    values={
        "member": "ane",
        "hours": 1600,
        "index": Decimal("1.0"),
        "class": "worker",
        "joined": date(2020, 5, 1),
        "active": True,
        "left": None,
    },
    entries={"hours": (5, 6), "index": (2,)},
    related={"contributions": (MAY, JUNE)},
)
BENAT = Row(values={**ANE.values, "member": "benat", "index": Decimal("1.7")}, entries={"hours": (7,)})
IDLE = Row(values={**ANE.values, "member": "dani", "hours": None}, related={"contributions": ()})
ROWS = (ANE, BENAT, IDLE)


def value(formula: str, row: Row = ANE, scale: int = 12) -> Value:
    return evaluate(parse(formula), row, ROWS, scale=scale)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("hours * index", 1600),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("10% * 25", Fraction(5, 2)),
        ("7 - 2 - 1", 4),
        ("- 2 * 3", -6),
        ("round(2.5, 0)", 2),
        ("round(3.5, 0)", 4),
        ("round(- 2.5, 0)", -2),
        ("round(1.005, 2)", 1),
        ("floor(- 1.5)", -2),
        ("abs(- 1.5)", Fraction(3, 2)),
        ("least(3, 1, 2)", 1),
        ("greatest(3, 1, 2)", 3),
        ("greatest(joined, 2021-01-01)", date(2021, 1, 1)),
        ("coalesce(left, joined)", date(2020, 5, 1)),
        ("case when index > 1 then 2 when index = 1 then 3 else 4 end", 3),
        ("sum(hours)", 3200),
        ("count(hours)", 2),
        ("count(*)", 3),
        ("min(index)", 1),
        ("max(index)", Fraction(17, 10)),
        ("sum(contributions.hours)", Fraction(85, 2)),
        ("max(contributions.hours) - min(contributions.hours)", Fraction(35, 2)),
    ],
)
def test_numbers_come_out_exactly(formula: str, result: Value) -> None:
    assert value(formula) == result


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("class = 'worker'", True),
        ("class <> 'worker'", False),
        ("hours >= 1600 and hours <= 1600", True),
        ("hours < 1600 or hours > 1600", False),
        ("not active", False),
        ("joined between 2020-05-01 and 2020-05-01", True),
        ("index not between 2 and 3", True),
        ("class in ('eater', 'worker')", True),
        ("class not in ('eater')", True),
        ("hours in (-1, 1600)", True),
    ],
)
def test_conditions_hold_or_do_not(formula: str, holds: bool) -> None:
    assert value(formula) is holds


def test_a_division_rounds_half_to_even_at_the_scale() -> None:
    assert value("1 / 3", scale=4) == Fraction(3333, 10_000)
    assert value("1 / 8", scale=2) == Fraction(12, 100)
    assert value("3 / 8", scale=2) == Fraction(38, 100)
    assert value("- 1 / 8", scale=2) == Fraction(-12, 100)
    assert value("2 / 3") == Fraction(666_666_666_667, 10**12)


def test_three_thirds_by_division_are_not_one_and_the_figure_says_so() -> None:
    figure = explain(parse("1 / 3 + 1 / 3 + 1 / 3"), ANE)
    assert figure.value == Fraction(999_999_999_999, 10**12)
    assert figure.because[1].note == "Rounded half to even at 12 decimals."


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("hours / (index - 1)", "divides by zero"),
        ("left > 2026-01-01", "left is not known"),
        ("case when index > 1 then 2 end + 1", "not known"),
        ("least(left, joined)", "left is not known"),
        ("nothing * 2", "no column nothing"),
        ("- class", "not a number"),
        ("not hours", "not a condition"),
        ("class < 'x'", "have no order"),
        ("joined < hours", "have no order"),
    ],
)
def test_a_formula_without_a_value_stops_with_a_sentence(formula: str, says: str) -> None:
    with pytest.raises(FormulaRefused) as caught:
        value(formula)
    assert says in caught.value.why
    assert caught.value.next


def test_only_the_branch_that_holds_is_worked_out() -> None:
    assert value("case when index > 1 then 1 / (index - 1) else 0 end") == 0
    assert value("index > 1 and 1 / (index - 1) > 0") is False
    assert value("coalesce(index, 1 / 0)") == 1


def test_totals_pass_over_what_is_not_known_and_no_rows_sum_to_nothing() -> None:
    assert value("sum(contributions.hours)", IDLE) == 0
    assert value("max(contributions.hours)", IDLE) is None
    assert value("coalesce(max(contributions.hours), 7)", IDLE) == 7


def test_a_float_never_gets_in() -> None:
    with pytest.raises(TypeError, match="float"):
        evaluate(parse("x"), Row(values={"x": 0.5}))  # type: ignore[dict-item]


def test_the_figure_shows_every_part_its_unit_and_its_entries() -> None:
    scope = Scope(columns={"hours": PlainColumn(name="hours", unit="h", places=2), "index": PlainColumn(name="index")})
    figure = explain(parse("hours * index"), BENAT, ROWS, scope=scope)
    assert (figure.label, figure.printed(), figure.unit) == ("hours * index", "2720", "h")
    assert [(part.label, part.printed(), part.unit, part.entries) for part in figure.because] == [
        ("hours", "1600.00", "h", (7,)),
        ("index", "1.7", "", ()),
    ]


def test_a_total_names_the_entries_of_all_rows_that_count() -> None:
    figure = explain(parse("sum(hours)"), ANE, ROWS)
    assert (figure.value, figure.entries, figure.note) == (3200, (5, 6, 7), "Over 2 rows.")
    assert explain(parse("sum(contributions.hours)"), ANE, ROWS).entries == (11, 14)


def test_a_total_over_all_rows_is_computed_once() -> None:
    total = Explainer(parse("sum(hours)"), ROWS)
    assert total.figure(ANE) is total.figure(BENAT)


def test_the_own_table_in_front_of_a_name_changes_nothing() -> None:
    scope = Scope(columns={"hours": PlainColumn(name="hours", unit="h")}, table="members")
    assert evaluate(parse("members.hours"), ANE, ROWS, scope=scope) == 1600
    assert evaluate(parse("sum(members.hours)"), ANE, ROWS, scope=scope) == 3200


def test_an_inner_row_goes_before_the_row_around_it() -> None:
    inner = Row(values={"hours": 3}, entries={"hours": (99,)}).within(ANE)
    figure = explain(parse("hours * index"), inner)
    assert (figure.value, figure.all_entries()) == (3, (2, 99))
