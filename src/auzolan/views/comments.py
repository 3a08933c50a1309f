"""What members said about a proposal while it was open: by stance, each with a reason, answers below."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from immutables import Map

from auzolan.charter.around import Around
from auzolan.deliberation.comment_facts import STANCES
from auzolan.deliberation.comment_judging import EACH_MAX, WITHDRAWN
from auzolan.deliberation.comment_state import STANDING, TAKEN_OUT, Comment
from auzolan.governance.state import OPEN
from auzolan.organisation import Organisation

SAY, TAKE_OUT = "comment", "comment_out"
Words = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One comment. text: empty where its words were erased, or where it does not stand; why: the reason for which it
    was taken out; ended: the entry that ended it, or -1; mine: whether whoever looks made it; answers: those below."""

    comment: str
    by: str
    at: str
    stance: str
    text: str
    status: str
    why: str
    mine: bool
    entry: int
    ended: int = -1
    answers: tuple["Remark", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """All comments on one proposal. counts: stance -> how many stand, answers among them; remarks: the oldest first;
    may: comment, comment_out."""

    decision: str
    title: str
    counts: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]
    may: frozenset[str]


def comment_page(org: Organisation, decision: str, around: Around, member: str, words: Words) -> CommentPage:
    """member: who looks. A comment that was taken back leaves no trace but its entry, unless others answered it.
    Raises KeyError when there is no such decision."""
    known = org.states["governance"].decisions[decision]
    of: Map[str, Comment] = org.states["deliberation"].comments.get(decision, Map())
    opened = words(one.vault if one.status == STANDING else one.reason for one in of.values())
    order = sorted(of, key=lambda id: of[id].seq)

    def remark(id: str) -> Remark:
        one = of[id]
        said = opened.get(one.vault if one.status == STANDING else one.reason, {}) if one.vault else {}
        stands = one.status == STANDING
        below = (remark(other) for other in order if of[other].answers == id)
        return Remark(
            comment=id, by=one.by, at=one.at, stance=one.stance, text=str(said.get("reason", "")) if stands else "",
            status=one.status, why="" if stands else str(said.get("reason", "")), entry=one.seq,
            ended=one.ended, mine=bool(member) and one.by == member,
            answers=tuple(other for other in below if _shows(other)),
        )

    every = (remark(id) for id in order if not of[id].answers)
    return CommentPage(
        decision=decision, title=known.title, remarks=tuple(one for one in every if _shows(one)),
        counts=tuple(
            (stance, sum(one.status == STANDING and one.stance == stance for one in of.values())) for stance in STANCES
        ),
        may=_may(org, known, of, around, member),
    )


def _shows(one: Remark) -> bool:
    return one.status in (STANDING, TAKEN_OUT) or bool(one.answers)


def _may(org: Organisation, known: Any, of: Map[str, Comment], around: Around, member: str) -> frozenset[str]:
    """What whoever looks can do; the judge decides again when they do it."""
    person = org.states["members"].members.get(member)
    if person is None or not person.belongs(around.at[:10]):
        return frozenset()
    running = known.status == OPEN and around.at < known.closes_at
    left = sum(one.by == member and one.status == STANDING for one in of.values()) < EACH_MAX
    can = {SAY: running and left, TAKE_OUT: around.may(WITHDRAWN, {}) is None}
    return frozenset(what for what, whether in can.items() if whether)
