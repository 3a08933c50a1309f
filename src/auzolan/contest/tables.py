"""The open table of contests: who objects to what is public to members; the words are in the vault."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.contest.state import State
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

CONTESTS = Table(
    name="contests",
    means="Objections to single lines, and what came of them.",
    key=("contest",),
    person="by",
    columns=(
        Column(name="contest", kind="text", means="the id of the contest", seen_by="members"),
        Column(name="by", kind="text", means="who objects", seen_by="members"),
        Column(name="line", kind="whole", means="the entry that is contested", seen_by="members"),
        Column(name="to", kind="text", means="the account of the portion, or empty", seen_by="members"),
        Column(name="posting", kind="whole", means="which posting of the entry, or -1", seen_by="members"),
        Column(name="run", kind="text", means="the run, where it is a portion", seen_by="members"),
        Column(name="holds", kind="truth", means="whether the amount waits for the answer", seen_by="members"),
        Column(name="due", kind="date", means="the last day for the answer", seen_by="members"),
        Column(name="status", kind="text", means="open, stands, corrected or withdrawn", seen_by="members"),
        Column(name="vault", kind="text", means="commitment to the reason", seen_by="members"),
        Column(name="answer", kind="text", means="commitment to the answer's reason", seen_by="members"),
    ),
)

TABLES = (CONTESTS,)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The rows that one entry about an objection adds and ends."""
    fact = entry.fact
    if isinstance(fact, LineContested):
        return [_row(fact.contest, after, around, first=fact, answer="")]
    answer = fact.vault if isinstance(fact, ContestAnswered) else ""
    id = fact.contest if isinstance(fact, ContestAnswered) else after.of.get(getattr(fact, "decision", ""), "")
    if not id or after.contests[id].status == before.contests[id].status:
        return []
    return [End("contests", (id,)), _row(id, after, around, first=around.fact(after.contests[id].seq), answer=answer)]


def _row(id: str, after: State, around: Around, *, first: Any, answer: str) -> Add:
    contest = after.contests[id]
    return Add("contests", (
        id, contest.by, contest.line, contest.to, contest.posting, contest.run, contest.holds, contest.due,
        contest.status, first.vault, answer,
    ))
