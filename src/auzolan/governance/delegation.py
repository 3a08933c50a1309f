"""Answering through somebody else: whose ballot counts for whom, and whose trust led nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from auzolan.governance.ballot import Ballots, Roll
from auzolan.governance.terms import Trust

CIRCLE = "the delegations lead round in a circle"
SILENT = "nobody they lead to has answered"
TOO_FAR = "they lead further than the procedure follows"
FULL = "who would answer for them speaks for as many as the procedure allows"


class Delegated(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else may answer for a member. procedure: for what is decided by it, or empty for everything;
    until: the last day (ISO); seq: the entry that says so."""

    to: str
    until: str
    seq: int
    procedure: str = ""


Delegations = Mapping[str, tuple[Delegated, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """How one member who did not answer is represented. path: the member, then whoever was passed on to, the one who
    answered last; why: empty, or the reason why it is as if they had not answered."""

    path: tuple[str, ...]
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether somebody's ballot counts for them."""
        return not self.why


def chosen(given: Iterable[Delegated], procedure: str, day: str) -> Delegated | None:
    """The delegation that counts: one for this procedure before one for everything; those run out count no more."""
    valid = [one for one in given if day <= one.until and one.procedure in (procedure, "")]
    return max(valid, key=lambda one: (one.procedure != "", one.seq), default=None)


def through(
    ballots: Ballots, roll: Roll, delegations: Delegations, procedure: str, day: str, trust: Trust
) -> Mapping[str, Through]:
    """For every member on the roll who delegated and did not answer: how they are represented, or why not."""
    if not trust.depth:
        return {}
    found: dict[str, Through] = {}
    for member in sorted(roll):
        if member not in ballots and (path := list(_path(member, ballots, delegations, procedure, day, trust))):
            found[member] = _ended((member, *path), ballots, trust)
    return _capped(found, roll, delegations, procedure, day, trust)


def _path(
    member: str, ballots: Ballots, delegations: Delegations, procedure: str, day: str, trust: Trust
) -> Iterator[str]:
    """Whom it leads to, until somebody has answered, it comes round, or it has gone far enough."""
    at, seen = member, {member}
    for _ in range(trust.depth + 1):  # one more than counts, so that it can be told from one that ends
        one = chosen(delegations.get(at, ()), procedure, day)
        if one is None:
            return
        yield one.to
        if one.to in ballots or one.to in seen:
            return
        at = one.to
        seen.add(at)


def _ended(path: tuple[str, ...], ballots: Ballots, trust: Trust) -> Through:
    if path[-1] in path[:-1]:
        return Through(path=path, why=CIRCLE)
    if len(path) > trust.depth + 1:
        return Through(path=path[:-1], why=TOO_FAR)
    return Through(path=path, why="" if path[-1] in ballots else SILENT)


def _capped(
    found: dict[str, Through], roll: Roll, delegations: Delegations, procedure: str, day: str, trust: Trust
) -> Mapping[str, Through]:
    """Where one ballot would count for more than the cap, the trust given first counts first."""
    if trust.cap is None:
        return found
    limit = trust.cap * sum(roll.values())
    carried: dict[str, int] = {}

    def since(member: str) -> int:
        one = chosen(delegations.get(member, ()), procedure, day)
        return 0 if one is None else one.seq

    for member in sorted((one for one in found if found[one].counts), key=lambda one: (since(one), one)):
        delegate = found[member].path[-1]
        together = carried.get(delegate, roll.get(delegate, 0)) + roll[member]
        if together > limit:
            found[member] = Through(path=found[member].path, why=FULL)
        else:
            carried[delegate] = together
    return found


def represented(ballots: Ballots, found: Mapping[str, Through]) -> Ballots:
    """The ballots as they are counted: everybody's own, and their delegate's for those who are represented."""
    return {**ballots, **{member: ballots[one.path[-1]] for member, one in found.items() if one.counts}}
