"""Names, units and sight are checked before anything is computed."""

import pytest

from auzolan.formula.check import check
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope

COLUMNS = (
    PlainColumn(name="hours", unit="h", places=2),
    PlainColumn(name="index"),
    PlainColumn(name="euros", unit="EUR", places=2),
    PlainColumn(name="wage", unit="EUR/h"),
    PlainColumn(name="price", unit="EUR/kg"),
    PlainColumn(name="class", kind="text"),
    PlainColumn(name="joined", kind="date"),
    PlainColumn(name="active", kind="truth"),
    PlainColumn(name="diagnosis", kind="text", visible=False),
)
RELATED = {
    "contributions.hours": PlainColumn(name="hours", unit="h"),
    "orders.paid": PlainColumn(name="paid", unit="EUR"),
}
SCOPE = Scope(columns={**{column.name: column for column in COLUMNS}, **RELATED}, table="members")


def refused(formula: str, wanted: str | None = None) -> FormulaRefused:
    with pytest.raises(FormulaRefused) as caught:
        check(parse(formula), SCOPE, wanted=wanted)
    return caught.value


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("hours * index", "h"),
        ("hours * wage", "EUR"),
        ("euros / hours", "EUR/h"),
        ("hours / hours", ""),
        ("10% * euros + 12 EUR", "EUR"),
        ("euros * euros / (2 * euros)", "EUR"),
        ("- abs(round(euros, 2))", "EUR"),
        ("floor(index)", ""),
        ("count(*) * index", ""),
        ("sum(hours) / count(class)", "h"),
        ("sum(contributions.hours)", "h"),
        ("members.hours", "h"),
        ("coalesce(euros, 0 EUR)", "EUR"),
        ("least(euros, 5 EUR, sum(orders.paid))", "EUR"),
        ("case when class = 'worker' then euros else 0 EUR end", "EUR"),
        ("1 / hours", "1/h"),
        ("hours * hours", "h^2"),
    ],
)
def test_units_come_out_of_the_algebra(formula: str, unit: str) -> None:
    assert check(parse(formula), SCOPE).code == unit


@pytest.mark.parametrize(
    "formula",
    [
        "class = 'worker' and not active",
        "class in ('worker', 'grower') or hours > 0 h",
        "joined between 2026-01-01 and 2026-12-31",
        "max(joined) < 2026-01-01",
    ],
)
def test_conditions_are_conditions(formula: str) -> None:
    assert check(parse(formula), SCOPE, wanted="truth").kind == "truth"


def test_hours_and_euros_are_not_added() -> None:
    said = refused("hours + euros")
    assert said.why == "hours + euros: an amount of h cannot be added to an amount of EUR."
    assert said.next


def test_hours_times_a_price_by_weight_is_not_an_amount_of_euros() -> None:
    assert refused("hours * price", "EUR").why == "hours * price: h x EUR/kg is not an amount of EUR."


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("hours > 0", "cannot be held against"),
        ("hours > euros", "cannot be held against"),
        ("hours between 1 h and 2 EUR", "cannot be held against"),
        ("least(hours, euros)", "cannot be held against"),
        ("coalesce(hours, 0)", "cannot be held against"),
        ("case when active then hours else euros end", "cannot be held against"),
        ("class = 3", "cannot be held against"),
        ("class in ('a', 3)", "cannot be held against"),
        ("class < 'b'", "no order"),
        ("max(class)", "no order"),
        ("greatest(active, active)", "no order"),
        ("class + 1", "not a number"),
        ("joined + 1", "not a number"),
        ("- class", "not a number"),
        ("hours and active", "not a condition"),
        ("not hours", "not a condition"),
        ("1 < 2 < 3", "cannot be held against"),
        ("case when hours then 1 end", "not a condition"),
        ("sum(class)", "cannot be summed"),
        ("sum(sum(hours))", "inside another"),
        ("sum(3)", "names no column"),
        ("sum(hours + contributions.hours)", "one table only"),
        ("contributions.hours", "several lines"),
        ("round(hours, index)", "places to round"),
        ("round(hours, 13)", "places to round"),
        ("round(hours, 50%)", "places to round"),
        ("12 XYZ", "XYZ is not a unit"),
        ("12 EUR/hours", "hours is not a unit"),
    ],
)
def test_what_does_not_go_together_is_refused(formula: str, says: str) -> None:
    said = refused(formula)
    assert says in said.why
    assert said.next


def test_a_mistyped_column_gets_the_nearest_known_name() -> None:
    said = refused("index * huors")
    assert (said.why, said.at) == ("There is no column huors here.", 9)
    assert "hours" in said.next


def test_a_column_the_reader_may_not_see_is_refused_and_never_suggested() -> None:
    assert "may not be seen" in refused("diagnosis = 'x'").why
    assert "diagnosis" not in refused("diagnosi = 'x'").next


def test_a_pure_number_is_not_an_amount() -> None:
    assert refused("index", "EUR").why == "index: a pure number is not an amount of EUR."


def test_a_number_is_not_a_condition() -> None:
    assert "not a condition" in refused("hours", "truth").why


def test_the_charter_says_which_units_a_number_may_carry() -> None:
    scope = Scope(columns={}, units=frozenset({"EUR"}))
    assert check(parse("3 EUR"), scope).code == "EUR"
    with pytest.raises(FormulaRefused, match="h is not a unit"):
        check(parse("3 h"), scope)
