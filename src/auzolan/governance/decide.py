"""Answering what members ask of a decision: to open it, to answer it, to withdraw it, to close it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.article import Article
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.secret import seal
from auzolan.charter.state import newest
from auzolan.governance import effects, methods
from auzolan.governance.ahead import Ahead
from auzolan.governance.answers import extension
from auzolan.governance.ballot import Ballot
from auzolan.governance.choices import no
from auzolan.governance.closing import close, settle
from auzolan.governance.effects import Effect
from auzolan.governance.facts import (
    INLINE_VOTERS_MAX,
    BallotCast,
    DecisionVetoed,
    DelegationEnded,
    DelegationGiven,
    Detail,
    Points,
    ProposalOpened,
    ProposalSupported,
    ProposalWithdrawn,
    ProposedArticle,
    ProposedOption,
)
from auzolan.governance.meeting_deciding import MEETING_HANDLERS
from auzolan.governance.opening import BYTES_MAX, ProposalUnsound, procedure_article, rolls, voters
from auzolan.governance.question import drawn
from auzolan.governance.several import LOT
from auzolan.governance.state import OPEN, State
from auzolan.governance.terms import Terms, terms_of
from auzolan.governance.times import days_after
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

REASON_LENGTH_MAX = 10_000
ORDINARY = "procedure.ordinary"


class OpenProposal(Request, frozen=True, kw_only=True, tag="governance.open_proposal"):
    """Put something to the members.

    articles: texts in TOML, each with one or more articles; retires: ids of articles to end; run: the run to approve;
    procedure: empty for the one that what it changes belongs to; replaces: the decision that this one corrects;
    asks: what there is to choose from, where the procedure's method chooses among several; seats: how many at most;
    budget: what they may cost together, in unit; details: particulars of the effect.
    """

    title: str
    text: str
    effect: str = "text_only"
    articles: tuple[str, ...] = ()
    retires: tuple[str, ...] = ()
    run: str = ""
    procedure: str = ""
    replaces: str = ""
    asks: tuple[ProposedOption, ...] = ()
    seats: int = 0
    budget: str = ""
    unit: str = ""
    details: tuple[Detail, ...] = ()


class SupportProposal(Request, frozen=True, kw_only=True, tag="governance.support_proposal"):
    """Support that a proposal is put to the body."""

    decision: str


class CastBallot(Request, frozen=True, kw_only=True, tag="governance.cast_ballot"):
    """Answer a decision. criterion: what an objection rests on; ranks, points: the answer among several options."""

    decision: str
    option: str = ""
    reason: str = ""
    criterion: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()


class WithdrawProposal(Request, frozen=True, kw_only=True, tag="governance.withdraw_proposal"):
    """Take a faulty proposal back, before anybody has answered."""

    decision: str


class VetoDecision(Request, frozen=True, kw_only=True, tag="governance.veto_decision"):
    """Stop a carried decision before it takes effect, with reasons, where the procedure gives that right."""

    decision: str
    reason: str


class CloseDecision(Request, frozen=True, kw_only=True, tag="governance.close_decision"):
    """Close a decision whose time is over, or that is settled where its procedure lets it close early."""

    decision: str


class GiveDelegation(Request, frozen=True, kw_only=True, tag="governance.give_delegation"):
    """Let another member answer where one does not answer oneself. until: the last day; procedure: empty for all."""

    to: str
    until: str
    procedure: str = ""


class EndDelegation(Request, frozen=True, kw_only=True, tag="governance.end_delegation"):
    """Answer for oneself again. procedure: as the delegation was given for."""

    procedure: str = ""


def open_proposal(state: State, request: OpenProposal, around: Around) -> Sequence[Draft]:
    """The opening, with the roll frozen as of now."""
    decision = around.draw().id("d", "decision")
    fact = _worded(decision, request)
    effect = effects.find().get(request.effect)
    if effect is None:
        raise no("effect", f"There is no effect called {request.effect}.", f"Name one of: {', '.join(effects.find())}.")
    usual = ORDINARY if ORDINARY in around.charter else "procedure.charter"
    fact, hidden = _particulars(fact, effect, around)
    fact = _placed(fact, request.procedure or effect.procedure(fact, around) or usual, around)
    terms = _terms(fact.procedure, around)
    everybody = voters(terms, around)
    if fact.asks and terms.tie == LOT:
        lot = drawn(decision, around.draw())
        fact, hidden = replace(fact, lot=lot.commitment), (*hidden, lot)
    parts = (Draft(fact=part, because_draft=0) for part in rolls(decision, everybody))
    return [Draft(fact=fact, secrets=hidden), *parts]


def _particulars(fact: ProposalOpened, effect: Effect, around: Around) -> tuple[ProposalOpened, tuple[Secret, ...]]:
    """The particulars as they may stand in the journal, and the words about people that may not."""
    if effect.prepare is None:
        return fact, ()
    said, hidden = effect.prepare({one.name: one.value for one in fact.details}, around)
    return replace(fact, details=tuple(Detail(name=name, value=value) for name, value in said.items())), hidden


def _worded(decision: str, request: OpenProposal) -> ProposalOpened:
    """The proposal's own words, each article in its one canonical spelling."""
    return ProposalOpened(
        decision=decision, title=request.title.strip(), text=request.text, effect=request.effect,
        articles=tuple(ProposedArticle(article=one.id, text=one.text) for one in _articles(request.articles)),
        retires=request.retires, run=request.run, replaces=request.replaces, asks=request.asks, seats=request.seats,
        budget=request.budget, unit=request.unit, details=request.details,
        procedure="", procedure_seq=0, method="", options=(), opens_at="", closes_at="", voters=0,
    )


def _articles(texts: tuple[str, ...]) -> list[Article]:
    if sum(len(text) for text in texts) > BYTES_MAX:
        why = f"The articles are longer than the {BYTES_MAX} bytes that fit into one proposal."
        raise no("articles", why, "Make several proposals, one for each article.")
    found: list[Article] = []
    findings: list[Finding] = []
    for text in texts:
        articles, faults = load(text, Kinds.find(), where="the proposal")
        found += articles
        findings += faults
    if findings:
        raise ProposalUnsound(findings)
    return found


def _terms(procedure: str, around: Around) -> Terms:
    article = procedure_article(procedure, around)
    if isinstance(article, Refusal):
        raise article
    return terms_of(article)


def _placed(fact: ProposalOpened, procedure: str, around: Around) -> ProposalOpened:
    """The proposal with all that the procedure in force fixes: options, times, roll."""
    terms = _terms(procedure, around)
    in_force = newest(around.states["charter"], procedure)
    method = methods.find().get(terms.method)
    opens = days_after(around.at, terms.discussion_days)
    everybody = voters(terms, around)
    return replace(
        fact,
        procedure=procedure,
        procedure_seq=-1 if in_force is None else in_force.seq,
        method=terms.method,
        options=() if method is None else method.options or tuple(one.option for one in fact.asks),
        opens_at=opens,
        closes_at=days_after(opens, terms.vote_days),
        voters=len(everybody),
        support=terms.support,
        roll=everybody if len(everybody) <= INLINE_VOTERS_MAX else (),
    )


def support_proposal(state: State, request: SupportProposal, around: Around) -> Sequence[Draft]:
    """The support; whether it may be given is judged."""
    return [Draft(fact=ProposalSupported(decision=request.decision))]


def cast_ballot(state: State, request: CastBallot, around: Around) -> Sequence[Draft]:
    """The answer. Its reason goes to the vault under the member's own key."""
    secrets = _reason(request.reason, around)
    vault = secrets[0].commitment if secrets else ""
    fact = BallotCast(
        decision=request.decision, option=request.option, criterion=request.criterion, vault=vault,
        ranks=request.ranks, points=tuple(one for one in request.points if one.points),
    )
    if request.decision in state.decisions:
        ballot = Ballot(option=fact.option, ranks=fact.ranks, points=fact.points)
        fact = replace(fact, extends=extension(state, request.decision, ballot, around.for_ or around.by, around))
    return [Draft(fact=fact, secrets=secrets)]


def _reason(reason: str, around: Around) -> tuple[Secret, ...]:
    if len(reason) > REASON_LENGTH_MAX:
        why = f"A reason has at most {REASON_LENGTH_MAX} letters."
        raise Refusal(what="The answer was not written", where="reason", why=why, next="Say it shorter.")
    return (seal(around.draw(), "reason", {"reason": reason.strip()}, owner=around.by),) if reason.strip() else ()


def veto_decision(state: State, request: VetoDecision, around: Around) -> Sequence[Draft]:
    """The veto; its reasons go to the vault, and whether it may be is judged."""
    secrets = _reason(request.reason, around)
    fact = DecisionVetoed(decision=request.decision, vault=secrets[0].commitment if secrets else "")
    return [Draft(fact=fact, secrets=secrets)]


def withdraw_proposal(state: State, request: WithdrawProposal, around: Around) -> Sequence[Draft]:
    """The withdrawal; whether it may be is judged."""
    return [Draft(fact=ProposalWithdrawn(decision=request.decision))]


def close_decision(state: State, request: CloseDecision, around: Around) -> Sequence[Draft]:
    """The closing and, where nothing is to be waited for, the effect in the same append."""
    what = "The decision was not closed"
    decision = state.decisions.get(request.decision)
    if decision is None:
        raise Refusal(
            what=what, where=request.decision, why="There is no such decision.",
            next="Look at the list of decisions for its id.",
        )
    if decision.status != OPEN:
        if decision.closed_at == around.at:
            return []  # what fell due was done first in this append, and this was part of it
        raise Refusal(
            what=what, where=request.decision, why=f"It is {decision.status} since {decision.closed_at}.",
            next="Read the outcome.",
        )
    ahead = Ahead(state, around)
    close(ahead, request.decision, around.by)
    return settle(ahead)


def give_delegation(state: State, request: GiveDelegation, around: Around) -> Sequence[Draft]:
    """The delegation; whether it may be given is judged."""
    return [Draft(fact=DelegationGiven(to=request.to, until=request.until, procedure=request.procedure))]


def end_delegation(state: State, request: EndDelegation, around: Around) -> Sequence[Draft]:
    """Its end."""
    return [Draft(fact=DelegationEnded(procedure=request.procedure))]


def due(state: State, around: Around) -> Sequence[Draft]:
    """What the node owes at this moment: to close decisions whose time is over, and to do what was decided."""
    if not state.calendar or state.calendar[0].at > around.at:
        return ()
    return settle(Ahead(state, around))


HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    OpenProposal: open_proposal,
    SupportProposal: support_proposal,
    CastBallot: cast_ballot,
    WithdrawProposal: withdraw_proposal,
    VetoDecision: veto_decision,
    CloseDecision: close_decision,
    GiveDelegation: give_delegation,
    EndDelegation: end_delegation,
    **MEETING_HANDLERS,
}
