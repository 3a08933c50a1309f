"""Which decisions there are, how each stands, and what falls due when."""

from bisect import insort
from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.ballot import Ballot
from auzolan.governance.facts import (
    BallotCast,
    DecisionClosed,
    DecisionVetoed,
    EffectDone,
    EffectStopped,
    OptionCounted,
    ProposalOpened,
    ProposalSupported,
    ProposalWithdrawn,
    RollFrozen,
    Voter,
)
from auzolan.journal.entry import Entry

OPEN, WITHDRAWN, CARRIED, NOT_CARRIED = "open", "withdrawn", "carried", "not carried"
WAITING, DONE, STOPPED, VETOED = "waiting", "done", "stopped", "vetoed"
CLOSE, EFFECT = "close", "effect"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as it stands.

    opened, proposed_at: its ProposalOpened, where the text is; procedure_seq: the entry that adopted the version of the
    procedure; voters: size of the roll; support: how many supporters it needs; roll, ballots: only while open,
    afterwards the open tables have them; answered: members whose answer counts; superseded: answers that were changed;
    closed: seq of the closing entry or -1; effect_status: empty, waiting, done, stopped or vetoed; stopped_why: the
    sentence.
    """

    proposer: str
    title: str
    effect: str
    procedure: str
    procedure_seq: int
    method: str
    options: tuple[str, ...]
    opened: int
    proposed_at: str
    opens_at: str
    closes_at: str
    voters: int
    support: int = 0
    supporters: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    run: str = ""
    replaces: str = ""
    roll: Map[str, int] = Map()
    ballots: Map[str, Ballot] = Map()
    answered: int = 0
    superseded: int = 0
    status: str = OPEN
    closed: int = -1
    closed_at: str = ""
    counts: tuple[OptionCounted, ...] = ()
    quorum_reached: bool = False
    effect_from: str = ""
    effect_status: str = ""
    stopped_why: str = ""

    @property
    def whole(self) -> bool:
        """Whether the roll is complete, so that members can answer."""
        return len(self.roll) == self.voters


class Due(msgspec.Struct, frozen=True, order=True):
    """What the node owes from a moment on: to close a decision, or to bring about its effect."""

    at: str
    opened: int
    what: str
    decision: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """decisions: by id; open, vetoed: the ids of those not closed, and of those stopped by a veto; calendar: what falls
    due, earliest first.
    """

    decisions: Map[str, Decision] = Map()
    open: frozenset[str] = frozenset()
    vetoed: frozenset[str] = frozenset()
    calendar: tuple[Due, ...] = ()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one allowed entry about a decision."""
    match entry.fact:
        case ProposalOpened() as fact:
            return _opened(state, fact, entry)
        case RollFrozen(decision=id, voters=voters):
            decision = state.decisions[id]
            return _with(state, id, _scheduled(replace(decision, roll=_roll(decision.roll, voters)), state, id))
        case ProposalSupported(decision=id):
            decision = state.decisions[id]
            decision = replace(decision, supporters=decision.supporters | {entry.by})
            return replace(state, decisions=state.decisions.set(id, decision))
        case BallotCast() as fact:
            return _cast(state, fact, entry)
        case ProposalWithdrawn(decision=id):
            withdrawn = replace(state.decisions[id], status=WITHDRAWN, closed=entry.seq, closed_at=entry.at, roll=Map())
            return replace(_off_the_calendar(state, id, withdrawn), open=state.open - {id})
        case DecisionClosed() as fact:
            return _closed(state, fact, entry)
        case DecisionVetoed(decision=id):
            after = _off_the_calendar(state, id, replace(state.decisions[id], effect_status=VETOED))
            return replace(after, vetoed=state.vetoed | {id})
        case EffectDone(decision=id):
            return _off_the_calendar(state, id, replace(state.decisions[id], effect_status=DONE))
        case EffectStopped(decision=id, why=why):
            return _off_the_calendar(state, id, replace(state.decisions[id], effect_status=STOPPED, stopped_why=why))
    return state


def _with(state: State, id: str, changed: "tuple[Decision, tuple[Due, ...]]") -> State:
    decision, calendar = changed
    return replace(state, decisions=state.decisions.set(id, decision), calendar=calendar)


def _roll(roll: Map[str, int], voters: tuple[Voter, ...]) -> Map[str, int]:
    return roll.update({voter.member: voter.weight for voter in voters})


def _scheduled(decision: Decision, state: State, id: str) -> tuple[Decision, tuple[Due, ...]]:
    """A decision is closed when its time is over; one whose roll never became whole is no decision."""
    if not decision.whole:
        return decision, state.calendar
    return decision, _noted(state.calendar, Due(decision.closes_at, decision.opened, CLOSE, id))


def _noted(calendar: tuple[Due, ...], due: Due) -> tuple[Due, ...]:
    noted = list(calendar)
    insort(noted, due)
    return tuple(noted)


def _unscheduled(state: State, id: str) -> State:
    return replace(state, calendar=tuple(due for due in state.calendar if due.decision != id))


def _opened(state: State, fact: ProposalOpened, entry: Entry[Any]) -> State:
    decision = Decision(
        proposer=entry.for_ or entry.by, title=fact.title, effect=fact.effect, procedure=fact.procedure,
        procedure_seq=fact.procedure_seq, method=fact.method, options=fact.options, opened=entry.seq,
        proposed_at=entry.at, opens_at=fact.opens_at, closes_at=fact.closes_at, voters=fact.voters,
        support=fact.support,
        articles=(*(one.article for one in fact.articles), *fact.retires), run=fact.run, replaces=fact.replaces,
        roll=_roll(Map(), fact.roll),
    )
    after = _with(state, fact.decision, _scheduled(decision, state, fact.decision))
    return replace(after, open=state.open | {fact.decision})


def _cast(state: State, fact: BallotCast, entry: Entry[Any]) -> State:
    decision = state.decisions[fact.decision]
    member = entry.for_ or entry.by
    ballot = Ballot(
        option=fact.option, seq=entry.seq, criterion=fact.criterion, vault=fact.vault,
        paper=entry.for_ is not None and entry.for_ != entry.by,
    )
    before = member in decision.ballots
    changed = replace(
        decision, ballots=decision.ballots.set(member, ballot), answered=decision.answered + (not before),
        superseded=decision.superseded + before,
    )
    return replace(state, decisions=state.decisions.set(fact.decision, changed))


def _closed(state: State, fact: DecisionClosed, entry: Entry[Any]) -> State:
    id = fact.decision
    decision = replace(
        state.decisions[id], status=CARRIED if fact.carried else NOT_CARRIED, closed=entry.seq, closed_at=entry.at,
        counts=fact.counts, quorum_reached=fact.quorum_reached, effect_from=fact.effect_from,
        effect_status=WAITING if fact.carried else "", roll=Map(), ballots=Map(),
    )
    calendar = _unscheduled(state, id).calendar
    if fact.carried:
        calendar = _noted(calendar, Due(fact.effect_from, decision.opened, EFFECT, id))
    return replace(
        state, decisions=state.decisions.set(id, decision), open=state.open - {id}, calendar=calendar
    )


def _off_the_calendar(state: State, id: str, decision: Decision) -> State:
    return replace(_unscheduled(state, id), decisions=state.decisions.set(id, decision))
