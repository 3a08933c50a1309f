"""What every way to count among several options takes and gives: an election in, winners and every round out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from auzolan.journal.entry import encode

CHOICE, APPROVALS, SCORES, RANKING = "choice", "approvals", "scores", "ranking"
SHAPES = (CHOICE, APPROVALS, SCORES, RANKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What some voters said alike, and how many they are.

    ranks: options from first to last, those in one inner tuple ranked equal (a ranking; one inner tuple: approvals or
    a choice); points: option -> whole points (scores); voters: how many said just that, or the sum of their weights.
    """

    ranks: tuple[tuple[str, ...], ...] = ()
    points: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    voters: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """Everything that a count needs to know.

    options: ids in the order in which they were put; papers: in the shape that the method takes, equal ones merged or
    not, which never changes a result; seats: how many can win; budget, costs: whole units of money where options cost
    something; withdrawn: options that cannot win; places: decimals of that money, where its costs are in smallest
    parts.
    """

    options: tuple[str, ...]
    papers: tuple[Paper, ...]
    shape: str = APPROVALS
    seats: int = 1
    budget: int = 0
    costs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn: frozenset[str] = frozenset()
    places: int = 0

    @property
    def voters(self) -> int:
        """How many voted, or the sum of their weights."""
        return sum(paper.voters for paper in self.papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one option had in one round. amount: exact; note: what happened to it ("elected", "excluded"), or empty."""

    option: str
    amount: Fraction | int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRound:
    """One step of a count, in figures and in one sentence that a member understands.

    figures: the options that still took part, in the order of the election; measures: exact figures of the round
    itself, such as the quota or what is left of the budget, by name.
    """

    says: str
    figures: tuple[Figure, ...] = ()
    measures: Mapping[str, Fraction | int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Options that the ballots alone could not tell apart. round: which one, from 1; chosen: those the law preferred
    (or gave up, in an exclusion); law: how ("by an earlier round", "by the order of the options", "by lot")."""

    round: int
    options: tuple[str, ...]
    chosen: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The result of a count and how it came about.

    winners: in order of election; ranking: all options from best to worst, those in one inner tuple equal, where the
    method gives one; exact: whether every step was decided in exact numbers, which is always so here; why: what kept
    anything from winning, in a sentence, or empty.
    """

    winners: tuple[str, ...]
    rounds: tuple[TallyRound, ...]
    ties: tuple[Tie, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    exact: bool = True
    why: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 in hex of everything above, in exact figures: two counts that went alike have the same."""
        return hashlib.sha256(encode(said(self))).hexdigest()


def said(tally: Tally) -> dict[str, Any]:
    """A tally in plain values, each figure exact and in text: what is hashed, and what JSON shows."""
    return {
        "exact": tally.exact,
        "ranking": [list(group) for group in tally.ranking],
        "rounds": [
            {
                "figures": [[one.option, str(one.amount), one.note] for one in round.figures],
                "measures": {name: str(amount) for name, amount in round.measures.items()},
                "says": round.says,
            }
            for round in tally.rounds
        ],
        "ties": [
            {"chosen": list(tie.chosen), "law": tie.law, "options": list(tie.options), "round": tie.round}
            for tie in tally.ties
        ],
        "winners": list(tally.winners),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLaw:
    """Which of equal options goes first: the one that stands earlier in a published order.

    order: every option, the preferred first; name: how that order came about, as it is said to members.
    """

    order: tuple[str, ...]
    name: str = "by the order of the options"

    def first(self, options: Sequence[str]) -> str:
        """The preferred one."""
        return min(options, key=self.order.index)

    def last(self, options: Sequence[str]) -> str:
        """The one that is given up."""
        return max(options, key=self.order.index)
