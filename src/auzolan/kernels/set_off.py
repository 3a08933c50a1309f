"""Set-off: debts are cleared against each other in rings, as much as can be, and nobody's net position moves.

A owes B, B owes C, C owes A: each can strike out the same amount. Of all debts together the most is cleared that can
be; each between nothing and the whole, and everybody gives as much as they get.

The tie law, for there are often many ways to clear the most: oldest debt first. Debts stand in order of their due day
(those without one last), then of the bytes of the debtor's and of the creditor's name. Of all ways that clear the
most, the one is taken that clears most of the first debt; of those, the one that clears most of the second; and so
on. So there is one result, whatever the order of the rows and whichever solver found it.

The most is found by OR-tools' minimum-cost flow, with amounts as integers of the smallest unit and a worth of 1 for
each; the tie law by our own search in the debts that are still free (set_off_tree.py for large nets, set_off_ties.py
always). Neither is believed: every result is checked with its proof before it is given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from auzolan.kernels.set_off_levels import find_levels, space
from auzolan.kernels.set_off_net import Net, Whole, compiled, net, slack
from auzolan.kernels.set_off_proof import NOT_CUT, SUM_MAX, Proof, faults
from auzolan.kernels.set_off_ties import borders, raise_oldest, work
from auzolan.kernels.set_off_tree import bare_tree, better_rings, grow
from auzolan.values.refusal import Refusal

SMALL = 4_000  # debts; below, Python is done before the compiler would be


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Who owes how much to whom, in smallest parts. due: the day as 2026-03-01, empty where none is said."""

    debtor: str
    creditor: str
    amount: int
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Debts:
    """Debts in the order of the tie law, one per debtor, creditor and due day.

    parties: names; debtor, creditor: their numbers; amount: smallest parts; due: a day or empty, per debt.
    """

    parties: tuple[str, ...]
    debtor: Whole
    creditor: Whole
    amount: Whole
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetOff:
    """What was cleared of each debt, in their order, and the proof that it is the one result there is."""

    debts: Debts
    cleared: Whole
    proof: Proof

    @property
    def total(self) -> int:
        """The sum cleared, in smallest parts."""
        return int(self.cleared.sum())

    def edges(self) -> list[tuple[Debt, int]]:
        """Each debt and what was cleared of it, oldest first."""
        names, debts = self.debts.parties, self.debts
        rows = zip(debts.debtor.tolist(), debts.creditor.tolist(), debts.amount.tolist(), debts.due,
                   self.cleared.tolist(), strict=True)
        return [
            (Debt(debtor=names[one], creditor=names[other], amount=amount, due=due), cleared)
            for one, other, amount, due, cleared in rows
        ]


def gather(rows: Iterable[Debt]) -> Debts:
    """Sum rows of the same debtor, creditor and due day, and put them in order. Raises Refusal in a sentence.

    Refused are a debt to oneself, an amount below zero, and amounts so large that they do not fit together.
    """
    sums: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if row.debtor == row.creditor:
            raise _refused(row.debtor, "Nobody owes to themselves.", "Leave the row out.")
        if row.amount < 0:
            raise _refused(f"{row.debtor} to {row.creditor}", "A debt is not below zero.", "Swap the two parties.")
        key = (row.due, row.debtor, row.creditor)
        sums[key] = sums.get(key, 0) + row.amount
    if sum(sums.values()) >= SUM_MAX:
        why = f"All amounts together reach {SUM_MAX} of the smallest unit, more than is counted exactly here."
        raise _refused("", why, "Clear in a larger unit, or in several parts.")
    ordered = sorted(sums, key=lambda key: (not key[0], key[0].encode(), key[1].encode(), key[2].encode()))
    parties = tuple(sorted({name for key in ordered for name in key[1:]}, key=lambda name: name.encode()))
    number = {name: place for place, name in enumerate(parties)}
    return Debts(
        parties=parties, debtor=_whole(number[key[1]] for key in ordered),
        creditor=_whole(number[key[2]] for key in ordered), amount=_whole(sums[key] for key in ordered),
        due=tuple(key[0] for key in ordered),
    )


def set_off(debts: Debts) -> SetOff:
    """Clear the most there can be, oldest debt first among equals, and prove it. The same debts give the same result.

    Raises Refusal when the amounts are too large, ArithmeticError when the result does not pass its own check.
    """
    if sum(debts.amount.tolist()) >= SUM_MAX:
        raise _refused("", "The amounts together do not fit into 64 bits.", "Clear in a larger unit.")
    parties = len(debts.parties)
    if not parties:
        nothing = np.zeros(0, dtype=np.int64)
        return SetOff(debts=debts, cleared=nothing, proof=Proof(levels=nothing, order=nothing, cut=nothing))
    laid = net(parties, debts.debtor, debts.creditor, debts.amount)
    cleared = _most(parties, debts, laid)
    fast = len(debts.amount) >= SMALL
    levels = np.zeros(parties, dtype=np.int64)
    if not (compiled(find_levels) if fast else find_levels)(laid, cleared, levels, *space(parties)):
        raise ArithmeticError("the solver did not clear the most there can be")
    free = np.flatnonzero(slack(levels, debts.debtor, debts.creditor) == 0).astype(np.int64)
    if fast:
        _by_tree(laid, cleared, free)
    order, cut = _by_rings(parties, laid, cleared, free, fast)
    proof = Proof(levels=levels, order=order, cut=cut)
    if wrong := certify(debts, cleared, proof):
        raise ArithmeticError(f"a set-off did not pass its own check: {wrong[0]}")
    return SetOff(debts=debts, cleared=cleared, proof=proof)


def certify(debts: Debts, cleared: Whole | Sequence[int], proof: Proof) -> list[str]:
    """What does not hold of a set-off, in plain sentences; empty where it is proved. Needs no solver."""
    return faults(debts.debtor, debts.creditor, debts.amount, np.asarray(cleared, dtype=np.int64), proof)


def _most(parties: int, debts: Debts, laid: Net) -> Whole:
    """One of the ways to clear the most. Debts in no ring are kept from the solver, which is slow on long chains."""
    cleared = np.zeros(len(debts.amount), dtype=np.int64)
    ring = _in_rings(laid, cleared, np.arange(len(cleared)))
    solver: Any = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        debts.debtor[ring], debts.creditor[ring], debts.amount[ring], np.full(len(ring), -1, dtype=np.int64)
    )
    solver.set_nodes_supplies(np.arange(parties), np.zeros(parties, dtype=np.int64))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise _refused("", f"The solver says {status.name.lower().replace('_', ' ')}.", "Clear in a larger unit.")
    if len(ring):
        cleared[ring] = solver.flows(arcs)
    return cleared


def _by_tree(laid: Net, cleared: Whole, free: Whole) -> None:
    """Bring the free debts to the tie law where rings can go through them; what is in no ring stays as it is."""
    tree = bare_tree(len(laid.owed_from) - 1)
    inside = _in_rings(laid, cleared, free)
    compiled(grow)(laid, cleared, inside, tree)
    while compiled(better_rings)(laid, cleared, inside, tree):
        pass  # each pass leaves fewer; none comes back


def _in_rings(laid: Net, cleared: Whole, free: Whole) -> Whole:
    """The free debts whose two parties can reach each other, by clearing more of some and less of others."""
    debtor, creditor = laid.debtor[free], laid.creditor[free]
    more, less = cleared[free] < laid.amount[free], cleared[free] > 0
    tails = np.concatenate((debtor[more], creditor[less]))
    heads = np.concatenate((creditor[more], debtor[less]))
    parties = len(laid.owed_from) - 1
    ways = csr_array((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(parties, parties))
    _, part = connected_components(ways, directed=True, connection="strong")
    return np.asarray(free[part[debtor] == part[creditor]], dtype=np.int64)


def _by_rings(parties: int, laid: Net, cleared: Whole, free: Whole, fast: bool) -> tuple[Whole, Whole]:
    """Apply the tie law to the debts that are free, and give the borders that prove it."""
    part = net(parties, laid.debtor[free], laid.creditor[free], laid.amount[free])
    raised, room = cleared[free], work(parties)
    (compiled(raise_oldest) if fast else raise_oldest)(part, raised, room)
    cleared[free] = raised
    order, cut = borders(room)
    inner = cut != NOT_CUT
    cut[inner] = free[cut[inner]]
    return order, cut


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, dtype=np.int64)


def _refused(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Nothing was set off", where=where, why=why, next=next)
