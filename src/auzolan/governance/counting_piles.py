"""Piles of ballots, one for each option, and how they are moved: what every count by transfers is made of."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from auzolan.governance.counting_parameters import standing
from auzolan.governance.tally import Election

MANY = 2_000
Part = int | Fraction
Ranked = tuple[tuple[int, ...], int]


class Piles(Protocol):
    """The ballots of each option, numbered from 0, with what they are worth in parts of a vote."""

    def votes(self, option: int) -> Any:
        """How many parts of votes the option holds: whole parts, or a fraction where nothing is cut off."""

    def closes(self, option: int) -> None:
        """Nothing more is moved to the option."""

    def moves(self, option: int, surplus: Any) -> Any:
        """Move the option's ballots to the next that stands, at the value of the surplus, or their own where None.

        Gives back what found nobody to go to.
        """


class PaperPiles:
    """The same by hand, paper by paper: what the fast piles must agree with.

    unit: parts of one vote; 0 where values are exact fractions and nothing is cut off. twice: whether a value is cut
    off after multiplying and again after dividing, as some rules say, or only once.
    """

    def __init__(self, options: int, papers: Sequence[Ranked], unit: int, *, twice: bool) -> None:
        self._unit, self._twice = unit, twice
        self._stands = [True] * options
        self._piles: list[list[tuple[tuple[int, ...], int, Part]]] = [[] for _ in range(options)]
        self._votes: list[Part] = [0] * options
        for ranking, voters in papers:
            self._lay(ranking, voters, unit or 1)

    def _lay(self, ranking: tuple[int, ...], voters: int, value: Part) -> Part:
        """Lay a ballot on the pile of its first option that stands; gives back what it is worth if there is none."""
        for place, option in enumerate(ranking):
            if self._stands[option]:
                self._piles[option].append((ranking[place + 1:], voters, value))
                self._votes[option] += value * voters
                return 0
        return value * voters

    def votes(self, option: int) -> Part:
        """How many parts of votes the option holds."""
        return self._votes[option]

    def closes(self, option: int) -> None:
        """Nothing more is moved to the option."""
        self._stands[option] = False

    def moves(self, option: int, surplus: Part | None) -> Part:
        """Move the option's ballots on; see Piles."""
        held, pile = self._votes[option], self._piles[option]
        self._piles[option] = []
        lost: Part = 0
        for rest, voters, value in pile:
            lost += self._lay(rest, voters, value if surplus is None else self._shrunk(value, surplus, held))
        self._votes[option] = 0 if surplus is None else held - surplus
        return lost

    def _shrunk(self, value: Part, surplus: Part, held: Part) -> Part:
        if not self._unit:
            return Fraction(value * surplus) / held
        if self._twice:
            return value * surplus // self._unit * self._unit // held
        return value * surplus // held


def strict(election: Election) -> tuple[Ranked, ...]:
    """The ballots as strict rankings of option numbers, those that say the same together; the empty ones left out.

    Options that withdrew are passed over. Where several share a rank, nobody can say whom the ballot goes to next: it
    counts as far as that.
    """
    number = {option: at for at, option in enumerate(election.options)}
    stands = frozenset(standing(election))
    found: Counter[tuple[int, ...]] = Counter()
    for paper in election.papers:
        ranking: list[int] = []
        for group in paper.ranks:
            left = [option for option in group if option in stands]
            if len(left) > 1:
                break
            ranking.extend(number[option] for option in left)
        if ranking and paper.voters:
            found[tuple(ranking)] += paper.voters
    return tuple(found.items())


def piles(options: int, papers: Sequence[Ranked], unit: int, *, twice: bool = False, fast: bool | None = None) -> Piles:
    """Piles by hand for few ballots, fast ones for many. fast: one or the other whatever their number."""
    if not unit or fast is False or (fast is None and len(papers) < MANY):
        return PaperPiles(options, papers, unit, twice=twice)
    # Compiling takes longer than a small count, so the compiler is only asked for a large one.
    from auzolan.kernels.rankings import rankings
    from auzolan.kernels.stv import FastPiles, fits

    laid = rankings(options, papers)
    return FastPiles(laid, unit, twice=twice) if fits(laid, unit) else PaperPiles(options, papers, unit, twice=twice)
