"""May a member let another answer for them? Judged when it is asked and when it is read."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.charter import read
from auzolan.governance.delegation import chosen
from auzolan.governance.facts import DelegationEnded, DelegationGiven
from auzolan.governance.state import State
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.values.refusal import Refusal

WHAT = "The delegation was not written"


def delegation_fault(
    state: State, fact: DelegationGiven | DelegationEnded, entry: Entry[Any], around: Around
) -> Refusal | None:
    """What speaks against giving or ending a delegation: None, or the refusal."""
    if entry.by in (NODE, TERMINAL) or entry.for_ not in (None, entry.by):
        return _no("", "Only members themselves say who answers for them.", "Sign in and give it yourself.")
    if entry.via == TERMINAL and not around.exercise:
        why = "From the terminal anybody with the machine in hand could give it for everybody."
        return _no("", why, "Sign in and give it yourself.")
    if isinstance(fact, DelegationEnded):
        if any(one.procedure == fact.procedure for one in state.delegations.get(entry.by, ())):
            return None
        return _no(fact.procedure, "You have given none for this.", "Look at those you have given.")
    return _persons(fact, entry, around) or _times(fact, entry, around) or _circle(state, fact, entry)


def _persons(fact: DelegationGiven, entry: Entry[Any], around: Around) -> Refusal | None:
    members, day = around.states["members"].members, entry.at[:10]
    if fact.to == entry.by:
        return _no(fact.to, "Nobody delegates to themselves.", "Answer yourself, or name somebody else.")
    for id in (entry.by, fact.to):
        known = members.get(id)
        if known is None or not known.belongs(day):
            return _no(id, f"{id[:40]} is no member today.", "Name a member.")
    return None


def _times(fact: DelegationGiven, entry: Entry[Any], around: Around) -> Refusal | None:
    reached = [one for one in around.charter.of_kind("procedure") if one.id == fact.procedure or not fact.procedure]
    if not reached:
        return _no(fact.procedure, "The charter has no procedure of that name.", "Name one, or none for everything.")
    followed = [one for one in reached if read(one).delegation_depth]
    if not followed:
        named = reached[0].name if fact.procedure else "No procedure"
        why = f"{named} follows no delegation." if fact.procedure else "No procedure follows delegations."
        return _no(fact.procedure, why, "Answer yourself, or propose to allow it: delegation_depth.")
    longest = max(read(one).delegation_days for one in followed)
    last = days_after(entry.at, longest)[:10]
    if not entry.at[:10] <= fact.until <= last:
        why = f"It can be given from today until {last}, {longest} days."
        return _no(fact.until, why, "Name a day until then; it can be given again.")
    return None


def _circle(state: State, fact: DelegationGiven, entry: Entry[Any]) -> Refusal | None:
    at, seen = fact.to, {entry.by}
    while at not in seen:
        seen.add(at)
        one = chosen(state.delegations.get(at, ()), fact.procedure, entry.at[:10])
        if one is None:
            return None
        at = one.to
    if at != entry.by:
        return None  # a circle of others, which they see on their own pages
    return _no(fact.to, "It would lead back to you, and nobody would answer.", "Name somebody else.")


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what=WHAT, where=where, why=why, next=next)
