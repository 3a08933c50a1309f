"""Which talks there are, what was said in them, and who answered what."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.deliberation.comment_facts import COMMENT_FACTS
from auzolan.deliberation.comment_state import STANDING as STANDING
from auzolan.deliberation.comment_state import TAKEN_BACK as TAKEN_BACK
from auzolan.deliberation.comment_state import TAKEN_OUT as TAKEN_OUT
from auzolan.deliberation.comment_state import Comments, commented
from auzolan.deliberation.draft_facts import DRAFT_FACTS
from auzolan.deliberation.draft_state import Drafts, drafted
from auzolan.deliberation.facts import (
    StatementKeyed,
    StatementMade,
    StatementVoted,
    StatementWithdrawn,
    TalkClosed,
    TalkOpened,
)
from auzolan.journal.entry import Entry

OPEN, CLOSED = "open", "closed"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement. status: open, taken back by its author or taken out by another; answered: how many did;
    vault, reason: commitments to its words, and to why it was taken out."""

    by: str
    seq: int
    vault: str
    status: str = STANDING
    answered: int = 0
    reason: str = ""
    ended: int = -1


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """What one person read on a member's paper: by, of whom, which entry says so, commitment to the words."""

    by: str
    of: str
    seq: int
    vault: str


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """One talk. closes: its last day; statements: by id; votes: member -> statement -> their last answer; last: the
    newest entry that may change what the talk shows; keyed: statements on paper that one person has read, by id."""

    by: str
    body: str
    opened: str
    closes: str
    vault: str
    seq: int
    status: str = OPEN
    statements: Map[str, Statement] = Map()
    votes: Map[str, Map[str, str]] = Map()
    last: int = 0
    keyed: Map[str, Keyed] = Map()

    def takes(self, day: str) -> bool:
        """Whether something can be said and answered in it on a day (ISO)."""
        return self.status == OPEN and day <= self.closes

    @property
    def standing(self) -> tuple[str, ...]:
        """The ids of the statements that stand, in the order in which they were made."""
        stand = [(one.seq, id) for id, one in self.statements.items() if one.status == STANDING]
        return tuple(id for _, id in sorted(stand))


class State(msgspec.Struct, frozen=True, kw_only=True):
    """talks: by id; ends: (last day, id) of the open ones, earliest first; comments: decision -> comment id -> it;
    drafts: by id."""

    talks: Map[str, Talk] = Map()
    ends: tuple[tuple[str, str], ...] = ()
    comments: Comments = Map()
    drafts: Drafts = Map()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry of a talk, or about a comment or a draft."""
    fact = entry.fact
    if isinstance(fact, COMMENT_FACTS):
        return replace(state, comments=commented(state.comments, entry))
    if isinstance(fact, DRAFT_FACTS):
        return replace(state, drafts=drafted(state.drafts, entry))
    who = entry.for_ or entry.by
    if isinstance(fact, TalkOpened):
        talk = Talk(by=who, body=fact.body, opened=entry.at[:10], closes=fact.closes, vault=fact.vault, seq=entry.seq,
                    last=entry.seq)
        ends = tuple(sorted((*state.ends, (fact.closes, fact.talk))))
        return replace(state, talks=state.talks.set(fact.talk, talk), ends=ends)
    talk = replace(state.talks[fact.talk], last=entry.seq)
    match fact:
        case StatementMade():
            made = Statement(by=who, seq=entry.seq, vault=fact.vault)
            left = talk.keyed.delete(fact.statement) if fact.statement in talk.keyed else talk.keyed
            talk = replace(talk, statements=talk.statements.set(fact.statement, made), keyed=left)
        case StatementKeyed():
            one = Keyed(by=entry.by, of=who, seq=entry.seq, vault=fact.vault)
            talk = replace(talk, keyed=talk.keyed.set(fact.statement, one))
        case StatementVoted():
            talk = _voted(talk, fact, who)
        case StatementWithdrawn():
            before = talk.statements[fact.statement]
            status = TAKEN_BACK if who == before.by and not fact.vault else TAKEN_OUT
            ended = replace(before, status=status, reason=fact.vault, ended=entry.seq)
            talk = replace(talk, statements=talk.statements.set(fact.statement, ended))
        case TalkClosed():
            talk = replace(talk, status=CLOSED)
            state = replace(state, ends=tuple(one for one in state.ends if one[1] != fact.talk))
    return replace(state, talks=state.talks.set(fact.talk, talk))


def _voted(talk: Talk, fact: StatementVoted, who: str) -> Talk:
    answers = talk.votes.get(who, Map())
    if fact.statement not in answers:
        one = talk.statements[fact.statement]
        talk = replace(talk, statements=talk.statements.set(fact.statement, replace(one, answered=one.answered + 1)))
    return replace(talk, votes=talk.votes.set(who, answers.set(fact.statement, fact.vote)))
