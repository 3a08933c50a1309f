"""May this have happened to people, under the class and mandate articles in force?"""

import re
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import BOOKS
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.members.facts import (
    AgentNamed,
    MailChosen,
    MandateEnded,
    MandateGranted,
    MemberAdmitted,
    MemberMoved,
    MemberParted,
    MembersImported,
    MemberSuspended,
    SigninBound,
    SigninUnbound,
)
from auzolan.members.mandate import last_day
from auzolan.members.state import State
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

DIGESTS = ("", "day", "week")
NATURES = ("person", "organisation", "ecosystem")
# Whoever bore one of these as an id would speak as the node, the machine or all of us, or own the books' words.
RESERVED = frozenset((NODE, TERMINAL, BOOKS, "us"))
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries about people: None, or the refusal."""
    fact = entry.fact
    return _sound(state, fact, around) or _trusted(state, entry, around)


def _trusted(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    fact = entry.fact
    kind = type(fact).__struct_config__.tag.rpartition(".")[0]
    if entry.by == NODE:
        if around.decided(fact, entry.because):
            return None
        why = "No carried decision that is due does just this."
        return _no("The entry was not written", kind, why, "Let somebody with the mandate do what was decided.")
    if isinstance(fact, (SigninBound, SigninUnbound, MandateEnded, MemberParted)) and fact.member == entry.by:
        return None  # everybody keeps their own door, may give a mandate back, and may leave
    if isinstance(fact, MailChosen):
        if entry.by in state.members and entry.for_ in (None, entry.by):
            return None
        return _no("The mail was not chosen", "member", "Everybody says it for themselves.", "Let them do it.")
    if isinstance(fact, MemberSuspended):
        why = "Nobody's vote rests but by a decision of the members."
        return _no("Nobody was suspended", fact.member, why, "Propose it.")
    if isinstance(fact, MandateGranted) and fact.member == entry.by:
        why = "Nobody grants a mandate or a seat to themselves."
        return _no("The mandate was not granted", fact.mandate, why, "Let somebody else grant it.")
    return around.may(kind, {})


def _sound(state: State, fact: Any, around: Around) -> Refusal | None:
    match fact:
        case MemberAdmitted():
            return _may_join(state, fact, around)
        case MemberParted():
            return _may_part(state, fact)
        case MemberMoved():
            return _is_member(state, fact.member) or _inside(fact.class_, around) or _day(fact.since)
        case SigninBound():
            if fact.commitment in state.signins:
                return _no("The sign-in was not bound", fact.member, "It is bound already.", "Use it to sign in.")
            return _known(state, fact.member)
        case SigninUnbound():
            if state.signins.get(fact.commitment) != fact.member:
                why = "It is not bound to them."
                return _no("The sign-in was not removed", fact.member, why, "Look at their sign-ins.")
            return None
        case MandateGranted():
            return _may_grant(state, fact, around)
        case MandateEnded():
            held = any(grant.member == fact.member for grant in state.mandates.get(fact.mandate, ()))
            if held:
                return None
            return _no("The mandate was not ended", fact.mandate, "They do not hold it.", "Look at the mandates.")
        case MailChosen():
            if fact.digest in DIGESTS:
                return None
            return _no("The mail was not chosen", "digest", "It is day, week or nothing.", "Choose one of these.")
        case MemberSuspended():
            return _is_member(state, fact.member) or _day(fact.until)
        case AgentNamed():
            return _may_name(state, fact, around)
        case MembersImported():
            if fact.source in state.sources:
                why = f"Entry {state.sources[fact.source]} imported the same file."
                return _no("Nobody was admitted", "file", why, "There is nothing to add.")
    return None


def _may_join(state: State, fact: MemberAdmitted, around: Around) -> Refusal | None:
    if refused := _id(fact.member):
        return refused
    before = state.members.get(fact.member)
    if before is not None and not before.left:
        why = "They are a member already."
        return _no("Nobody was admitted", fact.member, why, "Move them to another class instead.")
    if before is not None and fact.joined < before.left:
        return _no("Nobody was admitted", fact.member, f"They left on {before.left}.", "Give a later day of joining.")
    if fact.member in state.agents:
        return _no("Nobody was admitted", fact.member, "This id names somebody outside.", "Use a new id.")
    return _inside(fact.class_, around) or _day(fact.joined)


def _may_part(state: State, fact: MemberParted) -> Refusal | None:
    if refused := _is_member(state, fact.member) or _day(fact.left):
        return refused
    if fact.left < state.members[fact.member].joined:
        why = "The day lies before the day of joining."
        return _no("Nobody was parted with", fact.member, why, "Give a later day.")
    return None


def _may_grant(state: State, fact: MandateGranted, around: Around) -> Refusal | None:
    article = around.charter.get(fact.mandate)
    if article is None or article.kind not in ("mandate", "body"):
        why = "The charter has no such mandate or body."
        return _no("The mandate was not granted", fact.mandate, why, "Name one that it has.")
    if article.kind == "mandate" and not around.charter.value(fact.mandate).granted_by:
        why = "It is granted to nobody by name: the article has no `granted_by`."
        return _no("The mandate was not granted", fact.mandate, why, "Propose that a body grants it.")
    if article.kind == "body":
        seats = around.charter.value(fact.mandate).seats
        day = around.at[:10]
        held = [grant for grant in state.mandates.get(fact.mandate, ()) if not grant.until or grant.until >= day]
        if not seats:
            why = "It has no seats: all members of its classes sit in it."
            return _no("The seat was not given", fact.mandate, why, "Admit them to one of its classes.")
        if sum(grant.member != fact.member for grant in held) >= seats:
            return _no("The seat was not given", fact.mandate, f"All {seats} seats are taken.", "End one first.")
    if refused := _is_member(state, fact.member) or (_day(fact.until) if fact.until else None):
        return refused
    months = around.charter.value(fact.mandate).term_months
    last = last_day(around.at, months) if months else ""
    if last and not "" < fact.until <= last:
        why = f"Its term is {months} months, until {last}."
        return _no("The mandate was not granted", fact.mandate, why, "Grant it until then, and again after.")
    return None


def _id(id: str) -> Refusal | None:
    if id not in RESERVED and _ID.fullmatch(id):
        return None
    why = "This id means something else already." if id in RESERVED else "An id is small letters, digits and dashes."
    return _no("Nothing was recorded", id[:80], why, "Leave the id out; one is drawn.")


def _may_name(state: State, fact: AgentNamed, around: Around) -> Refusal | None:
    if refused := _id(fact.agent):
        return refused
    if fact.agent in state.members or fact.agent in state.agents:
        return _no("The agent was not named", fact.agent, "This id is taken.", "Use a new id.")
    if fact.nature not in NATURES:
        why = "It is neither person, organisation nor ecosystem."
        return _no("The agent was not named", fact.nature, why, "Say which.")
    return _class(fact.class_, around) if fact.class_ else None


def _is_member(state: State, member: str) -> Refusal | None:
    known = state.members.get(member)
    if known is None or known.left:
        return _no("Nothing was recorded", member, "They are not a member now.", "Look at the list of members.")
    return None


def _known(state: State, member: str) -> Refusal | None:
    if member in state.members or member in state.agents:
        return None
    return _no("Nothing was recorded", member, "Nobody of that id is known.", "Admit or name them first.")


def _class(class_: str, around: Around) -> Refusal | None:
    article = around.charter.get(class_)
    if article is not None and article.kind == "class":
        return None
    names = ", ".join(known.id for known in around.charter.of_kind("class"))
    return _no("Nothing was recorded", class_, "The charter has no class of that name.", f"Name one of: {names}.")


def _inside(class_: str, around: Around) -> Refusal | None:
    if refused := _class(class_, around):
        return refused
    if around.charter.value(class_).affected:
        return _no("Nobody was admitted", class_, "It is for people outside.", "Name them as an agent instead.")
    return None


def _day(text: str) -> Refusal | None:
    if is_day(text):
        return None
    return _no("Nothing was recorded", text, "It is not a date.", "Write it as 2026-03-01.")


def _no(what: str, where: str, why: str, next: str) -> Refusal:
    return Refusal(what=what, where=where, why=why, next=next)
