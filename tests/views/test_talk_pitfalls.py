"""Where talking and contesting go wrong, as exact figures on small histories, on both sides of each line."""

from fractions import Fraction
from typing import Any

import pytest

from auzolan.views.talk_pitfalls import Objection, Sought, talk_indicators


def figures(**changed: Any) -> dict[str, tuple[Fraction | None, int]]:
    asked: dict[str, Any] = {
        "said": (), "sought": (), "objections": (), "runs": 0, "members": 40, "today": "2027-06-30",
        "since": "2027-03-31", "year_ago": "2026-06-30",
    }
    return {one.name: (one.value, one.of) for one in talk_indicators(**(asked | changed))}


def test_the_three_who_say_most_are_a_figure_only_where_five_spoke() -> None:
    assert figures(said=[*"aaaabbbccde"])["words"] == (Fraction(9, 11), 11)
    assert figures(said=[*"aaaabbbccd"])["words"] == (None, 10), "four people could be told apart"
    assert figures()["words"] == (None, 0)


@pytest.mark.parametrize(("rounds", "stalled"), [(2, Fraction(1, 2)), (3, Fraction(1))])
def test_consent_stalls_where_it_is_not_found_or_takes_three_wordings(rounds: int, stalled: Fraction) -> None:
    sought = [Sought(carried=False), Sought(carried=True, rounds=rounds)]
    assert figures(sought=sought)["stall"] == (stalled, 2)
    assert figures()["stall"] == (None, 0)


def test_contests_are_told_for_a_hundred_members_and_by_whether_the_answer_came_in_time() -> None:
    found = figures(objections=[
        Objection(opened="2027-06-20", due="2027-07-04"),
        Objection(opened="2027-05-01", due="2027-05-15", answered="2027-05-15"),
        Objection(opened="2027-04-01", due="2027-04-15", answered="2027-04-16"),
        Objection(opened="2027-02-01", due="2027-02-15"),
        Objection(opened="2026-06-29", due="2026-07-13", answered="2026-07-01"),
    ], runs=2)
    assert found["contests"] == (10, 4), "four of forty in a year"
    assert found["in_time"] == (Fraction(1, 3), 3), "one in time, one a day late, one never; one is not due yet"
    assert found["silence"] == (3, 2)


def test_no_contest_while_rules_shared_out_money_is_an_alarm_and_without_a_run_there_is_none() -> None:
    assert figures(runs=3)["silence"] == (0, 3)
    assert figures(runs=0)["silence"] == (None, 0)
