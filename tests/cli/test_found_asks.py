"""`found` asks five questions where somebody sits at a terminal, and founds by what they answer; else it asks none."""

from pathlib import Path

import pytest

from auzolan.charter.charter import charter_of
from auzolan.charter.check import check_text
from auzolan.charter.decide import read_charter
from auzolan.charter.preset import preset, presets
from auzolan.cli import founding
from command_line import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def test_five_answers_make_the_charter_and_admit_the_founders(terminal: Terminal) -> None:
    told = terminal.ask("found", "mondragon", "--ask", stdin="Errota\nCHF\n21\n2/3\nAne, Beñat\n")
    assert told["org"] == "errota"
    assert len(told["members"]) == 2
    assert terminal.err.count("[") == 5
    rows = terminal.ask("members", "--names")
    assert sorted(row["name"] for row in rows) == ["Ane", "Beñat"]
    assert {row["class"] for row in rows} == {"worker"}
    texts = {row["article"]: row["text"] for row in terminal.ask("table", "articles")}
    assert "vote_days = 21" in texts["procedure.ordinary"]
    assert 'quorum = "2/3"' in texts["procedure.ordinary"]
    assert "vote_days = 14" in texts["procedure.charter"]  # what was not asked about stays
    assert "unit.EUR" not in texts
    assert "CHF" in texts["unit.CHF"]
    assert terminal.ask("verify")["holds"] is True


def test_an_empty_answer_takes_what_stands_in_brackets(terminal: Terminal) -> None:
    asked = terminal.ask("found", "mondragon", "--ask", stdin="\n\n\n\n\n")
    assert asked["org"] == "mondragon"
    texts = {row["article"]: row["text"] for row in terminal.ask("table", "articles")}
    plain = charter_of(read_charter(preset("mondragon"))).articles
    assert texts == {id: article.text for id, article in plain.items()}
    assert terminal.ask("members") == []


def test_without_a_terminal_nothing_is_asked_and_nobody_admitted(terminal: Terminal) -> None:
    told = terminal.ask("found", "mondragon", "--name", "Errota", stdin="Wrong\nXXX\n")
    assert set(told) == {"org", "entries"}
    assert terminal.err == ""


def test_a_wrong_answer_is_asked_again_and_then_refused(terminal: Terminal) -> None:
    told = terminal.ask("found", "mondragon", "--ask", stdin="Errota\neuro\nUSD\nGBP\n0\n9\n5/4\n1/3\nAne,Ane\nAne\n")
    assert len(told["members"]) == 1
    for why in ("three capital letters", "counts something else in USD", "from 1 to 365", "no more than all", "once"):
        assert why in terminal.err
    refusal = terminal.refused("found", "csa", "--ask", stdin="Grove\nEUR\n0\n-1\nmany\n")
    assert refusal["why"] == "A whole number of days from 1 to 365."
    assert terminal.type("found", "csa", "--name", "Grove")[0] == 0  # nothing of the refused founding is in the way


def test_the_charter_can_be_written_edited_and_founded_by(terminal: Terminal) -> None:
    path = str(terminal.folder / "ours.toml")
    assert terminal.ask("found", "csa", "--ask", "--write", path, stdin="Grove\nCHF\n10\n\n\n") == {"path": path}
    assert not (terminal.folder / "data").exists()
    written = Path(path).read_text("utf-8")
    assert "vote_days = 10" in written
    assert written.startswith(preset("csa")[:40])  # comments and sources stay
    assert terminal.ask("check", path) == {"findings": []}
    assert terminal.ask("found", path, "--name", "Grove")["org"] == "grove"
    assert terminal.type("found", "csa", "--write", path)[0] == 2


@pytest.mark.parametrize("name", presets())
def test_every_preset_stays_sound_in_other_money(name: str) -> None:
    text = preset(name)
    keys = [one.key for one in founding.questions(text, "Ours")]
    assert keys[0] == founding.NAME
    assert len(keys) == 5 or name == "open_books"
    answers = {founding.MONEY: "CHF", founding.DAYS: "9", founding.QUORUM: "2/5"}
    changed = founding.answered(text, {key: said for key, said in answers.items() if key in keys})
    assert check_text(changed) == []
    assert founding.money_of(charter_of(read_charter(changed))) == ("CHF" if founding.MONEY in keys else "")
