"""What came of a talk: totals that hide everybody, groups of people who answered alike, what unites and divides them.

Nobody's answers can be read from it: a total is of at least five answers, a group is shown by its middle and how many
it has, and only from five people on; one's own place is told to oneself. Figures are whole: places in thousandths, how
alike the groups come out in hundredths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from auzolan.deliberation.facts import AGREE, DISAGREE, PASS
from auzolan.deliberation.state import Talk
from auzolan.kernels.opinion_map import VOTES_LEAST, OpinionMap, opinion_map
from auzolan.kernels.opinion_statements import Counts, dividing, uniting
from auzolan.kernels.opinion_votes import Votes, gather
from auzolan.policy.safe_cells import MEMBERS_LEAST
from auzolan.values.kept import Kept

Counted = NDArray[np.int64]
Truths = NDArray[np.bool_]

MAP_LEAST = 8  # people who answered enough
VOTE = {AGREE: 1, PASS: 0, DISAGREE: -1}
FEW, SMALL = "few", "small"
THOUSANDTHS, HUNDREDTHS = 1_000, 100
_MAPS: Kept[tuple[Votes, OpinionMap]] = Kept(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many answered a statement with what. shown: whether enough did; otherwise the three are 0."""

    statement: str
    shown: bool
    agree: int = 0
    disagree: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A statement, and whether it is agreed with or rejected."""

    statement: str
    agree: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A statement that one group holds and another rejects; groups by number."""

    statement: str
    agrees: int
    disagrees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGroup:
    """number: from 1, the largest first; shown: whether it has enough people; x, y: its middle, 0 where not shown;
    speaking: what speaks for it; own: whether whoever looks is in it; sums: of its answers, where they hide all."""

    number: int
    size: int
    shown: bool
    x: int = 0
    y: int = 0
    own: bool = False
    speaking: tuple[Side, ...] = ()
    sums: tuple[Sums, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMap:
    """alone: people in no group, because they answered too little; x, y: where whoever looks stands, None for who
    answered nothing; alike: how alike the groups come out when a fifth of the people is left out, in hundredths, None
    where it could not be tried; times: (how many groups came out, how often)."""

    groups: tuple[OneGroup, ...]
    alone: int
    enough: int
    x: int | None
    y: int | None
    unites: tuple[Side, ...]
    divides: tuple[Apart, ...]
    alike: int | None
    times: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """people: who answered anything; map: None where there is none, and why: `few` people answered enough, or every
    group is too `small`; enough: how many statements are to be answered to be in a group."""

    people: int
    sums: tuple[Sums, ...]
    map: TalkMap | None
    why: str
    enough: int


def results(talk: Talk, member: str) -> Results:
    """What came of a talk until now, for one member; whoever asks has answered enough of it."""
    votes, made = _map(talk)
    ids = {id: number for number, id in enumerate(votes.statements)}
    total = _of(votes, np.ones(len(votes.participants), dtype=np.bool_))
    sums = tuple(
        _sums(id, total, ids[id]) if id in ids else Sums(statement=id, shown=False) for id in talk.standing
    )
    enough = min(VOTES_LEAST, len(votes.statements))
    kept = Results(people=len(votes.participants), sums=sums, map=None, why=FEW, enough=enough)
    if made is None or int((made.group > 0).sum()) < MAP_LEAST:
        return kept
    if made.groups[0].size < MEMBERS_LEAST:
        return replace(kept, why=SMALL)
    return replace(kept, map=_seen(talk, made, total, member), why="")


def _map(talk: Talk) -> tuple[Votes, OpinionMap | None]:
    """The votes on what stands, and the map of them; made once for the same votes, whoever looks."""
    def make() -> tuple[Votes, OpinionMap]:
        standing = frozenset(talk.standing)
        votes = gather(
            (who, statement, VOTE[vote]) for who, answers in talk.votes.items() for statement, vote in answers.items()
            if statement in standing
        )
        return votes, opinion_map(votes)

    if not any(one.answered for one in talk.statements.values()):
        return gather(()), None
    votes, made = _MAPS.get(talk.votes, talk.standing, make)
    return votes, made if len(votes.participants) else None


def _of(votes: Votes, people: Truths) -> Counted:
    """3 x statements: how many of these people agreed, passed, disagreed."""
    inside = people[votes.person]
    vote, statement = votes.vote[inside], votes.statement[inside]
    return np.stack([
        np.bincount(statement[vote == one], minlength=len(votes.statements)) for one in (1, 0, -1)
    ])


def _sums(id: str, counted: Counted, number: int) -> Sums:
    agree, passed, disagree = (int(one) for one in counted[:, number])
    if agree + passed + disagree < MEMBERS_LEAST:
        return Sums(statement=id, shown=False)
    return Sums(statement=id, shown=True, agree=agree, disagree=disagree, passed=passed)


def _seen(talk: Talk, made: OpinionMap, total: Counted, member: str) -> TalkMap:
    votes = made.votes
    own = votes.participants.index(member) if member in votes.participants else -1
    large = [group.number - 1 for group in made.groups if group.size >= MEMBERS_LEAST]
    by_group = {one.number: _of(votes, made.group == one.number) for one in made.groups}
    safe = _safe(list(by_group.values()), total)
    groups = tuple(_group(talk, made, one.number, by_group[one.number], safe, own) for one in made.groups)
    unites, divides = _together(made, large)
    return TalkMap(
        groups=groups, alone=int((made.group == 0).sum()), enough=made.votes_least,
        x=round(float(made.x[own]) * THOUSANDTHS) if own >= 0 else None,
        y=round(float(made.y[own]) * THOUSANDTHS) if own >= 0 else None, unites=unites, divides=divides,
        alike=round(made.stability.alike * HUNDREDTHS) if made.stability else None,
        times=made.stability.groups if made.stability else (),
    )


def _safe(groups: Sequence[Counted], total: Counted) -> frozenset[int]:
    """The statements whose answers can be told group by group: each group's, and those of people in none, are nobody's
    or enough people's, so that no difference tells those of a few."""
    voted = [one.sum(axis=0) for one in groups]
    cells = np.stack([*voted, total.sum(axis=0) - sum(voted)])
    fine = ((cells == 0) | (cells >= MEMBERS_LEAST)).all(axis=0)
    return frozenset(np.flatnonzero(fine).tolist())


def _group(
    talk: Talk, made: OpinionMap, number: int, counted: Counted, safe: frozenset[int], own: int
) -> OneGroup:
    votes, found = made.votes, made.groups[number - 1]
    is_own = own >= 0 and int(made.group[own]) == number
    if found.size < MEMBERS_LEAST:
        return OneGroup(number=number, size=found.size, shown=False, own=is_own)
    inside = made.group == number
    ids: Mapping[str, int] = {id: at for at, id in enumerate(votes.statements)}
    enough = counted.sum(axis=0) >= MEMBERS_LEAST
    return OneGroup(
        number=number, size=found.size, shown=True, own=is_own,
        x=round(float(made.x[inside].mean()) * THOUSANDTHS), y=round(float(made.y[inside].mean()) * THOUSANDTHS),
        speaking=tuple(
            Side(statement=votes.statements[one.statement], agree=one.agree) for one in found.speaking
            if enough[one.statement]
        ),
        sums=tuple(_sums(id, counted, ids[id]) for id in talk.standing if id in ids and ids[id] in safe),
    )


def _together(made: OpinionMap, large: Sequence[int]) -> tuple[tuple[Side, ...], tuple[Apart, ...]]:
    """What unites and what divides the groups that are shown, where enough of each answered."""
    counts, names = made.counts, made.votes.statements
    some = Counts(agree=counts.agree[large], disagree=counts.disagree[large], voted=counts.voted[large])
    few: Truths = np.asarray((some.voted < MEMBERS_LEAST).any(axis=0))
    return (
        tuple(Side(statement=names[one.statement], agree=one.agree) for one in uniting(some, few)),
        tuple(
            Apart(statement=names[one.statement], agrees=large[one.agrees] + 1, disagrees=large[one.disagrees] + 1)
            for one in dividing(some, few)
        ),
    )
