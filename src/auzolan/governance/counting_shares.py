"""One count by equal shares with a given endowment: in fractions, which is what it means, and fast, to the same end.

Every ballot gets the same endowment. In each round the option is funded whose supporters pay least for a unit of
utility: those who can pay alike for what it is worth to them, the others all they have left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from auzolan.governance.counting_budget import Case, rounded

MANY = 1_000  # marks on ballots from which on the fast count is used


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One round: the winner and those level with it.

    worth: what a unit of money buys of each option that could be paid for, as shown; most: the most that a supporter
    of the winner pays, as shown; out: what could not be paid for.
    """

    winner: int
    worth: dict[int, Fraction]
    most: Fraction
    tied: tuple[int, ...]
    out: tuple[int, ...]


class Trail(Protocol):
    """What was funded with one endowment, in order."""

    @property
    def winners(self) -> tuple[int, ...]:
        """The options funded."""

    def keeps(self, before: "Trail") -> bool:
        """Whether every endowment from the one before up to this funds the same in the same order."""

    def steps(self) -> list[Step]:
        """Every round, to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTrail:
    """A count in fractions. prices: for each round, what a unit of utility costs of each option, at the end of which
    nothing can be paid for."""

    case: Case
    winners: tuple[int, ...]
    prices: tuple[dict[int, Fraction], ...]

    def keeps(self, before: Trail) -> bool:
        """With more money every price can only fall. So what is dearest at the end of a stretch for the winner, and
        cheapest for all the others, holds for everything between."""
        if not isinstance(before, PlainTrail) or before.winners != self.winners:
            return False
        for winner, old, new in zip(self.winners, before.prices, self.prices, strict=False):
            limit, place = old[winner], self.case.place
            if any(price < limit or (price == limit and place[one] < place[winner])
                   for one, price in new.items() if one != winner):
                return False
        return True

    def steps(self) -> list[Step]:
        """Every round, to be told."""
        found: list[Step] = []
        for number, (winner, prices) in enumerate(zip(self.winners, self.prices, strict=False)):
            gone = set(self.prices[number - 1]) - set(prices) if number else supported(self.case) - set(prices)
            found.append(Step(
                winner=winner, worth={one: rounded(1 / price) for one, price in prices.items()},
                most=rounded(prices[winner] * max(self.case.supporters[winner][1])),
                tied=tuple(one for one, price in prices.items() if price == prices[winner]),
                out=tuple(sorted(gone - closed(self.case, self.winners[:number]))),
            ))
        return found


def in_fractions(case: Case, endowment: Fraction) -> PlainTrail:
    """Count in fractions: slow, and exactly what the method says."""
    purses = [endowment] * len(case.voters)
    winners: list[int] = []
    rounds: list[dict[int, Fraction]] = []
    left = sorted(supported(case))
    while True:
        prices = {one: price for one in left if (price := _price(case, one, purses)) is not None}
        rounds.append(prices)
        if not prices:
            return PlainTrail(case=case, winners=tuple(winners), prices=tuple(rounds))
        cheapest = min(prices.values())
        winner = case.first(one for one, price in prices.items() if price == cheapest)
        for ballot, worth in zip(*case.supporters[winner], strict=True):
            purses[ballot] -= min(purses[ballot], cheapest * worth)
        winners.append(winner)
        over = closed(case, winners)
        left = [one for one in prices if one not in over]


def _price(case: Case, option: int, purses: list[Fraction]) -> Fraction | None:
    """What a unit of utility costs the supporters: the poorest give all they have, the others pay alike."""
    pairs = sorted(zip(*case.supporters[option], strict=True), key=lambda pair: purses[pair[0]] / pair[1])
    due = Fraction(case.costs[option])
    weight = sum(case.voters[ballot] * worth for ballot, worth in pairs)
    for ballot, worth in pairs:
        if due * worth <= purses[ballot] * weight:
            return due / weight
        due -= purses[ballot] * case.voters[ballot]
        weight -= worth * case.voters[ballot]
    return None


def supported(case: Case) -> set[int]:
    """The options that cost something and that somebody supports."""
    return {one for one, cost in enumerate(case.costs) if cost and case.supporters[one][0]}


def closed(case: Case, winners: tuple[int, ...] | list[int]) -> set[int]:
    """What takes no more part: the winners, and what they were alternatives to."""
    groups = {case.rivals[one] for one in winners} - {-1}
    return set(winners) | {one for one, group in enumerate(case.rivals) if group in groups}


class Counter:
    """Counts one case with any endowment; fast where there are many ballots, unless it is told which way."""

    def __init__(self, case: Case, fast: bool | None = None) -> None:
        self.case = case
        self._fast: Callable[[Fraction, Trail | None], Trail] | None = None
        marks = sum(len(ballots) for ballots, _ in case.supporters)
        if marks >= MANY if fast is None else fast:
            # The kernel takes a second to load, which a count of few ballots should not wait for.
            from auzolan.governance.counting_shares_fast import counter

            self._fast = counter(case)

    def count(self, endowment: Fraction, before: Trail | None = None) -> Trail:
        """What is funded. before: an earlier count with less, which this one is to be held against."""
        return self._fast(endowment, before) if self._fast else in_fractions(self.case, endowment)
