"""Choosing among several from a terminal: an election, a delegation, a lot among equals, and all of it verified."""

from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from command_line import Terminal

NAMES = ("Ane", "Beñat", "Carmen", "Dani", "Edurne")
MORE = """
["body.care_circle"]
title = "Care circle"
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
term_months = 12

["procedure.circle"]
title = "Elections"
body = "body.assembly"
method = "scottish_stv"
quorum = "1/2"
vote_days = 7
delegation_depth = 1
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


@pytest.fixture
def people(terminal: Terminal) -> dict[str, str]:
    """A co-op of five with a circle of two seats, filled by transferable vote."""
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", terminal.write("ours.toml", preset("mondragon") + MORE), "--exercise", "--name", "Errota")
    return {name: terminal.ask("admit", "--class", "worker", "--name", name)["member"] for name in NAMES}


def written(terminal: Terminal, people: dict[str, str], *names: str, seats: int = 2) -> str:
    options = "".join(f'[[proposal.options]]\noption = "{people[name]}"\n' for name in names)
    return terminal.write("election.toml", (
        '[proposal]\ntitle = "The care circle"\neffect = "elect"\nprocedure = "procedure.circle"\n'
        f'seats = {seats}\n[proposal.details]\nbody = "body.care_circle"\n{options}'
    ))


def election(terminal: Terminal, people: dict[str, str], *names: str, seats: int = 2) -> str:
    file = written(terminal, people, *names, seats=seats)
    return str(terminal.ask("propose", file, "--as", people["Ane"])["decision"])


def row(terminal: Terminal, decision: str) -> dict[str, object]:
    return next(row for row in terminal.ask("decisions") if row["decision"] == decision)


def seated(terminal: Terminal, people: dict[str, str]) -> set[str]:
    called = {id: name for name, id in people.items()}
    rows = terminal.ask("table", "mandates")
    return {called[str(one["member"])] for one in rows if one["mandate"] == "body.care_circle"}


def test_two_are_elected_and_sit_by_themselves(terminal: Terminal, people: dict[str, str]) -> None:
    decision = election(terminal, people, "Ane", "Beñat", "Carmen")
    ane, benat, carmen = (people[name] for name in ("Ane", "Beñat", "Carmen"))
    terminal.ask("delegate", ane, "--until", "2026-06-30", "--as", people["Dani"])
    terminal.ask("cast", decision, f"{ane} > {benat}", "--as", ane)
    terminal.ask("cast", decision, carmen, "--as", carmen)
    terminal.ask("cast", decision, f"{ane} > {benat} > {carmen}", "--as", benat)
    terminal.ask("cast", decision, f"{ane} > {benat}", "--as", people["Edurne"])
    terminal.at("2026-01-13T09:00:00Z")
    terminal.ask("close", decision, "--as", ane)
    assert row(terminal, decision)["status"] == "carried"
    assert seated(terminal, people) == {"Ane", "Beñat"}, "Dani's vote went with Ane's, and Ane's surplus to Beñat"
    assert terminal.ask("verify")["holds"]
    again = terminal.ask("tally", "--decision", decision)
    assert again["equal"]
    assert again["winners"] == [ane, benat]
    bundle = str(terminal.folder / "errota.zip")
    terminal.ask("export", "bundle", bundle)
    assert terminal.elsewhere("nowhere").ask("tally", bundle, "--decision", decision) == again


def test_a_lot_that_nobody_knew_decides_between_equals(terminal: Terminal, people: dict[str, str]) -> None:
    decision = election(terminal, people, "Ane", "Beñat", seats=1)
    for name in ("Ane", "Beñat"):
        terminal.ask("cast", decision, people[name], "--as", people[name])
    terminal.ask("cast", decision, "-", "--as", people["Carmen"])
    terminal.at("2026-01-13T09:00:00Z")
    terminal.ask("close", decision, "--as", people["Ane"])
    assert len(seated(terminal, people)) == 1
    assert terminal.ask("verify")["holds"]


def test_what_is_no_ballot_is_refused_and_says_why(terminal: Terminal, people: dict[str, str]) -> None:
    decision = election(terminal, people, "Ane", "Beñat")
    ane = people["Ane"]
    assert "none of the options" in terminal.refused("cast", decision, people["Dani"], "--as", ane)["why"]
    assert "stands on it twice" in terminal.refused("cast", decision, f"{ane} > {ane}", "--as", ane)["why"]
    assert terminal.ask("cast", decision, f"{ane} > {people['Beñat']}", "--as", ane)["entries"]


def test_an_election_with_faults_tells_them(terminal: Terminal, people: dict[str, str]) -> None:
    for names, seats, says in (
        (("Ane",), 1, "something to choose from 2 on"), (("Ane", "Ane"), 1, "Two options have the same name"),
        (("Ane", "Beñat", "Carmen"), 3, "There are fewer seats"), (("Ane", "Beñat"), 4, "4 of 2 cannot be chosen"),
    ):
        file = written(terminal, people, *names, seats=seats)
        refused = terminal.type("propose", file, "--json", "--as", people["Ane"])
        assert refused[0] == 1
        assert says in refused[1], refused[1]
