"""Whether somebody may see the line that they object to: nobody contests what is closed to them."""

from typing import Any

from auzolan.governance.hiding import kept_back
from auzolan.organisation import Organisation
from auzolan.policy.policy import Published, Viewer
from auzolan.rules.facts import PortionsPublished
from auzolan.values.refusal import Refusal
from auzolan.views.withheld import Store, withheld


def closed_line(
    org: Organisation, store: Store, entry: Any, to: str, viewer: Viewer, said: Published
) -> Refusal | None:
    """Why a line cannot be contested by this viewer: None, or the refusal. to: the account of a portion, or empty."""
    hidden = kept_back(org.states["governance"], entry.fact) and viewer.member not in (entry.by, entry.for_)
    if not hidden and not withheld(store, entry.seq, viewer, said):
        return None
    if isinstance(entry.fact, PortionsPublished):
        about = any(one.to == to and one.member == viewer.member for one in entry.fact.portions)
    else:
        about = not hidden and _concerned(store, entry.seq, viewer)
    if about:
        return None
    return Refusal(
        what="The contest was not written", where=f"entry {entry.seq}", why="This line is closed to you.",
        next="Contest a line that you can read; whoever it is about can contest this one.",
    )


def _concerned(store: Store, seq: int, viewer: Viewer) -> bool:
    """Whether an entry made a row about the viewer: then it is theirs to contest, whoever else it is about."""
    return bool(viewer.member) and any(
        row[1 + table.names.index(table.person)] == viewer.member
        for table in store.tables.values() if table.person
        for row in store.rows(table.name, seq, "since = ?", (seq,))
    )
