"""Ballots shared out by keep factors: each option keeps a part of every vote that comes to it, the rest goes on."""

from collections import Counter
from collections.abc import Sequence
from math import comb

from auzolan.governance.counting_parameters import standing
from auzolan.governance.counting_piles import MANY
from auzolan.governance.tally import Election

Grouped = tuple[tuple[tuple[int, ...], ...], int]


def grouped(election: Election) -> tuple[Grouped, ...]:
    """The ballots as ranks of option numbers, without those that withdrew and without empty ones, equal ones together.
    """
    number = {option: at for at, option in enumerate(election.options)}
    stands = frozenset(standing(election))
    found: Counter[tuple[tuple[int, ...], ...]] = Counter()
    for paper in election.papers:
        ranks = (tuple(number[option] for option in group if option in stands) for group in paper.ranks)
        if (left := tuple(group for group in ranks if group)) and paper.voters:
            found[left] += paper.voters
    return tuple(found.items())


class Shares:
    """Shares the ballots out, as often as keep factors change. All figures are whole parts of a vote.

    unit: parts of one vote; up: whether what one option keeps is rounded up and the rest is what remains, or both are
    cut off; split: whether those ranked equal get the same part and what one of them does not keep goes to the next
    rank (or, as is fairer, to the others beside it: the ballot counts as all its orders at once, each a part of it).
    """

    def __init__(
        self, options: int, papers: Sequence[Grouped], unit: int, *, up: bool, split: bool, fast: bool | None
    ) -> None:
        self._options, self._unit, self._up, self._split = options, unit, up, split
        self._papers: Sequence[Grouped] = papers
        self._fast = None
        if fast or (fast is None and len(papers) >= MANY):
            from auzolan.kernels.meek import fits
            from auzolan.kernels.rankings import rankings

            strict = [([group[0] for group in ranks], many) for ranks, many in papers if _strict(ranks)]
            laid = rankings(options, strict)
            if fits(laid, unit):
                self._fast = laid
                self._papers = [paper for paper in papers if not _strict(paper[0])]

    def votes(self, keeps: Sequence[int]) -> list[int]:
        """What each option holds when it keeps so many parts of each vote."""
        votes = [0] * self._options
        if self._fast is not None:
            import numpy as np

            from auzolan.kernels.meek import spread

            votes = spread(self._fast, np.array(keeps, dtype=np.int64), self._unit, up=self._up).tolist()
        for ranks, voters in self._papers:
            if self._split and not _strict(ranks):
                self._splits(ranks, 0, self._unit, voters, keeps, votes)
            else:
                self._shares(ranks, voters, keeps, votes)
        return votes

    def _shares(
        self, ranks: tuple[tuple[int, ...], ...], voters: int, keeps: Sequence[int], votes: list[int]
    ) -> None:
        """Rank by rank; a rank of several is all its orders at once."""
        unit, worth = self._unit, self._unit
        for group in ranks:
            if len(group) > 1:
                for option, part in zip(group, self._parts([keeps[option] for option in group]), strict=True):
                    votes[option] += worth * part // unit * voters
                # In the order in which they stand on the ballot: cutting off makes the order matter in the last part.
                rest = unit
                for option in group:
                    rest = rest * (unit - keeps[option]) // unit
                worth = worth * rest // unit
            elif keep := keeps[group[0]]:
                kept = -(-worth * keep // unit) if self._up else worth * keep // unit
                votes[group[0]] += kept * voters
                worth = worth - kept if self._up else worth * (unit - keep) // unit
            if not worth:
                return

    def _parts(self, keeps: Sequence[int]) -> list[int]:
        """Which part of a vote each of a rank gets, taken over all orders of the rank.

        In an order, an option gets what those before it do not keep; the sum over all orders runs over the sets that
        can stand before it, whose products are the coefficients of a polynomial.
        """
        unit, many = self._unit, len(keeps)
        parts = []
        for at, keep in enumerate(keeps):
            products = [unit] + [0] * (many - 1)
            for other, theirs in enumerate(keeps):
                if other != at and theirs != unit:
                    for size in range(many - 1, 0, -1):
                        products[size] += products[size - 1] * (unit - theirs) // unit
            before = sum(product // comb(many - 1, size) for size, product in enumerate(products))
            parts.append(before * keep // unit // many)
        return parts

    def _splits(
        self, ranks: tuple[tuple[int, ...], ...], at: int, worth: int, voters: int, keeps: Sequence[int],
        votes: list[int],
    ) -> None:
        """The same part for each of a rank that still stands; what it does not keep goes to the next rank."""
        unit = self._unit
        standing = [option for option in ranks[at] if keeps[option]] if at < len(ranks) else []
        # Those who count this way end a ballot with equal ranks at a rank of which nobody stands any more.
        if not standing:
            return
        worth //= len(standing)
        for option in standing:
            votes[option] += worth * keeps[option] // unit * voters
            if rest := worth * (unit - keeps[option]) // unit:
                self._splits(ranks, at + 1, rest, voters, keeps, votes)


def _strict(ranks: tuple[tuple[int, ...], ...]) -> bool:
    return all(len(group) == 1 for group in ranks)
