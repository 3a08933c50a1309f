"""The proof of an assignment: whoever has the pairs, which were made and the proof can check it without any solver.

Three things are looked at, each in one pass over the pairs: that no row takes more than it can and no place holds more
than it can; that no other pairs score more (levels, which are prices: what a place is worth and what a row adds); and
that the tie law was kept (borders, see set_off_proof.py).

An assignment is seen as a flow in a ring: from the hub to a row, as much as it takes; over a pair to a place, 1 at
most; from the place back to the hub, as much as it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auzolan.kernels.set_off_net import Whole
from auzolan.kernels.set_off_proof import Proof as Borders
from auzolan.kernels.set_off_proof import oldest_first

_FAR_BELOW = -(2**62)  # a level that nothing has reached


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """What shows that an assignment is the one there is: levels per node (rows, then places, then the hub); order,
    cut: the borders, as set_off_proof.py has them.

    The level of a place is what one row more there would add to the total; that of a row, below zero, what the total
    would lose if the row took one place less; that of the hub is 0.
    """

    levels: Whole
    order: Whole
    cut: Whole

    def row_levels(self, rows: Sequence[str]) -> list[int]:
        """What each row adds."""
        return [-level for level in self.levels[: len(rows)].tolist()]

    def place_levels(self, rows: Sequence[str]) -> list[int]:
        """What one row more would add at each place."""
        found: list[int] = self.levels[len(rows) : -1].tolist()
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flow:
    """Arcs in the order of the tie law: first the pairs, then places to the hub, then the hub to rows.

    nodes: how many; pairs, places: how many arcs of each sort; tail, head, room, worth: per arc.
    """

    nodes: int
    pairs: int
    places: int
    tail: Whole
    head: Whole
    room: Whole
    worth: Whole

    def whole(self, made: Whole) -> Whole:
        """What moves over every arc when these pairs are made."""
        rows = self.nodes - 1 - self.places
        out = np.zeros(self.nodes, dtype=np.int64)
        np.add.at(out, self.tail[: self.pairs], made)
        np.add.at(out, self.head[: self.pairs], made)
        return np.concatenate((made, out[rows:-1], out[:rows]))

    def broken(self, moved: Whole) -> bool:
        """Whether anything is below nothing or above its room."""
        return bool(((moved < 0) | (moved > self.room)).any())

    def slack(self, levels: Whole) -> Whole:
        """How far each arc's head stands above where its tail puts it: below zero it is used in full, above zero not
        at all, at zero it is free."""
        return np.asarray(levels[self.head] - levels[self.tail] - self.worth, dtype=np.int64)


def flow_of(row: Whole, place: Whole, score: Whole, each: Whole, capacity: Whole) -> Flow:
    """The flow of these pairs. Room beyond the pairs there are changes nothing, so no number is larger than needed."""
    rows, places = len(each), len(capacity)
    hub = rows + places
    to_hub, from_hub = np.arange(rows, hub), np.arange(rows)
    room = (
        np.ones(len(row), dtype=np.int64), np.minimum(capacity, np.bincount(place, minlength=places) + 1),
        np.minimum(each, np.bincount(row, minlength=rows) + 1),
    )
    return Flow(
        nodes=hub + 1, pairs=len(row), places=places,
        tail=np.concatenate((row, to_hub, np.full(rows, hub))).astype(np.int64),
        head=np.concatenate((place + rows, np.full(places, hub), from_hub)).astype(np.int64),
        room=np.concatenate(room).astype(np.int64),
        worth=np.concatenate((score, np.zeros(hub, dtype=np.int64))).astype(np.int64),
    )


def levels_of(flow: Flow, moved: Whole) -> Whole | None:
    """The lowest levels that show that nothing scores more; None where something does.

    Each is pushed up from the hub as far as the pairs ask; where that goes round without end, or lifts the hub itself,
    a better way was found. The lowest levels are the same for every way with the highest total.
    """
    hub = flow.nodes - 1
    more, less = moved < flow.room, moved > 0
    # A price is never below zero: a place stands at the hub or above it, and a row at the hub or below it.
    less[flow.pairs :] = True
    tails = np.concatenate((flow.tail[more], flow.head[less]))
    heads = np.concatenate((flow.head[more], flow.tail[less]))
    worth = np.concatenate((flow.worth[more], -flow.worth[less]))
    levels = np.full(flow.nodes, _FAR_BELOW, dtype=np.int64)
    levels[hub] = 0
    for _ in range(flow.nodes + 1):
        known = levels[tails] > _FAR_BELOW
        pushed = levels.copy()
        np.maximum.at(pushed, heads[known], levels[tails[known]] + worth[known])
        if pushed[hub] > 0:
            return None
        if np.array_equal(pushed, levels):
            return _with_unreached(flow, levels)
        levels = pushed
    return None


def _with_unreached(flow: Flow, levels: Whole) -> Whole:
    """Rows that may take no place are pushed by nothing: they stand just low enough that no pair is missed."""
    asked = levels[flow.head[: flow.pairs]] - flow.worth[: flow.pairs]
    low = np.zeros(flow.nodes, dtype=np.int64)
    np.minimum.at(low, flow.tail[: flow.pairs], asked)
    return np.where(levels > _FAR_BELOW, levels, low)


def faults(flow: Flow, made: Whole, proof: Proof) -> list[str]:
    """What does not hold, in plain sentences; empty where the assignment is proved. Takes any numbers, in any state."""
    if len(made) != flow.pairs:
        return ["there are not as many answers as pairs"]
    if len(proof.levels) != flow.nodes or int(np.abs(proof.levels).max()) >= 2**61:
        return ["there is not one level for each row and place"]
    if bool(((made < 0) | (made > 1)).any()):
        return ["a pair is made neither once nor not at all"]
    moved = flow.whole(made)
    if flow.broken(moved):
        return ["a row takes more places than it can, or a place holds more rows than it can"]
    slack = flow.slack(proof.levels)
    if bool(((slack < 0) & (moved < flow.room)).any() or ((slack > 0) & (moved > 0)).any()):
        return ["the levels do not show that no other pairs score more"]
    free = np.flatnonzero(slack == 0)
    kept = Borders(levels=proof.levels, order=proof.order, cut=proof.cut)
    if not oldest_first(flow.tail[free], flow.head[free], flow.room[free], moved[free], free, kept):
        return ["the borders do not show that the tie law was kept"]
    return []
