"""The open table of comments on proposals: their words are in the vault."""

from typing import Any

from auzolan.deliberation.comment_facts import COMMENT_FACTS, CommentMade
from auzolan.deliberation.comment_state import Comments
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

COMMENTS = Table(
    name="comments",
    means="What members said about proposals while they were open, each with a reason.",
    key=("comment",),
    person="by",
    foreign=(("decision", "decisions"),),
    columns=(
        Column(name="comment", kind="text", means="the id of the comment", seen_by="members"),
        Column(name="decision", kind="text", means="the decision it is about", seen_by="members"),
        Column(name="by", kind="text", means="who made it", seen_by="members"),
        Column(name="stance", kind="text", means="for, against, question or change", seen_by="members"),
        Column(name="answers", kind="text", means="the comment it answers, or empty", seen_by="members"),
        Column(name="status", kind="text", means="open, taken back by its author, or taken out", seen_by="members"),
        Column(name="vault", kind="text", means="commitment to its words", seen_by="members"),
        Column(name="reason", kind="text", means="commitment to why it was taken out, or empty", seen_by="members"),
    ),
)


def comment_rows(entry: Entry[Any], after: Comments) -> list[Change]:
    """The rows that one entry about a comment adds and ends."""
    fact = entry.fact
    if not isinstance(fact, COMMENT_FACTS):
        return []
    one = after[fact.decision][fact.comment]
    row = Add("comments", (
        fact.comment, fact.decision, one.by, one.stance, one.answers, one.status, one.vault, one.reason,
    ))
    return [row] if isinstance(fact, CommentMade) else [End("comments", (fact.comment,)), row]
