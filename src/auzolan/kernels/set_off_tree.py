"""A tree over the parties by which a large net comes to the tie law fast; it says the same as set_off_ties.

Every party but the root hangs on another by one debt, or on the root by none. A debt outside the tree closes one ring
with it. Which way around a ring is better is told by its oldest debt alone: the way that clears more of it. When no
ring of a debt outside the tree gets better, none at all does (every other ring is a sum of those), and the tie law
holds.
"""

from typing import NamedTuple

import numpy as np

from auzolan.kernels.set_off_net import Net, Whole, both_ways

NO_DEBT = int(np.iinfo(np.int64).max)  # younger than every debt


class Tree(NamedTuple):
    """parent: on whom each party hangs, -1 for the root, which stands behind the last party; by: by which debt, NO_DEBT
    for none; loose: what a party without a debt to hang by would have to hand to the root; mark: space for walks."""

    parent: Whole
    by: Whole
    loose: Whole
    mark: Whole


def bare_tree(parties: int) -> Tree:
    """Nobody hangs on anybody yet."""
    nobody, none = np.full(parties + 1, -1, dtype=np.int64), np.full(parties + 1, NO_DEBT, dtype=np.int64)
    return Tree(nobody, none, np.zeros(parties + 1, dtype=np.int64), np.zeros(parties + 1, dtype=np.int64))


def grow(net: Net, cleared: Whole, free: Whole, tree: Tree) -> None:
    """Hang parties on each other by debts that are cleared in part, and clear around the rings these close.

    free: the debts that may change, oldest first. They are taken from the youngest, so that the debt that closes a
    ring is the oldest of it and is raised. What is left without a debt hangs on the root.
    """
    for place in range(len(free) - 1, -1, -1):
        debt = free[place]
        debtor, creditor = net.debtor[debt], net.creditor[debt]
        while cleared[debt] < net.amount[debt]:
            top = meeting(tree, debtor, creditor)
            if top < 0:
                if cleared[debt] > 0:
                    hang(tree, debtor, creditor, debt)
                break
            amount = net.amount[debt] - cleared[debt]
            for here, end in ((creditor, 1), (debtor, 0)):
                amount = _least(net, cleared, tree, here, top, end, amount)
            cleared[debt] += amount
            for here, end in ((creditor, 1), (debtor, 0)):
                _loosen(net, cleared, tree, here, top, end, amount)
    root = len(tree.parent) - 1
    for party in range(root):
        if tree.parent[party] < 0:
            tree.parent[party] = root


@both_ways
def meeting(tree: Tree, one: int, other: int) -> int:
    """Where the ways up from two parties meet, -1 where they do not."""
    root = len(tree.parent) - 1
    tree.mark[root] += 1
    walk = tree.mark[root]
    here = one
    while here >= 0 and here != root:
        tree.mark[here] = walk
        here = tree.parent[here]
    at_root = here == root
    here = other
    while here >= 0 and here != root and tree.mark[here] != walk:
        here = tree.parent[here]
    return -1 if here == root and not at_root else int(here)


@both_ways
def hang(tree: Tree, party: int, on: int, debt: int) -> None:
    """Turn a party's tree over so that it is on top, then hang it on another."""
    here, below, by = party, on, debt
    while here >= 0:
        above, how = tree.parent[here], tree.by[here]
        tree.parent[here], tree.by[here] = below, by
        here, below, by = above, here, how


@both_ways
def room_up(net: Net, cleared: Whole, debt: int, party: int) -> int:
    """How much more can be cleared from a party over its debt to the one above it, or back over the claim."""
    return int(net.amount[debt] - cleared[debt]) if net.debtor[debt] == party else int(cleared[debt])


@both_ways
def room_down(net: Net, cleared: Whole, debt: int, party: int) -> int:
    """How much more can be cleared down to a party."""
    return int(net.amount[debt] - cleared[debt]) if net.creditor[debt] == party else int(cleared[debt])


@both_ways
def _least(net: Net, cleared: Whole, tree: Tree, here: int, top: int, up: int, amount: int) -> int:
    while here != top:
        debt = tree.by[here]
        room = room_up(net, cleared, debt, here) if up else room_down(net, cleared, debt, here)
        amount = min(amount, room)
        here = tree.parent[here]
    return amount


@both_ways
def _loosen(net: Net, cleared: Whole, tree: Tree, here: int, top: int, up: int, amount: int) -> None:
    """Clear along the way to the top; what is full or empty then holds nobody any more."""
    while here != top:
        debt, above = tree.by[here], tree.parent[here]
        cleared[debt] += amount if (net.debtor[debt] == here) == (up == 1) else -amount
        if cleared[debt] == 0 or cleared[debt] == net.amount[debt]:
            tree.parent[here], tree.by[here] = -1, NO_DEBT
        here = above


@both_ways
def shift(net: Net, cleared: Whole, tree: Tree, start: int, goal: int, amount: int) -> None:
    """Clear an amount from one party to another along the tree, whether it fits or not."""
    top = meeting(tree, start, goal)
    for end, sign in ((start, 1), (goal, -1)):
        here = end
        while here != top:
            debt = tree.by[here]
            if debt == NO_DEBT:
                tree.loose[here] += sign * amount
            elif net.debtor[debt] == here:
                cleared[debt] += sign * amount
            else:
                cleared[debt] -= sign * amount
            here = tree.parent[here]


@both_ways
def goes_up(net: Net, tree: Tree, debt: int, upwards: bool, start: int, goal: int) -> bool:
    """Whether the ring of a debt and the tree's way from start to goal gets better: its oldest debt is cleared more.

    debt: the one that closes the ring; upwards: whether it is itself cleared more when the ring is taken that way.
    """
    oldest, better = oldest_between(net, tree, start, goal)
    return better if oldest < debt else upwards


@both_ways
def oldest_between(net: Net, tree: Tree, start: int, goal: int) -> tuple[int, bool]:
    """The oldest debt on the tree's way between two parties, and whether it is cleared more when taken that way."""
    top = meeting(tree, start, goal)
    oldest, better = NO_DEBT, False
    for end, up in ((start, True), (goal, False)):
        here = end
        while here != top:
            by = tree.by[here]
            if by < oldest:
                oldest, better = by, (net.debtor[by] == here) == up
            here = tree.parent[here]
    return oldest, bool(better)


def better_rings(net: Net, cleared: Whole, free: Whole, tree: Tree) -> int:
    """Take every debt outside the tree once and clear around its ring where that is better; tells how often it was.

    A debt takes the place of the one that stopped it. Of several that stop at once, it is the last on the way around
    from the top: so everybody can always hand something up, and the same tree never comes back.
    """
    many = 0
    for debt in free:
        debtor, creditor = net.debtor[debt], net.creditor[debt]
        if tree.by[debtor] == debt or tree.by[creditor] == debt or net.amount[debt] == 0:
            continue
        more = cleared[debt] < net.amount[debt]
        tail, head = (debtor, creditor) if more else (creditor, debtor)
        if goes_up(net, tree, debt, more, head, tail):
            _take(net, cleared, tree, debt, tail, head)
            many += 1
    return many


@both_ways
def _take(net: Net, cleared: Whole, tree: Tree, debt: int, tail: int, head: int) -> None:
    """Clear around a ring as far as it goes, over a debt outside the tree from tail to head and back along the tree."""
    top = meeting(tree, head, tail)
    amount, stops, at_tail = net.amount[debt], -1, True
    here = tail
    while here != top:
        by = tree.by[here]
        room = 0 if by == NO_DEBT else room_down(net, cleared, by, here)
        if room < amount:
            amount, stops = room, here
        here = tree.parent[here]
    here = head
    while here != top:
        by = tree.by[here]
        if by != NO_DEBT and room_up(net, cleared, by, here) <= amount:
            amount, stops, at_tail = room_up(net, cleared, by, here), here, False
        here = tree.parent[here]
    if amount > 0:
        cleared[debt] += amount if net.debtor[debt] == tail else -amount
        shift(net, cleared, tree, head, tail, amount)
    if stops >= 0:
        replace(tree, stops, tail if at_tail else head, head if at_tail else tail, debt)


@both_ways
def replace(tree: Tree, cut: int, party: int, on: int, debt: int) -> None:
    """Cut a party off from above, and hang what hung on it anew: by a debt of one of them to somebody else."""
    tree.parent[cut], tree.by[cut] = -1, NO_DEBT
    hang(tree, party, on, debt)
