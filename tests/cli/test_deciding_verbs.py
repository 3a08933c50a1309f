"""Proposing, previewing, explaining and replaying from a terminal."""

from dataclasses import replace
from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from auzolan.cli.proposal_file import split
from auzolan.engines import fitting
from auzolan.explain import why as explaining
from command_line import Terminal, co_op, set_aside, worked

RULE = '''["rule.bonus"]
title = "A bonus"
says = "What is left over goes to all who work here, in equal parts."
does = "split"
source = "Equity:Surplus:{year}"
procedure = "procedure.ordinary"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31

[["rule.bonus".steps]]
to = "Equity:Capital:{member}:{year}"
take = "rest"
among = "members where class = 'worker'"
by = "1"
'''


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


@pytest.fixture
def people(terminal: Terminal) -> dict[str, str]:
    found = co_op(terminal)
    terminal.at("2027-01-08T09:00:00Z")
    worked(terminal, found, "2026-12-31")
    set_aside(terminal, "1000.00 EUR", "2026", "2026-12-31")
    return found


def test_a_proposal_may_hold_lines_that_look_like_headers() -> None:
    words, rest = split('[proposal]\ntitle = "T"\ntext = """\n["rule.x"]\n[proposal]\n"""\n["rule.x"]\na = 1\n')
    assert words == {"title": "T", "text": '["rule.x"]\n[proposal]\n'}
    assert rest == '["rule.x"]\na = 1\n'
    assert split('["rule.x"]\na = 1\n') == ({}, '["rule.x"]\na = 1\n')


def test_a_text_is_proposed_without_articles(terminal: Terminal, people: dict[str, str]) -> None:
    file = terminal.write("text.toml", '[proposal]\ntitle = "We meet on Mondays"\ntext = "At nine."\n')
    made = terminal.ask("propose", file, "--as", people["Ane"])
    (row,) = terminal.ask("decisions")
    assert (row["decision"], row["effect"], row["title"]) == (made["decision"], "text_only", "We meet on Mondays")
    assert row["says"].startswith("Nobody of 6 has answered yet")


def test_faults_of_a_proposal_are_told_all_at_once(terminal: Terminal, people: dict[str, str]) -> None:
    rule = RULE.replace("rest", "rset").replace("review", "revew")
    bad = terminal.write("bad.toml", f'[proposal]\ntitel = "x"\ntext = 3\n{rule}')
    for verb in (("propose", bad, "--as", people["Ane"]), ("preview", bad, "--period", "2026")):
        status, out = terminal.type(*verb, "--json")
        assert status == 1
        assert "titel" in out
        assert '"proposal.text"' in out
    assert terminal.ask("decisions") == []
    unsound = terminal.write("unsound.toml", RULE.replace("class.worker", "class.nobody"))
    assert terminal.type("preview", unsound, "--period", "2026")[0] == 1
    assert "class.nobody" in terminal.err
    assert terminal.type("propose", unsound, "--as", people["Ane"])[0] == 1
    assert "class.nobody" in terminal.err


def test_a_new_rule_is_previewed_against_nothing(terminal: Terminal, people: dict[str, str]) -> None:
    seen = terminal.ask("preview", terminal.write("new.toml", RULE), "--period", "2026")
    assert seen["total"] == {"now": "0.00", "then": "1000.00", "change": "1000.00"}
    assert sorted(one["then"] for one in seen["portions"]) == ["166.66", "166.66", *["166.67"] * 4]
    (cell,) = seen["by_class"]
    assert (cell["class"], cell["people"], cell["then"]) == ("worker", 6, "1000.00")
    status, out = terminal.type("preview", str(terminal.folder / "new.toml"), "--period", "2026")
    assert status == 0
    assert "class worker" in out
    assert terminal.type("preview", str(terminal.folder / "new.toml"), "--period", "2026-13")[0] == 2


def test_a_small_class_is_withheld_from_members_but_not_from_the_terminal(
    terminal: Terminal, people: dict[str, str]
) -> None:
    for name in ("Beñat", "Carmen"):
        terminal.ask("part", people[name], "--left", "2026-01-06")
    file = terminal.write("new.toml", RULE)
    (cell,) = terminal.ask("preview", file, "--period", "2026-06", "--as", people["Ane"])["by_class"]
    assert cell == {"class": "worker", "people": None, "now": None, "then": None, "change": None}
    (cell,) = terminal.ask("preview", file, "--period", "2026-06")["by_class"]
    assert cell["people"] == 4


def test_nothing_is_explained_when_computing_again_gives_something_else(
    terminal: Terminal, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = terminal.ask("run", "rule.surplus", "--period", "2026")
    to = run["portions"][0]["to"]
    assert terminal.ask("why", run["run"], to)["figure"]["value"] == run["portions"][0]["amount"]
    real = explaining.recompute

    def another(fact: object, states: object, tables: object) -> object:
        return replace(real(fact, states, tables), outputs="0" * 64)  # type: ignore[arg-type]

    monkeypatch.setattr(explaining, "recompute", another)
    monkeypatch.setattr(fitting, "recompute", another)
    assert "does not give what was published" in terminal.refused("why", run["run"], to)["why"]
    status, out = terminal.type("replay", run["run"], "--json")
    assert (status, '"equal": false' in out) == (1, True)


def test_what_is_not_there_is_refused_in_a_sentence(terminal: Terminal, people: dict[str, str]) -> None:
    run = terminal.ask("run", "rule.surplus", "--period", "2026")["run"]
    assert terminal.refused("why", "nothing", "Assets:Bank")["why"] == "There is no such run."
    assert "no portion for this account" in terminal.refused("why", run, "Assets:Bank")["why"]
    assert terminal.refused("replay", "nothing")["where"] == "nothing"
    assert terminal.ask("replay", run, "--engine", "duckdb")["equal"] is True
    assert terminal.refused("close", "nothing", "--as", people["Ane"])["why"] == "There is no such decision."
    assert terminal.type("replay", run, "--engine", "abacus")[0] == 2


def test_a_changed_contribution_is_previewed_by_the_rule_that_reads_it(
    terminal: Terminal, people: dict[str, str]
) -> None:
    terminal.ask("hours", people["Ane"], "2.00", "--contribution", "index", "--date", "2026-12-31")
    whole = preset("mondragon")
    start = whole.index('["contribution.index"]')
    text = whole[start : whole.index('["account.bank"]')].replace('aggregate = "latest"', 'aggregate = "sum"')
    file = terminal.write("index.toml", text)
    status, _out = terminal.type("preview", file, "--period", "2026")
    assert status == 2 and "rule.pay, rule.surplus" in terminal.err and "rule.interest" not in terminal.err
    seen = terminal.ask("preview", file, "--period", "2026", "--rule", "rule.surplus")
    assert seen["rule"] == "rule.surplus"
    amounts = {one["member"]: one for one in seen["portions"]}
    # 1700 hours at 2.00 of 13296.425 now; at 1.00 and 2.00 together, 3.00, of 14996.425 then; of 450.00
    assert (amounts[people["Ane"]]["now"], amounts[people["Ane"]]["then"]) == ("115.07", "153.04")
