"""Which notices were given and how far each has come, and which mediations there are."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.conduct.facts import (
    CHANGED,
    AppealAnswered,
    AppealRaised,
    ConductDecided,
    ImprovementAgreed,
    MediationAccepted,
    MediationAsked,
    MediationEnded,
    MediationNoted,
    NoticeGiven,
    PersonHeard,
)
from auzolan.journal.entry import Entry

NOTICE, HEARD, IMPROVING, DECIDED, APPEALED, ANSWERED = (
    "notice", "heard", "improving", "decided", "appealed", "answered",
)
ASKED, MEETING, AGREED, NOT_AGREED = "asked", "accepted", "agreed", "not agreed"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One step that carries words. what: the step; by: who took it; day: when; vault: commitment to the words."""

    what: str
    by: str
    day: str
    vault: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One notice and what followed. about: whom it concerns; by: who gave it; days are ISO, empty when not yet.

    decided_by: who sat in the deciding body; answer: of the appeal.
    """

    about: str
    by: str
    opened: str
    hear_by: str
    seq: int
    stage: str = NOTICE
    came: bool = False
    until: str = ""
    helper: str = ""
    outcome: str = ""
    decided: str = ""
    decided_by: tuple[str, ...] = ()
    appeal_by: str = ""
    appealed: str = ""
    answer_by: str = ""
    answered: str = ""
    answer: str = ""
    steps: tuple[Said, ...] = ()

    def over(self, day: str) -> bool:
        """Whether nothing more can follow on a day: the appeal was answered, or its days went by without one."""
        return self.stage == ANSWERED or (self.stage == DECIDED and day > self.appeal_by)

    def came_to(self, day: str) -> str:
        """What it came to for good; empty as long as it can still change, or where others set it aside."""
        return self.outcome if self.over(day) and self.answer != CHANGED else ""


class Mediation(msgspec.Struct, frozen=True, kw_only=True):
    """One mediation. by, other: between whom; accepted: who said yes; stage: asked, accepted, agreed or not agreed."""

    by: str
    other: str
    mediator: str
    opened: str
    seq: int
    accepted: tuple[str, ...] = ()
    stage: str = ASKED
    ended: str = ""
    steps: tuple[Said, ...] = ()

    @property
    def three(self) -> tuple[str, str, str]:
        """The only ones who read what is said in it."""
        return self.by, self.other, self.mediator


class State(msgspec.Struct, frozen=True, kw_only=True):
    """cases, mediations: by id."""

    cases: Map[str, Case] = Map()
    mediations: Map[str, Mediation] = Map()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry about conduct or a mediation."""
    fact, who, day = entry.fact, entry.for_ or entry.by, entry.at[:10]
    match fact:
        case NoticeGiven():
            case = Case(about=fact.about, by=who, opened=day, hear_by=fact.hear_by, seq=entry.seq)
        case MediationAsked():
            asked = Mediation(by=who, other=fact.other, mediator=fact.mediator, opened=day, seq=entry.seq,
                              accepted=(who,), steps=(Said(what=ASKED, by=who, day=day, vault=fact.vault),))
            return replace(state, mediations=state.mediations.set(fact.case, asked))
        case MediationAccepted() | MediationNoted() | MediationEnded():
            one = _mediated(state.mediations[fact.case], fact, who, day)
            return replace(state, mediations=state.mediations.set(fact.case, one))
        case _:
            case = _followed(state.cases[fact.case], fact, day)
    if vault := fact.vault:
        said = Said(what=case.stage, by=who, day=day, vault=vault)
        case = replace(case, steps=(*case.steps, said))
    return replace(state, cases=state.cases.set(fact.case, case))


def _followed(case: Case, fact: Any, day: str) -> Case:
    match fact:
        case PersonHeard():
            return replace(case, stage=HEARD, came=fact.came)
        case ImprovementAgreed():
            return replace(case, stage=IMPROVING, until=fact.until, helper=fact.helper)
        case ConductDecided():
            return replace(case, stage=DECIDED, outcome=fact.outcome, decided=day, decided_by=fact.decided_by,
                           appeal_by=fact.appeal_by)
        case AppealRaised():
            return replace(case, stage=APPEALED, appealed=day, answer_by=fact.answer_by)
        case AppealAnswered():
            return replace(case, stage=ANSWERED, answered=day, answer=fact.answer)
    return case


def _mediated(one: Mediation, fact: Any, who: str, day: str) -> Mediation:
    if isinstance(fact, MediationAccepted):
        accepted = tuple(sorted({*one.accepted, who}))
        return replace(one, accepted=accepted, stage=MEETING if set(one.three) <= set(accepted) else ASKED)
    if isinstance(fact, MediationNoted):
        return replace(one, steps=(*one.steps, Said(what="note", by=who, day=day, vault=fact.vault)))
    return replace(one, stage=AGREED if fact.agreed else NOT_AGREED, ended=day)
