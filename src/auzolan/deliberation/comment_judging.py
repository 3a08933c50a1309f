"""May this comment be made, taken back or taken out? Members say what they think until the close, with a reason."""

from typing import Any

from immutables import Map

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.deliberation.comment_facts import STANCES, CommentMade, CommentWithdrawn
from auzolan.deliberation.comment_state import STANDING, Comment, Comments
from auzolan.governance.state import OPEN
from auzolan.journal.entry import Entry
from auzolan.values.refusal import Refusal

EACH_MAX, ALL_MAX = 20, 1_000  # on one proposal: so that no one voice fills it, and somebody still reads it
WITHDRAWN = "deliberation.comment_withdrawn"


def comment_fault(known: Comments, entry: Entry[Any], around: Around) -> Refusal | None:
    """The judge of comments: None, or the refusal."""
    fact = entry.fact
    if not around.in_person(entry):
        why = "From the terminal anybody with the machine in hand could talk in everybody's name."
        return no("terminal", why, "Sign in and do it on the page of the decision.")
    if entry.for_ not in (None, entry.by):
        return no(str(entry.for_), "Nobody comments in another's name.", "Let them do it themselves.")
    decision = around.states["governance"].decisions.get(fact.decision)
    if decision is None:
        return no(fact.decision[:60], "There is no such decision.", "Look at the list of decisions for its id.")
    if isinstance(fact, CommentWithdrawn):
        return _withdrawn(known, fact, entry, around)
    member = around.states["members"].members.get(entry.by)
    if member is None or not member.belongs(entry.at[:10]):
        return no(entry.by, "Members comment, as long as they belong.", "Ask a member to say it.")
    if decision.status != OPEN or entry.at >= decision.closes_at:
        why = f"It is {decision.status}." if decision.status != OPEN else "Its time is over."
        return no(fact.decision, why, "Read the outcome; a correction is proposed anew.")
    return _made(known, fact, entry)


def _made(known: Comments, fact: CommentMade, entry: Entry[Any]) -> Refusal | None:
    of: Map[str, Comment] = known.get(fact.decision, Map())
    if not fact.comment or any(fact.comment in one for one in known.values()):
        return no(fact.comment, "This comment was made before.", "Make another one.")
    if fact.stance not in STANCES:
        return no(fact.stance[:20], f"It is {', '.join(STANCES[:-1])} or {STANCES[-1]}.", "Choose one of them.")
    if not is_commitment(fact.vault):
        return no("reason", "A comment without a reason helps nobody.", "Say why in a sentence.")
    if fact.answers:
        other = of.get(fact.answers)
        if other is None or other.status != STANDING:
            why = "There is no such comment, or it does not stand any more."
            return no(fact.answers[:60], why, "Look at the comments of this decision.")
        if other.answers:
            return no(fact.answers, "It answers a comment itself.", "Answer the one above it.")
    standing = [one for one in of.values() if one.status == STANDING]
    if len(standing) >= ALL_MAX:
        return no(fact.decision, f"There are {ALL_MAX} comments; nobody would read more.", "Talk about it elsewhere.")
    if sum(one.by == entry.by for one in standing) >= EACH_MAX:
        why = f"Each makes at most {EACH_MAX} comments on a proposal, so that no one voice fills it."
        return no(fact.decision, why, "Take one of yours back, or leave room for others.")
    return None


def _withdrawn(known: Comments, fact: CommentWithdrawn, entry: Entry[Any], around: Around) -> Refusal | None:
    one = known.get(fact.decision, Map()).get(fact.comment)
    if one is None or one.status != STANDING:
        why = "There is no such comment, or it does not stand any more."
        return no(fact.comment[:60], why, "Look at the comments of this decision.")
    if not fact.vault:
        if one.by == entry.by:
            return None
        why = "Only who made a comment takes it back; others need a reason and a mandate for it."
        return no(fact.comment, why, "Say why, if you are trusted with it; or answer it.")
    if not is_commitment(fact.vault):
        return no("reason", "A comment is not taken out without a reason.", "Say why in a sentence.")
    return around.may(WITHDRAWN, {})


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about a comment."""
    return Refusal(what="The comment was not written", where=where, why=why, next=next)
