"""The open tables of rules: runs and portions."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.bids import bid_rows
from auzolan.rules.bids_facts import BidsOpened
from auzolan.rules.bids_tables import TABLES as BIDS
from auzolan.rules.facts import PortionsPublished, ProofPublished, RunPublished, RunVoided
from auzolan.rules.state import Run, State
from auzolan.tables.table import Add, Change, Column, End, Table
from auzolan.values.quantity import parse_amount

RUNS = Table(
    name="runs",
    means="Every time a rule was applied to a period.",
    key=("run",),
    columns=(
        Column(name="run", kind="text", means="the id of the run", seen_by="members"),
        Column(name="rule", kind="text", means="the article that was applied", seen_by="members"),
        Column(name="version", kind="whole", means="which adopted text of it", seen_by="members"),
        Column(name="period", kind="text", means="the span of days it is about", seen_by="members"),
        Column(name="position", kind="whole", means="the last entry that was read", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="what was shared", seen_by="members"),
        Column(name="unit", kind="text", means="the unit of the amount", seen_by="members"),
        Column(name="source", kind="text", means="the one account it comes from, or empty", seen_by="members"),
        Column(name="count", kind="whole", means="how many portions", seen_by="members"),
        Column(name="outputs", kind="text", means="digest of all portions", seen_by="members"),
        Column(name="status", kind="text", seen_by="members",
               means="published, partly settled, settled, corrected or void"),
        Column(name="approved", kind="truth", means="whether a decision approved it", seen_by="members"),
        Column(name="mends", kind="text", means="the run that it corrects, or empty", seen_by="members"),
    ),
)

PORTIONS = Table(
    name="portions",
    means="One receiver's part of a run.",
    key=("run", "to"),
    person="member",
    foreign=(("run", "runs"), ("member", "members")),
    columns=(
        Column(name="run", kind="text", means="the run", seen_by="members"),
        Column(name="to", kind="text", means="the account that receives it", seen_by="members"),
        Column(name="member", kind="text", means="whose it is, or empty", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="members"),
        Column(name="unit", kind="text", means="the unit of the amount", seen_by="members"),
        Column(name="source", kind="text", means="the account it comes from", seen_by="members", optional=True),
        Column(name="rank", kind="whole", means="its place, where rows are ranked", seen_by="members", optional=True),
    ),
)

TABLES = (RUNS, PORTIONS, *BIDS)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The rows that one entry about runs adds and ends."""
    fact = entry.fact
    if isinstance(fact, PostingsMade | ProofPublished):
        return ()
    if isinstance(fact, BidsOpened):
        return bid_rows(entry.seq, fact, around)
    if isinstance(fact, PortionsPublished):
        run = after.runs[fact.run]
        unit = run.unit
        places = around.charter.units[unit].places
        return [
            Add("portions", (
                fact.run, part.to, part.member, parse_amount(part.amount, places), unit,
                part.source or run.source or None, part.rank or None,
            ))
            for part in fact.portions
        ]
    changes: list[Change] = []
    touched = [fact.run, fact.mends] if isinstance(fact, RunPublished) else [fact.run]
    if isinstance(fact, RunVoided):
        touched.append(after.runs[fact.run].corrects)  # it stands again as it was
    for id in filter(None, touched):
        if id in before.runs:
            changes.append(End("runs", (id,)))
        changes.append(Add("runs", _row(id, after.runs[id], around)))
    return changes


def _row(id: str, run: Run, around: Around) -> tuple[str | int | bool, ...]:
    places = around.charter.units[run.unit].places
    return (
        id, run.rule, run.version, run.period, run.position, parse_amount(run.amount, places), run.unit, run.source,
        run.count, run.outputs, run.status, run.approved, run.mends,
    )
