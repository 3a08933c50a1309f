"""An opinion map: who stands near whom, what unites all groups, what divides them, how far groups can be trusted.

The computation is that of Polis: two principal components of the votes, missing ones at the mean; groups by k-means, as
many as the silhouette says; statements by the chances within each group. The same votes give the same map, in whatever
order they come. Nothing is paid or decided by it, so it is reckoned in binary fractions; figures are rounded to the
sixth decimal before they leave. Which group somebody is in is never a fact about them, only about this map.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auzolan.kernels.opinion_axes import axes
from auzolan.kernels.opinion_groups import adjusted_rand, grouped
from auzolan.kernels.opinion_luck import SEED, numbers
from auzolan.kernels.opinion_statements import Counts, Dividing, Speaking, Uniting, counts, dividing, speaking, uniting
from auzolan.kernels.opinion_votes import Votes

VOTES_LEAST = 7
REGROUPINGS = 10
KEPT = 0.8  # of the people, in each regrouping
SAMPLE_MAX = 2_000
DECIMALS = 6
NO_GROUP = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """number: from 1, the largest group first; speaking: the statements that speak for it."""

    number: int
    size: int
    speaking: tuple[Speaking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How alike the groups come out when a fifth of the people is left out, ten times.

    alike: the mean adjusted Rand index with the map, 1 the same groups; groups: how many groups came out, how often.
    """

    alike: float
    groups: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpinionMap:
    """The map of some votes; people and statements by their numbers in `votes`.

    x, y: where each person stands, rounded; group: from 1, 0 for who voted on too little; direction: 2 x statements;
    spread: along each of them; silhouette: by number of groups; stability: None where nothing could be regrouped.
    """

    votes: Votes
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    group: NDArray[np.int64]
    groups: tuple[Group, ...]
    uniting: tuple[Uniting, ...]
    dividing: tuple[Dividing, ...]
    counts: Counts
    direction: NDArray[np.float64]
    mean: NDArray[np.float64]
    silhouette: dict[int, float]
    stability: Stability | None
    votes_least: int


def opinion_map(votes: Votes, *, votes_least: int = VOTES_LEAST, regroupings: int = REGROUPINGS) -> OpinionMap:
    """The opinion map of these votes.

    votes_least: who cast fewer (of as many statements as there are) is placed but in no group; regroupings: how often
    it is tried whether the groups come out alike, 0 for not at all.
    """
    least = min(votes_least, len(votes.statements))
    found = axes(votes)
    group, figures = _groups(votes, found.place, least)
    many = int(group.max(initial=NO_GROUP)) + 1
    table = counts(votes, group, many)
    there = tuple(
        Group(number=one + 1, size=int((group == one).sum()),
              speaking=speaking(table, one, votes.left_out) if many > 1 else ())
        for one in range(many)
    )
    place = np.round(found.place, DECIMALS) + 0.0
    return OpinionMap(
        votes=votes, x=place[:, 0], y=place[:, 1], group=group + 1, groups=there,
        uniting=uniting(table, votes.left_out) if many else (),
        dividing=dividing(table, votes.left_out) if many else (), counts=table, direction=found.direction,
        mean=found.mean, silhouette={one: round(figure, DECIMALS) for one, figure in figures.items()},
        stability=stability(votes, group, least, regroupings) if many > 1 and regroupings else None, votes_least=least,
    )


def stability(votes: Votes, group: NDArray[np.int64], votes_least: int, regroupings: int) -> Stability | None:
    """How alike the groups are that come out of four fifths of the people (at most 2,000 of them), so often."""
    people = np.flatnonzero(votes.cast > 0)
    kept = min(int(len(people) * KEPT), SAMPLE_MAX)
    alike, many = [], []
    for turn in range(regroupings):
        chosen = np.sort(people[np.argsort(numbers(len(people), SEED + 1_000 + turn), kind="stable")[:kept]])
        some = votes.of(chosen)
        again, _ = _groups(some, axes(some).place, votes_least)
        both = (again >= 0) & (group[chosen] >= 0)
        if int(both.sum()) > 1:
            alike.append(adjusted_rand(again[both], group[chosen][both]))
            many.append(int(again.max()) + 1)
    if not alike:
        return None
    how_often = tuple((one, many.count(one)) for one in sorted(set(many)))
    return Stability(alike=round(sum(alike) / len(alike), DECIMALS), groups=how_often)


def _groups(
    votes: Votes, place: NDArray[np.float64], votes_least: int
) -> tuple[NDArray[np.int64], dict[int, float]]:
    """The group of each person from 0, NO_GROUP for who cast too few votes, and the silhouettes."""
    group = np.full(len(votes.participants), NO_GROUP, dtype=np.int64)
    enough = np.flatnonzero((votes.cast >= votes_least) & (votes.cast > 0))
    if len(enough) == 0:
        return group, {}
    found = grouped(place[enough])
    group[enough] = found.group
    return group, found.silhouette
