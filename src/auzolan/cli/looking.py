"""Looking at what only some may see, from a terminal: as the member of --as in an exercise, else as nobody."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.cli.console import Console
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.node.node import moment
from auzolan.organisation import around
from auzolan.values.refusal import Refusal


def whose_eyes(console: Console) -> str:
    """Whom a verb looks as. Outside an exercise nobody: whoever has the machine in hand could name anybody.

    Raises Refusal where that is somebody who does not belong: what members talk about is for members, as on the pages.
    """
    org = console.office.now()
    member = str(console.said.member or "") if org.states["charter"].founding.exercise else ""
    known = org.states["members"].members.get(member)
    if member and (known is None or not known.belongs(moment(org)[:10])):
        raise Refusal(
            what="Nothing is shown", where=member[:60], why="Only who belongs reads it.", next="Ask a member about it.",
        )
    return member


def around_them(console: Console) -> Around:
    """What areas may know of each other at this moment, asked by whoever looks."""
    org, member = console.office.now(), whose_eyes(console)
    at = moment(org)
    probe: Entry[Any] = Entry(
        seq=org.seq, at=at, by=member or NODE, via=TERMINAL if member else None, charter=org.charter_seq, fact=None
    )
    return around(org, probe, console.office.fact, tables=console.office.reader)
