"""Levels: the numbers that prove that no more can be cleared, one per party.

A debt is worth 1 for each unit cleared. Give every party a level. Around any ring the levels rise as much as they
fall, so the worth of what is cleared does not change when each debt is counted as 1 + level of debtor - level of
creditor instead of 1. Counted so, no clearing is worth more than all debts that then count above zero. Where levels
are found with which what is cleared is worth just that, it is the most there can be.
"""

import numpy as np

from auzolan.kernels.set_off_net import Net, Whole, both_ways


def find_levels(net: Net, cleared: Whole, level: Whole, order: Whole, stack: Whole, place: Whole) -> bool:
    """Raise levels from zero until they prove that the most is cleared; false where it is not the most.

    Where a debt can be cleared further, its creditor stands at least one above its debtor; where it can be cleared
    less, at most one above. order, stack, place: room, one per party, whatever is in it.
    """
    parties = len(level)
    _follow_debts(net, cleared, order, stack, place)
    # Up and down the order in turn: a chain of debts, however long, is then raised in one go.
    for times in range(parties + 2):
        changed = False
        for at in range(parties):
            here = order[at if times % 2 == 0 else parties - 1 - at]
            if level[here] > parties:
                return False
            if _raise_from(net, cleared, level, here):
                changed = True
        if not changed:
            return True
    return False


@both_ways
def _raise_from(net: Net, cleared: Whole, level: Whole, here: int) -> bool:
    """Raise the neighbours of a party as far as its own level asks for; tells whether any was raised."""
    changed = False
    for at in range(net.owed_from[here], net.owed_from[here + 1]):
        debt = net.owed[at]
        there = net.creditor[debt]
        if cleared[debt] < net.amount[debt] and level[there] < level[here] + 1:
            level[there], changed = level[here] + 1, True
    for at in range(net.claimed_from[here], net.claimed_from[here + 1]):
        debt = net.claimed[at]
        there = net.debtor[debt]
        if cleared[debt] > 0 and level[there] < level[here] - 1:
            level[there], changed = level[here] - 1, True
    return changed


@both_ways
def _follow_debts(net: Net, cleared: Whole, order: Whole, stack: Whole, place: Whole) -> None:
    """Put every debtor before the creditor where the debt can be cleared further, as far as rings allow: depth first,
    each party written down, from the end on, when all behind it are."""
    parties, free = len(order), len(order)
    for party in range(parties):
        place[party] = -1
    for first in range(parties):
        if place[first] >= 0:
            continue
        stack[0], many = first, 1
        place[first] = net.owed_from[first]
        while many:
            here = stack[many - 1]
            if place[here] == net.owed_from[here + 1]:
                many, free = many - 1, free - 1
                order[free] = here
                continue
            debt = net.owed[place[here]]
            place[here] += 1
            there = net.creditor[debt]
            if cleared[debt] < net.amount[debt] and place[there] < 0:
                place[there], stack[many] = net.owed_from[there], there
                many += 1


def space(parties: int) -> tuple[Whole, Whole, Whole]:
    """Room for `find_levels`."""
    order, stack, place = (np.full(parties, -1, dtype=np.int64) for _ in range(3))
    return order, stack, place
