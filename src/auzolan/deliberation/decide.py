"""Opening a talk, saying something in it, answering what others say, and closing it."""

from collections.abc import Callable, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.on_paper import sealed_paper
from auzolan.charter.secret import BOOKS, seal
from auzolan.deliberation.allowed import no
from auzolan.deliberation.comment_deciding import COMMENT_HANDLERS
from auzolan.deliberation.draft_deciding import DRAFT_HANDLERS
from auzolan.deliberation.facts import (
    StatementKeyed,
    StatementMade,
    StatementVoted,
    StatementWithdrawn,
    TalkClosed,
    TalkOpened,
)
from auzolan.deliberation.state import TAKEN_BACK, State, Talk
from auzolan.deliberation.wording import QUESTION_MAX, REASON_MAX, TEXT_MAX, TITLE_MAX, fault, said_before
from auzolan.journal.entry import NODE


class OpenTalk(Request, frozen=True, kw_only=True, tag="deliberation.open_talk"):
    """Talk about something before it is decided. body: who talks; closes: its last day (ISO)."""

    body: str
    closes: str
    title: str
    question: str = ""


class MakeStatement(Request, frozen=True, kw_only=True, tag="deliberation.make_statement"):
    """Say something that others can agree with, disagree with or pass on: one thing, in one sentence. paper: in words
    which paper is behind it, where it is what another says."""

    talk: str
    text: str
    paper: str = ""


class VoteStatement(Request, frozen=True, kw_only=True, tag="deliberation.vote_statement"):
    """Answer a statement: agree, disagree or pass. The last answer counts."""

    talk: str
    statement: str
    vote: str


class WithdrawStatement(Request, frozen=True, kw_only=True, tag="deliberation.withdraw_statement"):
    """Take one's own statement back before anybody answered it; or take another's out, with a reason and a mandate."""

    talk: str
    statement: str
    reason: str = ""


class CloseTalk(Request, frozen=True, kw_only=True, tag="deliberation.close_talk"):
    """Close a talk before its last day."""

    talk: str


def _open(state: State, request: OpenTalk, around: Around) -> Sequence[Draft]:
    _checked("title", request.title, TITLE_MAX)
    if request.question.strip():
        _checked("question", request.question, QUESTION_MAX, lines=True)
    luck = around.draw()
    words = {"title": request.title.strip(), "question": request.question.strip()}
    secret = seal(luck, "talk", words, owner=_owner(around))
    fact = TalkOpened(talk=luck.id("t", "talk"), body=request.body, closes=request.closes, vault=secret.commitment)
    return [Draft(fact=fact, secrets=(secret,))]


def _make(state: State, request: MakeStatement, around: Around) -> Sequence[Draft]:
    talk = _talk(state, request.talk)
    _checked("text", request.text, TEXT_MAX)
    # What was taken back may be said again; what others took out, or what stands, may not.
    others = (around.opened(one.vault) or {} for one in talk.statements.values() if one.status != TAKEN_BACK)
    if said_before(request.text, (str(words.get("text", "")) for words in others)):
        raise no("text", "The same statement was made in this talk before.", "Answer it, or say something else.")
    if around.for_ not in (None, around.by):
        return [_read_on_paper(talk, request, around)]
    luck = around.draw()
    secret = seal(luck, "statement", {"text": request.text.strip()}, owner=_owner(around))
    fact = StatementMade(talk=request.talk, statement=luck.id("s", "statement"), vault=secret.commitment)
    return [Draft(fact=fact, because=talk.seq, secrets=(secret,))]


def _read_on_paper(talk: Talk, request: MakeStatement, around: Around) -> Draft:
    """What one person reads on a member's paper; where another has read the same before, it is said."""
    papers = sealed_paper(request.paper, around, owner=_owner(around), what="Nothing was written of the talk")
    if not papers:
        raise no("paper", "What somebody says through another needs the paper behind it.", "Name the paper.")
    evidence = papers[0].commitment
    for id, one in sorted(talk.keyed.items(), key=lambda known: known[1].seq):
        words = str((around.opened(one.vault) or {}).get("text", ""))
        if one.of == around.for_ and one.by != around.by and words and said_before(request.text, (words,)):
            made = StatementMade(talk=request.talk, statement=id, vault=one.vault)
            return Draft(fact=made, because=one.seq, evidence=evidence, secrets=papers)
    luck = around.draw()
    secret = seal(luck, "statement", {"text": request.text.strip()}, owner=_owner(around))
    fact = StatementKeyed(talk=request.talk, statement=luck.id("s", "statement"), vault=secret.commitment)
    return Draft(fact=fact, because=talk.seq, evidence=evidence, secrets=(secret, *papers))


def _vote(state: State, request: VoteStatement, around: Around) -> Sequence[Draft]:
    one = _talk(state, request.talk).statements.get(request.statement)
    fact = StatementVoted(
        talk=request.talk, statement=request.statement, vote=request.vote, blind=around.draw().secret("blind").hex(),
    )
    return [Draft(fact=fact, because=one.seq if one else None)]


def _withdraw(state: State, request: WithdrawStatement, around: Around) -> Sequence[Draft]:
    one = _talk(state, request.talk).statements.get(request.statement)
    secrets: tuple[Secret, ...] = ()
    if request.reason.strip():
        _checked("reason", request.reason, REASON_MAX, lines=True)
        secrets = (seal(around.draw(), "withdrawn", {"reason": request.reason.strip()}, owner=_owner(around)),)
    fact = StatementWithdrawn(
        talk=request.talk, statement=request.statement, vault=secrets[0].commitment if secrets else "",
    )
    return [Draft(fact=fact, because=one.seq if one else None, secrets=secrets)]


def _close(state: State, request: CloseTalk, around: Around) -> Sequence[Draft]:
    return [Draft(fact=TalkClosed(talk=request.talk), because=_talk(state, request.talk).seq)]


def _talk(state: State, id: str) -> Talk:
    if id not in state.talks:
        raise no(id[:60], "There is no such talk.", "Look at the list of talks.")
    return state.talks[id]


def _checked(where: str, text: str, most: int, *, lines: bool = False) -> None:
    """Raises Refusal for words that cannot be put to others."""
    why, after = fault(text.strip() if lines else text, most, lines=lines)
    if why:
        raise no(where, why, after)


def _owner(around: Around) -> str:
    """Under whose key the words are sealed: of whose words they are, so that they go with the person."""
    people, who = around.states["members"], around.for_ or around.by
    return who if who in people.members else BOOKS


def due(state: State, around: Around) -> Sequence[Draft]:
    """Talks whose last day is over are closed, by the node."""
    today = around.at[:10]
    return [
        Draft(fact=TalkClosed(talk=id), because=state.talks[id].seq, by=NODE) for last, id in state.ends if last < today
    ]


HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    OpenTalk: _open,
    MakeStatement: _make,
    VoteStatement: _vote,
    WithdrawStatement: _withdraw,
    CloseTalk: _close,
    **COMMENT_HANDLERS,
    **DRAFT_HANDLERS,
}
