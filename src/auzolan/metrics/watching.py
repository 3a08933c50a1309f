"""The limits while the journal grows: sums follow every entry, and each append is judged when all of it is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from immutables import Map
from msgspec.structs import replace

from auzolan.charter.state import charter as charter_of
from auzolan.journal.entry import NODE, Entry
from auzolan.rules.limits_following import follow
from auzolan.rules.limits_judging import broken
from auzolan.tables.table import Change
from auzolan.values.refusal import Refusal

AREA = "metrics"
States = Map[str, Any]


def begun(states: States, seq: int) -> States:
    """The states at the beginning of an append whose first entry has this number: nothing is touched yet."""
    state = states.get(AREA)
    if state is None or not state.watch.limits:
        return states
    return states.set(AREA, replace(state, watch=replace(state.watch, began=seq, touched=Map())))


def followed(states: States, entry: Entry[Any], changes: Sequence[Change], before: Mapping[str, Any]) -> States:
    """The states with every limit's sums after the changes of one entry. before: the states before it."""
    state = states.get(AREA)
    if state is None or not state.watch.limits:
        return states
    watch = follow(state.watch, changes, charter_of(states["charter"]), before, entry.seq, by_node=entry.by == NODE)
    return states if watch is state.watch else states.set(AREA, replace(state, watch=watch))


def unbroken(states: Mapping[str, Any]) -> Refusal | None:
    """The refusal where the append that was read last breaks a limit; None where it leaves all of them standing."""
    state = states.get(AREA)
    if state is None or not state.watch.touched:
        return None
    return broken(state.watch, charter_of(states["charter"]), states)
