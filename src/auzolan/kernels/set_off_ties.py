"""The tie law of set-off: of all ways to clear the most, the one that clears as much of the oldest debt as can be.

Debts are looked at from the oldest to the youngest. Each is raised as far as it goes without touching any older one, by
clearing around rings of younger debts; then it stays. When one cannot be raised any more, the search that found no ring
has found a border that no clearing can cross from then on, and the parties fall apart into two groups. Both sides are
searched in step and the one that ends first is cut off, so all failed searches together take little time.

The borders are kept: with them anybody can check the law in one pass over the debts (set_off_proof.py).
"""

from typing import NamedTuple

import numpy as np

from auzolan.kernels.set_off_net import Net, Whole, both_ways

NOT_CUT = int(np.iinfo(np.int64).max)  # no border lies between these two
_MEETS, _AHEAD_ENDS, _BACK_ENDS = 0, 1, 2
_SEARCH, _AHEAD, _BACK, _MET, _GROUPS, _LEAVES = range(6)  # the places of Work.state


class Work(NamedTuple):
    """Space for the searches: one half looks ahead from the creditor, the other back from the debtor.

    seen: in which search a party was met; came: the debt by which it was met, ~debt against its direction; queue:
    parties in the order they were met; group: in which group a party is now; leaf: where a group stands in the tree of
    borders; cut, left, right: that tree; state: search number, parties met ahead and back, where both met, how many
    groups and places of the tree there are.
    """

    ahead_seen: Whole
    ahead_came: Whole
    ahead_queue: Whole
    back_seen: Whole
    back_came: Whole
    back_queue: Whole
    group: Whole
    leaf: Whole
    cut: Whole
    left: Whole
    right: Whole
    state: Whole


def work(parties: int) -> Work:
    """Empty space for so many parties, all in one group."""
    def each(value: int) -> Whole:
        return np.full(parties, value, dtype=np.int64)

    def tree() -> Whole:
        return np.full(2 * parties + 1, NOT_CUT, dtype=np.int64)

    return Work(
        ahead_seen=each(0), ahead_came=each(0), ahead_queue=each(0), back_seen=each(0), back_came=each(0),
        back_queue=each(0), group=each(0), leaf=each(0), cut=tree(), left=tree(), right=tree(),
        state=np.array([0, 0, 0, 0, 1, 1], dtype=np.int64),
    )


def raise_oldest(net: Net, cleared: Whole, space: Work) -> None:
    """Raise each debt, oldest first, as far as it goes around rings of younger ones. Changes `cleared` in place."""
    for debt in range(len(net.amount)):
        debtor, creditor = net.debtor[debt], net.creditor[debt]
        while cleared[debt] < net.amount[debt] and space.group[debtor] == space.group[creditor]:
            found = _search(net, cleared, debt, space)
            if found == _MEETS:
                _push(net, cleared, debt, space)
            elif found == _AHEAD_ENDS:
                _part(debt, space.ahead_queue, space.state[_AHEAD], True, space)
            else:
                _part(debt, space.back_queue, space.state[_BACK], False, space)


@both_ways
def _search(net: Net, cleared: Whole, debt: int, space: Work) -> int:
    """Look for the shortest way to clear back from the creditor to the debtor, over younger debts, from both ends."""
    state = space.state
    state[_SEARCH] += 1
    start, goal = net.creditor[debt], net.debtor[debt]
    space.ahead_queue[0], space.back_queue[0] = start, goal
    space.ahead_seen[start] = space.back_seen[goal] = state[_SEARCH]
    state[_AHEAD] = state[_BACK] = 1
    ahead = back = 0
    while True:
        if ahead == state[_AHEAD]:
            return _AHEAD_ENDS
        if back == state[_BACK]:
            return _BACK_ENDS
        # All neighbours at one distance together, so that the way found is a shortest one; by the half that has met
        # fewer, so that a search that finds nothing takes as long as the smaller half.
        if state[_AHEAD] <= state[_BACK]:
            end = state[_AHEAD]
            while ahead < end:
                if _look_ahead(net, cleared, debt, space.ahead_queue[ahead], space):
                    return _MEETS
                ahead += 1
        else:
            end = state[_BACK]
            while back < end:
                if _look_back(net, cleared, debt, space.back_queue[back], space):
                    return _MEETS
                back += 1


@both_ways
def _look_ahead(net: Net, cleared: Whole, debt: int, here: int, space: Work) -> bool:
    """Meet everybody to whom clearing can go on from here; tells whether the other half was met."""
    for place in range(net.owed_from[here + 1] - 1, net.owed_from[here] - 1, -1):
        other = net.owed[place]
        if other <= debt:
            break
        if cleared[other] < net.amount[other] and _ahead(here, net.creditor[other], other, space):
            return True
    for place in range(net.claimed_from[here + 1] - 1, net.claimed_from[here] - 1, -1):
        other = net.claimed[place]
        if other <= debt:
            break
        if cleared[other] > 0 and _ahead(here, net.debtor[other], ~other, space):
            return True
    return False


@both_ways
def _ahead(here: int, there: int, came: int, space: Work) -> bool:
    search, state = space.state[_SEARCH], space.state
    if space.ahead_seen[there] == search or space.group[there] != space.group[here]:
        return False
    space.ahead_seen[there], space.ahead_came[there] = search, came
    space.ahead_queue[state[_AHEAD]] = there
    state[_AHEAD] += 1
    state[_MET] = there
    return bool(space.back_seen[there] == search)


@both_ways
def _look_back(net: Net, cleared: Whole, debt: int, here: int, space: Work) -> bool:
    """Meet everybody from whom clearing can come here; tells whether the other half was met."""
    for place in range(net.claimed_from[here + 1] - 1, net.claimed_from[here] - 1, -1):
        other = net.claimed[place]
        if other <= debt:
            break
        if cleared[other] < net.amount[other] and _back(here, net.debtor[other], other, space):
            return True
    for place in range(net.owed_from[here + 1] - 1, net.owed_from[here] - 1, -1):
        other = net.owed[place]
        if other <= debt:
            break
        if cleared[other] > 0 and _back(here, net.creditor[other], ~other, space):
            return True
    return False


@both_ways
def _back(here: int, there: int, came: int, space: Work) -> bool:
    search, state = space.state[_SEARCH], space.state
    if space.back_seen[there] == search or space.group[there] != space.group[here]:
        return False
    space.back_seen[there], space.back_came[there] = search, came
    space.back_queue[state[_BACK]] = there
    state[_BACK] += 1
    state[_MET] = there
    return bool(space.ahead_seen[there] == search)


@both_ways
def _room(net: Net, cleared: Whole, came: int) -> int:
    """How much more can go over a debt, or back against it."""
    return int(net.amount[came] - cleared[came]) if came >= 0 else int(cleared[~came])


@both_ways
def _push(net: Net, cleared: Whole, debt: int, space: Work) -> None:
    """Clear as much as fits around the ring that was found."""
    start, goal = net.creditor[debt], net.debtor[debt]
    amount = net.amount[debt] - cleared[debt]
    for twice in range(2):  # first what fits, then do it
        here = space.state[_MET]
        while here != start:
            came = space.ahead_came[here]
            if twice == 0:
                amount = min(amount, _room(net, cleared, came))
            elif came >= 0:
                cleared[came] += amount
            else:
                cleared[~came] -= amount
            here = net.debtor[came] if came >= 0 else net.creditor[~came]
        here = space.state[_MET]
        while here != goal:
            came = space.back_came[here]
            if twice == 0:
                amount = min(amount, _room(net, cleared, came))
            elif came >= 0:
                cleared[came] += amount
            else:
                cleared[~came] -= amount
            here = net.creditor[came] if came >= 0 else net.debtor[~came]
    cleared[debt] += amount


@both_ways
def _part(debt: int, queue: Whole, many: int, stands_left: bool, space: Work) -> None:
    """Cut the parties that were met off from the rest of their group; clearing can never leave the left side again."""
    state = space.state
    rest = space.group[queue[0]]
    group, one, other = state[_GROUPS], state[_LEAVES], state[_LEAVES] + 1
    for place in range(many):
        space.group[queue[place]] = group
    here = space.leaf[rest]
    space.cut[here] = debt
    space.left[here], space.right[here] = one, other
    space.leaf[group], space.leaf[rest] = (one, other) if stands_left else (other, one)
    state[_GROUPS] += 1
    state[_LEAVES] += 2


def borders(space: Work) -> tuple[Whole, Whole]:
    """The parties in a row so that each border lies between two neighbours, and the border before each of them.

    Gives (order, cut): every party once; per place in it the debt at which the border to the place before was drawn,
    NOT_CUT where there is none.
    """
    groups = int(space.state[_GROUPS])
    of_leaf = {int(leaf): group for group, leaf in enumerate(space.leaf[:groups])}
    cuts, lefts, rights = (array.tolist() for array in (space.cut, space.left, space.right))
    place, before, last = np.zeros(groups, dtype=np.int64), np.full(groups, NOT_CUT, dtype=np.int64), NOT_CUT
    waiting, count = [(0, False)], 0
    while waiting:
        here, is_cut = waiting.pop()
        if is_cut:
            last = cuts[here]
        elif here in of_leaf:
            place[of_leaf[here]], before[count], last = count, last, NOT_CUT
            count += 1
        else:
            waiting += [(rights[here], False), (here, True), (lefts[here], False)]
    places = place[space.group]
    order = np.argsort(places, kind="stable").astype(np.int64)
    cut = np.full(len(order), NOT_CUT, dtype=np.int64)
    sorted_places = places[order]
    first = np.flatnonzero(np.diff(sorted_places, prepend=-1))
    cut[first] = before[sorted_places[first]]
    return order, cut
