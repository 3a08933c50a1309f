"""The open tables about people: numbers and classes; names stay in the vault."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.journal.entry import Entry
from auzolan.members.facts import (
    AgentNamed,
    MandateEnded,
    MandateGranted,
    MemberAdmitted,
    MemberMoved,
    MemberParted,
    MemberSuspended,
)
from auzolan.members.state import Grant, State
from auzolan.tables.table import Add, Change, Column, End, Row, Table

TABLES = (
    Table(
        name="members",
        means="Everybody who belongs or belonged, by number.",
        columns=(
            Column(name="member", kind="text", means="the member's number", seen_by="members"),
            Column(name="class", kind="text", means="class of membership, such as worker", seen_by="members"),
            Column(name="joined", kind="date", means="first day of belonging", seen_by="members"),
            Column(name="left", kind="date", means="first day no longer belonging", seen_by="members", optional=True),
            Column(name="rests", kind="date", means="last day on which vote and mandates rest, by a decision",
                   seen_by="members", optional=True),
            Column(name="vault", kind="text", means="commitment to name and addresses", seen_by="mandate"),
        ),
        key=("member",),
        person="member",
    ),
    Table(
        name="agents",
        means="Those outside who give, receive or bear something, by number.",
        columns=(
            Column(name="agent", kind="text", means="the agent's number", seen_by="members"),
            Column(name="nature", kind="text", means="person, organisation or ecosystem", seen_by="members"),
            Column(name="class", kind="text", means="class, such as affected", seen_by="members", optional=True),
            Column(name="vault", kind="text", means="commitment to the name", seen_by="mandate"),
        ),
        key=("agent",),
    ),
    Table(
        name="mandates",
        means="Who is trusted with what, and until when.",
        columns=(
            Column(name="mandate", kind="text", means="the mandate, or the body of a seat", seen_by="members"),
            Column(name="member", kind="text", means="who holds it", seen_by="members"),
            Column(name="granted", kind="date", means="the day it was granted", seen_by="members"),
            Column(name="ends", kind="date", means="the last day", seen_by="members", optional=True),
            Column(name="entry", kind="whole", means="the entry that granted it", seen_by="members"),
        ),
        key=("mandate", "member"),
        person="member",
        foreign=(("member", "members"),),
    ),
)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """What one entry about people changes in the open tables."""
    match entry.fact:
        case MemberAdmitted() as fact:
            added = Add("members", _member(fact.member, after))
            return [End("members", (fact.member,)), added] if fact.member in before.members else [added]
        case MemberParted(member=id) | MemberMoved(member=id) | MemberSuspended(member=id):
            return [End("members", (id,)), Add("members", _member(id, after))]
        case MandateGranted(mandate=mandate, member=member):
            held = _grant(before, mandate, member)
            ended: list[Change] = [End("mandates", (mandate, member))] if held else []
            grant = _grant(after, mandate, member)
            return ended if grant is None else [*ended, Add("mandates", _mandate(mandate, grant))]
        case MandateEnded(mandate=mandate, member=member):
            return [End("mandates", (mandate, member))]
        case AgentNamed() as fact:
            return [Add("agents", (fact.agent, fact.nature, _short(fact.class_) or None, fact.vault))]
    return ()


def _short(class_: str) -> str:
    return class_.removeprefix("class.")


def _member(id: str, state: State) -> Row:
    member = state.members[id]
    return (id, _short(member.class_), member.joined, member.left or None, member.rests or None, member.vault)


def _grant(state: State, mandate: str, member: str) -> Grant | None:
    return next((grant for grant in state.mandates.get(mandate, ()) if grant.member == member), None)


def _mandate(mandate: str, grant: Grant) -> Row:
    return (mandate, grant.member, grant.since, grant.until or None, grant.seq)
