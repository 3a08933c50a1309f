"""The open tables about decisions: what was asked, who could answer, what they answered, what came of it."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.apart import UNCOUNTED
from auzolan.governance.apart_facts import APART_FACTS
from auzolan.governance.ballot import Ballot
from auzolan.governance.budget_facts import BUDGET_FACTS
from auzolan.governance.budget_tables import BUDGET_TABLES, budget_rows, voted_rows
from auzolan.governance.election_facts import ELECTION_FACTS
from auzolan.governance.election_tables import ELECTION_TABLES, balloted_rows, election_rows
from auzolan.governance.external_tables import EXTERNAL_PAPERS, external_rows
from auzolan.governance.facts import (
    BallotCast,
    DecisionClosed,
    DecisionVetoed,
    DelegationEnded,
    DelegationGiven,
    EffectDone,
    EffectStopped,
    ProposalOpened,
    ProposalWithdrawn,
    RollFrozen,
    Voter,
)
from auzolan.governance.hiding import told_to_few
from auzolan.governance.meeting_facts import MEETING_FACTS
from auzolan.governance.meeting_tables import MEETING_TABLES, meeting_rows
from auzolan.governance.procedure_facts import ProposalAmended, VetoOverridden
from auzolan.governance.register_facts import REGISTER_FACTS
from auzolan.governance.register_tables import REGISTER_TABLES, register_rows
from auzolan.governance.round_bids import ROUND_BIDS, bid_rows
from auzolan.governance.sealed_tables import SEALED_TABLES, sealed_rows
from auzolan.governance.several import written
from auzolan.governance.state import State
from auzolan.governance.wording import proposal_of
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Row, Table

DECISIONS = Table(
    name="decisions",
    means="Everything that was put to members, with its outcome.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="title", kind="text", means="what is asked, in a few words", seen_by="members"),
        Column(name="effect", kind="text", means="what a yes does", seen_by="members"),
        Column(name="procedure", kind="text", means="the article that says how it is decided", seen_by="members"),
        Column(name="proposer", kind="text", means="the member who proposed it", seen_by="members"),
        Column(name="opened", kind="date", means="the day it was proposed", seen_by="members"),
        Column(name="closes", kind="text", means="the moment until which ballots are taken (UTC)", seen_by="members"),
        Column(name="status", kind="text", means="open, withdrawn, carried or not carried", seen_by="members"),
        Column(name="eligible", kind="whole", means="members on the roll", seen_by="members"),
        Column(name="answered", kind="whole", means="members whose answer counted, once closed", seen_by="members",
               optional=True),
        Column(name="quorum_reached", kind="truth", means="whether enough took part, once closed", seen_by="members",
               optional=True),
        Column(name="effect_from", kind="text", means="the moment from which it takes effect (UTC)", seen_by="members",
               optional=True),
        Column(name="effect_status", kind="text", means="waiting, done, stopped or vetoed", seen_by="members",
               optional=True),
        Column(name="replaces", kind="text", means="the decision that this one corrects", seen_by="members",
               optional=True),
        Column(name="entry", kind="whole", means="the entry that opened it", seen_by="members"),
    ),
    key=("decision",),
    day="opened",
    foreign=(("proposer", "members"), ("replaces", "decisions")),
)
OUTCOMES = Table(
    name="outcomes",
    means="What each option of a closed decision received.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="option", kind="text", means="the option", seen_by="members"),
        Column(name="heads", kind="whole", means="how many members gave this answer", seen_by="members"),
        Column(name="weight", kind="whole", means="their weights together", seen_by="members"),
    ),
    key=("decision", "option"),
    foreign=(("decision", "decisions"),),
)
ROLLS = Table(
    name="rolls",
    means="Who could answer a decision, as frozen when it was opened.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="member", kind="text", means="the member's number", seen_by="members"),
        Column(name="weight", kind="whole", means="what their ballot counts for", seen_by="members"),
        Column(name="chamber", kind="text", means="the body for which they are on it, where several decide together",
               seen_by="members", optional=True),
    ),
    key=("decision", "member"),
    person="member",
    foreign=(("decision", "decisions"), ("member", "members")),
)
BALLOTS = Table(
    name="ballots",
    means="Open ballots by name. A row that no longer holds was superseded by a later answer of the same "
    "member. Where a procedure hides how it stands, they come with the close.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="member", kind="text", means="the member's number", seen_by="members"),
        Column(name="option", kind="text", means="the answer to a question of yes or no", seen_by="members"),
        Column(name="preference", kind="text", means='the answer among several: "a > b = c", or "a=3 b=1" in points',
               seen_by="members", optional=True),
        Column(name="weight", kind="whole", means="what it counts for", seen_by="members"),
        Column(name="criterion", kind="text", means="what an objection rests on", seen_by="members", optional=True),
        Column(name="vault", kind="text", means="commitment to the reason", seen_by="members", optional=True),
        Column(name="cast_by", kind="text", means="who cast it, where not the member: on paper", seen_by="members",
               optional=True),
        Column(name="entry", kind="whole", means="the entry that cast it", seen_by="members"),
    ),
    key=("decision", "member"),
    person="member",
    foreign=(("decision", "decisions"), ("member", "members")),
)
DELEGATIONS = Table(
    name="delegations",
    means="Who lets whom answer, for which procedure, until when. Rows that no longer hold were ended or given anew.",
    columns=(
        Column(name="member", kind="text", means="the member's number", seen_by="members"),
        Column(name="to", kind="text", means="who answers for them where they do not", seen_by="members"),
        Column(name="procedure", kind="text", means="only for this procedure, or empty for every one",
               seen_by="members"),
        Column(name="last_day", kind="date", means="the last day on which it counts", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that says so", seen_by="members"),
    ),
    key=("member", "procedure"),
    person="member",
    foreign=(("member", "members"), ("to", "members")),
)
TABLES = (
    DECISIONS, OUTCOMES, ROLLS, BALLOTS, DELEGATIONS, *MEETING_TABLES, *ELECTION_TABLES, *SEALED_TABLES, *BUDGET_TABLES,
    EXTERNAL_PAPERS,    ROUND_BIDS, *REGISTER_TABLES,
)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """What one entry about a decision changes in the open tables."""
    match entry.fact:
        case BallotCast(decision=id) as fact:
            return [*_ballot(fact, entry, before), *(_changed(id, after) if fact.extends else ())]
        case ProposalOpened(decision=id, roll=voters):
            called = balloted_rows(id, before.elections, after.elections)
            called += voted_rows(id, before.budgets, after.budgets)
            return [Add("decisions", _decision(id, after)), *_voters(id, voters), *called]
        case RollFrozen(decision=id, voters=voters):
            return _voters(id, voters)
        case DecisionClosed(decision=id, counts=counts):
            outcome = [Add("outcomes", (id, one.option, one.heads, one.weight)) for one in counts]
            return [*_changed(id, after), *outcome, *_told_now(id, before, around)]
        case ProposalWithdrawn(decision=id) | DecisionVetoed(decision=id) | ProposalAmended(decision=id):
            return _changed(id, after)
        case EffectDone(decision=id) | EffectStopped(decision=id) | VetoOverridden(decision=id):
            return _changed(id, after)
        case DelegationGiven() | DelegationEnded() as fact:
            return _delegation(fact, entry, before)
        case fact if isinstance(fact, MEETING_FACTS):
            return meeting_rows(entry, before.meetings, after.meetings)
        case fact if isinstance(fact, APART_FACTS):
            ended = _changed(fact.decision, after) if isinstance(fact, UNCOUNTED) else ()
            return [*sealed_rows(entry), *external_rows(entry, before), *ended]
        case fact if isinstance(fact, BUDGET_FACTS):
            return budget_rows(entry, before.budgets, after.budgets)
        case fact if isinstance(fact, ELECTION_FACTS):
            return election_rows(entry, before.elections, after.elections)
        case fact if isinstance(fact, REGISTER_FACTS):
            return register_rows(entry, before.register, after.register)
    return ()


def _delegation(fact: DelegationGiven | DelegationEnded, entry: Entry[Any], before: State) -> list[Change]:
    member = entry.for_ or entry.by
    was = any(one.procedure == fact.procedure for one in before.delegations.get(member, ()))
    ended: list[Change] = [End("delegations", (member, fact.procedure))] if was else []
    if isinstance(fact, DelegationEnded):
        return ended
    return [*ended, Add("delegations", (member, fact.to, fact.procedure, fact.until, entry.seq))]


def _changed(id: str, after: State) -> list[Change]:
    return [End("decisions", (id,)), Add("decisions", _decision(id, after))]


def _decision(id: str, after: State) -> Row:
    decision = after.decisions[id]
    closed = bool(decision.counts)
    return (
        id, decision.title, decision.effect, decision.procedure, decision.proposer, decision.proposed_at[:10],
        decision.closes_at, decision.status, decision.voters, decision.answered if closed else None,
        decision.quorum_reached if closed else None, decision.effect_from or None, decision.effect_status or None,
        decision.replaces or None, decision.opened,
    )


def _voters(id: str, voters: tuple[Voter, ...]) -> list[Change]:
    return [Add("rolls", (id, voter.member, voter.weight, voter.chamber or None)) for voter in voters]


def _ballot(fact: BallotCast, entry: Entry[Any], before: State) -> list[Change]:
    decision = before.decisions[fact.decision]
    if decision.hidden:
        return []
    member = entry.for_ or entry.by
    ended: list[Change] = [End("ballots", (fact.decision, member))] if member in decision.ballots else []
    cast_by = entry.by if member != entry.by else None
    preference = written(Ballot(ranks=fact.ranks, points=fact.points)) or None
    row: Row = (
        fact.decision, member, fact.option, preference, decision.roll[member], fact.criterion or None,
        fact.vault or None, cast_by, entry.seq,
    )
    return [*ended, Add("ballots", row)]


def _told_now(id: str, before: State, around: Around) -> list[Change]:
    """The ballots of a decision that hid how it stood: with its close everybody may see them, but for bids."""
    decision = before.decisions[id]
    if not decision.hidden:
        return []
    if told_to_few(decision):
        return bid_rows(id, decision, proposal_of(decision, around).unit)
    return [
        Add("ballots", (
            id, member, ballot.option, written(ballot) or None, decision.roll[member], ballot.criterion or None,
            ballot.vault or None, ballot.by or None, ballot.seq,
        ))
        for member, ballot in sorted(decision.ballots.items())
    ]
