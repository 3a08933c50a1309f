"""May this have happened to a decision? Judged by the roll, the procedure and the times fixed at its opening."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import PostingsMade
from auzolan.governance import effects
from auzolan.governance.ahead import Ahead
from auzolan.governance.amending import amendment_fault
from auzolan.governance.answers import COMMITMENT_LENGTH
from auzolan.governance.apart_facts import APART_FACTS
from auzolan.governance.ballot_judging import ballot_fault, keyed_fault, not_by_name
from auzolan.governance.budget_facts import BUDGET_FACTS
from auzolan.governance.budget_judging import budget_fault, overspent
from auzolan.governance.closing import attempt, outcome, proposal_of, standing, stopped, terms
from auzolan.governance.election_facts import ELECTION_FACTS
from auzolan.governance.election_judging import election_fault
from auzolan.governance.entrusting import delegation_fault
from auzolan.governance.external import awaits_result, external_fault
from auzolan.governance.facts import (
    BallotCast,
    DecisionClosed,
    DecisionVetoed,
    DelegationEnded,
    DelegationGiven,
    EffectDone,
    EffectStopped,
    ProposalOpened,
    ProposalSupported,
    ProposalWithdrawn,
    RollFrozen,
)
from auzolan.governance.meeting_facts import MEETING_FACTS
from auzolan.governance.meeting_judging import meeting_fault
from auzolan.governance.opening import rolls, unsound, voters
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.procedure_facts import ProposalAmended, VetoOverridden
from auzolan.governance.question import reveals
from auzolan.governance.register_facts import REGISTER_FACTS
from auzolan.governance.register_judging import register_fault
from auzolan.governance.sealed import box_fault
from auzolan.governance.sealed_box import sealed_now
from auzolan.governance.sealed_facts import SEALED_FACTS
from auzolan.governance.state import OPEN, VETOED, WAITING, State
from auzolan.governance.weighing import weights_fault
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.members.body import roll
from auzolan.rules.facts import RunApproved
from auzolan.values.refusal import Refusal

WITHDRAWAL, CLOSING = "The proposal was not withdrawn", "The decision was not closed"
ROLL, EFFECT, VETO = "The roll was not frozen", "The effect was not noted", "The decision was not vetoed"
SUPPORT, OVERRIDE = "The support was not noted", "The veto was not put aside"
APPROVAL = "The run was not approved"
# The judges of runs and of the books know no decisions, and none of the projects that one funds.
JUDGES_ALSO = (RunApproved, PostingsMade)


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries about decisions: None, or the refusal."""
    match entry.fact:
        case BallotCast() as fact:
            return _ballot(state, fact, entry, around)
        case ProposalOpened() as fact:
            return unsound(state, fact, entry, around)
        case RollFrozen() as fact:
            return _roll(state, fact, entry, around)
        case ProposalSupported() as fact:
            return _support(state, fact, entry, around)
        case ProposalWithdrawn() as fact:
            return _withdrawal(state, fact, entry, around)
        case DecisionClosed() as fact:
            return _closing(state, fact, entry, around)
        case DecisionVetoed() as fact:
            return _veto(state, fact, entry, around)
        case EffectDone() | EffectStopped() as fact:
            return _effect(state, fact, entry, around)
        case DelegationGiven() | DelegationEnded() as fact:
            return delegation_fault(state, fact, entry, around)
        case RunApproved() as fact:
            return _approval(state, fact, entry)
        case ProposalAmended() as fact:
            return amendment_fault(state, fact, entry, around)
        case VetoOverridden() as fact:
            return _override(state, fact, entry, around)
        case fact if isinstance(fact, MEETING_FACTS):
            return meeting_fault(state, entry, around)
        case fact if isinstance(fact, APART_FACTS):
            return _apart(state, entry, around)
        case fact if isinstance(fact, BUDGET_FACTS):
            return budget_fault(state, entry, around)
        case PostingsMade() as fact:
            return overspent(state, fact, around)
        case fact if isinstance(fact, ELECTION_FACTS):
            return election_fault(state, entry, around)
        case fact if isinstance(fact, REGISTER_FACTS):
            return register_fault(state.register, state.decisions.get(fact.decision), entry, around)
    return None


def _no(what: str, where: str, why: str, next: str) -> Refusal:
    return Refusal(what=what, where=where, why=why, next=next)


def _unknown(what: str, id: str) -> Refusal:
    return _no(what, id, "There is no such decision.", "Look at the list of decisions for its id.")


def _ballot(state: State, fact: BallotCast, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is not None and decision.apart:
        return not_by_name(decision, fact.decision)
    return ballot_fault(state, fact, entry, around)


def _apart(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    if isinstance(entry.fact, PaperKeyed):
        return keyed_fault(state, entry.fact, entry, around)
    return (box_fault if isinstance(entry.fact, SEALED_FACTS) else external_fault)(state, entry, around)


def _support(state: State, fact: ProposalSupported, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(SUPPORT, fact.decision)
    if decision.status != OPEN or entry.at >= decision.closes_at:
        return _no(SUPPORT, fact.decision, "It is no longer open.", "Propose it anew.")
    if len(decision.supporters) >= decision.support:
        return _no(SUPPORT, fact.decision, "It has all the support it needs.", "Cast your ballot.")
    if entry.by == decision.proposer or entry.by in decision.supporters:
        return _no(SUPPORT, fact.decision, "You support it already.", "Ask others to.")
    if entry.for_ or entry.by not in decision.roll or (entry.via == TERMINAL and not around.exercise):
        return _no(SUPPORT, fact.decision, "Members of its roll support it, themselves.", "Sign in as one of them.")
    return None


def _roll(state: State, fact: RollFrozen, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(ROLL, fact.decision)
    number, asked = entry.seq - decision.opened - 1, terms(state, decision, around)
    parts = rolls(fact.decision, voters(asked, around))
    at_once = entry.at == decision.proposed_at and not decision.whole and 0 <= number < len(parts)
    if not at_once or weights_fault(asked, fact.voters, parts[number].voters):
        why = "A roll is frozen when the decision is opened, and is that of its body."
        return _no(ROLL, fact.decision, why, "Open a new decision.")
    return None


def _withdrawal(state: State, fact: ProposalWithdrawn, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(WITHDRAWAL, fact.decision)
    if decision.status != OPEN:
        return _no(WITHDRAWAL, fact.decision, f"The decision is {decision.status}.", "Propose a correction.")
    if decision.proposer != entry.by:
        return _no(WITHDRAWAL, fact.decision, "Only who proposed it takes it back.", "Ask them, or say no to it.")
    if entry.via == TERMINAL and not around.exercise:
        why = "From the terminal nobody takes back what a member proposed."
        return _no(WITHDRAWAL, fact.decision, why, "Sign in to do it.")
    if decision.ballots:
        why = "Somebody has answered already, and what members have begun to decide they finish."
        return _no(WITHDRAWAL, fact.decision, why, "Let it close, then propose a correction that names it.")
    if decision.apart and entry.at >= decision.opens_at:
        why = "Votes can have been cast since ballots are taken, and nobody looks at them before the close."
        return _no(WITHDRAWAL, fact.decision, why, "Let it close, then propose a correction that names it.")
    return None


def _closing(state: State, fact: DecisionClosed, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(CLOSING, fact.decision)
    if decision.status != OPEN or not decision.whole:
        return _no(CLOSING, fact.decision, f"The decision is {decision.status}.", "Read the outcome.")
    if refused := _too_early(state, fact.decision, entry, around):
        return refused
    if entry.because != decision.opened:
        return _no(CLOSING, fact.decision, "It does not name its opening as cause.", "Close it again.")
    if sealed_now(decision):
        return _no(CLOSING, fact.decision, "Its sealed box was not opened.", "Open it first.")
    if awaits_result(decision):
        return _no(CLOSING, fact.decision, "Its result from elsewhere is not in.", "Let two people enter it.")
    if fact.lot and not reveals(fact.lot, fact.decision, decision.lot):
        return _no(CLOSING, fact.decision, "What was drawn is not what was committed to.", "Close it again.")
    if outcome(state, fact.decision, around, fact.lot) != fact:
        return _no(CLOSING, fact.decision, "The ballots do not add up to this outcome.", "Count them again.")
    return None


def _too_early(state: State, id: str, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions[id]
    over = entry.at >= decision.closes_at
    if entry.by == NODE:
        why = f"It is open until {decision.closes_at}."
        return None if over or decision.hands else _no(CLOSING, id, why, "Wait until then.")
    if entry.by not in decision.roll and entry.by != decision.proposer:
        return _no(CLOSING, id, "Who closes a decision is on its roll or proposed it.", "Ask somebody who is.")
    if over:
        return None
    if not terms(state, decision, around).early_close:
        return _no(CLOSING, id, f"It is open until {decision.closes_at}.", "It closes by itself when the time is over.")
    if standing(state, decision, around).settled is None:
        why = f"Those who have not answered can still change the result, until {decision.closes_at}."
        return _no(CLOSING, id, why, "Remind them, or wait.")
    return None


def _veto(state: State, fact: DecisionVetoed, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(VETO, fact.decision)
    if decision.effect_status != WAITING or entry.at >= decision.effect_from:
        why = "A veto is for a decision that carried and has not taken effect yet."
        return _no(VETO, fact.decision, why, "Propose to change it back.")
    if entry.via == TERMINAL and not around.exercise:
        return _no(VETO, fact.decision, "From the terminal nobody vetoes in a member's name.", "Sign in to do it.")
    body = terms(state, decision, around).veto
    if not body:
        return _no(VETO, fact.decision, "Its procedure gives nobody a veto.", "Propose to change it back.")
    if entry.for_ or entry.by not in roll(around.states["members"], around.charter, body, entry.at):
        return _no(VETO, fact.decision, f"{body} may veto it, and you are not in it.", "Ask somebody who is.")
    if len(fact.vault) != COMMITMENT_LENGTH:
        return _no(VETO, fact.decision, "A veto needs its reasons.", "Say what would go wrong.")
    return None


def _override(state: State, fact: VetoOverridden, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(OVERRIDE, fact.decision)
    if decision.effect_status != VETOED:
        return _no(OVERRIDE, fact.decision, "It is not vetoed.", "Look at what came of it.")
    if entry.by != NODE or not around.decided(fact, entry.because):
        why = "Only a carried decision by the procedure that is named for it puts a veto aside."
        return _no(OVERRIDE, fact.decision, why, "Propose it: effect override_veto.")
    return None


def _effect(state: State, fact: EffectDone | EffectStopped, entry: Entry[Any], around: Around) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(EFFECT, fact.decision)
    if decision.effect_status != WAITING or entry.at < decision.effect_from:
        return _no(EFFECT, fact.decision, "No effect of it is due.", "Wait until the decision takes effect.")
    if entry.by != NODE or entry.because != decision.closed:
        return _no(EFFECT, fact.decision, "Effects follow from the closing alone.", "Leave it to the node.")
    if isinstance(fact, EffectStopped):
        refusal = attempt(Ahead(state, around), fact.decision)
        if not isinstance(refusal, Refusal) or stopped(refusal) != fact.why:
            return _no(EFFECT, fact.decision, "What was decided can be done.", "Do it.")
        return None
    if not effects.find()[decision.effect].done(proposal_of(decision, around), around, decision.closed):
        return _no(EFFECT, fact.decision, "What was decided has not been done.", "Do it first.")
    return None


def _approval(state: State, fact: RunApproved, entry: Entry[Any]) -> Refusal | None:
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _unknown(APPROVAL, fact.decision)
    if decision.effect_status != WAITING or entry.at < decision.effect_from or entry.because != decision.closed:
        return _no(APPROVAL, fact.decision, "No carried decision takes effect now.", "Propose it: effect approve_run.")
    if decision.effect != "approve_run" or decision.run != fact.run:
        return _no(APPROVAL, fact.decision, "The decision was about something else.", "Propose it: effect approve_run.")
    return None
