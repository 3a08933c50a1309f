"""Answers to what is asked about people: admit, part, trust, bind a sign-in, name somebody outside."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.secret import seal
from auzolan.members.facts import (
    AgentNamed,
    MailChosen,
    MandateEnded,
    MandateGranted,
    MemberAdmitted,
    MemberMoved,
    MemberParted,
    MembersImported,
    SigninBound,
    SigninUnbound,
)
from auzolan.members.mandate import last_day
from auzolan.members.state import State
from auzolan.values.refusal import Refusal


class AdmitMember(Request, frozen=True, kw_only=True, tag="members.admit_member"):
    """Admit somebody. class_: "class.worker" or "worker"; joined: a day, default today; member: an id, or a new one.

    person: their words about themselves (name, email, address ...), sealed in the vault under their own key.
    """

    class_: str
    joined: str = ""
    member: str = ""
    person: dict[str, str] = msgspec.field(default_factory=dict)


class AdmitMembers(Request, frozen=True, kw_only=True, tag="members.admit_members"):
    """Admit many people at once; either all of them or nobody. source: SHA-256 of the list's file, or empty."""

    people: tuple[AdmitMember, ...]
    source: str = ""


class PartMember(Request, frozen=True, kw_only=True, tag="members.part_member"):
    """Let somebody go. left: the first day on which they no longer belong, default today; words: why, for the vault."""

    member: str
    left: str = ""
    words: str = ""


class MoveMember(Request, frozen=True, kw_only=True, tag="members.move_member"):
    """Move somebody to another class from a day on, default today."""

    member: str
    class_: str
    since: str = ""


class GrantMandate(Request, frozen=True, kw_only=True, tag="members.grant_mandate"):
    """Trust a member with a mandate or a seat. until: the last day; empty for the article's term, if it has one."""

    mandate: str
    member: str
    until: str = ""


class EndMandate(Request, frozen=True, kw_only=True, tag="members.end_mandate"):
    """Give or take a mandate or a seat back."""

    mandate: str
    member: str


class BindSignin(Request, frozen=True, kw_only=True, tag="members.bind_signin"):
    """Let an e-mail address or a passkey open a member's door. words: such as {"email": ...}, sealed as their own."""

    member: str
    words: dict[str, str]


class UnbindSignin(Request, frozen=True, kw_only=True, tag="members.unbind_signin"):
    """Close a door again. commitment: as the binding entry names it."""

    member: str
    commitment: str


class NameAgent(Request, frozen=True, kw_only=True, tag="members.name_agent"):
    """Name somebody outside: a customer, a supplier, a grower co-op, a place, an ecosystem.

    nature: person, organisation or ecosystem; class_: such as "class.affected", or empty; words: name, place, story.
    """

    nature: str
    words: dict[str, str] = msgspec.field(default_factory=dict)
    class_: str = ""
    agent: str = ""


class ChooseMail(Request, frozen=True, kw_only=True, tag="members.choose_mail"):
    """Say what mail one wants. digest: day, week or empty for none; reminders: of what one has not answered, once."""

    digest: str
    reminders: bool


def _class(class_: str) -> str:
    return class_ if class_.startswith("class.") else f"class.{class_}"


def admission(asked: AdmitMember, around: Around, name: str) -> list[Draft]:
    """The entries that admit one person, with their words sealed. name: unique within the request."""
    member = asked.member or around.draw().id("m", name)
    joined = asked.joined or around.at[:10]
    words = {key: word for key, word in asked.person.items() if word}
    secrets = (seal(around.draw(), name, words, owner=member),) if words else ()
    vault = secrets[0].commitment if secrets else ""
    fact = MemberAdmitted(member=member, class_=_class(asked.class_), joined=joined, vault=vault)
    drafts = [Draft(fact=fact, secrets=secrets)]
    if email := words.get("email"):
        drafts.append(_binding(member, {"email": email}, around, name))
    return drafts


def _binding(member: str, words: Mapping[str, str], around: Around, name: str) -> Draft:
    secret = seal(around.draw(), f"signin {name}", words, owner=member)
    return Draft(fact=SigninBound(member=member, commitment=secret.commitment), secrets=(secret,))


def admit(state: State, asked: AdmitMember, around: Around) -> Sequence[Draft]:
    """One person becomes a member; their e-mail address, if given, opens their door."""
    return admission(asked, around, "member")


def admit_many(state: State, asked: AdmitMembers, around: Around) -> Sequence[Draft]:
    """Many people become members in one append; nobody when the same list was read before."""
    if not asked.people:
        raise Refusal(
            what="Nobody was admitted", why="The list is empty.", next="Check the file and its column mapping."
        )
    if asked.source in state.sources:
        return []
    listed = [Draft(fact=MembersImported(source=asked.source, count=len(asked.people)))] if asked.source else []
    return listed + [
        draft for number, person in enumerate(asked.people) for draft in admission(person, around, f"member {number}")
    ]


def part(state: State, asked: PartMember, around: Around) -> Sequence[Draft]:
    """A member leaves; what they are trusted with ends in the same append."""
    secrets = (seal(around.draw(), "parting", {"words": asked.words}, owner=asked.member),) if asked.words else ()
    vault = secrets[0].commitment if secrets else ""
    left = asked.left or around.at[:10]
    drafts = [
        Draft(fact=MandateEnded(mandate=mandate, member=asked.member))
        for mandate, grants in sorted(state.mandates.items())
        if any(grant.member == asked.member for grant in grants)
    ]
    return [*drafts, Draft(fact=MemberParted(member=asked.member, left=left, vault=vault), secrets=secrets)]


def move(state: State, asked: MoveMember, around: Around) -> Sequence[Draft]:
    """A member goes over to another class."""
    since = asked.since or around.at[:10]
    return [Draft(fact=MemberMoved(member=asked.member, class_=_class(asked.class_), since=since))]


def grant(state: State, asked: GrantMandate, around: Around) -> Sequence[Draft]:
    """A member is trusted with a mandate or a seat."""
    until = asked.until
    article = around.charter.get(asked.mandate)
    if not until and article is not None and article.kind in ("mandate", "body"):
        months = around.charter.value(asked.mandate).term_months
        until = last_day(around.at, months) if months else ""
    return [Draft(fact=MandateGranted(mandate=asked.mandate, member=asked.member, until=until))]


def end(state: State, asked: EndMandate, around: Around) -> Sequence[Draft]:
    """A mandate or a seat ends."""
    return [Draft(fact=MandateEnded(mandate=asked.mandate, member=asked.member))]


def bind(state: State, asked: BindSignin, around: Around) -> Sequence[Draft]:
    """A sign-in is bound to a member; the address itself is sealed."""
    return [_binding(asked.member, asked.words, around, "one")]


def unbind(state: State, asked: UnbindSignin, around: Around) -> Sequence[Draft]:
    """A sign-in is removed."""
    return [Draft(fact=SigninUnbound(member=asked.member, commitment=asked.commitment))]


def choose_mail(state: State, asked: ChooseMail, around: Around) -> Sequence[Draft]:
    """A member says what mail they want; said again, it makes the links of their calendar anew."""
    return [Draft(fact=MailChosen(digest=asked.digest, reminders=asked.reminders))]


def name_agent(state: State, asked: NameAgent, around: Around) -> Sequence[Draft]:
    """Somebody outside gets a number; the name is sealed under their own key."""
    agent = asked.agent or around.draw().id("a", "agent")
    words = {key: word for key, word in asked.words.items() if word}
    secrets = (seal(around.draw(), "agent", words, owner=agent),) if words else ()
    vault = secrets[0].commitment if secrets else ""
    class_ = _class(asked.class_) if asked.class_ else ""
    return [Draft(fact=AgentNamed(agent=agent, nature=asked.nature, class_=class_, vault=vault), secrets=secrets)]


HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    AdmitMember: admit,
    AdmitMembers: admit_many,
    PartMember: part,
    MoveMember: move,
    GrantMandate: grant,
    EndMandate: end,
    BindSignin: bind,
    UnbindSignin: unbind,
    NameAgent: name_agent,
    ChooseMail: choose_mail,
}
