"""The open table of contests: who objects to what is public to members; the words are in the vault."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.contest.facts import LineContested
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
    id = entry.fact.contest
    contest = after.contests[id]
    opened = isinstance(entry.fact, LineContested)
    first: Any = entry.fact if opened else around.fact(contest.seq)
    row = Add("contests", (
        id, contest.by, contest.line, contest.to, contest.posting, contest.run, contest.holds, contest.due,
        contest.status, first.vault, "" if opened else entry.fact.vault,
    ))
    return [row] if opened else [End("contests", (id,)), row]
