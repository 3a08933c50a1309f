"""The one judge of talks: who belongs to the body talks, until its last day, and each answers for themselves."""

from datetime import date, timedelta
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.deliberation.comment_facts import COMMENT_FACTS
from auzolan.deliberation.comment_judging import comment_fault
from auzolan.deliberation.draft_facts import DRAFT_FACTS
from auzolan.deliberation.draft_judging import draft_fault
from auzolan.deliberation.facts import (
    ANSWERS,
    StatementKeyed,
    StatementMade,
    StatementVoted,
    StatementWithdrawn,
    TalkClosed,
    TalkOpened,
)
from auzolan.deliberation.state import CLOSED, STANDING, State, Talk
from auzolan.journal.entry import NODE, Entry
from auzolan.members.body import roll
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

DAYS_MAX = 366
STATEMENTS_MAX, EACH_MAX = 500, 30
OPENED, MADE, WITHDRAWN, ENDED = (
    "deliberation.talk_opened", "deliberation.statement_made", "deliberation.statement_withdrawn",
    "deliberation.talk_closed",
)


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about a talk."""
    return Refusal(what="Nothing was written of the talk", where=where, why=why, next=next)


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether this entry of a talk, or about a comment or a draft, may follow."""
    fact = entry.fact
    if isinstance(fact, COMMENT_FACTS):
        return comment_fault(state.comments, entry, around)
    if isinstance(fact, DRAFT_FACTS):
        return draft_fault(state.drafts, entry, around)
    if isinstance(fact, TalkOpened):
        return _in_person(entry, around) or _opened(state, fact, entry, around)
    talk = state.talks.get(fact.talk)
    if talk is None:
        return no(fact.talk, "There is no such talk.", "Look at the list of talks.")
    match fact:
        case StatementMade() | StatementKeyed():
            who = entry.for_ or entry.by
            said = _in_person(entry, around, who) or _part(talk, entry, around, who) or _made(state, talk, fact, who)
            return said or _on_paper(talk, fact, entry, around)
        case StatementVoted():
            return _in_person(entry, around) or _part(talk, entry, around) or _voted(talk, fact)
        case StatementWithdrawn():
            return _in_person(entry, around) or _withdrawn(talk, fact, entry, around)
        case TalkClosed():
            return _closed(talk, fact, entry, around)
    return no("", "This is not about a talk.", "Ask for something this area knows.")


def _on_paper(
    talk: Talk, fact: StatementMade | StatementKeyed, entry: Entry[Any], around: Around
) -> Refusal | None:
    """What two people read on a member's paper is said in the member's name; one alone could write down anything."""
    keyed = talk.keyed.get(fact.statement)
    if entry.for_ in (None, entry.by):
        if keyed is None and isinstance(fact, StatementMade):
            return None
        return no("text", "Your own words need no paper.", "Say it yourself.")
    if not entry.evidence:
        return no(str(entry.for_), "What somebody says through another needs the paper behind it.", "Name the paper.")
    if refused := around.may(MADE, {}):
        return refused
    if isinstance(fact, StatementKeyed):
        return None if keyed is None else no(fact.statement, "It was written down before.", "Write it down anew.")
    if keyed is None or keyed.by == entry.by or entry.because != keyed.seq:
        why = "What stands on paper is said when two people have read it."
        return no(str(entry.for_), why, "Let another person who may enter it from the paper.")
    if (keyed.of, keyed.vault) != (entry.for_, fact.vault):
        return no(str(entry.for_), "The two did not read the same.", "Look at the paper together.")
    return None


def _in_person(entry: Entry[Any], around: Around, whose: str = "") -> Refusal | None:
    """whose: on whose behalf it may be, with a paper; empty where nobody does it for another."""
    if not around.in_person(entry):
        why = "From the terminal anybody with the machine in hand could talk in everybody's name."
        return no("terminal", why, "Sign in and do it on the page of the talk.")
    if entry.for_ not in (None, entry.by, whose or entry.by):
        return no(str(entry.for_), "Nobody talks in another's name.", "Let them do it themselves.")
    return None


def in_body(around: Around, body: str, member: str) -> bool:
    """Whether somebody belongs to the body of a talk at this moment."""
    try:
        return member in roll(around.states["members"], around.charter, body, around.at)
    except Refusal:
        return False


def name_of(around: Around, body: str) -> str:
    """What the body of a talk is called."""
    article = around.charter.get(body)
    return article.name if article else body[:60]


def _opened(state: State, fact: TalkOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    if not fact.talk or fact.talk in state.talks:
        return no(fact.talk, "This talk was opened before.", "Look at the list of talks.")
    article = around.charter.get(fact.body)
    if article is None or article.kind not in ("body", "class"):
        return no(fact.body[:60], "The charter has no body or class of that name.", "Name one that it has.")
    if not is_commitment(fact.vault):
        return no("title", "A talk needs a title.", "Say in a few words what it is about.")
    today = around.at[:10]
    if not is_day(fact.closes) or fact.closes < today or fact.closes > _later(today, DAYS_MAX):
        why = f"The last day of a talk is today or later, and within {DAYS_MAX} days."
        return no(fact.closes[:20], why, "Write it like 2026-10-31.")
    if in_body(around, fact.body, entry.by):
        return None
    if around.may(OPENED, {}) is None:
        return None
    why = f"Only who belongs to {name_of(around, fact.body)} opens a talk in it."
    return no(fact.body, why, "Ask one of them, or open it in a body of yours.")


def _part(talk: Talk, entry: Entry[Any], around: Around, who: str = "") -> Refusal | None:
    """Whether somebody takes part in it now. who: where another than whoever writes the entry."""
    if not talk.takes(entry.at[:10]):
        why = "The talk is closed." if talk.status == CLOSED else f"The last day of the talk was {talk.closes}."
        return no("talk", why, "Look at what came of it, or open another one.")
    if not in_body(around, talk.body, who or entry.by):
        why = f"Only who belongs to {name_of(around, talk.body)} says and answers something in this talk."
        return no(talk.body, why, "Read what came of it when it is closed.")
    return None


def _made(state: State, talk: Talk, fact: StatementMade | StatementKeyed, who: str) -> Refusal | None:
    if not fact.statement or any(fact.statement in other.statements for other in state.talks.values()):
        return no(fact.statement, "This statement was made before.", "Make another one.")
    if not is_commitment(fact.vault):
        return no("text", "There are no words in it.", "Write a sentence.")
    standing = [one for one in talk.statements.values() if one.status == STANDING]
    if len(standing) >= STATEMENTS_MAX:
        why = f"A talk has at most {STATEMENTS_MAX} statements; nobody would answer more."
        return no("talk", why, "Answer those that are there, or open another talk.")
    if sum(one.by == who for one in standing) >= EACH_MAX:
        why = f"Each makes at most {EACH_MAX} statements in a talk, so that no one voice fills it."
        return no("talk", why, "Take one of yours back that nobody has answered, or leave room for others.")
    return None


def _voted(talk: Talk, fact: StatementVoted) -> Refusal | None:
    one = talk.statements.get(fact.statement)
    if one is None:
        return no(fact.statement[:60], "There is no such statement in this talk.", "Answer one that is there.")
    if one.status != STANDING:
        why = f"The statement was {one.status}; it is no longer answered."
        return no(fact.statement, why, "Answer another one.")
    if fact.vote not in ANSWERS:
        return no(fact.vote[:20], "A statement is answered with agree, disagree or pass.", "Choose one of the three.")
    if not is_commitment(fact.blind):
        return no("answer", "An answer carries 32 random bytes that keep it hidden.", "Answer it once more.")
    return None


def _withdrawn(talk: Talk, fact: StatementWithdrawn, entry: Entry[Any], around: Around) -> Refusal | None:
    one = talk.statements.get(fact.statement)
    if one is None or one.status != STANDING:
        why = "There is no such statement, or it does not stand any more."
        return no(fact.statement[:60], why, "Look at the talk.")
    if not fact.vault:
        if one.by != entry.by:
            why = "Only who made a statement takes it back; others need a reason and a mandate for it."
            return no(fact.statement, why, "Say why, if you are trusted with it; or disagree with it.")
        if not talk.takes(entry.at[:10]):
            return no(fact.statement, "The talk is closed; what was said stays.", "Say it better in the next one.")
        if one.answered:
            why = "Somebody has answered it, and an answer to nothing would remain."
            return no(fact.statement, why, "Make another statement that says it better.")
        return None
    if not is_commitment(fact.vault):
        return no("reason", "A statement is not taken out without a reason.", "Say why in a sentence.")
    return around.may(WITHDRAWN, {})


def _closed(talk: Talk, fact: TalkClosed, entry: Entry[Any], around: Around) -> Refusal | None:
    if talk.status == CLOSED:
        return no(fact.talk, "The talk is closed already.", "Look at what came of it.")
    if entry.by == NODE:
        if talk.closes < entry.at[:10]:
            return None
        return no(fact.talk, f"The last day of the talk is {talk.closes}.", "Wait until it is over.")
    if refused := _in_person(entry, around):
        return refused
    return None if entry.by == talk.by else around.may(ENDED, {})


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
