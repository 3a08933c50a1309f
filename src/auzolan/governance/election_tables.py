"""The open tables about elections: which were called, who was named, which seats were filled by counting again."""

from collections.abc import Sequence
from typing import Any

from auzolan.governance.election_facts import CountbackHeld
from auzolan.governance.election_state import Elections
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Row, Table

ELECTIONS = Table(
    name="elections",
    means="Every election for which candidates could be named, and what became of it.",
    columns=(
        Column(name="election", kind="text", means="the election's id", seen_by="members"),
        Column(name="title", kind="text", means="what it is called", seen_by="members"),
        Column(name="body", kind="text", means="the body whose seats are filled", seen_by="members"),
        Column(name="seats", kind="whole", means="how many seats are filled", seen_by="members"),
        Column(name="procedure", kind="text", means="the article by which it is voted on", seen_by="members"),
        Column(name="caller", kind="text", means="the member who called it", seen_by="members"),
        Column(name="called", kind="date", means="the day it was called", seen_by="members"),
        Column(name="ends", kind="text", means="the moment until which candidates are named (UTC)",
               seen_by="members"),
        Column(name="status", kind="text", means="naming, ballot (there is or was a vote) or dropped",
               seen_by="members"),
        Column(name="decision", kind="text", means="the decision by which it is voted on, once the ballot is open",
               seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the entry that called it", seen_by="members"),
    ),
    key=("election",),
    day="called",
    foreign=(("caller", "members"), ("decision", "decisions")),
)
CANDIDATES = Table(
    name="candidates",
    means="Who was named in an election, and whether they stand. Rows that no longer hold show what they said before.",
    columns=(
        Column(name="election", kind="text", means="the election's id", seen_by="members"),
        Column(name="member", kind="text", means="the candidate's number", seen_by="members"),
        Column(name="named_by", kind="text", means="who named them", seen_by="members"),
        Column(name="status", kind="text", means="asked, stands, declined or withdrawn", seen_by="members"),
        Column(name="supporters", kind="whole", means="how many support them, where that is asked for",
               seen_by="members"),
        Column(name="vault", kind="text", means="commitment to what they say and declare", seen_by="members",
               optional=True),
        Column(name="entry", kind="whole", means="the entry that named them", seen_by="members"),
    ),
    key=("election", "member"),
    person="member",
    foreign=(("election", "elections"), ("member", "members"), ("named_by", "members")),
)
COUNTBACKS = Table(
    name="countbacks",
    means="Seats that fell vacant, for which the ballots of their election were counted again.",
    columns=(
        Column(name="body", kind="text", means="the body of the seat", seen_by="members"),
        Column(name="decision", kind="text", means="the election whose ballots were counted", seen_by="members"),
        Column(name="vacated", kind="text", means="who had the seat", seen_by="members"),
        Column(name="winner", kind="text", means="who gets it, or empty where nobody was left", seen_by="members",
               optional=True),
        Column(name="last_day", kind="date", means="the last day of the seat", seen_by="members", optional=True),
        Column(name="rounds", kind="text", means="SHA-256 of every round of the count", seen_by="members",
               optional=True),
        Column(name="entry", kind="whole", means="the entry that says so", seen_by="members"),
    ),
    key=("entry",),
    person="vacated",
    foreign=(("decision", "decisions"), ("vacated", "members"), ("winner", "members")),
)
ELECTION_TABLES = (ELECTIONS, CANDIDATES, COUNTBACKS)


def election_rows(entry: Entry[Any], before: Elections, after: Elections) -> Sequence[Change]:
    """What one entry about an election changes in the open tables."""
    fact = entry.fact
    if isinstance(fact, CountbackHeld):
        row: Row = (
            fact.body, fact.decision, fact.vacated, fact.winner or None, fact.until or None, fact.rounds or None,
            entry.seq,
        )
        return [Add("countbacks", row)]
    return [*_election(fact.election, before, after), *_candidates(fact.election, before, after)]


def balloted_rows(decision: str, before: Elections, after: Elections) -> list[Change]:
    """What the opening of a ballot changes in the election that it belongs to."""
    return _election(after.of[decision], before, after) if decision in after.of else []


def _election(id: str, before: Elections, after: Elections) -> list[Change]:
    was, one = before.elections.get(id), after.elections[id]
    row: Row = (
        id, one.title, one.body, one.seats, one.procedure, one.caller, one.called_at[:10], one.until, one.status,
        one.decision or None, one.called,
    )
    if was is not None and (was.status, was.until) == (one.status, one.until):
        return []
    ended: list[Change] = [] if was is None else [End("elections", (id,))]
    return [*ended, Add("elections", row)]


def _candidates(id: str, before: Elections, after: Elections) -> list[Change]:
    was = before.elections[id].candidates if id in before.elections else {}
    changes: list[Change] = []
    for member, one in after.elections[id].candidates.items():
        known = was.get(member)
        if known is one:
            continue
        if known is not None:
            changes.append(End("candidates", (id, member)))
        changes.append(Add("candidates", (
            id, member, one.by, one.status, len(one.supporters), one.vault or None, one.seq
        )))
    return changes
