"""The open tables about meetings: when they were, who came, who spoke for whom, which hands were raised."""

from collections.abc import Sequence
from typing import Any

from auzolan.governance.meeting_facts import (
    AgendaSet,
    HandsConfirmed,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MinutesSigned,
    PresenceNoted,
    ProxyGiven,
)
from auzolan.governance.meeting_state import Meetings
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Row, Table

MEETINGS = Table(
    name="meetings",
    means="Every meeting that was called, and what became of it.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="title", kind="text", means="what it is called", seen_by="members"),
        Column(name="place", kind="text", means="where it is", seen_by="members"),
        Column(name="procedure", kind="text", means="the article by which it meets", seen_by="members"),
        Column(name="first_at", kind="text", means="the moment of its first call (UTC)", seen_by="members"),
        Column(name="second_at", kind="text", means="the moment of its second call, where there is one (UTC)",
               seen_by="members", optional=True),
        Column(name="chair", kind="text", means="the member who chairs it", seen_by="members"),
        Column(name="secretary", kind="text", means="the member who keeps its minutes", seen_by="members"),
        Column(name="status", kind="text", means="called, held, missed, ended, called off or signed",
               seen_by="members"),
        Column(name="call", kind="whole", means="the call at which it was held, 0 if it was not", seen_by="members"),
        Column(name="present", kind="whole", means="members there at the last call that was made", seen_by="members",
               optional=True),
        Column(name="represented", kind="whole", means="members represented there by proxy", seen_by="members",
               optional=True),
        Column(name="needed", kind="whole", means="how many that call needed", seen_by="members", optional=True),
        Column(name="minutes", kind="text", means="SHA-256 of the minutes' text, once it has ended",
               seen_by="members", optional=True),
        Column(name="called", kind="date", means="the day on which notice was given", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that gave notice", seen_by="members"),
    ),
    key=("meeting",),
    day="called",
    foreign=(("chair", "members"), ("secretary", "members")),
)
AGENDAS = Table(
    name="agendas",
    means="What a meeting was called to decide. Rows that no longer hold were on an earlier agenda.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="number", kind="whole", means="its place on the agenda, from 1", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that put it there", seen_by="members"),
    ),
    key=("meeting", "decision"),
    foreign=(("meeting", "meetings"), ("decision", "decisions")),
)
PRESENCES = Table(
    name="presences",
    means="Who was at a meeting. Rows that no longer hold are of those who left before it ended.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="member", kind="text", means="the member's number", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that noted them", seen_by="members"),
    ),
    key=("meeting", "member"),
    person="member",
    foreign=(("meeting", "meetings"), ("member", "members")),
)
PROXIES = Table(
    name="proxies",
    means="Who spoke for whom at a meeting. Rows that no longer hold were taken back, given anew, or their giver came.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="member", kind="text", means="who gave it", seen_by="members"),
        Column(name="to", kind="text", means="who holds it", seen_by="members"),
        Column(name="entered_by", kind="text", means="who entered the paper, where it was given in writing",
               seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the entry that says so", seen_by="members"),
    ),
    key=("meeting", "member"),
    person="member",
    foreign=(("meeting", "meetings"), ("member", "members"), ("to", "members")),
)
HANDS = Table(
    name="hands",
    means="Raised hands, as two people counted them. Nobody's hand is known.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="option", kind="text", means="the answer", seen_by="members"),
        Column(name="hands", kind="whole", means="how many raised their hand for it", seen_by="members"),
        Column(name="counted_by", kind="text", means="who entered them first", seen_by="members"),
        Column(name="confirmed_by", kind="text", means="who counted the same", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that confirmed them", seen_by="members"),
    ),
    key=("decision", "option"),
    foreign=(("meeting", "meetings"), ("decision", "decisions"), ("counted_by", "members"),
             ("confirmed_by", "members")),
)
SIGNATURES = Table(
    name="minutes_signed",
    means="Who signed the minutes of a meeting.",
    columns=(
        Column(name="meeting", kind="text", means="the meeting's id", seen_by="members"),
        Column(name="member", kind="text", means="the chair or the secretary", seen_by="members"),
        Column(name="day", kind="date", means="the day on which they signed", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that says so", seen_by="members"),
    ),
    key=("meeting", "member"),
    person="member",
    day="day",
    foreign=(("meeting", "meetings"), ("member", "members")),
)
MEETING_TABLES = (MEETINGS, AGENDAS, PRESENCES, PROXIES, HANDS, SIGNATURES)


def meeting_rows(entry: Entry[Any], before: Meetings, after: Meetings) -> Sequence[Change]:
    """What one entry about a meeting changes in the open tables."""
    match entry.fact:
        case MeetingCalled(meeting=id):
            return [Add("meetings", _meeting(id, after))]
        case MeetingOpened(meeting=id) | MeetingClosed(meeting=id):
            return [End("meetings", (id,)), Add("meetings", _meeting(id, after))]
        case AgendaSet(meeting=id, decisions=decisions):
            ended: list[Change] = [End("agendas", (id, one)) for one in before.meetings[id].agenda]
            rows: list[Change] = [
                Add("agendas", (id, one, number, entry.seq)) for number, one in enumerate(decisions, 1)
            ]
            return [*ended, *rows]
        case PresenceNoted() as noted:
            return _presences(noted, entry, before)
        case ProxyGiven() as given:
            return _proxy(given, entry, before)
        case HandsConfirmed() as confirmed:
            return _hands(confirmed, entry, before)
        case MinutesSigned(meeting=id):
            made: list[Change] = [Add("minutes_signed", (id, entry.by, entry.at[:10], entry.seq))]
            if before.meetings[id].status != after.meetings[id].status:
                made += [End("meetings", (id,)), Add("meetings", _meeting(id, after))]
            return made
    return ()


def _meeting(id: str, after: Meetings) -> Row:
    one = after.meetings[id]
    last = one.calls[-1] if one.calls else None
    return (
        id, one.title, one.place, one.procedure, one.first_at, one.second_at or None, one.chair, one.secretary,
        one.status, one.call, last.present if last else None, last.represented if last else None,
        last.needed if last else None, one.digest or None, one.called_at[:10], one.called,
    )


def _presences(fact: PresenceNoted, entry: Entry[Any], before: Meetings) -> list[Change]:
    meeting = before.meetings[fact.meeting]
    came = [one for one in fact.came if one not in meeting.present]
    own = [End("proxies", (fact.meeting, one)) for one in fact.came if one in meeting.proxies]
    gone = [End("presences", (fact.meeting, one)) for one in fact.left]
    return [*own, *gone, *(Add("presences", (fact.meeting, one, entry.seq)) for one in came)]


def _proxy(fact: ProxyGiven, entry: Entry[Any], before: Meetings) -> list[Change]:
    giver = entry.for_ or entry.by
    ended: list[Change] = []
    if giver in before.meetings[fact.meeting].proxies:
        ended.append(End("proxies", (fact.meeting, giver)))
    if not fact.to:
        return ended
    return [*ended, Add("proxies", (fact.meeting, giver, fact.to, entry.by if entry.by != giver else None, entry.seq))]


def _hands(fact: HandsConfirmed, entry: Entry[Any], before: Meetings) -> list[Change]:
    first = before.meetings[fact.meeting].hands[fact.decision].by
    return [
        Add("hands", (fact.meeting, fact.decision, one.option, one.hands, first, entry.by, entry.seq))
        for one in fact.counts
    ]
