"""Where deciding together goes wrong, as exact figures on small histories."""

from fractions import Fraction
from typing import Any

from auzolan.views.pitfalls import Past, indicators

TODAY = "2027-06-30"


def figures(past: list[Past], **changed: Any) -> dict[str, tuple[Fraction | None, int]]:
    asked: dict[str, Any] = {
        "today": TODAY, "since": "2027-03-31", "year_ago": "2026-06-30", "members": 10, "delegated": (), "rolls": (),
        "candidates": 0, "seats": 0,
    }
    return {one.name: (one.value, one.of) for one in indicators(past, **(asked | changed))}


def counted(answered: int, day: str = "2027-05-01", proposer: str = "ana", **more: Any) -> Past:
    return Past(day=day, proposer=proposer, eligible=10, answered=answered, closed=True, **more)


def test_turnout_that_falls_from_eight_to_five_in_ten_has_fallen_by_three_tenths() -> None:
    past = [counted(8), counted(8), counted(8), counted(5), counted(5), counted(5)]
    assert figures(past)["turnout"] == (Fraction(-3, 10), 6)
    assert figures([counted(1)] * 5 + [counted(8)] * 5 + [counted(8)] * 5)["turnout"] == (0, 10), "the last ten count"
    assert figures([counted(8)])["turnout"] == (None, 1)


def test_shares_are_of_what_was_counted_and_nothing_gives_no_figure() -> None:
    past = [
        counted(2, quorum=False), counted(6, late=True), counted(9, carried=True, overdue=True),
        counted(9, carried=True), Past(day="2027-06-20", proposer="bo", eligible=10, answered=0, closed=False),
    ]
    found = figures(past)
    assert found["quorum"] == (Fraction(1, 4), 4)
    assert found["late"] == (Fraction(1, 4), 4)
    assert found["undone"] == (Fraction(1, 2), 2)
    nothing = figures([], members=0)
    assert {name for name, (value, _) in nothing.items() if value is None} == set(nothing) - {"rolls"}


def test_the_top_three_of_delegates_and_of_proposers() -> None:
    found = figures([], delegated=[(f"m{n}", to) for n, to in enumerate("aaaaabbcde")])
    assert found["delegate"] == (Fraction(5, 10), 10)
    assert found["delegates"] == (Fraction(8, 10), 10)
    past = [counted(5, proposer=one) for one in ("ana", "ana", "bo", "cleo", "dee")]
    past.append(counted(5, day="2026-01-01", proposer="long ago"))
    assert figures(past)["proposers"] == (Fraction(4, 5), 5)


def test_candidates_for_each_seat_and_how_often_a_member_is_asked() -> None:
    assert figures([], candidates=7, seats=4)["seats"] == (Fraction(7, 4), 4)
    past = [counted(5), counted(5), counted(5, day="2027-01-01")]
    assert figures(past)["asked"] == (Fraction(2, 13), 2), "ten members, each asked twice in thirteen weeks"


def test_a_roll_that_is_not_as_it_was_frozen_shows() -> None:
    assert figures([counted(5), counted(5)], rolls=[False, True])["rolls"] == (1, 2)
    assert figures([counted(5)] * 3, rolls=[False])["rolls"] == (0, 1), "made from what was compared"
