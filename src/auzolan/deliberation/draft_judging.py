"""May this draft be kept, or put away? Members keep their own, and nobody writes in another's."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.deliberation.draft_facts import DraftEnded, DraftKept
from auzolan.deliberation.draft_state import KEPT, Draft, Drafts
from auzolan.journal.entry import Entry
from auzolan.values.refusal import Refusal

EACH_MAX = 20  # of one member at a time: more is an archive


def draft_fault(known: Drafts, entry: Entry[Any], around: Around) -> Refusal | None:
    """The judge of drafts: None, or the refusal."""
    if not around.in_person(entry):
        why = "From the terminal anybody with the machine in hand could write in everybody's name."
        return no("terminal", why, "Sign in and do it on the page.")
    if entry.for_ not in (None, entry.by):
        return no(str(entry.for_), "Nobody keeps a draft in another's name.", "Let them do it themselves.")
    one = known.get(entry.fact.draft)
    if isinstance(entry.fact, DraftEnded):
        return standing_fault(one, entry.fact.draft, entry.by) or _proposed(entry.fact, entry.by, around)
    return _kept(known, entry.fact, entry, around)


def standing_fault(one: Draft | None, draft: str, by: str) -> Refusal | None:
    """Whether this is a draft of theirs that they can still write on; others hear of no difference."""
    if one is None or one.by != by:
        return no(draft[:60], "You have no such draft.", "Look at your drafts.")
    if one.status != KEPT:
        return no(draft, f"The draft is {one.status}.", "Keep a new one.")
    return None


def _kept(known: Drafts, fact: DraftKept, entry: Entry[Any], around: Around) -> Refusal | None:
    member = around.states["members"].members.get(entry.by)
    if member is None or not member.belongs(entry.at[:10]):
        return no(entry.by, "Members keep drafts, as long as they belong.", "Give your words to a member.")
    if not fact.draft:
        return no("draft", "A draft has an id.", "Keep it once more.")
    if not is_commitment(fact.vault):
        return no("words", "There are no words in it.", "Write something first.")
    if fact.draft in known:
        return standing_fault(known[fact.draft], fact.draft, entry.by)
    if sum(one.by == entry.by and one.status == KEPT for one in known.values()) >= EACH_MAX:
        return no("drafts", f"Each keeps at most {EACH_MAX} drafts.", "Put one of them away first.")
    return None


def _proposed(fact: DraftEnded, by: str, around: Around) -> Refusal | None:
    if not fact.decision:
        return None
    decision = around.states["governance"].decisions.get(fact.decision)
    if decision is None or decision.proposer != by:
        return no(fact.decision[:60], "You proposed no such decision.", "Name the one that came of the draft.")
    return None


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about a draft."""
    return Refusal(what="The draft was not kept", where=where, why=why, next=next)
