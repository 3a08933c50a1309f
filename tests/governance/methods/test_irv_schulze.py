"""Instant run-off and Schulze: a city's count, the textbook case, and what must hold for any election."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from auzolan.governance.methods import irv, schulze, scottish_stv
from auzolan.governance.tally import Election, TieLaw
from auzolan.intake.elections import ranked_csv
from auzolan.values.refusal import Refusal
from ranked_elections import in_order, ranked, rankings

# The example with five candidates and 45 voters that the method's author gives: E wins, then A, C, B, D.
TEXTBOOK = ("5 a c b e d", "5 a d e c b", "8 b e d a c", "3 c a b e d", "7 c a e b d", "2 c b a d e", "7 d c e b a",
            "8 e b a d c")


def test_minneapolis_counted_again_ends_with_the_official_last_round(data_dir: Path) -> None:
    folder = data_dir / "ranked-ballots"
    expected = json.loads((folder / "expected.json").read_text())["minneapolis_2013_mayor_cvr.csv"]
    name = "minneapolis_2013_mayor_cvr.csv"
    election, _, findings = ranked_csv.read((folder / "votekit" / name).read_bytes(), name)
    assert (findings, election.voters) == ([], expected["ballot_lines"])
    tally = irv.tally(election, {}, in_order(election))
    assert tally.winners[0].lower() == expected["winner"].lower()
    last = {figure.option: figure.amount for figure in tally.rounds[-1].figures if figure.amount}
    assert last == expected["final_round"]
    city = scottish_stv.tally(election, {"rules": "minneapolis"}, in_order(election))
    assert city.winners == tally.winners


def test_the_last_one_goes_until_two_are_left() -> None:
    tally = irv.tally(election := ranked("4 a", "3 b", "2 c b"), {}, in_order(election))
    assert tally.winners == ("b",)
    assert [[(one.option, one.amount, one.note) for one in round.figures] for round in tally.rounds] == [
        [("a", 4, ""), ("b", 3, ""), ("c", 2, "")],
        [("a", 4, ""), ("b", 5, "elected"), ("c", 0, "excluded")],
    ]
    assert tally.ranking == (("b",), ("a",), ("c",))


def test_a_majority_can_end_it_early() -> None:
    election = ranked("6 a", "3 b", "2 c b")
    assert len(irv.tally(election, {"until": "majority"}, in_order(election)).rounds) == 1
    assert len(irv.tally(election, {}, in_order(election)).rounds) == 2


def test_a_run_off_for_two_seats_is_refused() -> None:
    election = ranked("4 a", "3 b", "2 c", seats=2)
    with pytest.raises(Refusal, match="fills one seat"):
        irv.tally(election, {}, in_order(election))


def test_the_textbook_case_is_ranked_as_in_the_book() -> None:
    election = ranked(*TEXTBOOK)
    tally = schulze.tally(election, {}, in_order(election))
    assert tally.ranking == (("e",), ("a",), ("c",), ("b",), ("d",))
    assert (tally.winners, tally.ties) == (("e",), ())
    assert tally.rounds[0].measures["a over b"] == 20
    assert tally.rounds[1].measures["e over a"] == 25
    assert tally.rounds[1].measures["a over e"] == 24


def test_equal_ranks_are_for_neither_and_what_is_not_ranked_stands_last() -> None:
    election = ranked("3 a=b c", "1 b a", "2 c")
    for fast in (False, True):
        duels = schulze.tally(election, {}, in_order(election), fast=fast).rounds[0].measures
        assert (duels["a over b"], duels["b over a"]) == (0, 1)
        assert (duels["a over c"], duels["c over a"], duels["c over b"]) == (4, 2, 2)


def test_a_duel_won_by_few_counts_by_its_votes_or_by_how_many_more() -> None:
    # A circle: a beats b by 5 to 4, b beats c by 6 to 3, c beats a by 6 to 3.
    election = ranked("3 a b c", "2 c a b", "2 b c a", "2 c b a")
    tally = schulze.tally(election, {"strength": "margins"}, in_order(election))
    assert tally.rounds[1].measures["a over b"] == 1
    assert schulze.tally(election, {}, in_order(election)).rounds[1].measures["a over b"] == 5


def test_equals_are_declared_and_the_law_decides() -> None:
    election = ranked("1 a b", "1 b a")
    tally = schulze.tally(election, {}, TieLaw(order=("b", "a"), name="by lot"))
    assert (tally.ranking, tally.winners) == ((("a", "b"),), ("b",))
    assert (tally.ties[0].options, tally.ties[0].chosen, tally.ties[0].law) == (("a", "b"), ("b",), "by lot")


@given(rankings(equal=True))
def test_who_wins_every_duel_wins_and_stands_alone(election: Election) -> None:
    tally = schulze.tally(election, {}, in_order(election))
    duels = tally.rounds[0].measures
    for one in election.options:
        others = [other for other in election.options if other != one]
        if all(duels[f"{one} over {other}"] > duels[f"{other} over {one}"] for other in others):
            assert tally.ranking[0] == (one,)
