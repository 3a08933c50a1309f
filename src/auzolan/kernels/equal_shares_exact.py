"""Equal shares in whole numbers, for the rounds that floats leave in doubt: purses over one common denominator."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray

Supporters = Sequence[tuple[Sequence[int], Sequence[int]]]


class Purses:
    """What every ballot has left, exactly: `purse[ballot]` parts, of which one unit of money has `unit`.

    supporters: for each project its ballots and what it is worth to each; voters: how many each ballot stands for.
    """

    def __init__(
        self, supporters: Supporters, voters: Sequence[int], costs: Sequence[int], endowment: Fraction
    ) -> None:
        self._supporters, self._voters, self._costs = supporters, voters, costs
        self.unit = endowment.denominator
        self.purse = [endowment.numerator] * len(voters)
        self.paid: list[int] = []

    def price(self, project: int) -> Fraction | None:
        """What a unit of utility costs the supporters who can pay, or None where they cannot pay all of it."""
        ballots, worths = self._supporters[project]
        voters, purse, unit = self._voters, self.purse, self.unit
        due = self._costs[project] * unit
        if sum(voters[one] * purse[one] for one in ballots) < due:
            return None
        left = list(zip(ballots, worths, strict=True))
        weight = sum(voters[one] * worth for one, worth in left)
        while True:
            poor = [pair for pair in left if purse[pair[0]] * weight < due * pair[1]]
            if not poor:
                return Fraction(due, weight * unit)
            rich = [pair for pair in left if purse[pair[0]] * weight >= due * pair[1]]
            due -= sum(voters[one] * purse[one] for one, _ in poor)
            weight -= sum(voters[one] * worth for one, worth in poor)
            left = rich

    def pays(self, project: int, price: Fraction) -> None:
        """Take from each supporter what the project costs them."""
        above, below = price.numerator * self.unit, price.denominator
        ballots, worths = self._supporters[project]
        due = dict(zip(ballots, worths, strict=True))
        self.purse = [
            max(0, have * below - above * due[one]) if one in due else have * below
            for one, have in enumerate(self.purse)
        ]
        self.unit *= below
        shared = gcd(self.unit, *self.purse)
        if shared > 1:
            self.unit //= shared
            self.purse = [have // shared for have in self.purse]
        self.paid.append(project)

    def follows(self, winners: Sequence[int]) -> None:
        """Pay for what was funded since, in that order. Raises ValueError where it cannot be paid for."""
        for project in winners[len(self.paid):]:
            price = self.price(project)
            if price is None:
                raise ValueError(f"project {project} was funded, and its supporters cannot pay for it")
            self.pays(project, price)

    def floats(self) -> NDArray[np.float64]:
        """The purses as the nearest floats."""
        return np.array([have / self.unit for have in self.purse], dtype=np.float64)

