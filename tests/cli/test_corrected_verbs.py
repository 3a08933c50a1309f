"""`auzolan run --corrects`, `why`, `settle` and `contest` on a run that is mended."""

from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from command_line import Terminal

RULE = "rule.surplus"
RESULT = """[entry]
date = 2026-12-31
legs = [["Assets:Bank", "1000.00 EUR"], ["Equity:Surplus:2026", "-1000.00 EUR"]]
"""


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Ane with 300 hours and Dani with 100 share 1,000.00; the rule says who pays for mistakes."""
    made = Terminal(folder=tmp_path, patch=monkeypatch)
    says = '["rule.surplus"]\ncorrections_from = "Equity:Collective:Solidarity"\n'
    charter = tmp_path / "charter.toml"
    charter.write_text(preset("mondragon").replace('["rule.surplus"]\n', says), encoding="utf-8")
    made.at("2026-01-05T09:00:00Z")
    made.ask("found", str(charter), "--name", "Errota", "--exercise")
    return made


def settled(terminal: Terminal) -> tuple[str, str, str]:
    """The ids of Ane, of Dani and of the run that was paid."""
    ids = []
    for name, hours in (("Ane", "300"), ("Dani", "100")):
        ids.append(terminal.ask("admit", "--class", "worker", "--name", name, "--joined", "2026-01-01")["member"])
        terminal.ask("hours", ids[-1], hours, "--date", "2026-01-05")
        terminal.ask("hours", ids[-1], "1.00", "--contribution", "index", "--date", "2026-01-05")
    terminal.at("2026-12-31T09:00:00Z")
    terminal.ask("record", "-", stdin=RESULT)
    run = terminal.ask("run", RULE, "--period", "2026")["run"]
    terminal.at("2027-01-20T09:00:00Z")
    terminal.ask("settle", run)
    return ids[0], ids[1], run


def test_a_corrected_run_prints_what_each_line_had_and_what_it_posts(terminal: Terminal) -> None:
    _ane, dani, run = settled(terminal)
    terminal.ask("hours", dani, "100", "--date", "2026-06-01")
    found = terminal.ask("run", RULE, "--period", "2026", "--corrects", run)
    to = f"Equity:Capital:{dani}:2026"
    assert found["corrects"] == run
    # 450.00 by 300 and 100 hours were 337.50 and 112.50; by 300 and 200 they are 270.00 and 180.00.
    assert found["posts"] == [
        {"to": to, "before": "112.50", "posts": "67.50"},
        {"to": "Equity:Collective:Solidarity", "before": "0", "posts": "-67.50"},
    ]
    terminal.at("2027-02-20T09:00:00Z")
    terminal.ask("settle", found["run"])
    assert terminal.ask("balances", "--account", "Equity:Capital")["accounts"][to]["EUR"] == "-180.00"
    assert terminal.ask("replay", found["run"], "--engine", "duckdb")["equal"]
    assert terminal.ask("verify")["holds"]
    assert [row["status"] for row in terminal.ask("runs")] == ["corrected", "settled"]


def test_why_tells_both_runs_and_the_difference(terminal: Terminal) -> None:
    _ane, dani, run = settled(terminal)
    terminal.ask("hours", dani, "100", "--date", "2026-06-01")
    status, said = terminal.type("run", RULE, "--period", "2026", "--corrects", run)
    assert status == 0
    assert "posts only what is different" in said
    mended = said.strip().splitlines()[-1].removeprefix("run ")
    to = f"Equity:Capital:{dani}:2026"
    _, now = terminal.type("why", mended, to)
    assert f"This run corrects run {run}: 112.50 EUR had been posted, so it posts 67.50 EUR." in now
    _, before = terminal.type("why", run, to)
    assert f"It was corrected by run {mended}." in before
    document = terminal.ask("why", mended, to)
    assert (document["corrects"], document["before"], document["posts"]) == (run, "112.50", "67.50")
    assert terminal.ask("why", run, to)["corrected_by"] == mended


def test_what_cannot_be_corrected_is_refused_in_a_sentence(terminal: Terminal) -> None:
    _ane, _dani, run = settled(terminal)
    said = terminal.refused("run", RULE, "--period", "2026", "--corrects", "r9")
    assert said["why"] == "There is no such run."
    assert "not of rule.surplus for 2027" in terminal.refused("run", RULE, "--period", "2027", "--corrects", run)["why"]
    first = terminal.ask("run", RULE, "--period", "2026", "--corrects", run)["run"]
    again = terminal.refused("run", RULE, "--period", "2026", "--corrects", run)
    assert (again["why"], first in again["next"]) == ("It was corrected already.", True)
    assert len(terminal.ask("runs")) == 2


def test_an_answer_that_does_not_satisfy_is_carried_on(terminal: Terminal) -> None:
    ane, dani, run = settled(terminal)
    terminal.ask("mandate", "body.social_council", ane)
    mended = terminal.ask("run", RULE, "--period", "2026", "--corrects", run)["run"]
    to = f"Equity:Capital:{dani}:2026"
    line = str(terminal.ask("why", mended, to)["entry"])
    contest = terminal.ask("contest", line, "--to", to, "--reason", "Too little", "--as", dani)["contest"]
    assert terminal.type("contest", line, "--to", to, "--as", dani)[0] == 2, "why?"
    assert "An answer is owed by" in terminal.refused("contest", contest, "--carry-on", "--as", dani)["why"]
    terminal.ask("contest", contest, "--answer", "stands", "--reason", "We counted", "--as", ane)
    assert "Only who objects" in terminal.refused("contest", contest, "--carry-on", "--as", ane)["why"]
    decision = terminal.ask("contest", contest, "--carry-on", "--as", dani)["decision"]
    (row,) = terminal.ask("decisions")
    assert (row["decision"], row["effect"]) == (decision, "answer_contest")


def test_an_objection_at_the_terminal_says_what_it_holds(terminal: Terminal) -> None:
    ane, dani, run = settled(terminal)
    to = f"Equity:Capital:{dani}:2026"
    paid = str(terminal.ask("why", run, to)["entry"])
    said = terminal.type("contest", paid, "--to", to, "--reason", "Too little", "--as", dani)[1]
    assert "Nothing is held back by it." in said
    mended = terminal.ask("run", RULE, "--period", "2026", "--corrects", run)["run"]
    published = str(terminal.ask("why", mended, to)["entry"])
    for who, words in ((ane, "Nothing is held back by it."), (dani, "Its amount waits for the answer.")):
        said = terminal.type("contest", published, "--to", to, "--reason", "Too little", "--as", who)[1]
        assert words in said, who
