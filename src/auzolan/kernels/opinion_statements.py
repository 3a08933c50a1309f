"""Which statements unite the groups, divide them, or speak for one group: the counts and the tests of Polis.

Chances are smoothed by one vote on each side, so that two votes never look certain. A statement unites by the product
of the chances that each group agrees (or disagrees): one group that does not is enough to bring it down. A statement
speaks for a group where its members hold it more than the others do, tested at nine in ten.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auzolan.kernels.opinion_votes import AGREE, DISAGREE, Votes

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NINE_IN_TEN = 1.2815515655446004  # the 0.9 quantile of the normal distribution
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniting:
    """A statement on which more than half of those who voted in every group stand on one side.

    consensus: the product over the groups of the chance of that side.
    """

    statement: int
    agree: bool
    consensus: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dividing:
    """A statement that one group holds and another rejects. division: the smaller of the two chances, above a half."""

    statement: int
    agrees: int
    disagrees: int
    division: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """A statement that speaks for a group. votes: how many of the group voted; held: of them, on this side;
    times: how many times as likely as in the other groups."""

    statement: int
    agree: bool
    held: int
    votes: int
    times: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """How many agreed, disagreed and voted, groups x statements."""

    agree: Whole
    disagree: Whole
    voted: Whole

    @property
    def chance_agree(self) -> Floats:
        """The smoothed chance that one of the group agrees."""
        return np.asarray((self.agree + 1) / (self.voted + 2))

    @property
    def chance_disagree(self) -> Floats:
        """The smoothed chance that one of the group disagrees."""
        return np.asarray((self.disagree + 1) / (self.voted + 2))


def counts(votes: Votes, group: Whole, groups: int) -> Counts:
    """Counts of all votes of those who are in a group (group: -1 for who is in none)."""
    many = len(votes.statements)
    whose = group[votes.person]
    inside = whose >= 0
    cell, vote = whose[inside] * many + votes.statement[inside], votes.vote[inside]

    def counted(which: NDArray[np.bool_] | slice) -> Whole:
        return np.bincount(cell[which], minlength=groups * many).reshape(groups, many)

    return Counts(agree=counted(vote == AGREE), disagree=counted(vote == DISAGREE), voted=counted(slice(None)))


def uniting(table: Counts, left_out: NDArray[np.bool_]) -> tuple[Uniting, ...]:
    """Those that unite all groups, the most first."""
    found = []
    for agree, held, chance in (
        (True, table.agree, table.chance_agree), (False, table.disagree, table.chance_disagree)
    ):
        everywhere = (2 * held > table.voted).all(axis=0) & ~left_out
        together = chance.prod(axis=0)
        found += [
            Uniting(statement=one, agree=agree, consensus=float(together[one]))
            for one in np.flatnonzero(everywhere).tolist()
        ]
    return tuple(sorted(found, key=lambda one: (-round(one.consensus, 12), one.statement)))


def dividing(table: Counts, left_out: NDArray[np.bool_]) -> tuple[Dividing, ...]:
    """Those that one group holds and another rejects, the most first."""
    agree, disagree = table.chance_agree, table.chance_disagree
    apart = np.minimum(agree.max(axis=0), disagree.max(axis=0))
    found = [
        Dividing(statement=one, agrees=int(agree[:, one].argmax()), disagrees=int(disagree[:, one].argmax()),
                 division=float(apart[one]))
        for one in np.flatnonzero((apart > 0.5) & ~left_out).tolist()
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.division, 12), one.statement)))


def speaking(table: Counts, group: int, left_out: NDArray[np.bool_], most: int = SHOWN) -> tuple[Speaking, ...]:
    """The statements that speak most for a group: significant inside and against the others, best first."""
    rest = Counts(
        agree=table.agree.sum(axis=0) - table.agree[group], disagree=table.disagree.sum(axis=0) - table.disagree[group],
        voted=table.voted.sum(axis=0) - table.voted[group],
    )
    voted, found = table.voted[group], []
    sides = []
    for agree, held, others in ((True, table.agree[group], rest.agree), (False, table.disagree[group], rest.disagree)):
        chance, elsewhere = (held + 1) / (voted + 2), (others + 1) / (rest.voted + 2)
        inside = 2 * np.sqrt(voted + 1) * ((held + 1) / (voted + 1) - 0.5)
        against = _against(held, others, voted, rest.voted)
        sides.append((agree, held, chance / elsewhere, inside, against, chance))
    for one in np.flatnonzero(~left_out).tolist():
        if not any(side[3][one] > NINE_IN_TEN and side[4][one] > NINE_IN_TEN for side in sides):
            continue
        agree, held, times, inside, against, chance = sides[0 if sides[0][4][one] > sides[1][4][one] else 1]
        said = Speaking(statement=one, agree=agree, held=int(held[one]), votes=int(voted[one]), times=float(times[one]))
        found.append((round(float(times[one] * against[one] * chance[one] * inside[one]), 12), said))
    found.sort(key=lambda one: (-one[0], one[1].statement))
    return tuple(said for _, said in found[:most])


def _against(held: Whole, others: Whole, voted: Whole, rest: Whole) -> Floats:
    """The test of two shares, inside the group and outside, each smoothed by one."""
    one, other = (held + 1) / (voted + 1), (others + 1) / (rest + 1)
    both = (held + others + 2) / (voted + rest + 2)
    under = np.sqrt(np.maximum(both * (1 - both), 0.0) * (1 / (voted + 1) + 1 / (rest + 1)))
    return np.asarray(np.where(under > 0, (one - other) / np.where(under > 0, under, 1), 0.0))
