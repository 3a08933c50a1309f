"""Answering what members ask of a decision: to open it, to answer it, to withdraw it, to close it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.on_paper import sealed_paper
from auzolan.charter.secret import seal
from auzolan.governance.ahead import Ahead
from auzolan.governance.amending import AmendProposal, amend_proposal
from auzolan.governance.answers import extension
from auzolan.governance.ballot import Ballot
from auzolan.governance.ballot_judging import reads_same
from auzolan.governance.budget_deciding import BUDGET_HANDLERS, run_budgets
from auzolan.governance.closing import close, settle
from auzolan.governance.election_deciding import ELECTION_HANDLERS, owed, run_elections
from auzolan.governance.external_deciding import EXTERNAL_HANDLERS
from auzolan.governance.facts import (
    BallotCast,
    DecisionVetoed,
    DelegationEnded,
    DelegationGiven,
    Points,
    ProposalSupported,
    ProposalWithdrawn,
)
from auzolan.governance.hiding import blind
from auzolan.governance.meeting_deciding import MEETING_HANDLERS
from auzolan.governance.meeting_state import speaks_for
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.proposing import ORDINARY as ORDINARY
from auzolan.governance.proposing import OpenProposal as OpenProposal
from auzolan.governance.proposing import open_ballot, open_budget, open_proposal, prepare_opening
from auzolan.governance.register_deciding import REGISTER_HANDLERS
from auzolan.governance.state import OPEN, State
from auzolan.values.refusal import Refusal

REASON_LENGTH_MAX = 10_000


class SupportProposal(Request, frozen=True, kw_only=True, tag="governance.support_proposal"):
    """Support that a proposal is put to the body."""

    decision: str


class CastBallot(Request, frozen=True, kw_only=True, tag="governance.cast_ballot"):
    """Answer a decision. criterion: what an objection rests on; ranks, points: the answer among several options; paper:
    in words which paper is behind it, where it is another's ballot."""

    decision: str
    option: str = ""
    reason: str = ""
    criterion: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()
    paper: str = ""


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


def support_proposal(state: State, request: SupportProposal, around: Around) -> Sequence[Draft]:
    """The support; whether it may be given is judged."""
    return [Draft(fact=ProposalSupported(decision=request.decision))]


def cast_ballot(state: State, request: CastBallot, around: Around) -> Sequence[Draft]:
    """The answer. Its reason goes to the vault under the member's own key."""
    secrets = _reason(request.reason, around)
    vault = secrets[0].commitment if secrets else ""
    papers = sealed_paper(request.paper, around, owner=around.for_ or "", what="The ballot was not cast")
    fact = BallotCast(
        decision=request.decision, option=request.option, criterion=request.criterion, vault=vault,
        ranks=request.ranks, points=tuple(one for one in request.points if one.points),
        blind=blind(state.decisions.get(request.decision), around),
    )
    if request.decision in state.decisions:
        ballot = Ballot(option=fact.option, ranks=fact.ranks, points=fact.points)
        fact = replace(fact, extends=extension(state, request.decision, ballot, around.for_ or around.by, around))
    evidence = papers[0].commitment if papers else None
    first, because = _first_reading(state, fact, around)
    return [Draft(fact=first or fact, because=because, evidence=evidence, secrets=(*secrets, *papers))]


def _first_reading(state: State, fact: BallotCast, around: Around) -> tuple[PaperKeyed | None, int | None]:
    """(what is written where nobody else has read the same from the paper yet, None where this is the second reading;
    the first reading). Who holds a proxy speaks for themselves, and needs no second person."""
    decision, member = state.decisions.get(fact.decision), around.for_ or around.by
    if decision is None or member == around.by or speaks_for(state.meetings, fact.decision, member, around.by):
        return None, None
    keyed = decision.keyed.get(member)
    if keyed is not None and keyed.by != around.by and reads_same(keyed, fact):
        return None, keyed.seq
    return PaperKeyed(
        decision=fact.decision, option=fact.option, criterion=fact.criterion, vault=fact.vault, ranks=fact.ranks,
        points=fact.points, blind=fact.blind,
    ), None


def _reason(reason: str, around: Around) -> tuple[Secret, ...]:
    if len(reason) > REASON_LENGTH_MAX:
        why = f"A reason has at most {REASON_LENGTH_MAX} letters."
        raise Refusal(what="The answer was not written", where="reason", why=why, next="Say it shorter.")
    whose = around.for_ or around.by
    return (seal(around.draw(), "reason", {"reason": reason.strip()}, owner=whose),) if reason.strip() else ()


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
    """What the node owes at this moment: to close decisions whose time is over, to do what was decided, and to
    open the ballots of elections and fill vacant seats."""
    ahead = Ahead(state, around)
    if state.calendar and state.calendar[0].at <= around.at:
        settle(ahead)
    if owed(ahead.state, ahead.around):
        run_elections(ahead, open_ballot)
    run_budgets(ahead, open_budget)
    return ahead.drafts


HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    OpenProposal: open_proposal,
    SupportProposal: support_proposal,
    CastBallot: cast_ballot,
    WithdrawProposal: withdraw_proposal,
    VetoDecision: veto_decision,
    CloseDecision: close_decision,
    GiveDelegation: give_delegation,
    EndDelegation: end_delegation,
    AmendProposal: amend_proposal,
    **MEETING_HANDLERS,
    **ELECTION_HANDLERS,
    **BUDGET_HANDLERS,
    **REGISTER_HANDLERS,
    **EXTERNAL_HANDLERS,
}
PREPARE: dict[type[Request], Callable[[State, Any, Around], Any]] = {OpenProposal: prepare_opening}
