"""The proof of a set-off: whoever has the debts, what was cleared and the proof can check it without any solver.

Three things are looked at, each in one pass over the debts: that everything is between nothing and the whole debt and
each party gives as much as it gets; that no more can be cleared (levels, see set_off_levels.py); and that the oldest
debts went first (borders between groups of parties, see set_off_ties.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auzolan.kernels.set_off_net import Whole, slack

SUM_MAX = 2**62  # of all amounts: every sum of amounts, times the worth 1 of a unit, then stays within 64 bits
NOT_CUT = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """What shows that a set-off is the one there is. Parties are meant by their number.

    levels: one per party; order: every party once; cut: for each place in `order` the place of the debt at which the
    border to the place before was drawn, NOT_CUT where there is none.
    """

    levels: Whole
    order: Whole
    cut: Whole


def proof_of(marks: Sequence[tuple[int, int, int]]) -> Proof:
    """A proof from what was kept of it: (party, level, cut) in the proof's order, -1 for no cut."""
    levels = np.zeros(len(marks), dtype=np.int64)
    for party, level, _ in marks:
        levels[party] = level
    cut = [NOT_CUT if cut < 0 else cut for _, _, cut in marks]
    return Proof(
        levels=levels, order=np.array([party for party, _, _ in marks], dtype=np.int64),
        cut=np.array(cut, dtype=np.int64),
    )


def faults(debtor: Whole, creditor: Whole, amount: Whole, cleared: Whole, proof: Proof) -> list[str]:
    """What does not hold, in plain sentences; empty where the set-off is proved. Takes any numbers, in any state.

    debtor, creditor, amount, cleared: one per debt, oldest first, 64-bit integers.
    """
    parties = len(proof.levels)
    if not len(debtor) == len(creditor) == len(amount) == len(cleared):
        return ["there are not as many amounts as debts"]
    if not len(debtor):
        return []
    if min(debtor.min(), creditor.min()) < 0 or max(debtor.max(), creditor.max()) >= parties:
        return ["a party has no level"]
    if int(amount.min()) < 0 or sum(amount.tolist()) >= SUM_MAX:
        return ["the amounts are below zero or too large"]
    if bool(((cleared < 0) | (cleared > amount)).any()):
        return ["a debt is cleared below zero or above its amount"]
    balance = np.zeros(parties, dtype=np.int64)
    np.add.at(balance, debtor, cleared)
    np.subtract.at(balance, creditor, cleared)
    if balance.any():
        return [f"{np.count_nonzero(balance)} parties do not give as much as they get"]
    if int(np.abs(proof.levels).max()) > parties:
        return ["a level is out of range"]
    lacks = slack(proof.levels, debtor, creditor)
    if bool(((lacks < 0) & (cleared < amount)).any() or ((lacks > 0) & (cleared > 0)).any()):
        return ["the levels do not show that no more can be cleared"]
    free = np.flatnonzero(lacks == 0)
    if not oldest_first(debtor[free], creditor[free], amount[free], cleared[free], free, proof):
        return ["the borders do not show that the oldest debts went first"]
    return []


def oldest_first(
    debtor: Whole, creditor: Whole, amount: Whole, cleared: Whole, rank: Whole, proof: Proof
) -> bool:
    """Whether no debt could be cleared more at the cost of younger ones alone.

    Two parties stand apart from the oldest border between them on. What is younger than a border never goes over it
    from left to right; so what is at the border itself, or older and not whole, would have to come back and cannot.
    """
    parties = len(proof.levels)
    if not len(rank):
        return True
    if len(proof.order) != parties or len(proof.cut) != parties:
        return False
    if not np.array_equal(np.sort(proof.order), np.arange(parties)):
        return False
    place = np.empty(parties, dtype=np.int64)
    place[proof.order] = np.arange(parties)
    start, goal = place[debtor], place[creditor]
    apart = _oldest_between(proof.cut, np.minimum(start, goal), np.maximum(start, goal))
    more, less, leftward = cleared < amount, cleared > 0, goal < start
    younger = rank > apart
    over = (more & ~leftward) | (less & leftward)
    return not bool(((younger & over) | ((rank == apart) & more & ~leftward) | ((rank < apart) & more)).any())


def _oldest_between(cut: Whole, low: Whole, high: Whole) -> Whole:
    """The least of cut[low + 1 .. high] for each pair: by the least of every run of 1, 2, 4, 8 ... places."""
    steps = [cut]
    while 2 ** len(steps) <= len(cut):
        last, half = steps[-1], 2 ** (len(steps) - 1)
        steps.append(np.minimum(last[: len(last) - half], last[half:]))
    found = np.full(len(low), NOT_CUT, dtype=np.int64)
    length = high - low
    for power, least in enumerate(steps):
        here = np.flatnonzero((length >= 2**power) & (length < 2 ** (power + 1)))
        found[here] = np.minimum(least[low[here] + 1], least[high[here] - 2**power + 1])
    return found
