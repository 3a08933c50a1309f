"""Who belongs now, who is trusted with what, and who is known outside."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.journal.entry import Entry
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


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member, past or present.

    left: the first day they no longer belong, or empty; vault: commitment to the name; rests: the last day on which
    their vote and mandates rest, or empty; rests_from: the first one.
    """

    class_: str
    joined: str
    left: str = ""
    vault: str = ""
    rests: str = ""
    rests_from: str = ""

    def belongs(self, day: str) -> bool:
        """Whether they belong on that day (ISO)."""
        return self.joined <= day and (not self.left or day < self.left)

    def votes(self, day: str) -> bool:
        """Whether they belong on that day (ISO), and their vote and mandates do not rest."""
        return self.belongs(day) and not self.rests_from <= day <= self.rests


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """Trust placed in one member. since, until: days, until may be empty; seq: the entry that says so."""

    member: str
    since: str
    until: str
    seq: int


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody outside: a person, an organisation or an ecosystem."""

    nature: str
    class_: str = ""
    vault: str = ""


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """What mail a member wants. digest: day, week or empty; seq: the entry that says so, or -1 for nobody's word."""

    digest: str = "week"
    reminders: bool = True
    seq: int = -1


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is so about people.

    mandates: article id -> the grants that were not ended, oldest first; served: article id -> the newest day on which
    a grant was ended before its term was over; signins: commitment -> member;
    sources: digests of imported lists -> the entry; mail: member -> what they want.
    """

    members: Map[str, Member] = Map()
    agents: Map[str, Agent] = Map()
    mandates: Map[str, tuple[Grant, ...]] = Map()
    served: Map[str, str] = Map()
    signins: Map[str, str] = Map()
    sources: Map[str, int] = Map()
    mail: Map[str, Mail] = Map()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry about people."""
    match entry.fact:
        case MemberAdmitted() as fact:
            member = Member(class_=fact.class_, joined=fact.joined, vault=fact.vault)
            return replace(state, members=state.members.set(fact.member, member))
        case MemberParted() as fact:
            return _parted(state, fact)
        case MemberMoved() as fact:
            member = replace(state.members[fact.member], class_=fact.class_)
            return replace(state, members=state.members.set(fact.member, member))
        case MemberSuspended() as fact:
            return replace(state, members=state.members.set(fact.member, _rests(state, fact, entry.at[:10])))
        case SigninBound() as fact:
            return replace(state, signins=state.signins.set(fact.commitment, fact.member))
        case SigninUnbound() as fact:
            return replace(state, signins=state.signins.delete(fact.commitment))
        case MandateGranted() as fact:
            return _granted(state, entry, fact)
        case MandateEnded() as fact:
            return _ended(state, fact, entry.at[:10])
        case MailChosen() as fact:
            mail = Mail(digest=fact.digest, reminders=fact.reminders, seq=entry.seq)
            return replace(state, mail=state.mail.set(entry.for_ or entry.by, mail))
        case AgentNamed() as fact:
            agent = Agent(nature=fact.nature, class_=fact.class_, vault=fact.vault)
            return replace(state, agents=state.agents.set(fact.agent, agent))
        case MembersImported() as fact:
            return replace(state, sources=state.sources.set(fact.source, entry.seq))
        case _:
            return state


def _without(mandates: Map[str, tuple[Grant, ...]], mandate: str, member: str) -> Map[str, tuple[Grant, ...]]:
    left = tuple(grant for grant in mandates.get(mandate, ()) if grant.member != member)
    return mandates.set(mandate, left) if left else mandates.delete(mandate)


def _ended(state: State, fact: MandateEnded, day: str) -> State:
    in_term = any(
        grant.member == fact.member and (not grant.until or day <= grant.until)
        for grant in state.mandates.get(fact.mandate, ())
    )
    served = state.served.set(fact.mandate, day) if in_term else state.served
    return replace(state, mandates=_without(state.mandates, fact.mandate, fact.member), served=served)


def _rests(state: State, fact: MemberSuspended, day: str) -> Member:
    """A suspension begins with the decision; what is set anew while it lasts began when it began."""
    member = state.members[fact.member]
    return replace(member, rests=fact.until, rests_from=member.rests_from if day <= member.rests else day)


def _granted(state: State, entry: Entry[Any], fact: MandateGranted) -> State:
    grant = Grant(member=fact.member, since=entry.at[:10], until=fact.until, seq=entry.seq)
    kept = tuple(held for held in state.mandates.get(fact.mandate, ()) if held.member != fact.member)
    return replace(state, mandates=state.mandates.set(fact.mandate, (*kept, grant)))


def _parted(state: State, fact: MemberParted) -> State:
    member = replace(state.members[fact.member], left=fact.left)
    # What was bound for signing in stays until unbound: a leaver still reads what is their own.
    return replace(state, members=state.members.set(fact.member, member))
