"""The rule kind `match`: who is matched with whom and why, what stops it, and what is kept proves it."""

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from msgspec import structs

from auzolan.formula.parse import parse
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules import matching
from auzolan.rules.ground import Ground
from auzolan.rules.kinds.match import PLACE, certify, compute, matched
from auzolan.rules.matching import Match
from auzolan.rules.steps import over
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

SAID = Match(
    unit="point", among=over("guests"), into=over("hosts"), score=parse("wish + to_room - 1"), tree=None,
    capacity=parse("room"), each=parse("1"), when=None, minimum=Fraction(0),
)
COLUMNS = ("name", "wish", "room", "quiet")


def row(name: str, wish: str | None = "1", room: str | None = "1", quiet: str = "0") -> Row:
    values = {
        "name": name, "wish": None if wish is None else Fraction(wish),
        "room": None if room is None else Fraction(room), "quiet": Fraction(quiet),
    }
    return Row(values=values, entries={"wish": (len(name),), "room": (40 + len(name),)})


GUESTS = [row("ane", "3"), row("bea", "2"), row("carla", "2"), row("di", "1")]
HOSTS = [row("house", room="2"), row("flat", room="1")]


def ground(guests: Sequence[Row] = GUESTS, hosts: Sequence[Row] = HOSTS, places: int = 2) -> Ground:
    tables = {"guests": list(guests), "hosts": list(hosts)}
    kinds = {one: PlainColumn(name=one, kind="text" if one == "name" else "number") for one in COLUMNS}
    figure = Figure(label="matching", value=Fraction(0), unit="point", places=places)
    return Ground(
        source=0, unit="point", places=places, figure=figure, rows=tables.__getitem__, fill=lambda text, row: text,
        turn=1, scope=lambda table: Scope(columns=kinds, table=table),
    )


def pairs(said: Match = SAID, **of: Any) -> dict[str, int]:
    return {portion.to: portion.amount for portion in compute(said, ground(**of))}


def changed(**fields: Any) -> Match:
    return replace(SAID, **fields)


def test_the_highest_total_is_found_and_equal_ways_go_to_the_first_ids() -> None:
    # The flat gives a point less, and whoever has it; ane, bea and carla have a place, di has none.
    assert pairs() == {"ane:flat": 300, "bea:house": 300, "carla:house": 300}
    assert matched(SAID, ground()).left == ("di",)
    assert matched(SAID, ground()).total == 900


def test_shuffled_rows_give_the_same_pairs_and_the_same_marks() -> None:
    luck = random.Random(3)
    for _ in range(10):
        mixed = ground(luck.sample(GUESTS, len(GUESTS)), luck.sample(HOSTS, len(HOSTS)))
        assert matched(SAID, mixed).marks == matched(SAID, ground()).marks
        assert {one.to for one in matched(SAID, mixed).portions} == set(pairs())


def test_what_is_kept_proves_itself_and_not_with_one_pair_changed() -> None:
    base = ground()
    kept = matched(SAID, base)
    found = {portion.to: portion.amount for portion in kept.portions}
    assert certify(SAID, base, found, kept.marks) == []
    assert certify(SAID, base, found) == []
    for wrong in (
        {key: amount for key, amount in found.items() if key != "ane:flat"},
        {"di:flat": 100, "bea:house": 300, "carla:house": 300},
        {"ane:house": 400, "bea:house": 300, "carla:flat": 200},  # the same total, but not by the tie law
        found | {"di:house": 200},
        found | {"ane:flat": 301},
        found | {"zoe:flat": 300},
        {},
    ):
        assert certify(SAID, base, wrong, kept.marks) != []
        assert certify(SAID, base, wrong) != []
    assert certify(SAID, base, found, kept.marks[1:]) != []
    cheap = [structs.replace(mark, level=0) if mark.side == PLACE else mark for mark in kept.marks]
    assert certify(SAID, base, found, cheap) != []
    assert certify(SAID, base, found, [structs.replace(mark, level=2**70) for mark in kept.marks]) != []
    assert certify(SAID, ground(hosts=[row("house", room="3"), row("flat")]), found, kept.marks) != []


def test_the_check_needs_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = matched(SAID, ground())
    found = {portion.to: portion.amount for portion in kept.portions}
    monkeypatch.setitem(sys.modules, "ortools.graph.python.min_cost_flow", None)
    with pytest.raises(ImportError):
        matched(SAID, ground())
    assert certify(SAID, ground(), found, kept.marks) == []
    assert certify(SAID, ground(), found) == []


def test_a_pair_says_its_score_its_room_and_who_would_have_come_instead() -> None:
    figure = matched(SAID, ground()).portions[0].figure
    assert (figure.label, figure.printed()) == ("ane goes to flat", "3.00")
    assert [(one.label, one.printed(), one.note) for one in figure.because] == [
        ("wish + to_room - 1", "3", ""),
        ("how many flat holds", "1", "Full."),
        ("the best that is not here: bea at flat", "2.00", ""),
        ("the best other place: ane at house", "4.00", "house is full."),
        ("what room for one more at flat would add", "1.00", ""),
        ("what one place less for ane would lose", "2.00", ""),
        ("what all pairs score together", "9.00", "Left without a place: di."),
    ]
    assert set(figure.because[0].all_entries()) == {3, 44}


def test_more_than_one_place_for_each_row_where_the_article_says_so() -> None:
    found = pairs(changed(each=parse("2"), capacity=parse("2")))
    assert found == {"ane:flat": 300, "ane:house": 400, "bea:flat": 200, "bea:house": 300}


def test_pairs_that_cannot_be_made_are_never_made() -> None:
    assert pairs(changed(when=parse("wish >= 2 and to_room = 1"))) == {"ane:flat": 300}


def test_a_score_below_zero_or_below_the_minimum_leaves_the_place_empty() -> None:
    assert pairs(changed(score=parse("wish - 2"))) == {"ane:flat": 100, "bea:house": 0, "carla:house": 0}
    assert pairs(changed(score=parse("wish - 2"), minimum=Fraction("0.5"))) == {"ane:flat": 100}
    with pytest.raises(Refusal, match=r"No pair can be made and scores 9\.00 or more"):
        pairs(changed(minimum=Fraction(9)))


def test_a_score_rounds_half_to_even_before_it_is_compared() -> None:
    portion = compute(changed(score=parse("wish / 8")), ground(GUESTS[:1], HOSTS[:1], places=1))[0]
    assert portion.amount == 4
    assert portion.figure.because[0].note == "Rounded half to even."
    assert portion.figure.because[0].because[0].number == Fraction(3, 8)


def test_nobody_is_matched_with_themselves() -> None:
    assert pairs(changed(into=over("guests"), capacity=parse("1"), score=parse("1"))) == {
        "ane:bea": 100, "bea:ane": 100, "carla:di": 100, "di:carla": 100,
    }


def test_more_rows_than_room_leaves_rows_without_a_place_and_says_who() -> None:
    many = [row(f"g{at:02d}", "1") for at in range(20)]
    portions = compute(SAID, ground(many, HOSTS))
    assert len(portions) == 3
    note = portions[0].figure.because[-1].note
    assert note == "Left without a place: g03, g04, g05, g06, g07, g08, g09, g10, g11, g12, g13, g14 and 5 others."


@pytest.mark.parametrize(
    ("guests", "hosts", "said", "why"),
    [
        ([], HOSTS, SAID, "No row is among these"),
        (GUESTS, [], SAID, "No row is among these"),
        (GUESTS, [row("house", room="0")], SAID, "There is room for nobody"),
        (GUESTS, HOSTS, changed(each=parse("0")), "There is room for nobody"),
        (GUESTS, [row("house", room="-1")], SAID, "For house how many it holds comes out as -1"),
        (GUESTS, [row("house", room="1.5")], SAID, "no whole number of 0 or more"),
        (GUESTS, [row("house", room=None)], SAID, "For house it is not known how much room is"),
        ([row("ane", None)], HOSTS, SAID, "For ane and house: The value of wish is not known"),
        ([row("ane", None)], HOSTS, changed(score=parse("wish")), "For ane and house it is not known how much wish is"),
        (GUESTS, HOSTS, changed(score=parse("wish / quiet")), "For ane and house: wish / quiet divides by zero"),
        ([*GUESTS, row("ane")], HOSTS, SAID, "Two rows have one name"),
    ],
)
def test_what_cannot_be_matched_stops_the_run_in_a_sentence(
    guests: list[Row], hosts: list[Row], said: Match, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        compute(said, ground(guests, hosts))


def test_too_many_pairs_are_refused_before_any_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PAIRS_MAX", 7)
    with pytest.raises(Refusal, match="4 rows and 2 places make more than 7 pairs"):
        pairs()
