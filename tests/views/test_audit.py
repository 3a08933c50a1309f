"""The audit names the group that gets less for the same hours, and never shows a group that is too small."""

from fractions import Fraction

import pytest

from auzolan.values.period import parse_period
from auzolan.views.audit import Audit, compared, labels

FULL, PART = [f"f{n}" for n in range(8)], [f"p{n}" for n in range(6)]
HOURS = {one: Fraction(1600 + n) for n, one in enumerate(FULL)} | {one: Fraction(700 + n) for n, one in enumerate(PART)}
ROWS = {one: {"class": "worker", "joined": "2020-01-01"} for one in HOURS}


def audited(rate_of_part: Fraction, least: int = 5) -> Audit:
    given = {one: round(HOURS[one] * 1000) for one in FULL} | {one: round(HOURS[one] * rate_of_part) for one in PART}
    parted = labels(ROWS, HOURS, parse_period("2026"))
    return compared("r", "rule.pay", "2026", "EUR", 2, given, parted, HOURS, "hours", "h", least)


def test_a_rule_that_pays_part_timers_less_an_hour_is_named_with_group_and_size() -> None:
    (found,) = audited(Fraction(800)).found
    assert (found.breakdown, found.group, found.people) == ("size", "under_half", 6)
    assert (found.rate, found.others, found.less) == ("8.0000", "10.0000", 2000)
    assert found.missing == "8430.00"  # 2.00 for each of 4,215 hours


def test_a_rule_that_pays_the_same_an_hour_has_no_finding() -> None:
    assert audited(Fraction(1000)).found == ()


@pytest.mark.parametrize("rate", [Fraction(995), Fraction(991)])
def test_a_difference_that_rounding_makes_is_no_disadvantage(rate: Fraction) -> None:
    assert audited(rate).found == ()


def test_groups_too_small_are_neither_shown_nor_named() -> None:
    hidden = audited(Fraction(500), least=7)
    assert hidden.found == ()
    sizes = next(one for one in hidden.breakdowns if one.name == "size")
    assert [(one.people, one.amount, one.rate) for one in sizes.groups] == [(0, "", ""), (0, "", "")]
    assert hidden.hidden == 2


def test_years_of_membership_are_counted_to_the_day() -> None:
    rows = {
        "a": {"class": "x", "joined": "2026-01-01"}, "b": {"class": "x", "joined": "2025-12-31"},
        "c": {"class": "x", "joined": "2023-12-31"}, "d": {"class": "x", "joined": "2016-12-31"},
    }
    length = labels(rows, {}, parse_period("2026"))["length"]
    assert length == {"a": "under_1", "b": "1_to_3", "c": "3_to_10", "d": "over_10"}


def test_a_place_that_is_paid_less_for_the_same_hours_is_named() -> None:
    rows = {one: {**row, "place": Fraction(1 + n % 2)} for n, (one, row) in enumerate(ROWS.items())}
    given = {one: round(hours * (900 if rows[one]["place"] == 2 else 1000)) for one, hours in HOURS.items()}
    parted = labels(rows, HOURS, parse_period("2026"))
    found = compared("r", "rule.pay", "2026", "EUR", 2, given, parted, HOURS, "hours", "h").found
    assert ("place", "2", 1000) in [(one.breakdown, one.group, one.less) for one in found]


def test_members_whose_place_nobody_keeps_are_not_parted_by_it() -> None:
    assert "place" not in labels(ROWS, HOURS, parse_period("2026"))
    some = {one: {**row, **({"place": "hill"} if n else {"place": None})} for n, (one, row) in enumerate(ROWS.items())}
    places = labels(some, HOURS, parse_period("2026"))["place"]
    assert set(places.values()) == {"hill"}
    assert len(places) == len(ROWS) - 1
