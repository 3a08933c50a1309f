"""Checks a result that was kept with its proof, in plain whole numbers: no solver, no arrays, nothing to trust.

A set-off and a matching are both flows: something moves over arcs from node to node, each arc takes from nothing to its
room, and every node gives as much as it gets. The result that was kept is the one there is, if three things hold.

1. Nothing is beyond its room, and everything balances.
2. Every node has a level. Around any ring levels rise as much as they fall, so an arc may be counted as its worth plus
   the level of its tail minus that of its head, and no sum over rings changes. Counted so, an arc above zero is used
   whole, one below zero not at all: then nothing else is worth more. An arc at zero is free.
3. The nodes stand in a row with borders in it, and each border carries the place of an arc in the order of the tie law.
   What is younger than a border can move no more over it from left to right and no less from right to left. So what is
   older, or the border's own arc, would have nothing to come back by: it moves as much as it ever can.

Each sentence names the arc, so that whoever changed one is told which.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

NO_CUT = -1
TOLD_MAX = 3  # arcs named in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One way from a node to another. room: the most that can move; worth: of each unit; moved: what was kept of it;
    said: how people call it."""

    tail: Hashable
    head: Hashable
    room: int
    worth: int
    moved: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a node stands in the proof. cut: the place of the arc at which the border before it was drawn, or -1."""

    node: Hashable
    level: int
    cut: int = NO_CUT


def faults(arcs: Sequence[Arc], row: Sequence[Stand], spell: Callable[[int], str] = str) -> list[str]:
    """What does not hold, in sentences that name the arcs; empty where the result is proved.

    arcs: in the order of the tie law; row: every node once, in the order of the proof; spell: how an amount is written.
    """
    levels = {stand.node: stand.level for stand in row}
    missing = {node for arc in arcs for node in (arc.tail, arc.head)} - set(levels)
    if missing or len(levels) != len(row):
        return ["the proof does not name everybody once"]
    beyond = [
        f"{arc.said}: {spell(arc.moved)} is not from {spell(0)} to {spell(arc.room)}"
        for arc in arcs if not 0 <= arc.moved <= arc.room
    ]
    wrong = beyond or _not_most(arcs, levels, spell) or _unbalanced(arcs, levels, spell)
    return wrong or _not_in_turn(arcs, row, spell)


def _slack(arc: Arc, levels: Mapping[Hashable, int]) -> int:
    return levels[arc.head] - levels[arc.tail] - arc.worth


def _not_most(arcs: Sequence[Arc], levels: Mapping[Hashable, int], spell: Callable[[int], str]) -> list[str]:
    found = []
    for arc in arcs:
        slack = _slack(arc, levels)
        if slack < 0 and arc.moved < arc.room:
            found.append(f"{arc.said}: {spell(arc.moved)}, but by the levels of the proof it is {spell(arc.room)}")
        elif slack > 0 and arc.moved > 0:
            found.append(f"{arc.said}: {spell(arc.moved)}, but by the levels of the proof it is {spell(0)}")
    return found


def _unbalanced(arcs: Sequence[Arc], levels: Mapping[Hashable, int], spell: Callable[[int], str]) -> list[str]:
    """Who does not give as much as they get. One arc that was changed is a free one between two of those."""
    gives: dict[Hashable, int] = {}
    for arc in arcs:
        gives[arc.tail] = gives.get(arc.tail, 0) + arc.moved
        gives[arc.head] = gives.get(arc.head, 0) - arc.moved
    off = {node for node, much in gives.items() if much}
    if not off:
        return []
    between = [
        f"{arc.said}: {spell(arc.moved)}" for arc in arcs
        if arc.tail in off and arc.head in off and _slack(arc, levels) == 0
    ]
    more = f" and {len(between) - TOLD_MAX} more" if len(between) > TOLD_MAX else ""
    return [f"{len(off)} do not give as much as they get; look at {'; '.join(between[:TOLD_MAX])}{more}"]


def _not_in_turn(arcs: Sequence[Arc], row: Sequence[Stand], spell: Callable[[int], str]) -> list[str]:
    levels = {stand.node: stand.level for stand in row}
    free = [(rank, arc) for rank, arc in enumerate(arcs) if _slack(arc, levels) == 0]
    place = {stand.node: at for at, stand in enumerate(row)}
    oldest = Borders([stand.cut for stand in row])
    return [
        f"{arc.said}: {spell(arc.moved)}, and by the borders of the proof another amount comes first"
        for rank, arc in free if not _in_turn(rank, arc, place[arc.tail], place[arc.head], oldest)
    ]


def _in_turn(rank: int, arc: Arc, start: int, goal: int, oldest: "Borders") -> bool:
    apart = oldest.between(min(start, goal), max(start, goal))
    whole, leftward = arc.moved == arc.room, goal < start
    if apart is None or rank < apart:
        return whole
    if rank == apart:
        return whole or leftward
    return arc.moved == 0 if leftward else whole


class Borders:
    """Finds the oldest border between two places, by the oldest of every run of 1, 2, 4, 8 ... places."""

    def __init__(self, cuts: Sequence[int]) -> None:
        self._none = max(cuts, default=NO_CUT) + 1  # younger than any border
        runs = [self._none if cut < 0 else cut for cut in cuts]
        self._runs = [runs]
        half = 1
        while 2 * half <= len(cuts):
            runs = [min(one, other) for one, other in zip(runs, runs[half:], strict=False)]
            self._runs.append(runs)
            half *= 2

    def between(self, low: int, high: int) -> int | None:
        """The oldest border right of `low`, up to and with the one before `high`; None where there is none."""
        if high <= low:
            return None
        power = (high - low).bit_length() - 1
        runs = self._runs[power]
        found = min(runs[low + 1], runs[high - 2**power + 1])
        return None if found == self._none else found
