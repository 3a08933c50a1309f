"""One count by equal shares on flat arrays, with the same rounds as in fractions."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from auzolan.governance.counting_budget import Case, rounded
from auzolan.governance.counting_shares import Step, Trail, closed, supported
from auzolan.kernels.equal_shares import EPS, Ballots, Run, fits, gather
from auzolan.kernels.equal_shares_exact import Purses


def counter(case: Case) -> Callable[[Fraction, Trail | None], Trail] | None:
    """What counts this case with any endowment, held against an earlier count; nothing where figures are too large."""
    if not fits(list(case.supporters), list(case.voters), list(case.costs)):
        return None
    costly = [held if cost else ([], []) for held, cost in zip(case.supporters, case.costs, strict=True)]
    ballots = gather(costly, list(case.voters), list(case.costs), list(case.rivals))
    return lambda endowment, before: FastTrail(case, ballots, endowment, before, False)


class FastTrail:
    """A count on flat arrays; each round that floats leave in doubt is decided in whole numbers."""

    def __init__(self, case: Case, ballots: Ballots, endowment: Fraction, before: Trail | None, whole: bool) -> None:
        self.case, self._ballots, self._endowment = case, ballots, endowment
        self.run = Run(ballots, float(endowment), whole=whole)
        self.tied: dict[int, tuple[int, ...]] = {}
        self.recounted = 0
        limits = before.limits() if isinstance(before, FastTrail) else np.zeros(0)
        purses: Purses | None = None
        while not self.run.goes(limits):
            self.recounted += 1
            purses = purses or Purses(case.supporters, case.voters, case.costs, endowment)
            self._decide(purses)
        self.winners = tuple(int(one) for one in self.run.winners[: self.run.rounds])

    def _decide(self, purses: Purses) -> None:
        """Decide the round that is in doubt between the options that may be cheapest."""
        run = self.run
        purses.follows([int(one) for one in run.winners[: run.rounds]])
        asked = {int(one): purses.price(int(one)) for one in np.flatnonzero(run.open)}
        prices = {one: price for one, price in asked.items() if price is not None}
        dropped = [one for one in asked if one not in prices]
        if not prices:
            run.decided(-1, 0.0, dropped, run.purse)
            return
        cheapest = min(prices.values())
        tied = tuple(one for one, price in prices.items() if price == cheapest)
        winner = self.case.first(tied)
        if len(tied) > 1:
            self.tied[run.rounds] = tied
        purses.pays(winner, cheapest)
        run.decided(winner, float(cheapest), dropped, purses.floats())

    def limits(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """What the winner's price was in each round, at most."""
        rows = np.arange(self.run.rounds)
        chosen = self.run.winners[: self.run.rounds]
        limits: np.ndarray[tuple[int], np.dtype[np.float64]] = self.run.price[rows, chosen] + self.run.off[rows, chosen]
        return limits

    def keeps(self, before: Trail) -> bool:
        """As in fractions, with every doubt taken as a no."""
        if not isinstance(before, FastTrail) or before.winners != self.winners:
            return False
        rows, limits = len(self.winners), before.limits()
        low = self.run.price[:rows] - self.run.off[:rows]
        low[np.arange(rows), list(self.winners)] = np.inf
        place, cost, weight = self.case.place, self.case.costs, self._ballots.weight
        for row, one in zip(*np.nonzero(low <= limits[:, None]), strict=True):
            winner = self.winners[row]
            if not (self.run.plain[row, one] and before.run.plain[row, winner]):
                return False
            gap = cost[one] * int(weight[winner]) - cost[winner] * int(weight[one])
            if gap < 0 or (gap == 0 and place[one] < place[winner]):
                return False
        return True

    def steps(self) -> list[Step]:
        """Every round, to be told; a figure that floats leave in doubt is worked out in whole numbers."""
        purses = Purses(self.case.supporters, self.case.voters, self.case.costs, self._endowment)
        told = FastTrail(self.case, self._ballots, self._endowment, None, whole=True) if not self.run.whole else self
        gone: set[int] = set()
        return [told.step(number, purses, gone) for number in range(len(self.winners))]

    def step(self, number: int, purses: Purses, gone: set[int]) -> Step:
        """One round, to be told. gone: what could not be paid for before; grows."""
        run, winner = self.run, self.winners[number]
        figures = {
            one: None if np.isnan(run.price[number, one]) else self._figure(number, one, purses)
            for one in sorted(supported(self.case) - closed(self.case, self.winners[:number]) - gone)
        }
        out = tuple(one for one, figure in figures.items() if figure is None)
        gone.update(out)
        return Step(
            winner=winner, worth={one: figure for one, figure in figures.items() if figure is not None},
            most=self._most(number, purses), tied=self.tied.get(number, (winner,)), out=out,
        )

    def _figure(self, number: int, one: int, purses: Purses) -> Fraction | None:
        run = self.run
        if run.plain[number, one]:
            return rounded(Fraction(int(self._ballots.weight[one]), self.case.costs[one]))
        price, off = run.price[number, one], run.off[number, one]
        if np.isfinite(off) and off < price:
            low, high = (rounded(1 / Fraction(float(price + sign * off))) for sign in (1 + EPS, -1 - EPS))
            if low == high:
                return low
        purses.follows(self.winners[:number])
        exact = purses.price(one)
        return None if exact is None else rounded(1 / exact)

    def _most(self, number: int, purses: Purses) -> Fraction:
        run, winner = self.run, self.winners[number]
        worth = max(self.case.supporters[winner][1])
        if run.plain[number, winner]:
            return rounded(Fraction(self.case.costs[winner] * worth, int(self._ballots.weight[winner])))
        price, off = run.price[number, winner], run.off[number, winner]
        low, high = (rounded(Fraction(float(price + sign * off)) * worth) for sign in (-1 - EPS, 1 + EPS))
        if low == high:
            return low
        purses.follows(self.winners[:number])
        exact = purses.price(winner)
        if exact is None:
            raise ValueError(f"option {winner} was funded, and its supporters cannot pay for it")
        return rounded(exact * worth)
