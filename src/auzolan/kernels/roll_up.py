"""Who keeps what of each euro at the end of a chain of payments, through any number of tiers, cycles included.

Everybody on the chain passes on a part of what comes in and keeps the rest. What passes through somebody is what starts
there, and from everyone who pays them the part that is paid on: x = start + shares * x. `pass_through_plain` says this
in fractions and is the meaning; `pass_through` solves millions of flows in floats; `kept` makes the result certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from auzolan.kernels.share_out import share_out_plain

Whole: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

PLACES = 12  # decimals of a share
FINE_PLACES = 30  # decimals to which shares are known before they are made to sum to one
SMALL = 120  # nodes of a chain that is solved in fractions
MONEY_MAX = 2**62  # the sum of all amounts, in smallest parts


class ClosedLoop(ValueError):
    """Money goes round and nobody on the round keeps any or pays anyone else. nodes: the round, in order of payment."""

    def __init__(self, nodes: Sequence[int]) -> None:
        super().__init__(f"money goes round and nobody keeps any of it: {' -> '.join(map(str, nodes))}")
        self.nodes = tuple(nodes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flows:
    """Payments between numbered nodes. payer, payee: node numbers from 0; amount: smallest parts, above 0; several
    flows between the same two are added. whole: what each node is taken to have in hand, never less than it pays."""

    payer: Whole
    payee: Whole
    amount: Whole
    whole: Whole

    def __post_init__(self) -> None:
        nodes, flows = len(self.whole), len(self.amount)
        if len(self.payer) != flows or len(self.payee) != flows:
            raise ValueError("payers, payees and amounts are equally many")
        if not flows:
            return
        for ends in (self.payer, self.payee):
            if int(ends.min()) < 0 or int(ends.max()) >= nodes:
                raise ValueError(f"a flow names a node that is none of the {nodes}")
        if int(self.amount.min()) <= 0:
            raise ValueError("a flow has an amount above nothing")
        if float(self.amount.sum(dtype=np.float64)) >= MONEY_MAX:
            raise ValueError("the amounts together have more than 62 bits; write them in a coarser unit")
        if bool((self.whole < self.paid).any()):
            raise ValueError("a node pays more than it has in hand")

    @property
    def paid(self) -> Whole:
        """What each node pays, to itself too."""
        return summed(self.payer, self.amount, len(self.whole))

    @property
    def received(self) -> Whole:
        """What each node is paid, by itself too."""
        return summed(self.payee, self.amount, len(self.whole))


def summed(nodes: Whole, amounts: Whole, many: int) -> Whole:
    """The amounts of each node together, exact."""
    together = np.zeros(many, np.int64)
    for first in range(0, len(nodes), 2**22):  # bincount adds in floats: 2^22 times 31 bits stay exact in their 53
        node, amount = nodes[first : first + 2**22], amounts[first : first + 2**22]
        for shift in (0, 31):
            part = np.bincount(node, weights=amount >> shift & 0x7FFFFFFF, minlength=many)
            together += part.astype(np.int64) << shift
    return together


def pass_through(flows: Flows, start: Sequence[int] | Floats) -> Floats:
    """What passes through each node when so much starts at each: floats, each within rounding of the exact figure.

    start: of any size and sign, as floats take them. Raises ClosedLoop.
    """
    from auzolan.kernels.roll_up_large import solve  # numba takes a second to import: only where it is worth it

    refuse_closed_loop(flows)
    known = np.asarray(start, dtype=np.float64)
    signs = [sign for sign in (1.0, -1.0) if (known * sign > 0).any()]  # what is owed is followed by itself
    parts = [
        sign * solve(flows.payer, flows.payee, flows.amount, flows.whole, np.maximum(known * sign, 0.0))
        for sign in signs
    ]
    return np.sum(parts, axis=0) if len(parts) == 2 else parts[0] if parts else np.zeros(len(known))


def pass_through_plain(flows: Flows, start: Sequence[int | Fraction]) -> list[Fraction]:
    """The meaning: what passes through each node, in fractions. Nodes are put into each other one by one, those with
    the fewest ties first, until one is left; then the figures are filled in backwards. Raises ClosedLoop."""
    refuse_closed_loop(flows)
    known = [Fraction(one) for one in start]
    into: list[dict[int, Fraction]] = [{} for _ in known]
    onto: list[set[int]] = [set() for _ in known]
    for payer, payee, amount in zip(flows.payer.tolist(), flows.payee.tolist(), flows.amount.tolist(), strict=True):
        into[payee][payer] = into[payee].get(payer, Fraction(0)) + Fraction(amount, int(flows.whole[payer]))
        onto[payer].add(payee)
    waiting, done = set(range(len(known))), []
    while waiting:
        node = min(waiting, key=lambda one: (len(into[one]) * len(onto[one]), one))
        waiting.remove(node)
        row = into[node]
        rest = 1 - row.pop(node, Fraction(0))  # what it pays itself comes round again
        known[node] /= rest
        for payer in row:
            row[payer] /= rest
            onto[payer].discard(node)
        for payee in onto[node] - {node}:
            part = into[payee].pop(node)
            known[payee] += part * known[node]
            for payer, share in row.items():
                into[payee][payer] = into[payee].get(payer, Fraction(0)) + part * share
                onto[payer].add(payee)
        done.append(node)
    for node in reversed(done):
        known[node] += sum((share * known[payer] for payer, share in into[node].items()), Fraction(0))
    return known


def refuse_closed_loop(flows: Flows) -> None:
    """Raises ClosedLoop when money can enter a round that it never leaves: then there is no finite answer."""
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    passes_all = (flows.whole > 0) & (flows.whole == flows.paid)  # only these can be on such a round
    from_these = passes_all[flows.payer]
    if not from_these.any():
        return
    payer, payee = flows.payer[from_these], flows.payee[from_these]
    among = passes_all[payee]
    nodes = len(flows.whole)
    ties = coo_array((np.ones(int(among.sum()), np.int8), (payer[among], payee[among])), shape=(nodes, nodes))
    many, group = connected_components(ties, directed=True, connection="strong")
    inside = among & (group[payer] == group[payee])
    closed = np.bincount(group[payer[inside]], minlength=many) > 0
    closed[group[payer[~inside]]] = False
    if closed.any():
        here = inside & (group[payer] == int(np.flatnonzero(closed)[0]))
        raise ClosedLoop(_round(dict(zip(payer[here].tolist(), payee[here].tolist(), strict=True))))


def _round(pays: dict[int, int]) -> list[int]:
    """One round among nodes that each pay another of them, from its smallest number and back to it."""
    node, seen = min(pays), set[int]()
    while node not in seen:
        seen.add(node)
        node = pays[node]
    around = [node]
    while pays[around[-1]] != node:
        around.append(pays[around[-1]])
    first = around.index(min(around))
    return [*around[first:], *around[:first], around[first]]


def kept(flows: Flows, start: Sequence[int], order: Sequence[int] | None = None) -> list[int]:
    """What each node keeps of one euro, in parts of 10^-12 that sum to one; certain to the last part.

    start: how much enters where, whole numbers, not all nothing. Each share is first known to 30 decimals, a tie to
    the even one; then 10^12 parts are shared out by these, by largest remainders, ties by `order`. Raises ClosedLoop.
    """
    refuse_closed_loop(flows)
    total = sum(start)
    if total <= 0 or min(start) < 0:
        raise ValueError("somebody pays at the end of the chain, and nobody a negative amount")
    keeps = [int(one) for one in flows.whole - flows.paid]
    if [int(one) for one in flows.received + np.array(start, dtype=np.int64)] == flows.whole.tolist():
        # Everybody has in hand just what came in. Then that, over the total, solves the equation: no cycle can matter.
        shares = [Fraction(keep, total) for keep in keeps]
        fine = [round(share * 10**FINE_PLACES) for share in shares]
    elif len(keeps) <= SMALL:
        passing = pass_through_plain(flows, [Fraction(one, total) for one in start])
        fine = [
            round(through * (Fraction(keep, whole) if whole else 1) * 10**FINE_PLACES)
            for through, keep, whole in zip(passing, keeps, flows.whole.tolist(), strict=True)
        ]
    else:
        from auzolan.kernels.roll_up_certain import certain

        fine = certain(flows, start, FINE_PLACES)
    floors, extra = share_out_plain(10**PLACES, fine, order=order)
    return [floor + more for floor, more in zip(floors, extra, strict=True)]
