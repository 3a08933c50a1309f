"""A person at a terminal, for the tests of the command line: every verb as it is typed, in a folder of its own."""

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auzolan.cli.__main__ import main


@dataclass
class Terminal:
    """One node's folder, and a clock that stands still until it is set. err: what the last verb told people."""

    folder: Path
    patch: pytest.MonkeyPatch
    data: str = "data"
    err: str = ""

    def __post_init__(self) -> None:
        self.patch.setenv("AUZOLAN_STATE", str(self.folder / f"{self.data}.state"))
        self.patch.delenv("AUZOLAN_DATABASE_URL", raising=False)
        self.patch.delenv("AUZOLAN_DATA", raising=False)

    def at(self, moment: str) -> None:
        """Set the clock of an exercise."""
        self.patch.setenv("AUZOLAN_CLOCK", moment)

    def type(self, *words: str, stdin: str = "") -> tuple[int, str]:
        """(exit status, what was printed) of one command."""
        out, err = io.StringIO(), io.StringIO()
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        verb, *rest = words
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main([verb, "--data", str(self.folder / self.data), *rest])
            except SystemExit as stop:  # argparse, on wrong usage
                status = int(stop.code or 0)
        self.err = err.getvalue()
        return status, out.getvalue()

    def ask(self, *words: str, stdin: str = "") -> Any:
        """The JSON document of a command that must succeed."""
        status, out = self.type(*words, "--json", stdin=stdin)
        assert status == 0, f"{words}: {status}\n{out}{self.err}"
        return json.loads(out)

    def refused(self, *words: str, stdin: str = "") -> dict[str, str]:
        """The refusal of a command that must be refused."""
        status, out = self.type(*words, "--json", stdin=stdin)
        assert status == 1, f"{words}: {status}\n{out}{self.err}"
        refusal: dict[str, str] = json.loads(out)["refused"]
        assert set(refusal) >= {"what", "where", "why", "next"}
        return refusal

    def write(self, name: str, text: str) -> str:
        """A file in the folder; gives its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def elsewhere(self, data: str) -> "Terminal":
        """Another machine: another data folder, another state."""
        return Terminal(folder=self.folder, patch=self.patch, data=data)


WORKERS = {"Ane": ("1700.00", "1.00"), "Beñat": ("1650.00", "1.40"), "Carmen": ("1712.50", "1.20"),
           "Dani": ("820.25", "1.00"), "Elena": ("1500.00", "1.75"), "Fatou": ("1604.75", "1.30")}


def co_op(terminal: Terminal) -> dict[str, str]:
    """A co-op of six, founded as an exercise from the preset mondragon; gives name -> id."""
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", "mondragon", "--exercise", "--name", "Errota")
    return {
        name: terminal.ask(
            "admit", "--class", "worker", "--name", name, "--email", f"{number}@example.org", "--joined", "2026-01-05"
        )["member"]
        for number, name in enumerate(WORKERS)
    }


def worked(terminal: Terminal, people: dict[str, str], day: str) -> None:
    """A year's hours and the index of everybody."""
    for name, (hours, index) in WORKERS.items():
        terminal.ask("hours", people[name], hours, "--date", day)
        terminal.ask("hours", people[name], index, "--contribution", "index", "--date", day)


def set_aside(terminal: Terminal, amount: str, year: str, day: str) -> None:
    """A surplus on its account."""
    terminal.ask("record", "-", stdin=(
        f'posting = "result"\namount = "{amount}"\ndate = {day}\nplaces = {{year = "{year}"}}\n'
        'words = {narration = "As the assembly found on reading the accounts"}\n'
    ))
