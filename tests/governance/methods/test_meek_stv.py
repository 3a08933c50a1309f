"""Meek's rules: the reference dumps and transcripts with equal ranks, round by round, to the ninth place."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from auzolan.governance.methods import meek_stv
from auzolan.governance.tally import Election, TieLaw
from ranked_elections import from_blt, in_order, ranked, rankings

CASES = ("equal_preference-always_behind", "equal_preference-equal_preference", "random-rand_5x4",
         "ties-tie_break_explicit", "vegetables")
_ACTION = re.compile(
    r"Action: (Elect|Defeat)([^:\n]*): ([^\n]*)\n((?:\t(?:Elected|Hopeful|Defeated): +.*\n)*)\tQuota: ([\d.]+)"
)
_HELD = re.compile(r": +([^,(\n]*) \(([\d.]+)\)\n")
ACTIONS = {"elected": "Elect", "excluded": "Defeat"}
DUMPED = ("elect", "defeat")


@pytest.mark.parametrize("case", ["42", "513", "SC-Vm-12", "SC"])
def test_the_reference_rule_goes_as_dumped(data_dir: Path, case: str) -> None:
    folder = data_dir / "ranked-ballots" / "droop"
    election, _ = from_blt(folder / f"{case}.blt")
    tally = meek_stv.tally(election, {}, in_order(election))
    dump = (folder / "ref" / f"{case}-meek-prf-o6-fixed-p9-d9.txt").read_text()
    rows = [line.split("\t") for line in dump.splitlines()]
    rounds: dict[str, list[str]] = {}
    for row in rows[1:]:
        if row[1] in DUMPED:
            rounds.setdefault(row[0], row)
    assert len(rounds) >= 2
    for row, ours in zip(rounds.values(), tally.rounds, strict=False):
        said = {row[at]: (row[at + 1], Fraction(row[at + 2]), Fraction(row[at + 3])) for at in range(6, len(row), 4)}
        held = {figure.option: figure.amount for figure in ours.figures}
        assert ours.measures["quota"] == Fraction(row[2])
        assert {one: held.get(one, 0) for one in said} == {one: votes for one, (_, votes, _) in said.items()}
        for one, (state, _, keeps) in said.items():
            if state == "E":
                assert ours.measures[f"{one} keeps"] == keeps
        if row[1] == "defeat":
            assert ours.measures["surplus"] == Fraction(row[4])
            assert ours.measures["not transferable"] == Fraction(row[5])
    end = rows[-1]
    assert set(tally.winners) == {end[at] for at in range(6, len(end), 4) if end[at + 1] == "E"}


@pytest.mark.parametrize("equal", ["shared", "split"])
@pytest.mark.parametrize("case", CASES)
def test_equal_ranks_go_as_in_the_transcripts(data_dir: Path, case: str, equal: str) -> None:
    folder = data_dir / "ranked-ballots" / "meek"
    election, meta = from_blt(folder / f"{case}.blt")
    law = TieLaw(order=tuple(meta.get("tie_order", election.options)))
    tally = meek_stv.tally(election, {"rules": "parametric", "equal": equal}, law)
    ours = [
        (ACTIONS[figure.note], figure.option, round)
        for round in tally.rounds for figure in round.figures if figure.note
    ]
    log = (folder / f"{case}{'.equalize' if equal == 'shared' else ''}.fixed9.log").read_text()
    theirs = _ACTION.findall(log)
    assert len(theirs) >= 3
    assert list(tally.winners) == [name for action, _, name, _, _ in theirs if action == "Elect"]
    steps = [step for step in theirs if "remaining" not in step[1]]
    for (action, _, name, figures, quota), (done, option, round) in zip(steps, ours, strict=False):
        assert (done, option) == (action, name)
        held = {figure.option: figure.amount for figure in round.figures}
        assert {one: held.get(one, 0) for one, _ in _HELD.findall(figures)} == {
            one: Fraction(votes) for one, votes in _HELD.findall(figures)
        }
        assert round.measures["quota"] == Fraction(quota)


def test_nobody_ranked_behind_on_every_ballot_is_elected_before_the_one_in_front() -> None:
    election = ranked("99 apple", "99 banana", "1 apple=banana=cherry date", seats=3)
    assert meek_stv.tally(election, {}, in_order(election)).winners == ("apple", "banana", "cherry")


@given(rankings(equal=True))
def test_as_many_are_elected_as_there_are_seats_and_every_vote_is_accounted_for(election: Election) -> None:
    tally = meek_stv.tally(election, {}, in_order(election))
    assert len(tally.winners) == len(set(tally.winners)) == election.seats
    whole = sum(paper.voters for paper in election.papers if paper.ranks)
    for round in tally.rounds:
        assert sum(figure.amount for figure in round.figures) + round.measures["not transferable"] == whole
        assert all(figure.amount >= 0 for figure in round.figures)
