"""Which comments there are on which proposal."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.deliberation.comment_facts import CommentMade
from auzolan.journal.entry import Entry

STANDING, TAKEN_BACK, TAKEN_OUT = "open", "taken back", "taken out"


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """One comment. status: open, taken back by its author or taken out by another; vault, reason: commitments to its
    words, and to why it was taken out; answers: the comment it answers; ended: the entry that ended it, or -1."""

    by: str
    seq: int
    at: str
    stance: str
    vault: str
    answers: str = ""
    status: str = STANDING
    reason: str = ""
    ended: int = -1


Comments = Map[str, Map[str, Comment]]


def commented(known: Comments, entry: Entry[Any]) -> Comments:
    """Fold one allowed entry about a comment."""
    fact = entry.fact
    of = known.get(fact.decision, Map())
    if isinstance(fact, CommentMade):
        made = Comment(
            by=entry.by, seq=entry.seq, at=entry.at, stance=fact.stance, vault=fact.vault, answers=fact.answers
        )
        return known.set(fact.decision, of.set(fact.comment, made))
    before = of[fact.comment]
    status = TAKEN_OUT if fact.vault else TAKEN_BACK
    ended = replace(before, status=status, reason=fact.vault, ended=entry.seq)
    return known.set(fact.decision, of.set(fact.comment, ended))
