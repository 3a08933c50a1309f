"""The single transferable vote: council wards and small cases, stage by stage, under three rule books."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from auzolan.governance.methods import scottish_stv
from auzolan.governance.tally import Election, TallyRound, TieLaw
from auzolan.values.refusal import Refusal
from ranked_elections import from_blt, in_order, ranked, rankings

WARDS = ("Anderston-City", "Baillieston", "Calton", "Govan", "Hillhead", "Langside", "Linn", "Springburn")
SMALL = ("42", "513", "SC-Vm-12", "SC")
BOOKS = {"scottish": "scotland", "wigm": "wigm-prf", "minneapolis": "mpls"}
_STAGE = re.compile(r"Action: (?:Begin Count|Surplus transferred: .*|Transfer defeated: .*)\n((?:\t.*\n)*)")
_HELD = re.compile(r"\t(?:Hopeful|Elected|Pending|Defeated):\s+(.*) \(([\d.]+)\)\n")


def held(stage: TallyRound) -> dict[str, Fraction]:
    """What everybody holds who holds anything."""
    return {figure.option: Fraction(figure.amount) for figure in stage.figures if figure.amount}


@pytest.fixture
def ranked_data(data_dir: Path) -> Path:
    return data_dir / "ranked-ballots"


@pytest.mark.parametrize("ward", WARDS)
def test_a_council_ward_comes_out_as_reported(ranked_data: Path, ward: str) -> None:
    expected = json.loads((ranked_data / "expected.json").read_text())[ward]
    election, _ = from_blt(ranked_data / "glasgow-2007" / f"{ward}.blt")
    tally = scottish_stv.tally(election, {}, in_order(election))
    assert list(tally.winners) == expected["elected_in_order"]
    assert tally.rounds[0].measures["quota"] == Fraction(expected["quota"])
    assert election.voters == expected["ballots"]
    assert tally.exact
    report = (ranked_data / "glasgow-2007" / f"{ward}.scottish-stv.report.txt").read_text()
    stages = _STAGE.findall(report)
    assert len(stages) >= 5
    # Behind the stages of the report ours says who took the seats that were left.
    assert len(tally.rounds) - len(stages) in (0, 1)
    for stage, ours in zip(stages, tally.rounds, strict=False):
        theirs = {name: Fraction(amount) for name, amount in _HELD.findall(stage) if Fraction(amount)}
        assert held(ours) == theirs
        assert ours.measures["not transferable"] == Fraction(re.search(r"Nontransferable votes: (.*)", stage)[1])
        assert ours.measures["cut off"] == Fraction(re.search(r"Residual: (.*)", stage)[1])


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("case", SMALL)
def test_a_small_case_goes_as_dumped_stage_by_stage(ranked_data: Path, case: str, book: str) -> None:
    election, _ = from_blt(ranked_data / "droop" / f"{case}.blt")
    tally = scottish_stv.tally(election, {"rules": book}, in_order(election))
    (dump,) = (ranked_data / "droop" / "ref").glob(f"{case}-{BOOKS[book]}-fixed-*.txt")
    rows = [line.split("\t") for line in dump.read_text().splitlines()[1:]]
    stages = [row for row in rows if row[1] in (("count",) if book == "minneapolis" else ("begin", "transfer"))]
    assert len(stages) >= 3
    for row, ours in zip(stages, tally.rounds, strict=False):
        assert ours.measures["quota"] == Fraction(row[2])
        assert ours.measures["not transferable"] == Fraction(row[3])
        assert held(ours) == {row[at]: Fraction(row[at + 2]) for at in range(4, len(row), 3) if Fraction(row[at + 2])}
    end = rows[-1]
    assert set(tally.winners) == {end[at] for at in range(4, len(end), 3) if end[at + 1] == "E"}


def test_a_tie_that_no_stage_tells_is_broken_by_the_law_and_declared() -> None:
    election = ranked("4 a", "2 b", "2 c", seats=1)
    (tie,) = scottish_stv.tally(election, {}, in_order(election)).ties
    assert (tie.round, tie.options, tie.chosen, tie.law) == (2, ("b", "c"), ("b",), "by the order of the options")


def test_an_earlier_stage_tells_before_the_law_does() -> None:
    # e goes first and lifts c to b's three; b was ahead before, so c is excluded, whatever the order says.
    election = ranked("5 a", "3 b", "2 c", "1 e c", seats=1)
    (tie,) = scottish_stv.tally(election, {}, TieLaw(order=("b", "c", "a", "e"))).ties
    assert (tie.options, tie.chosen, tie.law) == (("b", "c"), ("c",), "by an earlier round")


def test_which_of_equals_goes_can_be_turned_round() -> None:
    election = ranked("4 a", "2 b", "2 c", seats=1)
    first = scottish_stv.tally(election, {"gives_up": "first"}, in_order(election))
    last = scottish_stv.tally(election, {"gives_up": "last"}, in_order(election))
    assert (first.ties[0].chosen, last.ties[0].chosen) == (("b",), ("c",))


def test_withdrawn_options_are_passed_over_and_equal_ranks_end_a_ballot() -> None:
    election = ranked("3 x a", "2 b", "1 b=c a", seats=1, withdrawn="x")
    tally = scottish_stv.tally(election, {}, in_order(election))
    assert held(tally.rounds[0]) == {"a": 3, "b": 2}
    assert tally.winners == ("a",)


def test_a_wrong_parameter_is_refused_with_the_choices() -> None:
    election = ranked("3 a b", "2 b a")
    with pytest.raises(Refusal, match="scottish, wigm, minneapolis"):
        scottish_stv.tally(election, {"rules": "maltese"}, in_order(election))
    with pytest.raises(Refusal, match="from 0 to 9"):
        scottish_stv.tally(election, {"decimals": "12"}, in_order(election))


@given(rankings(equal=True))
def test_every_vote_is_accounted_for_in_every_stage(election: Election) -> None:
    for parameters in ({}, {"rules": "wigm"}, {"rules": "minneapolis"}, {"decimals": "exact"}):
        tally = scottish_stv.tally(election, parameters, in_order(election))
        assert len(tally.winners) == len(set(tally.winners)) == election.seats
        whole = sum(held(tally.rounds[0]).values())
        for stage in tally.rounds:
            lost = stage.measures["not transferable"] + stage.measures["cut off"]
            assert sum(held(stage).values()) + lost == whole
            assert stage.measures["cut off"] >= 0
