"""The open tables of talks: their words are in the vault, and an answer is seen by nobody but whoever gave it."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.deliberation.comment_tables import COMMENTS, comment_rows
from auzolan.deliberation.draft_tables import DRAFTS, draft_rows
from auzolan.deliberation.facts import StatementMade, StatementVoted, StatementWithdrawn, TalkClosed, TalkOpened
from auzolan.deliberation.state import State
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

TALKS = Table(
    name="talks",
    means="What members talk about before anything is decided.",
    key=("talk",),
    person="by",
    columns=(
        Column(name="talk", kind="text", means="the id of the talk", seen_by="members"),
        Column(name="by", kind="text", means="who opened it", seen_by="members"),
        Column(name="body", kind="text", means="the body, or the class, whose members talk", seen_by="members"),
        Column(name="opened", kind="date", means="its first day", seen_by="members"),
        Column(name="closes", kind="date", means="its last day", seen_by="members"),
        Column(name="status", kind="text", means="open or closed", seen_by="members"),
        Column(name="vault", kind="text", means="commitment to its title and question", seen_by="members"),
    ),
)
STATEMENTS = Table(
    name="statements",
    means="What was said in talks, for others to agree or disagree with.",
    key=("statement",),
    person="by",
    foreign=(("talk", "talks"),),
    columns=(
        Column(name="statement", kind="text", means="the id of the statement", seen_by="members"),
        Column(name="talk", kind="text", means="the talk it was made in", seen_by="members"),
        Column(name="by", kind="text", means="who made it", seen_by="members"),
        Column(name="status", kind="text", means="open, taken back by its author, or taken out", seen_by="members"),
        Column(name="vault", kind="text", means="commitment to its words", seen_by="members"),
        Column(name="reason", kind="text", means="commitment to why it was taken out, or empty", seen_by="members"),
    ),
)
STATEMENT_VOTES = Table(
    name="statement_votes",
    means="Who answered what to a statement: the last answer of each. Everybody sees their own.",
    key=("statement", "member"),
    person="member",
    foreign=(("talk", "talks"), ("statement", "statements")),
    columns=(
        Column(name="talk", kind="text", means="the talk", seen_by="own"),
        Column(name="statement", kind="text", means="the statement", seen_by="own"),
        Column(name="member", kind="text", means="who answered it", seen_by="own"),
        Column(name="vote", kind="text", means="agree, disagree or pass", seen_by="own"),
    ),
)

TABLES = (TALKS, STATEMENTS, STATEMENT_VOTES, COMMENTS, DRAFTS)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The rows that one entry of a talk adds and ends."""
    fact = entry.fact
    who = entry.for_ or entry.by
    match fact:
        case TalkOpened():
            return [_talk(fact.talk, after)]
        case TalkClosed():
            return [End("talks", (fact.talk,)), _talk(fact.talk, after)]
        case StatementMade():
            return [_statement(fact.talk, fact.statement, after)]
        case StatementWithdrawn():
            return [End("statements", (fact.statement,)), _statement(fact.talk, fact.statement, after)]
        case StatementVoted():
            key = (fact.statement, who)
            again = fact.statement in before.talks[fact.talk].votes.get(who, {})
            row = Add("statement_votes", (fact.talk, fact.statement, who, fact.vote))
            return [End("statement_votes", key), row] if again else [row]
    return [*comment_rows(entry, after.comments), *draft_rows(entry, before.drafts, after.drafts)]


def _talk(id: str, after: State) -> Add:
    one = after.talks[id]
    return Add("talks", (id, one.by, one.body, one.opened, one.closes, one.status, one.vault))


def _statement(talk: str, id: str, after: State) -> Add:
    one = after.talks[talk].statements[id]
    return Add("statements", (id, talk, one.by, one.status, one.vault, one.reason))
