"""auzolan import bids: all of a file or nothing, the same file twice adds nothing, what was misread is corrected."""

import json
from pathlib import Path

import pytest

from command_line import Terminal

CHARTER = Path(__file__).parent.parent / "golden" / "charters" / "m15_scoring.toml"
FILE = "Angebot;price EUR;quality\nA;100.00;70\nB;120.00;90\n"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal(folder=tmp_path, patch=monkeypatch)
    made.at("2026-03-05T09:00:00Z")
    made.ask("found", str(CHARTER), "--exercise", "--name", "Kitchen")
    return made


def bids(terminal: Terminal, *more: str) -> tuple[int, dict[str, object]]:
    path = str(terminal.folder / "kitchen.csv")
    status, said = terminal.type("import", "bids", path, "--map", "Angebot=bid", "--json", *more)
    return status, json.loads(said)


def opened(terminal: Terminal) -> list[tuple[str, str]]:
    rows = terminal.ask("table", "bid_values")
    return sorted((str(row["bid"]), str(row["value"])) for row in rows if row["name"] == "price")


def test_a_dry_run_writes_nothing_and_the_same_file_twice_adds_nothing(terminal: Terminal) -> None:
    terminal.write("kitchen.csv", FILE)
    assert bids(terminal, "--dry-run") == (0, {"entries": 1, "findings": [], "skipped": 0})
    assert opened(terminal) == []
    assert bids(terminal) == (0, {"entries": 1, "findings": [], "skipped": 0})
    assert opened(terminal) == [("kitchen-A", "100"), ("kitchen-B", "120")]
    assert bids(terminal) == (0, {"entries": 0, "findings": [], "skipped": 2})
    assert terminal.type("import", "bids", str(terminal.folder / "kitchen.csv"), "--map", "Angebot=bid")[1].strip() == (
        "kitchen.csv was taken in before; nothing was added (2 skipped)."
    )


def test_a_changed_line_is_shown_and_corrected_only_when_asked(terminal: Terminal) -> None:
    terminal.write("kitchen.csv", FILE)
    bids(terminal)
    terminal.write("kitchen.csv", FILE.replace("120.00", "110.00"))
    status, said = bids(terminal)
    assert status == 1
    (finding,) = said["findings"]  # type: ignore[misc]
    assert (finding["line"], finding["excerpt"]) == (3, "B")
    assert "price 120 EUR" in finding["why"]
    assert "price 110 EUR" in finding["why"]
    assert opened(terminal) == [("kitchen-A", "100"), ("kitchen-B", "120")]
    assert bids(terminal, "--correct")[1]["entries"] == 1
    assert opened(terminal) == [("kitchen-A", "100"), ("kitchen-B", "110")]


def test_with_one_fault_nothing_of_the_file_is_written(terminal: Terminal) -> None:
    terminal.write("kitchen.csv", FILE + "C;cheap;1\n")
    status, said = bids(terminal)
    assert status == 1
    assert [(one["article"], one["line"], one["field"]) for one in said["findings"]] == [  # type: ignore[attr-defined]
        ("kitchen.csv", 4, "price EUR")
    ]
    assert opened(terminal) == []


def test_correcting_is_for_bids_only(terminal: Terminal) -> None:
    terminal.write("people.csv", "class,name\nworker,Ane\n")
    assert terminal.type("import", "members", str(terminal.folder / "people.csv"), "--correct")[0] == 2


def test_many_tenders_come_in_together_or_not_at_all(terminal: Terminal) -> None:
    terminal.write("kitchen.csv", "tender,Angebot,price EUR\nkitchen,A,1\nboiler,A,2\n")
    assert bids(terminal)[1]["entries"] == 2
    assert [bid for bid, _ in opened(terminal)] == ["boiler-A", "kitchen-A"]
