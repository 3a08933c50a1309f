"""An archive of a vote on Belenios, read in a terminal: what it holds, and whether it is the one that was entered."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from auzolan.governance.external_deciding import RecordResult
from auzolan.governance.external_facts import CountedPaper
from auzolan.intake._belenios import read
from auzolan.values.instant import parse_instant
from belenios_election import hold, needs_belenios, question
from command_line import Terminal
from sealed_place import LIVELY, sealed

OUTSIDE = f"""
["procedure.outside"]
title = "On Belenios"
body = "body.assembly"
method = "majority"
ballot = "external"
vote_days = 7
{LIVELY}
["mandate.scrutineer"]
title = "Scrutineer"
holder = "class.worker"
records = ["governance.result_recorded"]
"""
VOTES = [[[1, 0, 0]], [[1, 0, 0]], [[0, 1, 0]]]


def election(folder: Path, votes: list[list[list[int]]] = VOTES) -> Path:
    return hold(folder, [question("Move the workshop", ("yes", "no", "abstain"))], votes)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal(folder=tmp_path, patch=monkeypatch)
    monkeypatch.setenv("AUZOLAN_STATE", str(tmp_path / "state"))
    return made


@needs_belenios
def test_an_archive_is_told_without_a_node(terminal: Terminal) -> None:
    path = election(terminal.folder / "e")
    told = terminal.ask("external", str(path))
    assert (told["question"], told["answers"], told["voted"]) == ("Move the workshop", ["yes", "no", "abstain"], 3)
    status, words = terminal.type("external", str(path))
    assert status == 0 and "3 voted.\n2 yes\n1 no\n0 abstain" in words and "belenios-tool election verify" in words
    ordered = hold(terminal.folder / "o", [question("Rank", "AB", ranked=True)], [[[2, 1]], [[1, 2]]])
    assert "2 voted.\n1 2\n2 1" in terminal.type("external", str(ordered))[1]
    (terminal.folder / "none.bel").write_bytes(b"none")
    assert "no tar file" in terminal.refused("external", str(terminal.folder / "none.bel"))["why"]


@needs_belenios
def test_it_is_compared_with_what_was_entered_and_another_result_is_told(terminal: Terminal) -> None:
    place = sealed(terminal.folder, more=OUTSIDE)
    decision = place.propose("procedure.outside")
    mine, other = election(terminal.folder / "mine"), election(terminal.folder / "other", VOTES[1:])

    def told(path: Path) -> tuple[int, Any]:
        status, words = terminal.type("external", str(path), "--decision", decision)
        return status, words.strip().splitlines()[-1]

    assert told(mine) == (0, "Nothing was entered for this decision yet.")
    papers = (CountedPaper(voters=2, option="yes"), CountedPaper(voters=1, option="no"))
    archive = read(mine.read_bytes())
    over = parse_instant(place.decision(decision).closes_at) + timedelta(hours=1)
    place.office.do(
        RecordResult(decision=decision, archive=archive.sha256, papers=papers, verified="all checks passed"),
        by=place.members["p00"], at=over,
    )
    assert told(mine)[0] == 0 and "its ballots are the ones that count" in told(mine)[1]
    assert told(other) == (1, "DIFFERENT from what was entered.")
    document = terminal.ask("external", str(mine), "--decision", decision)
    assert document["entered"] == "same" and document["root"] == place.decision(decision).elsewhere.root
    place.at = over
    here = place.propose()
    refusal = terminal.refused("external", str(mine), "--decision", here)
    assert "No such decision is voted on elsewhere" in refusal["why"]
