"""Looking at what only some may see, from a terminal: as the member of --as in an exercise, else as nobody."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.cli.console import Console
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.node.node import clock
from auzolan.organisation import around
from auzolan.values.instant import print_instant


def whose_eyes(console: Console) -> str:
    """Whom a verb looks as. Outside an exercise nobody: whoever has the machine in hand could name anybody."""
    exercise = console.office.now().states["charter"].founding.exercise
    return str(console.said.member or "") if exercise else ""


def around_them(console: Console) -> Around:
    """What areas may know of each other at this moment, asked by whoever looks."""
    org, member = console.office.now(), whose_eyes(console)
    at = max(org.at, print_instant(clock(org)))
    probe: Entry[Any] = Entry(
        seq=org.seq, at=at, by=member or NODE, via=TERMINAL if member else None, charter=org.charter_seq, fact=None
    )
    return around(org, probe, console.office.fact, tables=console.office.reader)
