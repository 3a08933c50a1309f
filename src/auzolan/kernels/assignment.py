"""Assignment: rows are given places, so that all pairs together score the most there can be.

Each row takes at most so many places, each place holds at most so many rows, a pair is made once or not at all, and
only pairs that are listed can be made. Scores are whole numbers of the smallest part, none below zero.

The tie law, for there are often many ways to the same total: pairs stand in order of the bytes of the row's id, then
of the place's. Of all ways with the highest total, the one is taken that makes the first pair if any of them does; of
those, the one that makes the second; and so on. So there is one result, whatever the order of the input and whichever
solver found it.

One way with the highest total is found by OR-tools' minimum-cost flow on whole numbers; the tie law by the search that
set-off uses (set_off_ties.py), in the pairs that are still free. Neither is believed: every result is checked with its
proof (assignment_proof.py) before it is given, and the proof is found from the result alone, without the solver.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from auzolan.kernels.assignment_proof import Flow, Proof, faults, flow_of, levels_of
from auzolan.kernels.set_off_net import Whole, compiled, net
from auzolan.kernels.set_off_proof import NOT_CUT
from auzolan.kernels.set_off_ties import borders, raise_oldest, work
from auzolan.values.refusal import Refusal

SMALL = 4_000  # pairs; below, Python is done before the compiler would be
SCORE_MAX = 2**40  # of one pair; the solver multiplies it by the number of rows and places
SIZE_MAX = 2**20  # rows and places together


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pair that can be made, and what it scores in smallest parts."""

    row: str
    place: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Everything that is decided about, in the order of the tie law.

    rows, places: names in the order of their bytes; each, capacity: how many a row takes, a place holds; row, place,
    score: per pair, by number.
    """

    rows: tuple[str, ...]
    places: tuple[str, ...]
    each: Whole
    capacity: Whole
    row: Whole
    place: Whole
    score: Whole

    def flow(self) -> Flow:
        """The same as a flow from rows to places and back."""
        return flow_of(self.row, self.place, self.score, self.each, self.capacity)

    def named(self) -> list[tuple[str, str]]:
        """Each pair by its two names, in order."""
        both = zip(self.row.tolist(), self.place.tolist(), strict=True)
        return [(self.rows[row], self.places[place]) for row, place in both]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """Which pairs are made (1 or 0 each, in their order), and the proof that it is the one result there is."""

    pairs: Pairs
    made: Whole
    proof: Proof

    @property
    def total(self) -> int:
        """The sum of the scores of the pairs that are made."""
        return int(self.pairs.score @ self.made)

    def edges(self) -> list[tuple[str, str]]:
        """The pairs that are made, in order."""
        return [pair for pair, made in zip(self.pairs.named(), self.made.tolist(), strict=True) if made]

    def losses(self) -> dict[str, int]:
        """Row -> how much lower the total would be if it took one place less. Exact."""
        return dict(zip(self.pairs.rows, self.proof.row_levels(self.pairs.rows), strict=True))

    def gains(self) -> dict[str, int]:
        """Place -> how much higher the total would be if it held one row more. Exact."""
        return dict(zip(self.pairs.places, self.proof.place_levels(self.pairs.rows), strict=True))


def gather(pairs: Iterable[Pair], each: Mapping[str, int], capacity: Mapping[str, int]) -> Pairs:
    """Put pairs in order. each: row -> how many places it takes; capacity: place -> how many rows it holds.

    Raises Refusal in a sentence: a pair that stands twice, a score below zero or too large, a number below zero.
    """
    listed = sorted(pairs, key=lambda pair: (pair.row.encode(), pair.place.encode()))
    seen = {(pair.row, pair.place) for pair in listed}
    if len(seen) != len(listed):
        raise _refused("", "A pair stands twice.", "Leave one of the two out.")
    rows, places = (tuple(sorted(known, key=lambda name: name.encode())) for known in (each, capacity))
    if len(rows) + len(places) > SIZE_MAX:
        raise _refused("", f"There are more than {SIZE_MAX} rows and places.", "Match them in several parts.")
    for name, number in (*each.items(), *capacity.items()):
        if number < 0:
            raise _refused(name, f"{number} is no number of pairs.", "Write a whole number, 0 or more.")
    for pair in listed:
        if not 0 <= pair.score <= SCORE_MAX:
            why = f"Its score of {pair.score} smallest parts is not from 0 to {SCORE_MAX}."
            raise _refused(f"{pair.row} and {pair.place}", why, "Leave the pair out, or score in a larger unit.")
    row_number, place_number = ({name: at for at, name in enumerate(names)} for names in (rows, places))
    return Pairs(
        rows=rows, places=places, each=_whole(each[name] for name in rows),
        capacity=_whole(capacity[name] for name in places), row=_whole(row_number[pair.row] for pair in listed),
        place=_whole(place_number[pair.place] for pair in listed), score=_whole(pair.score for pair in listed),
    )


def assign(pairs: Pairs) -> Assignment:
    """Make the pairs with the highest total, by the tie law among equals, and prove it.

    Raises Refusal when the numbers are too large for the solver, ArithmeticError when the result does not pass its own
    check.
    """
    flow = pairs.flow()
    moved = _most(flow)
    levels = levels_of(flow, moved)
    if levels is None:
        raise ArithmeticError("the solver did not find the highest total there can be")
    order, cut = _by_the_tie_law(flow, moved, levels)
    made = moved[: flow.pairs]
    proof = Proof(levels=levels, order=order, cut=cut)
    if wrong := certify(pairs, made, proof):
        raise ArithmeticError(f"an assignment did not pass its own check: {wrong[0]}")
    return Assignment(pairs=pairs, made=made, proof=proof)


def certify(pairs: Pairs, made: Whole, proof: Proof) -> list[str]:
    """What does not hold of an assignment, in plain sentences; empty where it is proved. Needs no solver."""
    return faults(pairs.flow(), np.asarray(made, dtype=np.int64), proof)


def proved(pairs: Pairs, made: Whole) -> Proof | None:
    """The proof of an assignment of which only the pairs were kept; None where it is not the one result. No solver."""
    flow = pairs.flow()
    moved = flow.whole(np.asarray(made, dtype=np.int64))
    if flow.broken(moved):
        return None
    levels = levels_of(flow, moved)
    if levels is None:
        return None
    order, cut = _by_the_tie_law(flow, raised := moved.copy(), levels)
    return Proof(levels=levels, order=order, cut=cut) if np.array_equal(raised, moved) else None


def _most(flow: Flow) -> Whole:
    """One of the ways with the highest total."""
    # Only here: whoever checks a result that was kept needs no solver, and does not wait for one to load.
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]

    solver: Any = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(flow.tail, flow.head, flow.room, -flow.worth)
    solver.set_nodes_supplies(np.arange(flow.nodes), np.zeros(flow.nodes, dtype=np.int64))
    status = solver.solve()
    if status != solver.OPTIMAL:
        why = f"The solver says {status.name.lower().replace('_', ' ')}."
        raise _refused("", why, "Score in a larger unit, or match in several parts.")
    return np.asarray(solver.flows(arcs), dtype=np.int64)


def _by_the_tie_law(flow: Flow, moved: Whole, levels: Whole) -> tuple[Whole, Whole]:
    """Bring the free pairs to the tie law (changes `moved`), and give the borders that prove it."""
    free = np.flatnonzero(flow.slack(levels) == 0).astype(np.int64)
    part = net(flow.nodes, flow.tail[free], flow.head[free], flow.room[free])
    raised, space = moved[free], work(flow.nodes)
    (compiled(raise_oldest) if len(flow.tail) >= SMALL else raise_oldest)(part, raised, space)
    moved[free] = raised
    order, cut = borders(space)
    inner = cut != NOT_CUT
    cut[inner] = free[cut[inner]]
    return order, cut


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, dtype=np.int64)


def _refused(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Nothing was matched", where=where, why=why, next=next)
