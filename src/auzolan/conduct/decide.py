"""Giving notice, being heard, time to improve, deciding, appealing, answering; and mediation."""

from collections.abc import Callable, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.on_paper import sealed_paper
from auzolan.charter.secret import seal
from auzolan.conduct.agreed import deciders, later, said
from auzolan.conduct.allowed import NO_ARTICLE
from auzolan.conduct.articles.conduct import Conduct
from auzolan.conduct.facts import (
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
from auzolan.conduct.refusing import no
from auzolan.conduct.state import Case, State
from auzolan.journal.entry import NODE, TERMINAL

WORDS_MAX = 4_000


class GiveNotice(Request, frozen=True, kw_only=True, tag="conduct.give_notice"):
    """Say that a member broke what was agreed. about: their id; words: what happened, sealed."""

    about: str
    words: str


class BeHeard(Request, frozen=True, kw_only=True, tag="conduct.be_heard"):
    """Say one's side, or that one does not come."""

    case: str
    words: str = ""
    came: bool = True


class AgreeImprovement(Request, frozen=True, kw_only=True, tag="conduct.agree_improvement"):
    """Give time to improve, until a day, with a member who helps."""

    case: str
    until: str
    helper: str
    words: str


class DecideConduct(Request, frozen=True, kw_only=True, tag="conduct.decide_conduct"):
    """Say what follows: nothing, improved, warned, or that a suspension or a parting is proposed."""

    case: str
    outcome: str
    words: str


class RaiseAppeal(Request, frozen=True, kw_only=True, tag="conduct.raise_appeal"):
    """Appeal to others than those who decided."""

    case: str
    words: str


class AnswerAppeal(Request, frozen=True, kw_only=True, tag="conduct.answer_appeal"):
    """Answer an appeal: the decision stands, or it is changed and nothing follows from it."""

    case: str
    answer: str
    words: str


class AskMediation(Request, frozen=True, kw_only=True, tag="conduct.ask_mediation"):
    """Ask for a mediation with another, and name who mediates."""

    other: str
    mediator: str
    words: str


class AcceptMediation(Request, frozen=True, kw_only=True, tag="conduct.accept_mediation"):
    """Accept a mediation, as the other or as who mediates. paper: in words which one somebody outside signed, where
    who mediates writes it down for them."""

    case: str
    paper: str = ""


class NoteMediation(Request, frozen=True, kw_only=True, tag="conduct.note_mediation"):
    """Write something down that only the three read."""

    case: str
    words: str


class EndMediation(Request, frozen=True, kw_only=True, tag="conduct.end_mediation"):
    """End a mediation, agreed or not."""

    case: str
    agreed: bool


def _sealed(around: Around, words: str) -> Secret:
    """The words, under the key of who wrote them, so that they go with the person. Raises Refusal without any."""
    if not words.strip():
        raise no("words", "There are no words in it.", "Say in a sentence why.")
    if len(words) > WORDS_MAX:
        raise no("words", f"It is longer than {WORDS_MAX} characters.", "Say it more briefly.")
    if around.by in (NODE, TERMINAL):
        raise no("terminal", "Everybody takes these steps themselves.", "Sign in and do it on the page on conduct.")
    return seal(around.draw(), "said", {"said": words.strip()}, owner=around.by)


def _agreed(around: Around) -> Conduct:
    agreed = said(around)
    if agreed is None:
        raise no("charter", NO_ARTICLE, "Propose an article of the kind `conduct`, or ask for a mediation.")
    return agreed


def _case(state: State, id: str) -> Case:
    if id not in state.cases:
        raise no(id[:60], "There is no such case.", "Look at the page on conduct.")
    return state.cases[id]


def _notice(state: State, request: GiveNotice, around: Around) -> Sequence[Draft]:
    agreed, secret = _agreed(around), _sealed(around, request.words)
    fact = NoticeGiven(case=around.draw().id("k", "case"), about=request.about,
                       hear_by=later(around, agreed.hear_days), vault=secret.commitment)
    return [Draft(fact=fact, secrets=(secret,))]


def _heard(state: State, request: BeHeard, around: Around) -> Sequence[Draft]:
    case = _case(state, request.case)
    secrets = (_sealed(around, request.words),) if request.came or request.words.strip() else ()
    fact = PersonHeard(case=request.case, came=request.came, vault=secrets[0].commitment if secrets else "")
    return [Draft(fact=fact, because=case.seq, secrets=secrets)]


def _improve(state: State, request: AgreeImprovement, around: Around) -> Sequence[Draft]:
    case, secret = _case(state, request.case), _sealed(around, request.words)
    fact = ImprovementAgreed(case=request.case, until=request.until, helper=request.helper, vault=secret.commitment)
    return [Draft(fact=fact, because=case.seq, secrets=(secret,))]


def _decide(state: State, request: DecideConduct, around: Around) -> Sequence[Draft]:
    case, agreed, secret = _case(state, request.case), _agreed(around), _sealed(around, request.words)
    fact = ConductDecided(
        case=request.case, outcome=request.outcome, appeal_by=later(around, agreed.appeal_days),
        decided_by=deciders(around, agreed, case.about, case.by), vault=secret.commitment,
    )
    return [Draft(fact=fact, because=case.seq, secrets=(secret,))]


def _appeal(state: State, request: RaiseAppeal, around: Around) -> Sequence[Draft]:
    case, agreed, secret = _case(state, request.case), _agreed(around), _sealed(around, request.words)
    fact = AppealRaised(case=request.case, answer_by=later(around, agreed.answer_days), vault=secret.commitment)
    return [Draft(fact=fact, because=case.seq, secrets=(secret,))]


def _answer(state: State, request: AnswerAppeal, around: Around) -> Sequence[Draft]:
    case, secret = _case(state, request.case), _sealed(around, request.words)
    fact = AppealAnswered(case=request.case, answer=request.answer, vault=secret.commitment)
    return [Draft(fact=fact, because=case.seq, secrets=(secret,))]


def _ask(state: State, request: AskMediation, around: Around) -> Sequence[Draft]:
    secret = _sealed(around, request.words)
    fact = MediationAsked(case=around.draw().id("k", "case"), other=request.other, mediator=request.mediator,
                          vault=secret.commitment)
    return [Draft(fact=fact, secrets=(secret,))]


def _because(state: State, id: str) -> int | None:
    one = state.mediations.get(id)
    return one.seq if one else None


def _accept(state: State, request: AcceptMediation, around: Around) -> Sequence[Draft]:
    papers = sealed_paper(request.paper, around, owner=around.by, what="The mediation was not accepted")
    evidence = papers[0].commitment if papers else None
    fact = MediationAccepted(case=request.case)
    return [Draft(fact=fact, because=_because(state, request.case), evidence=evidence, secrets=papers)]


def _note(state: State, request: NoteMediation, around: Around) -> Sequence[Draft]:
    secret = _sealed(around, request.words)
    fact = MediationNoted(case=request.case, vault=secret.commitment)
    return [Draft(fact=fact, because=_because(state, request.case), secrets=(secret,))]


def _end(state: State, request: EndMediation, around: Around) -> Sequence[Draft]:
    fact = MediationEnded(case=request.case, agreed=request.agreed)
    return [Draft(fact=fact, because=_because(state, request.case))]


HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    GiveNotice: _notice, BeHeard: _heard, AgreeImprovement: _improve, DecideConduct: _decide, RaiseAppeal: _appeal,
    AnswerAppeal: _answer, AskMediation: _ask, AcceptMediation: _accept, NoteMediation: _note, EndMediation: _end,
}
