"""Which meetings there are, how each stands, who is in the room and who speaks for whom."""

import hashlib
from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.meeting_facts import (
    AgendaSet,
    Hands,
    HandsConfirmed,
    HandsCounted,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MinutesSigned,
    PresenceNoted,
    ProxyGiven,
)
from auzolan.journal.entry import Entry

CALLED, HELD, MISSED, ENDED, CALLED_OFF, SIGNED = "called", "held", "missed", "ended", "called off", "signed"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call: when it was made, how many were there and represented, how many it needed."""

    at: str
    present: int
    represented: int
    needed: int
    held: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Hands as one person entered them, waiting for the second. seq: the entry."""

    by: str
    seq: int
    counts: tuple[Hands, ...]


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting as it stands.

    caller, called, called_at: who gave notice, in which entry, when; present, proxies (giver -> holder), hands: only
    until it has ended, afterwards the open tables have them; digest: of the minutes' text, once it has ended; closed:
    the entry that has that text, or -1; signed: who signed it.
    """

    title: str
    place: str
    procedure: str
    procedure_seq: int
    first_at: str
    second_at: str
    chair: str
    secretary: str
    caller: str
    called: int
    called_at: str
    status: str = CALLED
    agenda: tuple[str, ...] = ()
    present: frozenset[str] = frozenset()
    proxies: Map[str, str] = Map()
    calls: tuple[Call, ...] = ()
    hands: Map[str, Shown] = Map()
    closed: int = -1
    closed_at: str = ""
    vault: str = ""
    digest: str = ""
    signed: tuple[str, ...] = ()

    @property
    def represented(self) -> frozenset[str]:
        """Who is not there, and whose proxy is."""
        return frozenset(
            giver for giver, holder in self.proxies.items() if holder in self.present and giver not in self.present
        )

    @property
    def call(self) -> int:
        """The call at which it is or was held, or 0."""
        return len(self.calls) if self.calls and self.calls[-1].held else 0


class Meetings(msgspec.Struct, frozen=True, kw_only=True):
    """meetings: by id; on_agenda: decision -> the meeting that will decide it."""

    meetings: Map[str, Meeting] = Map()
    on_agenda: Map[str, str] = Map()


def digest_of(text: str) -> str:
    """SHA-256 in hex of the minutes' text: what is signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def speaks_for(state: Meetings, decision: str, giver: str, holder: str) -> bool:
    """Whether a meeting that has the decision on its agenda is held, and one is there with the proxy of the other."""
    meeting = state.meetings.get(state.on_agenda.get(decision, ""))
    if meeting is None or meeting.status != HELD:
        return False
    return giver in meeting.represented and meeting.proxies[giver] == holder


def met(state: Meetings, entry: Entry[Any]) -> Meetings:
    """Fold one allowed entry about a meeting."""
    fact = entry.fact
    if isinstance(fact, MeetingCalled):
        meeting = Meeting(
            title=fact.title, place=fact.place, procedure=fact.procedure, procedure_seq=fact.procedure_seq,
            first_at=fact.first_at, second_at=fact.second_at, chair=fact.chair, secretary=fact.secretary,
            caller=entry.by, called=entry.seq, called_at=entry.at,
        )
        return _with(state, fact.meeting, meeting)
    before = state.meetings[fact.meeting]
    after = _with(state, fact.meeting, _after(before, entry))
    match fact:
        case AgendaSet(meeting=id, decisions=decisions):
            return replace(after, on_agenda=_off(state, before.agenda).update(dict.fromkeys(decisions, id)))
        case MeetingClosed():
            return replace(after, on_agenda=_off(state, before.agenda))
        case HandsConfirmed(decision=decision):
            return replace(after, on_agenda=_off(state, (decision,)))
    return after


def _with(state: Meetings, id: str, meeting: Meeting) -> Meetings:
    return replace(state, meetings=state.meetings.set(id, meeting))


def _off(state: Meetings, decisions: tuple[str, ...]) -> Map[str, str]:
    on_agenda = state.on_agenda
    for one in decisions:
        on_agenda = on_agenda.delete(one) if one in on_agenda else on_agenda
    return on_agenda


def _after(meeting: Meeting, entry: Entry[Any]) -> Meeting:
    match entry.fact:
        case AgendaSet(decisions=decisions):
            return replace(meeting, agenda=decisions)
        case ProxyGiven(to=to):
            giver = entry.for_ or entry.by
            proxies = meeting.proxies.set(giver, to) if to else _without(meeting.proxies, (giver,))
            return replace(meeting, proxies=proxies)
        case PresenceNoted(came=came, left=left):
            present = (meeting.present | set(came)) - set(left)
            return replace(meeting, present=present, proxies=_without(meeting.proxies, came))
        case MeetingOpened() as fact:
            call = Call(
                at=entry.at, present=fact.present, represented=fact.represented, needed=fact.needed, held=fact.held
            )
            missed = CALLED if fact.call == 1 and meeting.second_at else MISSED
            return replace(
                meeting, calls=(*meeting.calls, call), status=HELD if fact.held else missed,
                chair=fact.chair or meeting.chair, secretary=fact.secretary or meeting.secretary,
            )
        case HandsCounted(decision=decision, counts=counts):
            shown = Shown(by=entry.by, seq=entry.seq, counts=counts)
            return replace(meeting, hands=meeting.hands.set(decision, shown))
        case HandsConfirmed(decision=decision):
            return replace(meeting, hands=_without(meeting.hands, (decision,)))
        case MeetingClosed(minutes=minutes, vault=vault):
            status = {HELD: ENDED, MISSED: MISSED}.get(meeting.status, CALLED_OFF)
            return replace(
                meeting, status=status, present=frozenset(), proxies=Map(), hands=Map(), closed=entry.seq,
                closed_at=entry.at, vault=vault, digest=digest_of(minutes),
            )
        case MinutesSigned():
            signed = (*meeting.signed, entry.by)
            whole = {meeting.chair, meeting.secretary} <= set(signed)
            return replace(meeting, signed=signed, status=SIGNED if whole and meeting.status == ENDED else
                           meeting.status)
    return meeting


def _without(of: Map[str, Any], names: tuple[str, ...]) -> Map[str, Any]:
    for name in names:
        of = of.delete(name) if name in of else of
    return of
