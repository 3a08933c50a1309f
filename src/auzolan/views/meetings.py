"""Meetings: which there are, and one with its agenda, who is there, what was counted and what its minutes say."""

from collections.abc import Mapping
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance.facts import OptionCounted
from auzolan.governance.meeting_facts import Hands, MeetingClosed
from auzolan.governance.meeting_rules import body_of, decided_by, hands_left, meets_by, needed
from auzolan.governance.meeting_state import CALLED, ENDED, HELD, MISSED, Call, Meeting
from auzolan.governance.state import OPEN, State
from auzolan.governance.times import days_after
from auzolan.members.body import roll
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables

AGENDA, PROXY, PAPER, PRESENCE, CALL, COUNT, CONFIRM, CLOSE, SIGN = (
    "agenda", "proxy", "paper", "presence", "call", "count", "confirm", "close", "sign",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """A meeting in the list. next_at: the moment of the next call, or when it ended."""

    meeting: str
    title: str
    place: str
    status: str
    next_at: str
    decisions: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """A procedure by which a member may call a meeting. notice_days: how long before."""

    procedure: str
    name: str
    notice_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """coming: not ended, the next first; past: newest first; by: the procedures by which the viewer may call one."""

    coming: tuple[InList, ...]
    past: tuple[InList, ...]
    by: tuple[Meets, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing on the agenda. hands: how many can be raised, -1 where none can; waiting: a count that waits for the
    second person; counted_by: who entered it."""

    decision: str
    title: str
    status: str
    counts: tuple[OptionCounted, ...]
    raised: tuple[Hands, ...]
    options: tuple[str, ...]
    hands: int
    waiting: tuple[Hands, ...]
    counted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """One meeting. body: who belongs to it now; present, proxies: as the open tables have them; needed: for the next
    call; next_at: its moment, or empty; may: what the viewer may do now; text: the minutes, once it has ended;
    by: who gave notice; signatures: who signed, on which day, in which entry."""

    meeting: str
    title: str
    place: str
    status: str
    procedure: str
    first_at: str
    second_at: str
    chair: str
    secretary: str
    call: int
    calls: tuple[Call, ...]
    next_at: str
    needed: int
    members: int
    represented: int
    proxies_max: int
    agenda: tuple[Item, ...]
    present: tuple[str, ...]
    proxies: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    proposals: tuple[tuple[str, str], ...]
    may: tuple[str, ...]
    signed: tuple[str, ...]
    digest: str
    text: str
    vault: str
    called: int
    closed: int
    closed_at: str
    called_at: str
    by: str
    signatures: tuple[tuple[str, str, int], ...]


def meeting_list(org: Organisation, around: Around, member: str) -> MeetingList:
    """Every meeting."""
    known: Mapping[str, Meeting] = org.states["governance"].meetings.meetings
    listed = [(_listed(id, one), one.status) for id, one in known.items()]
    coming = sorted((one for one, status in listed if status in (CALLED, HELD)), key=lambda one: one.next_at)
    past = sorted((one for one, status in listed if status not in (CALLED, HELD)), key=lambda one: -one.entry)
    return MeetingList(coming=tuple(coming), past=tuple(past), by=_calls_by(around, member))


def _listed(id: str, one: Meeting) -> InList:
    return InList(
        meeting=id, title=one.title, place=one.place, status=one.status, next_at=one.closed_at or next_call(one),
        decisions=len(one.agenda), entry=one.called,
    )


def next_call(one: Meeting) -> str:
    """The moment of the next call; of the last one, where none is to come."""
    return one.second_at if one.calls and one.second_at and one.status == CALLED else one.first_at


def _calls_by(around: Around, member: str) -> tuple[Meets, ...]:
    trusted = bool(member) and around.may("governance.meeting_called", {}) is None
    return tuple(
        Meets(procedure=one.id, name=one.name, notice_days=one.notice_days)
        for article in around.charter.of_kind("procedure")
        if (one := around.charter.value(article.id)) and not one.chambers
        and (trusted or member in roll(around.states["members"], around.charter, one.propose, around.at))
    )


def meeting_page(org: Organisation, id: str, around: Around, tables: Tables, member: str) -> MeetingPage:
    """One meeting. Raises KeyError when there is none."""
    state: State = org.states["governance"]
    one = state.meetings.meetings[id]
    body = body_of(one, around)
    ended = around.fact(one.closed) if one.closed >= 0 else None
    said = meets_by(one, around)
    return MeetingPage(
        meeting=id, title=one.title, place=one.place, status=one.status, procedure=one.procedure,
        first_at=one.first_at, second_at=one.second_at, chair=one.chair, secretary=one.secretary, call=one.call,
        calls=one.calls, next_at=next_call(one) if one.status == CALLED and one.closed < 0 else "",
        needed=needed(said, len(one.calls) + 1, len(body)), members=len(body), represented=len(one.represented),
        proxies_max=said.proxies_max,
        agenda=tuple(_item(state, one, decision, around) for decision in one.agenda),
        present=tuple(str(row["member"]) for row in tables.rows("presences", {"meeting": id})),
        proxies=tuple((str(row["member"]), str(row["to"])) for row in tables.rows("proxies", {"meeting": id})),
        body=body, proposals=_proposals(state, id, said.body, around), may=_may(state, one, body, around, member),
        signed=one.signed, digest=one.digest, text=ended.minutes if isinstance(ended, MeetingClosed) else "",
        vault=one.vault, called=one.called, closed=one.closed, closed_at=one.closed_at,
        called_at=one.called_at, by=one.caller, signatures=tuple(
            (str(row["member"]), str(row["day"]), int(row["entry"] or 0))
            for row in tables.rows("minutes_signed", {"meeting": id})
        ),
    )


def _item(state: State, meeting: Meeting, id: str, around: Around) -> Item:
    decision = state.decisions[id]
    shown = meeting.hands.get(id)
    able = meeting.status == HELD and decision.status == OPEN and decided_by(decision, around).hands
    return Item(
        decision=id, title=decision.title, status=decision.status, counts=decision.counts, raised=decision.hands,
        options=decision.options, hands=hands_left(meeting, decision) if able else -1,
        waiting=shown.counts if shown else (), counted_by=shown.by if shown else "",
    )


def _proposals(state: State, id: str, body: str, around: Around) -> tuple[tuple[str, str], ...]:
    """Open decisions of the same body that no other meeting decides."""
    found = []
    for one in sorted(state.open, key=lambda one: state.decisions[one].opened):
        decision = state.decisions[one]
        if state.meetings.on_agenda.get(one, id) == id and decided_by(decision, around).body == body:
            found.append((one, decision.title))
    return tuple(found)


def _may(state: State, one: Meeting, body: tuple[str, ...], around: Around, member: str) -> tuple[str, ...]:
    leads = member in (one.chair, one.secretary)
    open_ = one.status in (CALLED, HELD)

    def may(kind: str) -> bool:
        return bool(member) and (leads or around.may(f"governance.{kind}", {}) is None)

    asked = {
        AGENDA: one.status == CALLED and not one.calls and (member == one.caller or may("agenda_set")),
        PROXY: one.status == CALLED and member in body and member not in one.present
        and bool(meets_by(one, around).proxies_max),
        PAPER: one.status == CALLED and may("proxy_given") and bool(meets_by(one, around).proxies_max),
        PRESENCE: open_ and around.at >= days_after(one.first_at, -1) and may("presence_noted"),
        CALL: one.status == CALLED and next_call(one) <= around.at <= days_after(next_call(one), 1)
        and may("meeting_opened"),
        COUNT: one.status == HELD and may("hands_counted"),
        CONFIRM: bool(one.hands) and (member in one.present or may("hands_confirmed")),
        CLOSE: one.closed < 0 and (open_ or one.status == MISSED) and not one.hands and may("meeting_closed"),
        SIGN: one.closed >= 0 and one.status in (ENDED, MISSED) and leads and member not in one.signed,
    }
    return tuple(name for name, able in asked.items() if able)
