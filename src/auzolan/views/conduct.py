"""Conduct and mediation: one's own cases, how many there are where that tells of nobody, and one case for its few."""

from collections.abc import Iterable
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.conduct.agreed import deciders, hears, said, within
from auzolan.conduct.articles.conduct import Conduct
from auzolan.conduct.facts import IMPROVED, NOTHING, OUTCOMES, WARNED
from auzolan.conduct.state import (
    APPEALED,
    ASKED,
    DECIDED,
    HEARD,
    IMPROVING,
    MEETING,
    NOTICE,
    Case,
    Mediation,
    Said,
    State,
)
from auzolan.organisation import Organisation
from auzolan.policy.safe_cells import MEMBERS_LEAST

CONCERNED, GAVE, HELPS, DECIDES, HEARS, BETWEEN, MEDIATES = (
    "concerned", "notice", "helper", "decides", "hears", "between", "mediator",
)
HEAR, IMPROVE, DECIDE, APPEAL, ANSWER, ACCEPT, ACCEPT_FOR, NOTE, END = (
    "hear", "improve", "decide", "appeal", "answer", "accept", "accept_for", "note", "end",
)
BY_MANDATE = (DECIDES, HEARS)


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """A case or mediation of whoever looks. part: theirs in it; waits: whether a step of theirs is next; until: its
    last day, or empty; entry: where it began."""

    case: str
    part: str
    stage: str
    opened: str
    mediation: bool
    waits: bool
    until: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are; None where so few people are behind a number, or behind the rest, that it would tell."""

    open: int | None
    ended: int | None
    appealed: int | None
    in_time: int | None
    mediations: int | None
    mediations_ended: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductPage:
    """What everybody sees: their own cases and the counts. agreed: what the charter says, or None; notice: whether
    whoever looks may give notice."""

    own: tuple[InList, ...]
    counts: Counts
    agreed: Conduct | None
    notice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case or mediation for one of those who read it. people: (part, id) of all who take part by name; steps:
    with commitments to their words; may: what the viewer can do now; outcomes: those that can be chosen now."""

    case: str
    part: str
    mediation: bool
    stage: str
    opened: str
    people: tuple[tuple[str, str], ...]
    steps: tuple[Said, ...]
    outcome: str
    came_to: str
    answer: str
    hear_by: str
    until: str
    appeal_by: str
    answer_by: str
    accepted: tuple[str, ...]
    outcomes: tuple[str, ...]
    may: frozenset[str]

    @property
    def by_mandate(self) -> bool:
        """Whether whoever looks reads it because they are trusted with it, which is written down."""
        return self.part in BY_MANDATE


def conduct_page(org: Organisation, around: Around, member: str) -> ConductPage:
    """What one member sees of all of it."""
    state: State = org.states["conduct"]
    agreed, newest = said(around), own(org, around, member)
    notice = agreed is not None and (not agreed.notice_by or within(around, agreed.notice_by, member))
    return ConductPage(own=newest, counts=counts(state, around.at[:10]), agreed=agreed, notice=notice)


def own(org: Organisation, around: Around, member: str) -> tuple[InList, ...]:
    """What one member has a part in, the newest first."""
    state: State = org.states["conduct"]
    found = []
    for id, one in [*state.cases.items(), *state.mediations.items()]:
        if seen := case_page(org, id, around, member):
            next_ = seen.may - {NOTE, END, APPEAL, ACCEPT_FOR}
            if seen.stage == IMPROVING and around.at[:10] <= seen.until:
                next_ -= {DECIDE}  # they can say sooner that it has improved; nothing waits for them
            until = seen.hear_by if HEAR in next_ else seen.answer_by if ANSWER in next_ else ""
            found.append(InList(
                case=id, part=seen.part, stage=seen.stage, opened=seen.opened, mediation=seen.mediation,
                waits=bool(next_), until=until, entry=one.seq,
            ))
    return tuple(sorted(found, key=lambda one: -one.entry))


def counts(state: State, day: str) -> Counts:
    """The counts, each only where enough people are behind it and behind what is left."""
    cases, talks = list(state.cases.values()), list(state.mediations.values())
    appealed = [one for one in cases if one.appealed]
    over = [one for one in talks if one.stage not in (ASKED, MEETING)]
    return Counts(
        open=_safe(cases, [one for one in cases if not one.over(day)]),
        ended=_safe(cases, [one for one in cases if one.over(day)]), appealed=_safe(cases, appealed),
        in_time=_safe(appealed, [one for one in appealed if one.answered and one.answered <= one.answer_by]),
        mediations=_safe(talks, talks), mediations_ended=_safe(talks, over),
    )


def _safe(every: Iterable[Case | Mediation], part: Iterable[Case | Mediation]) -> int | None:
    """How many of all; None where fewer than five people are concerned by them, or by the rest where there is any."""
    chosen = list(part)
    rest = [one for one in every if one not in chosen]
    enough = _people(chosen) >= MEMBERS_LEAST and (not rest or _people(rest) >= MEMBERS_LEAST)
    return len(chosen) if enough else None


def _people(some: Iterable[Case | Mediation]) -> int:
    return len({one.about if isinstance(one, Case) else one.by for one in some})


def case_page(org: Organisation, id: str, around: Around, member: str) -> CasePage | None:
    """One case as whoever looks may read it; None where there is none, or none for them."""
    state: State = org.states["conduct"]
    if not member:
        return None
    if id in state.mediations:
        return _mediation(id, state.mediations[id], member, around)
    case, agreed = state.cases.get(id), said(around)
    part = _part(case, agreed, around, member) if case else ""
    if case is None or not part:
        return None
    people = [(CONCERNED, case.about), (GAVE, case.by), *([(HELPS, case.helper)] if case.helper else [])]
    return CasePage(
        case=id, part=part, mediation=False, stage=case.stage, opened=case.opened, people=tuple(people),
        steps=case.steps, outcome=case.outcome, came_to=case.came_to(around.at[:10]), answer=case.answer,
        hear_by=case.hear_by, until=case.until, appeal_by=case.appeal_by, answer_by=case.answer_by, accepted=(),
        outcomes=_outcomes(case, around.at[:10]), may=_may(case, agreed, around, member),
    )


def _part(case: Case, agreed: Conduct | None, around: Around, member: str) -> str:
    own = {case.helper: HELPS, case.by: GAVE, case.about: CONCERNED}
    if member in own:
        return own[member]
    if agreed is None:
        return ""
    if member in deciders(around, agreed, case.about, case.by):
        return DECIDES
    # Who hears appeals reads nothing before there is one.
    return HEARS if case.appealed and hears(around, agreed, case, member) else ""


def _outcomes(case: Case, day: str) -> tuple[str, ...]:
    if not case.until:
        return (NOTHING, WARNED)
    return OUTCOMES if day > case.until else (NOTHING, IMPROVED)


def _may(case: Case, agreed: Conduct | None, around: Around, member: str) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    day = around.at[:10]
    if agreed is None:
        return frozenset()
    decides = member in deciders(around, agreed, case.about, case.by) and (
        case.stage in (HEARD, IMPROVING) or (case.stage == NOTICE and day > case.hear_by)
    )
    can = {
        HEAR: member == case.about and case.stage == NOTICE,
        IMPROVE: decides and case.stage != IMPROVING,
        DECIDE: decides,
        APPEAL: member == case.about and case.stage == DECIDED and day <= case.appeal_by,
        ANSWER: case.stage == APPEALED and hears(around, agreed, case, member),
    }
    return frozenset(what for what, whether in can.items() if whether)


def _mediation(id: str, one: Mediation, member: str, around: Around) -> CasePage | None:
    if member not in one.three:
        return None
    runs = one.stage in (ASKED, MEETING)
    outside = one.other in around.states["members"].agents and one.other not in one.accepted
    can = {
        ACCEPT: runs and member not in one.accepted, ACCEPT_FOR: runs and outside and member == one.mediator,
        NOTE: runs, END: runs,
    }
    return CasePage(
        case=id, part=MEDIATES if member == one.mediator else BETWEEN, mediation=True, stage=one.stage,
        opened=one.opened, people=((BETWEEN, one.by), (BETWEEN, one.other), (MEDIATES, one.mediator)), steps=one.steps,
        outcome="", came_to="", answer="", hear_by="", until="", appeal_by="", answer_by="", accepted=one.accepted,
        outcomes=(), may=frozenset(what for what, whether in can.items() if whether),
    )
