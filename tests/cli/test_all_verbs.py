"""Every verb: help with an example, exit statuses, one JSON document and nothing else."""

import json
from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from auzolan.cli.__main__ import found_verbs
from command_line import Terminal, co_op

SPINE = {
    "admit", "assert", "backup", "balances", "cast", "check", "close", "close-period", "contest", "correct",
    "decisions", "demo", "export", "found", "hours", "import", "mandate", "members", "part", "preview", "propose",
    "rebuild", "record", "replay", "run", "runs", "serve", "settle", "support", "table", "verify", "veto", "void",
    "why", "withdraw",
}


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def test_every_verb_of_the_spine_is_there() -> None:
    assert set(found_verbs()) >= SPINE


@pytest.mark.parametrize("verb", sorted(found_verbs()))
def test_help_shows_an_example(terminal: Terminal, verb: str) -> None:
    status, out = terminal.type(verb, "--help")
    assert status == 0
    assert f"example: auzolan {verb}" in out


def test_wrong_usage_is_two_and_a_refusal_is_one(terminal: Terminal) -> None:
    assert terminal.type("found")[0] == 2
    assert terminal.type("balances")[0] == 1
    assert "There is no node in that folder yet." in terminal.err
    assert "found" in terminal.refused("balances")["next"]
    assert terminal.type("check", str(terminal.folder / "absent.toml"))[0] == 2


def test_check_tells_every_finding_and_needs_no_node(terminal: Terminal) -> None:
    good = terminal.write("good.toml", preset("mondragon"))
    assert terminal.ask("check", good) == {"findings": []}
    text = preset("mondragon").replace("review =", "revue =").replace('take = "10%"', 'take = "1O%"')
    bad = terminal.write("bad.toml", text)
    status, out = terminal.type("check", bad, "--json")
    assert status == 1
    assert len(json.loads(out)["findings"]) >= 2
    assert not (terminal.folder / "data").exists()


def test_two_organisations_on_one_node_are_told_apart(terminal: Terminal) -> None:
    terminal.ask("found", "open_books", "--name", "One of us")
    terminal.ask("found", "open_books", "--name", "Other")
    assert "--org one-of-us|other" in terminal.refused("balances")["next"]
    assert terminal.ask("balances", "--org", "other") == {"accounts": {}}
    assert "lives here already" in terminal.refused("found", "open_books", "--name", "Other")["why"]


def test_people_come_are_trusted_and_go(terminal: Terminal) -> None:
    people = co_op(terminal)
    ane = people["Ane"]
    assert "name" not in terminal.ask("members")[0]
    assert {row["name"] for row in terminal.ask("members", "--names")} == set(people)
    terminal.ask("mandate", "mandate.personnel", ane)
    assert terminal.ask("table", "mandates")[0]["member"] == ane
    terminal.ask("mandate", "mandate.personnel", ane, "--end")
    terminal.ask("part", ane, "--left", "2026-01-05")
    assert {row["member"]: row["left"] for row in terminal.ask("members")}[ane] == "2026-01-05"
    assert terminal.type("table", "nothing")[0] == 2


def test_a_table_shows_plain_numbers_with_the_places_of_their_article(terminal: Terminal) -> None:
    people = co_op(terminal)
    terminal.ask("hours", people["Ane"], "1.25", "--contribution", "index")
    terminal.ask("hours", people["Ane"], "7.5")
    assert [row["amount"] for row in terminal.ask("table", "contributions")] == ["1.25", "7.50"]
    assert terminal.ask("table", "contributions", "--period", "2025") == []


def test_members_come_from_a_file_after_a_look(terminal: Terminal) -> None:
    co_op(terminal)
    file = terminal.write("people.csv", "name,class,joined\nGari,worker,2026-01-05\nHodei,worker,2026-01-05\n")
    looked = terminal.ask("import", "members", file, "--dry-run")
    assert (looked["entries"], len(terminal.ask("members"))) == (2, 6)
    terminal.ask("import", "members", file)
    assert len(terminal.ask("members")) == 8
    again = terminal.ask("import", "members", file)
    assert again["entries"] == 0
    assert again["skipped"] == 2
    assert len(terminal.ask("members")) == 8


def test_a_ballot_from_a_terminal_counts_only_in_an_exercise(terminal: Terminal) -> None:
    terminal.ask("found", "mondragon", "--name", "Serious")
    ane = terminal.ask("admit", "--class", "worker", "--name", "Ane")["member"]
    file = terminal.write("text.toml", '[proposal]\ntitle = "A text"\ntext = "Words."\n')
    decision = terminal.ask("propose", file, "--as", ane)["decision"]
    assert terminal.refused("cast", decision, "yes", "--as", ane)["why"]


def test_a_backup_and_a_rebuild_lose_nothing(terminal: Terminal) -> None:
    people = co_op(terminal)
    terminal.ask("hours", people["Ane"], "8.00")
    verdict = terminal.ask("verify")
    terminal.ask("backup", str(terminal.folder / "copy"))
    assert terminal.ask("verify", str(terminal.folder / "copy"))["root"] == verdict["root"]
    assert terminal.ask("rebuild") == {"errota": verdict["entries"]}
    assert terminal.ask("verify") == verdict
