"""Equal shares on flat arrays: what each project costs its supporters, round by round, with a bound on every error.

Figures are 64-bit floats that carry how far they may be off; a round is decided here only where those bounds leave no
doubt. What they leave open is decided by kernels/equal_shares_exact.py, in whole numbers.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

EPS = 2.0**-52
NEAR = 1e-9  # a gap smaller than this share of a price is never decided in floats
OPEN, DONE = 0, 1
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ballots:
    """Who supports what, as flat arrays.

    start: where the supporters of each project begin in `voter`, and their end; voter: the ballot; worth: its utility;
    many: how many that ballot stands for; voters: the same for each ballot; cost: of each project, above 0; heads: how
    many support it; weight: its utility to all of them; rivals: number of the group of which only one can be funded,
    or -1.
    """

    start: Ints
    voter: NDArray[np.int32]
    worth: Floats
    many: Floats
    voters: Floats
    cost: Floats
    heads: Floats
    weight: Floats
    rivals: Ints


def gather(
    supporters: list[tuple[list[int], list[int]]], voters: list[int], costs: list[int], rivals: list[int]
) -> Ballots:
    """Flat arrays from lists. supporters: for each project its ballots and what it is worth to each."""
    start = np.zeros(len(costs) + 1, dtype=np.int64)
    np.cumsum([len(ballots) for ballots, _ in supporters], out=start[1:])
    voter = np.fromiter((one for ballots, _ in supporters for one in ballots), np.int32, int(start[-1]))
    worth = np.fromiter((one for _, many in supporters for one in many), np.float64, int(start[-1]))
    each = np.array(voters, dtype=np.float64)
    many = each[voter]
    owner = np.repeat(np.arange(len(costs)), np.diff(start))
    return Ballots(
        start=start, voter=voter, worth=worth, many=many, voters=each, cost=np.array(costs, dtype=np.float64),
        heads=np.bincount(owner, many, len(costs)).astype(np.float64),
        weight=np.bincount(owner, many * worth, len(costs)).astype(np.float64),
        rivals=np.array(rivals, dtype=np.int64),
    )


def fits(supporters: list[tuple[list[int], list[int]]], voters: list[int], costs: list[int]) -> bool:
    """Whether all sums are whole numbers that a float holds exactly."""
    largest = max((max(worth) for _, worth in supporters if worth), default=0)
    return sum(voters) * max(largest, 1) < 2**53 and max(costs, default=0) < 2**53


class Run:
    """One count with a given endowment, as far as it has come.

    winners: the projects funded, in order; price, off: money for one unit of utility and how far it may be off, for
    every round and project, NaN where it was not looked at; plain: where every supporter can pay in full, so that the
    price is just cost by utility; out: the round in which a project was funded or could be paid for no more, or -1.
    """

    def __init__(self, ballots: Ballots, endowment: float, *, whole: bool = False) -> None:
        projects = len(ballots.cost)
        self.ballots, self.rounds, self.whole = ballots, 0, whole
        self.purse = np.full(len(ballots.voters), endowment)
        self.fuzz = np.full(len(ballots.voters), endowment * 2 * EPS)
        self.alive = ballots.weight > 0
        with np.errstate(divide="ignore", invalid="ignore"):
            self.low = np.where(self.alive, ballots.cost / ballots.weight * (1 - 4 * EPS), np.inf)
        self.winners = np.full(projects, -1, dtype=np.int64)
        self.price = np.full((projects + 1, projects), np.nan)
        self.off = np.full((projects + 1, projects), np.nan)
        self.plain = np.zeros((projects + 1, projects), dtype=np.bool_)
        self.out = np.full(projects, -1, dtype=np.int64)
        self.open = np.zeros(projects, dtype=np.bool_)

    def goes(self, limits: Floats) -> bool:
        """Go on until all is done (true) or a round is in doubt (false): then `open` says between which projects.

        limits: a price for each round up to which projects are looked at although another is cheaper.
        """
        held = self.ballots
        self.rounds, state = _goes(
            held.start, held.voter, held.worth, held.many, held.cost, held.heads, held.rivals, self.purse, self.fuzz,
            self.alive, self.low, self.winners, self.price, self.off, self.plain, self.out, self.open, limits,
            self.rounds, self.whole,
        )
        return bool(state == DONE)

    def decided(self, winner: int, price: float, dropped: list[int], purse: Floats) -> None:
        """Take what was decided in whole numbers: who wins, or -1, at which price.

        dropped: what cannot be paid for; purse: what is left afterwards.
        """
        for project in dropped:
            self.alive[project], self.out[project] = False, self.rounds
        self.open[:] = False
        if winner < 0:
            return
        self.winners[self.rounds] = winner
        self.price[self.rounds, winner], self.off[self.rounds, winner] = price, price * 2 * EPS
        self.purse, self.fuzz = purse, purse * 2 * EPS
        _closes(winner, self.alive, self.ballots.rivals, self.out, self.rounds)
        self.rounds += 1


@njit(cache=True)
def _goes(
    start: Ints, voter: NDArray[np.int32], worth: Floats, many: Floats, cost: Floats, heads: Floats, rivals: Ints,
    purse: Floats, fuzz: Floats, alive: NDArray[np.bool_], low: Floats, winners: Ints, price: Floats, off: Floats,
    plain: NDArray[np.bool_], out: Ints, open: NDArray[np.bool_], limits: Floats, round: int, whole: bool,
) -> tuple[int, int]:
    fuzziest = fuzz.max() if len(fuzz) else 0.0
    while True:
        limit = np.inf if whole else (limits[round] if round < len(limits) else -1.0)
        best = _looks(
            start, voter, worth, many, cost, heads, purse, fuzz, alive, low, price[round], off[round], plain[round],
            out, limit, round, fuzziest,
        )
        doubts, winner = 0, -1
        for project in range(len(cost)):
            open[project] = alive[project] and low[project] <= best
            if open[project]:
                doubts += 1
                winner = project
        if doubts == 0:
            return round, DONE
        if doubts > 1 or best == np.inf:
            return round, OPEN
        open[winner] = False
        fuzziest = max(fuzziest, _pays(
            start, voter, worth, purse, fuzz, winner, price[round, winner], off[round, winner]
        ))
        winners[round] = winner
        _closes(winner, alive, rivals, out, round)
        round += 1


@njit(cache=True)
def _looks(
    start: Ints, voter: NDArray[np.int32], worth: Floats, many: Floats, cost: Floats, heads: Floats, purse: Floats,
    fuzz: Floats, alive: NDArray[np.bool_], low: Floats, price: Floats, off: Floats, plain: NDArray[np.bool_],
    out: Ints, limit: float, round: int, fuzziest: float,
) -> float:
    """The cheapest price of a round, at most; the projects that may be cheapest are looked at, the others not."""
    best = np.inf
    seen = np.zeros(len(cost), dtype=np.bool_)
    while True:
        project = _lowest(low, alive, seen)
        edge = max(best, limit)
        if project < 0 or low[project] > edge:
            return best
        seen[project] = True
        if edge < np.inf:
            floor = _floor(start, voter, worth, many, purse, cost, heads, project, edge, fuzziest)
            if floor > edge:
                low[project] = max(low[project], floor)
                continue
        rate, far, paid, free = _price(start, voter, worth, many, purse, fuzz, cost, low, project)
        if paid < 0:
            alive[project] = False
            out[project] = round
            continue
        price[project], off[project], plain[project] = rate, far, free
        if paid > 0:
            low[project] = max(low[project], rate - far)
            best = min(best, rate + far)


@njit(cache=True)
def _closes(winner: int, alive: NDArray[np.bool_], rivals: Ints, out: Ints, round: int) -> None:
    """The winner takes no more part, nor do those that it was an alternative to."""
    for project in range(len(alive)):
        rival = rivals[winner] >= 0 and rivals[project] == rivals[winner]
        if alive[project] and (project == winner or rival):
            alive[project] = False
            out[project] = round


@njit(cache=True)
def _lowest(low: Floats, alive: NDArray[np.bool_], seen: NDArray[np.bool_]) -> int:
    """The project that may be cheapest of those not looked at, or -1."""
    found, least = -1, np.inf
    for project in range(len(low)):
        if alive[project] and not seen[project] and low[project] < least:
            found, least = project, low[project]
    return found


@njit(cache=True, fastmath={"reassoc", "nsz", "contract"})
def _share(
    voter: NDArray[np.int32], worth: Floats, many: Floats, purse: Floats, begin: int, end: int, rate: float,
) -> tuple[float, float, float]:
    """(what the poor pay at this price, the utility of the others, how many ballots are poor). Any order of the sums
    will do, so that they are taken side by side."""
    paid, weight, poor = 0.0, 0.0, 0.0
    for at in range(begin, end):
        have = purse[voter[at]]
        short = have < rate * worth[at]
        paid += many[at] * have if short else 0.0
        weight += 0.0 if short else many[at] * worth[at]
        poor += 1.0 if short else 0.0
    return paid, weight, poor


@njit(cache=True)
def _floor(
    start: Ints, voter: NDArray[np.int32], worth: Floats, many: Floats, purse: Floats, cost: Floats, heads: Floats,
    project: int, edge: float, fuzziest: float,
) -> float:
    """A price that the project's is not below, from one look at its supporters; 0 where it may be below the edge."""
    begin, end, due = start[project], start[project + 1], cost[project]
    paid, weight, _ = _share(voter, worth, many, purse, begin, end, edge)
    if weight <= 0.0:
        return 0.0
    # What supporters pay grows with the price, ever more slowly: the tangent at the edge meets the cost too early.
    floor: float = (due - paid - fuzziest * heads[project] - EPS * (end - begin + 8) * due) / weight
    return floor


@njit(cache=True)
def _price(
    start: Ints, voter: NDArray[np.int32], worth: Floats, many: Floats, purse: Floats, fuzz: Floats, cost: Floats,
    low: Floats, project: int,
) -> tuple[float, float, int, bool]:
    """(price of a unit of utility, how far it may be off, whether it can be paid: 1 yes, 0 in doubt, -1 no, whether
    all can pay in full). The price is raised until the supporters pay the cost: the poor all they have, the others
    alike for what it is worth to them."""
    begin, end, due = start[project], start[project + 1], cost[project]
    rate, before = low[project], -1.0
    while True:
        paid, weight, poor = _share(voter, worth, many, purse, begin, end, rate)
        if poor <= before or weight <= 0.0:
            break
        before = poor
        rate = max(rate, (due - paid) / weight)
    money, doubt, slack, safe, near = 0.0, 0.0, 0.0, 0.0, 0
    for at in range(begin, end):
        have, may = purse[voter[at]], fuzz[voter[at]]
        money += many[at] * have
        doubt += many[at] * may
        if have - may > rate * worth[at] * (1 + NEAR):
            safe += many[at] * worth[at]
        else:
            slack += many[at] * may
            near += 1
    doubt += EPS * (end - begin + 4) * (money + due)
    if money < due - doubt:
        return np.inf, 0.0, -1, False
    if money < due + doubt or safe <= 0.0:
        return rate, np.inf, 0, False
    far = (slack + EPS * (end - begin + 8) * due) / safe
    if far > rate * NEAR:
        return rate, np.inf, 0, False
    return rate, far, 1, near == 0


@njit(cache=True)
def _pays(
    start: Ints, voter: NDArray[np.int32], worth: Floats, purse: Floats, fuzz: Floats, project: int, rate: float,
    far: float,
) -> float:
    """Take from each supporter what the project costs them; gives the largest doubt about a purse."""
    most = 0.0
    for at in range(start[project], start[project + 1]):
        one = voter[at]
        left = purse[one] - rate * worth[at]
        slack = fuzz[one] + far * worth[at] + 2 * EPS * (purse[one] + rate * worth[at])
        if left < -slack:
            purse[one], fuzz[one] = 0.0, 0.0
        else:
            purse[one], fuzz[one] = max(left, 0.0), slack
            most = max(most, slack)
    return most
