"""Solving a chain of millions of flows: rounds are found, nodes stand in the order of payment, one sweep does the rest.

Outside of rounds every node stands after those who pay it, so a single sweep is exact but for rounding. Inside a round
(a strongly connected part) sweeps are repeated until nothing moves. After each, all figures of the round are scaled so
that as much is kept or paid on as comes in: sweeps alone would only take off what the round keeps, a few per cent each.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Made = TypeVar("Made", bound=Callable[..., Any])
Floats = NDArray[np.float64]

SWEEPS_MAX = 3_000
MOVED_MAX = 2.0**-52  # of what passes through a round: below, nothing moves
NOISE_MAX = 2.0**-49  # where it no longer halves, only rounding moves
CLOSED = 2**31 - 1
DIRECT_NODES = 20_000  # a round that does not come to rest by sweeps is solved directly up to this size


def compiled(function: Made) -> Made:
    """The function as machine code, kept beside the source or in the user's own cache where that can be written."""
    try:
        return cast(Made, numba.njit(cache=True)(function))
    except RuntimeError:  # no place to keep it: compiled anew in each process
        return cast(Made, numba.njit(function))


def solve(payer: Any, payee: Any, amount: Any, whole: Any, start: Floats) -> Floats:
    """x = start + shares * x, where a flow's share is its amount over its payer's whole.

    No round may be closed, and no start below zero.

    Raises ValueError when a large round leaks so little that sweeps do not end.
    """
    nodes = len(whole)
    payer, payee = payer.astype(np.int32), payee.astype(np.int32)
    head, to = _by_payer(nodes, payer, payee)
    place, bounds = _in_order(nodes, head, to)
    head, source, share, own = _by_payee(place, payer, payee, amount, whole)
    known = np.empty(nodes, np.float64)
    known[place] = start
    through = np.zeros(nodes, np.float64)
    part = 0
    while (part := _sweep(part, bounds, head, source, share, own, known, through)) < len(bounds) - 1:
        _directly(int(bounds[part]), int(bounds[part + 1]), head, source, share, own, known, through)
        part += 1
    return cast(Floats, through[place])


@compiled
def _by_payer(nodes: Any, payer: Any, payee: Any) -> Any:
    head = np.zeros(nodes + 1, np.int64)
    for flow in range(len(payer)):
        head[payer[flow] + 1] += 1
    for node in range(nodes):
        head[node + 1] += head[node]
    to = np.empty(len(payer), np.int32)
    free = head[:-1].copy()
    for flow in range(len(payer)):
        node = payer[flow]
        to[free[node]] = payee[flow]
        free[node] += 1
    return head, to


@compiled
def _in_order(nodes: Any, head: Any, to: Any) -> Any:
    """Where each node stands, payers before payees, and where each strongly connected part begins."""
    part, finished, parts = _parts(nodes, head, to)
    bounds = np.zeros(parts + 1, np.int64)
    for node in range(nodes):
        bounds[parts - part[node]] += 1  # parts are numbered from the end of the chain backwards
    for one in range(parts):
        bounds[one + 1] += bounds[one]
    free = bounds[:-1].copy()
    place = np.empty(nodes, np.int32)
    for turn in range(nodes - 1, -1, -1):
        node = finished[turn]
        one = parts - 1 - part[node]
        place[node] = free[one]
        free[one] += 1
    return place, bounds


@compiled
def _spans(nodes: Any, head: Any) -> Any:
    """The flow to look at next and the end of each node's flows, beside each other in memory."""
    flows = np.empty((nodes, 2), np.int32)
    for node in range(nodes):
        flows[node, 0], flows[node, 1] = head[node], head[node + 1]
    return flows


@compiled
def _parts(nodes: Any, head: Any, to: Any) -> Any:
    """Tarjan's way, without recursion: the strongly connected part of each node, and the order of finishing."""
    low = np.zeros(nodes, np.int32)  # 0: not found; CLOSED: in a known part; else the earliest open node it leads to
    part, finished = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    path, found, open_nodes = np.empty(nodes, np.int32), np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    flows = _spans(nodes, head)
    deep = opened = seen = parts = done = 0
    for root in range(nodes):
        if low[root]:
            continue
        deep, path[0] = 1, root
        while deep:
            node = path[deep - 1]
            if not low[node]:
                seen += 1
                low[node] = found[deep - 1] = seen
                open_nodes[opened] = node
                opened += 1
            least, at, end = low[node], flows[node, 0], flows[node, 1]
            while at < end:
                other = low[to[at]]
                if not other:
                    break
                least = min(least, other)
                at += 1
            low[node], flows[node, 0] = least, at
            if at < end:
                path[deep] = to[at]
                deep += 1
                continue
            deep -= 1
            finished[done] = node
            done += 1
            if least == found[deep]:
                while low[node] != CLOSED:
                    opened -= 1
                    part[open_nodes[opened]], low[open_nodes[opened]] = parts, CLOSED
                parts += 1
    return part, finished, parts


@compiled
def _by_payee(place: Any, payer: Any, payee: Any, amount: Any, whole: Any) -> Any:
    """The equation, row by row in the order of places: who pays, which share, and what a node pays itself."""
    nodes = len(place)
    head = np.zeros(nodes + 1, np.int64)
    own = np.zeros(nodes, np.float64)
    for flow in range(len(payer)):
        if payer[flow] != payee[flow]:
            head[place[payee[flow]] + 1] += 1
    for node in range(nodes):
        head[node + 1] += head[node]
    free = head[:-1].copy()
    source = np.empty(head[nodes], np.int32)
    share = np.empty(head[nodes], np.float64)
    for flow in range(len(payer)):
        part = amount[flow] / whole[payer[flow]]
        if payer[flow] == payee[flow]:
            own[place[payer[flow]]] += part
        else:
            at = free[place[payee[flow]]]
            free[place[payee[flow]]] += 1
            source[at] = place[payer[flow]]
            share[at] = part
    return head, source, share, own


@compiled
def _once(low: Any, high: Any, head: Any, source: Any, share: Any, own: Any, start: Any, through: Any) -> Any:
    """One sweep over the places from low to high; gives how much moved, and how much there is."""
    moved, most = 0.0, 0.0
    for node in range(low, high):
        new = start[node]
        for at in range(head[node], head[node + 1]):
            new += share[at] * through[source[at]]
        new /= 1.0 - own[node]
        moved += abs(new - through[node])
        most += abs(new)
        through[node] = new
    return moved, most


@compiled
def _enters(
    low: Any, high: Any, head: Any, source: Any, share: Any, start: Any, through: Any, leaks: Any
) -> Any:
    """How much comes into a round; takes from `leaks` what stays inside. Sums keep what rounding drops (Kahan's way):
    over a million figures it would be more than what the last sweeps move."""
    total, lost = 0.0, 0.0
    for node in range(low, high):
        mine = start[node]
        for at in range(head[node], head[node + 1]):
            if source[at] >= low:
                leaks[source[at]] -= share[at]
            else:
                mine += share[at] * through[source[at]]
        term = mine - lost
        more = total + term
        lost = (more - total) - term
        total = more
    return total


@compiled
def _leaves(low: Any, high: Any, leaks: Any, through: Any) -> Any:
    """How much of what passes through a round is kept there or paid out of it."""
    total, lost = 0.0, 0.0
    for node in range(low, high):
        term = leaks[node] * through[node] - lost
        more = total + term
        lost = (more - total) - term
        total = more
    return total


@compiled
def _sweep(
    first: Any, bounds: Any, head: Any, source: Any, share: Any, own: Any, start: Any, through: Any
) -> Any:
    """Fills what passes through, part after part; gives the first part that did not come to rest, or their number."""
    leaks = 1.0 - own
    for part in range(first, len(bounds) - 1):
        low, high = bounds[part], bounds[part + 1]
        if high - low == 1:
            _once(low, high, head, source, share, own, start, through)
            continue
        enters = _enters(low, high, head, source, share, start, through, leaks)
        before = np.inf
        for _ in range(SWEEPS_MAX):
            moved, most = _once(low, high, head, source, share, own, start, through)
            if moved <= MOVED_MAX * most or (moved <= NOISE_MAX * most and moved > before / 2):
                break
            before = moved
            leaves = _leaves(low, high, leaks, through)
            if leaves > 0.0 and enters > 0.0:
                scale = enters / leaves
                for node in range(low, high):
                    through[node] *= scale
        else:
            return part
    return len(bounds) - 1


def _directly(
    low: int, high: int, head: Any, source: Any, share: Any, own: Any, start: Floats, through: Floats
) -> None:
    from scipy.sparse import csr_array, eye_array  # type: ignore[import-untyped]
    from scipy.sparse.linalg import splu  # type: ignore[import-untyped]

    if high - low > DIRECT_NODES:
        raise ValueError(f"a round of {high - low} nodes keeps so little that its sums do not come to rest")
    rows, inside = head[low : high + 1] - head[low], source[head[low] : head[high]]
    within = (inside >= low) & (inside < high)
    places = np.repeat(np.arange(high - low), np.diff(rows))
    shares = share[head[low] : head[high]]
    outside = np.bincount(places[~within], weights=shares[~within] * through[inside[~within]], minlength=high - low)
    ties = csr_array((shares[within], (places[within], inside[within] - low)), shape=(high - low, high - low))
    equation = eye_array(high - low, format="csr") - ties
    equation.setdiag(1.0 - own[low:high])
    through[low:high] = splu(equation.tocsc()).solve(start[low:high] + outside)
