"""auzolan set-off reads debts, tells every fault with its line, and needs no node."""

import json
from pathlib import Path

import pytest

from command_line import Terminal

M14 = "debtor,creditor,amount\nA,B,700\nB,C,500\nC,A,200\nC,D,400\nD,B,300\n"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def file(terminal: Terminal, text: str) -> str:
    path = terminal.folder / "debts.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_example_is_cleared_without_a_node(terminal: Terminal) -> None:
    found = terminal.ask("set-off", file(terminal, M14))
    assert found["cleared_total"] == "1500"
    assert found["edges"][0] == {"debtor": "A", "creditor": "B", "amount": "700", "cleared": "200"}
    assert [edge["cleared"] for edge in found["edges"]] == ["200", "500", "200", "300", "300"]
    assert not (terminal.folder / "data").exists()


def test_amounts_keep_the_decimals_of_the_finest_and_days_are_said(terminal: Terminal) -> None:
    text = "Debtor;Creditor;Amount;Due;note\nA;B;10.5;2026-01-01;x\nA;B;1.25;;y\nB;A;11;;z\n"
    found = terminal.ask("set-off", file(terminal, text))
    assert found["cleared_total"] == "22.00"
    assert found["edges"] == [
        {"debtor": "A", "creditor": "B", "due": "2026-01-01", "amount": "10.50", "cleared": "10.50"},
        {"debtor": "A", "creditor": "B", "amount": "1.25", "cleared": "0.50"},
        {"debtor": "B", "creditor": "A", "amount": "11.00", "cleared": "11.00"},
    ]


def test_people_read_a_table_and_the_total(terminal: Terminal) -> None:
    status, said = terminal.type("set-off", file(terminal, M14))
    assert status == 0
    assert "1500 of 2100 can be cleared" in said


def test_every_fault_is_told_with_its_line(terminal: Terminal) -> None:
    text = "debtor,creditor,amount,due\nA,A,1,\nB,C,-5,2026-13-01\nC,A,many,\n,D,1,\n"
    status, said = terminal.type("set-off", file(terminal, text), "--json")
    assert status == 1
    told = [(one["line"], one["what"]) for one in json.loads(said)["findings"]]
    assert told == [
        (2, "This is a debt to oneself"), (3, "A debt is not below zero"), (3, "This is no day"),
        (4, "This is no amount"), (5, "The debtor is missing"),
    ]


def test_a_column_that_is_missing_is_named(terminal: Terminal) -> None:
    status, said = terminal.type("set-off", file(terminal, "from,to,amount\nA,B,1\n"), "--json")
    assert status == 1
    assert [one["what"] for one in json.loads(said)["findings"]] == [
        "The column debtor is missing", "The column creditor is missing",
    ]


def test_amounts_too_large_are_refused(terminal: Terminal) -> None:
    why = terminal.refused("set-off", file(terminal, f"debtor,creditor,amount\nA,B,{10**20}\nB,A,1\n"))["why"]
    assert "counted exactly" in why


def test_a_file_that_is_not_there_is_said(terminal: Terminal) -> None:
    assert terminal.type("set-off", str(terminal.folder / "no.csv"))[0] == 2


def test_a_published_example_is_cleared(terminal: Terminal, data_dir: Path) -> None:
    found = terminal.ask("set-off", str(data_dir / "set-off" / "mtcs-micro.csv"))
    assert (found["cleared_total"], [edge["cleared"] for edge in found["edges"]]) == ("300", ["100", "100", "100", "0"])
