"""Which decisions there are, how each stands, and what falls due when."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.apart import UNCOUNTED, answered_apart
from auzolan.governance.apart_facts import APART_FACTS
from auzolan.governance.ballot import Ballot
from auzolan.governance.budget_facts import BUDGET_FACTS
from auzolan.governance.budget_state import Budgets, planned, put_to_vote
from auzolan.governance.decision import CARRIED as CARRIED
from auzolan.governance.decision import DONE as DONE
from auzolan.governance.decision import NOT_CARRIED as NOT_CARRIED
from auzolan.governance.decision import OPEN as OPEN
from auzolan.governance.decision import RECORDS_BIDS
from auzolan.governance.decision import STOPPED as STOPPED
from auzolan.governance.decision import VETOED as VETOED
from auzolan.governance.decision import WAITING as WAITING
from auzolan.governance.decision import WITHDRAWN as WITHDRAWN
from auzolan.governance.decision import Decision as Decision
from auzolan.governance.delegation import Delegated
from auzolan.governance.due import Due as Due
from auzolan.governance.due import noted
from auzolan.governance.election_facts import ELECTION_FACTS
from auzolan.governance.election_state import Elections, balloted, named, seated
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
    Voter,
)
from auzolan.governance.meeting_facts import MEETING_FACTS, HandsConfirmed, MeetingOpened
from auzolan.governance.meeting_state import Meetings, met
from auzolan.governance.procedure_facts import ProposalAmended, VetoOverridden
from auzolan.governance.register_facts import REGISTER_FACTS
from auzolan.governance.register_state import Register, registered
from auzolan.journal.entry import NODE, Entry
from auzolan.members.facts import MandateEnded, MandateGranted

CLOSE, EFFECT = "close", "effect"
LISTENS = (MandateGranted, MandateEnded)
ELECT = "elect"


class State(msgspec.Struct, frozen=True, kw_only=True):
    """decisions: by id; open, vetoed: the ids of those not closed, and of those stopped by a veto; calendar: what falls
    due, earliest first; delegations: member -> whom they let answer; inquorate: procedure -> how many of its
    decisions in a row lacked the quorum; elections: candidates, seats and who sat how often;
    budgets: ideas, costs and the accounts of projects.
    """

    decisions: Map[str, Decision] = Map()
    open: frozenset[str] = frozenset()
    vetoed: frozenset[str] = frozenset()
    calendar: tuple[Due, ...] = ()
    delegations: Map[str, tuple[Delegated, ...]] = Map()
    meetings: Meetings = Meetings()
    inquorate: Map[str, int] = Map()
    elections: Elections = Elections()
    budgets: Budgets = Budgets()
    register: Register = Register()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one allowed entry about a decision."""
    match entry.fact:
        case ProposalOpened() as fact:
            return _opened(state, fact, entry)
        case RollFrozen() as fact:
            return _grown(state, fact)
        case ProposalSupported(decision=id):
            backed = replace(state.decisions[id], supporters=state.decisions[id].supporters | {entry.by})
            return replace(state, decisions=state.decisions.set(id, backed))
        case BallotCast() as fact:
            return _cast(state, fact, entry)
        case ProposalWithdrawn(decision=id):
            withdrawn = replace(state.decisions[id], status=WITHDRAWN, closed=entry.seq, closed_at=entry.at, roll=Map())
            return replace(_off_the_calendar(state, id, withdrawn), open=state.open - {id})
        case DecisionClosed() as fact:
            return _closed(state, fact, entry)
        case DecisionVetoed(decision=id):
            vetoed = _off_the_calendar(state, id, replace(state.decisions[id], effect_status=VETOED))
            return replace(vetoed, vetoed=state.vetoed | {id})
        case EffectDone() | EffectStopped() as fact:
            return _happened(state, fact)
        case DelegationGiven(to=to, until=until, procedure=procedure):
            one = Delegated(to=to, until=until, procedure=procedure, seq=entry.seq)
            return _delegated(state, entry.for_ or entry.by, procedure, (one,))
        case DelegationEnded(procedure=procedure):
            return _delegated(state, entry.for_ or entry.by, procedure, ())
        case ProposalAmended() as fact:
            return _amended(state, fact, entry)
        case VetoOverridden(decision=id):
            return _overridden(state, id, entry)
        case MandateGranted() | MandateEnded():
            return _seated(state, entry)
        case fact:
            return _beside(state, fact, entry)


def _beside(state: State, fact: Any, entry: Entry[Any]) -> State:
    """What has a state of its own within this one: meetings, answers given apart, budgets, elections."""
    if isinstance(fact, MEETING_FACTS):
        return _met(state, entry)
    if isinstance(fact, APART_FACTS):
        return _unboxed(state, fact, entry)
    if isinstance(fact, BUDGET_FACTS):
        return replace(state, budgets=planned(state.budgets, entry))
    if isinstance(fact, ELECTION_FACTS):
        return replace(state, elections=named(state.elections, entry))
    if isinstance(fact, REGISTER_FACTS):
        return replace(state, register=registered(state.register, entry))
    return state


def _seated(state: State, entry: Entry[Any]) -> State:
    elections = seated(state.elections, entry, _electing(state, entry))
    return state if elections is state.elections else replace(state, elections=elections)


def _happened(state: State, fact: EffectDone | EffectStopped) -> State:
    before = state.decisions[fact.decision]
    if isinstance(fact, EffectDone):
        return _off_the_calendar(state, fact.decision, replace(before, effect_status=DONE))
    after = replace(before, effect_status=STOPPED, stopped_why=fact.why)
    return _off_the_calendar(state, fact.decision, after)


def _grown(state: State, fact: RollFrozen) -> State:
    decision = state.decisions[fact.decision]
    roll, chambers = _roll(decision.roll, fact.voters), _chambers(decision.chambers, fact.voters)
    grown = replace(decision, roll=roll, chambers=chambers)
    return _with(state, fact.decision, _scheduled(grown, state, fact.decision))


def _unboxed(state: State, fact: Any, entry: Entry[Any]) -> State:
    decision = answered_apart(state.decisions[fact.decision], entry)
    if not isinstance(fact, UNCOUNTED):
        return replace(state, decisions=state.decisions.set(fact.decision, decision))
    return replace(_off_the_calendar(state, fact.decision, decision), open=state.open - {fact.decision})


def _electing(state: State, entry: Entry[Any]) -> str:
    """The election whose outcome an entry brings about, or empty."""
    id = state.calendar[0].decision if entry.by == NODE and state.calendar else ""
    electing = id and state.decisions[id].effect == ELECT and state.decisions[id].closed == entry.because
    return id if electing else ""


def _met(state: State, entry: Entry[Any]) -> State:
    after = replace(state, meetings=met(state.meetings, entry))
    match entry.fact:
        case MeetingOpened(meeting=id, call=2, held=True):
            # Whatever the second call decides needs the quorum of a second call.
            agenda = [one for one in state.meetings.meetings[id].agenda if one in state.open]
            called = {one: replace(state.decisions[one], call=2) for one in agenda}
            return replace(after, decisions=state.decisions.update(called))
        case HandsConfirmed(decision=id, counts=counts, taking_part=taking_part):
            before = state.decisions[id]
            answered = before.answered + sum(one.hands for one in counts)
            raised = replace(before, hands=counts, taking_part=taking_part, answered=answered)
            return replace(after, decisions=state.decisions.set(id, raised))
    return after


def _delegated(state: State, member: str, procedure: str, instead: tuple[Delegated, ...]) -> State:
    others = tuple(one for one in state.delegations.get(member, ()) if one.procedure != procedure)
    left = (*others, *instead)
    given = state.delegations.set(member, left) if left else _without(state.delegations, member)
    return replace(state, delegations=given)


def _without(known: Map[str, Any], member: str) -> Map[str, Any]:
    return known.delete(member) if member in known else known


def _with(state: State, id: str, changed: "tuple[Decision, tuple[Due, ...]]") -> State:
    decision, calendar = changed
    return replace(state, decisions=state.decisions.set(id, decision), calendar=calendar)


def _roll(roll: Map[str, int], voters: tuple[Voter, ...]) -> Map[str, int]:
    return roll.update({voter.member: voter.weight for voter in voters})


def _chambers(chambers: Map[str, str], voters: tuple[Voter, ...]) -> Map[str, str]:
    return chambers.update({voter.member: voter.chamber for voter in voters if voter.chamber})


def _scheduled(decision: Decision, state: State, id: str) -> tuple[Decision, tuple[Due, ...]]:
    """A decision is closed when its time is over; one whose roll never became whole is no decision."""
    if not decision.whole:
        return decision, state.calendar
    return decision, noted(state.calendar, Due(decision.ends_at, decision.opened, CLOSE, id))


def _unscheduled(state: State, id: str) -> State:
    return replace(state, calendar=tuple(due for due in state.calendar if due.decision != id))


def _opened(state: State, fact: ProposalOpened, entry: Entry[Any]) -> State:
    given = {one.name: one.value for one in fact.details}
    election, budget = given.get("election", ""), given.get("round", "")
    known = state.elections.elections.get(election) or state.budgets.budgets.get(budget)
    decision = Decision(
        # The node opens the ballot of an election and of a budget; it speaks for whoever called it.
        proposer=entry.for_ or (entry.by if known is None else known.caller), title=fact.title,
        effect=fact.effect, procedure=fact.procedure,
        procedure_seq=fact.procedure_seq, method=fact.method, options=fact.options, opened=entry.seq,
        proposed_at=entry.at, opens_at=fact.opens_at, closes_at=fact.closes_at, voters=fact.voters,
        support=fact.support,
        articles=(*(one.article for one in fact.articles), *fact.retires), run=fact.run, replaces=fact.replaces,
        roll=_roll(Map(), fact.roll), chambers=_chambers(Map(), fact.roll), lot=fact.lot,
        hidden=fact.hidden, way_out=fact.way_out, sealed=fact.sealed, external=fact.external,
    )
    after = _with(state, fact.decision, _scheduled(decision, state, fact.decision))
    after = replace(after, open=state.open | {fact.decision})
    if election in state.elections.elections:
        return replace(after, elections=balloted(state.elections, election, fact.decision))
    if budget in state.budgets.budgets:
        return replace(after, budgets=put_to_vote(state.budgets, budget, fact.decision))
    return after


def _cast(state: State, fact: BallotCast, entry: Entry[Any]) -> State:
    decision = state.decisions[fact.decision]
    member = entry.for_ or entry.by
    ballot = Ballot(
        option=fact.option, seq=entry.seq, criterion=fact.criterion, vault=fact.vault,
        paper=entry.for_ is not None and entry.for_ != entry.by,
        by=entry.by if entry.for_ is not None and entry.for_ != entry.by else "", ranks=fact.ranks, points=fact.points,
    )
    before = member in decision.ballots
    changed = replace(
        decision, ballots=decision.ballots.set(member, ballot), keyed=_without(decision.keyed, member),
        answered=decision.answered + (not before), superseded=decision.superseded + before,
    )
    if not fact.extends:
        return replace(state, decisions=state.decisions.set(fact.decision, changed))
    longer = replace(changed, closes_at=fact.extends, extended=True)
    return _with(state, fact.decision, _scheduled(longer, _unscheduled(state, fact.decision), fact.decision))


def _closed(state: State, fact: DecisionClosed, entry: Entry[Any]) -> State:
    id = fact.decision
    decision = replace(
        state.decisions[id], status=CARRIED if fact.carried else NOT_CARRIED, closed=entry.seq, closed_at=entry.at,
        counts=fact.counts, quorum_reached=fact.quorum_reached, effect_from=fact.effect_from,
        effect_status=WAITING if fact.carried else "", roll=Map(), chambers=Map(), winners=fact.winners,
        box_voted=(),
        # What was bid is needed once more, when it takes effect.
        ballots=state.decisions[id].ballots if fact.carried and fact.effect == RECORDS_BIDS else Map(),
    )
    calendar = _unscheduled(state, id).calendar
    if fact.carried:
        calendar = noted(calendar, Due(fact.effect_from, decision.opened, EFFECT, id))
    missed = state.inquorate.get(decision.procedure, 0) + 1
    return replace(
        state, decisions=state.decisions.set(id, decision), open=state.open - {id}, calendar=calendar,
        inquorate=state.inquorate.set(decision.procedure, 0 if fact.quorum_reached else missed),
    )


def _amended(state: State, fact: ProposalAmended, entry: Entry[Any]) -> State:
    before = state.decisions[fact.decision]
    decision = replace(
        before, title=fact.title, versions=(*before.versions, entry.seq),
        articles=(*(one.article for one in fact.articles), *fact.retires),
    )
    return replace(state, decisions=state.decisions.set(fact.decision, decision))


def _overridden(state: State, id: str, entry: Entry[Any]) -> State:
    """What was vetoed waits again, and is due at once."""
    before = state.decisions[id]
    decision = replace(before, effect_status=WAITING, effect_from=entry.at, overridden=True)
    return replace(
        state, decisions=state.decisions.set(id, decision), vetoed=state.vetoed - {id},
        calendar=noted(state.calendar, Due(entry.at, decision.opened, EFFECT, id)),
    )


def _off_the_calendar(state: State, id: str, decision: Decision) -> State:
    return replace(_unscheduled(state, id), decisions=state.decisions.set(id, decision))
