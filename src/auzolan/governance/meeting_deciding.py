"""What is asked of a meeting: to call it, to note who came, to count hands, to end it, to sign its minutes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.secret import seal
from auzolan.charter.state import newest
from auzolan.governance.closing import confirmed
from auzolan.governance.meeting_facts import (
    PEOPLE_PER_ENTRY,
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
from auzolan.governance.meeting_judging import meeting_fault
from auzolan.governance.meeting_minutes import drafted
from auzolan.governance.meeting_rules import body_of, meets_by, needed, no, taking_part
from auzolan.governance.meeting_state import Meeting
from auzolan.governance.state import State
from auzolan.governance.times import minutes_after
from auzolan.values.instant import is_instant

REMARKS_MAX = 10_000


class CallMeeting(Request, frozen=True, kw_only=True, tag="governance.call_meeting"):
    """Give notice of a meeting. first_at: its first call; the procedure says when the second one is. decisions: its
    agenda, which can be set later too."""

    title: str
    place: str
    procedure: str
    first_at: str
    chair: str
    secretary: str
    decisions: tuple[str, ...] = ()


class SetAgenda(Request, frozen=True, kw_only=True, tag="governance.set_agenda"):
    """Say which open decisions a meeting decides, instead of what was said before."""

    meeting: str
    decisions: tuple[str, ...]


class GiveProxy(Request, frozen=True, kw_only=True, tag="governance.give_proxy"):
    """Let another member speak for one at a meeting; empty takes it back. giver: where it was given on paper."""

    meeting: str
    to: str
    giver: str = ""
    paper: str = ""


class NotePresence(Request, frozen=True, kw_only=True, tag="governance.note_presence"):
    """Note who came into the room, or left it. Whoever is there already is not noted twice."""

    meeting: str
    came: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class OpenMeeting(Request, frozen=True, kw_only=True, tag="governance.open_meeting"):
    """Make the next call, with those who are noted as there. chair, secretary: where others lead it."""

    meeting: str
    chair: str = ""
    secretary: str = ""
    call: int = 0


class CountHands(Request, frozen=True, kw_only=True, tag="governance.count_hands"):
    """Enter how many hands were raised; somebody else confirms them."""

    meeting: str
    decision: str
    counts: tuple[Hands, ...]


class ConfirmHands(Request, frozen=True, kw_only=True, tag="governance.confirm_hands"):
    """Enter the same hands as the second person: then the decision is closed, and what it does follows."""

    meeting: str
    decision: str
    counts: tuple[Hands, ...]


class CloseMeeting(Request, frozen=True, kw_only=True, tag="governance.close_meeting"):
    """End a meeting, or call it off; its minutes are drafted. remarks: the secretary's own words, kept in the vault."""

    meeting: str
    remarks: str = ""


class SignMinutes(Request, frozen=True, kw_only=True, tag="governance.sign_minutes"):
    """Sign the minutes as chair or secretary. digest: of the text that was read; empty for the one there is."""

    meeting: str
    digest: str = ""


def _meeting(state: State, id: str) -> Meeting:
    meeting = state.meetings.meetings.get(id)
    if meeting is None:
        raise no(id, "There is no such meeting.", "Look at the list of meetings for its id.")
    return meeting


def call_meeting(state: State, request: CallMeeting, around: Around) -> Sequence[Draft]:
    """The notice, and the agenda where there is one."""
    meeting = around.draw().id("g", "meeting")
    article = around.charter.get(request.procedure)
    in_force = newest(around.states["charter"], request.procedure)
    if article is None or article.kind != "procedure" or in_force is None:
        known = ", ".join(one.id for one in around.charter.of_kind("procedure"))
        raise no(request.procedure, "The charter has no procedure of that name.", f"Name one of: {known}.")
    if not is_instant(request.first_at):
        raise no("first call", f"{request.first_at[:40]!r} is no moment.", "Write it like 2026-05-02T17:00:00Z.")
    later = around.charter.value(request.procedure).second_call_minutes
    fact = MeetingCalled(
        meeting=meeting, title=request.title.strip(), place=request.place.strip(), procedure=request.procedure,
        procedure_seq=in_force.seq, first_at=request.first_at, chair=request.chair, secretary=request.secretary,
        second_at=minutes_after(request.first_at, later) if later else "",
    )
    agenda = [Draft(fact=AgendaSet(meeting=meeting, decisions=request.decisions), because_draft=0)]
    return [Draft(fact=fact), *(agenda if request.decisions else [])]


def set_agenda(state: State, request: SetAgenda, around: Around) -> Sequence[Draft]:
    """The agenda; whether it may stand is judged."""
    because = _meeting(state, request.meeting).called
    return [Draft(fact=AgendaSet(meeting=request.meeting, decisions=request.decisions), because=because)]


def give_proxy(state: State, request: GiveProxy, around: Around) -> Sequence[Draft]:
    """The proxy, for oneself or with the paper of whoever gave it."""
    because = _meeting(state, request.meeting).called
    fact = ProxyGiven(meeting=request.meeting, to=request.to)
    if not request.giver or request.giver == around.by:
        return [Draft(fact=fact, because=because)]
    if not request.paper:
        raise no(request.giver, "A proxy for somebody else needs the paper behind it.", "Give the paper.")
    return [Draft(fact=fact, because=because, for_=request.giver, evidence=request.paper)]


def note_presence(state: State, request: NotePresence, around: Around) -> Sequence[Draft]:
    """Who came and who left, so many at a time as fit into an entry."""
    meeting = _meeting(state, request.meeting)
    came = tuple(one for one in dict.fromkeys(request.came) if one not in meeting.present)
    parts = [
        PresenceNoted(meeting=request.meeting, came=came[first : first + PEOPLE_PER_ENTRY])
        for first in range(0, len(came), PEOPLE_PER_ENTRY)
    ]
    if request.left:
        parts.append(PresenceNoted(meeting=request.meeting, left=tuple(dict.fromkeys(request.left))))
    if not parts and not request.came:
        raise no(request.meeting, "Nobody is named.", "Say who came or who left.")
    return [Draft(fact=part, because=meeting.called) for part in parts]


def open_meeting(state: State, request: OpenMeeting, around: Around) -> Sequence[Draft]:
    """The call, with the numbers of the list of those present."""
    meeting = _meeting(state, request.meeting)
    call = request.call or len(meeting.calls) + 1
    must = needed(meets_by(meeting, around), call, len(body_of(meeting, around)))
    present, represented = len(meeting.present), len(meeting.represented)
    fact = MeetingOpened(
        meeting=request.meeting, call=call, present=present, represented=represented, needed=must,
        held=present > 0 and present + represented >= must, chair=request.chair, secretary=request.secretary,
    )
    return [Draft(fact=fact, because=meeting.called)]


def count_hands(state: State, request: CountHands, around: Around) -> Sequence[Draft]:
    """The count; whether it can be is judged."""
    _meeting(state, request.meeting)
    return [Draft(fact=HandsCounted(meeting=request.meeting, decision=request.decision, counts=request.counts))]


def confirm_hands(state: State, request: ConfirmHands, around: Around) -> Sequence[Draft]:
    """The same count by the second person, the closing of the decision, and what follows from it."""
    meeting = _meeting(state, request.meeting)
    decision, shown = state.decisions.get(request.decision), meeting.hands.get(request.decision)
    if decision is None or shown is None:
        raise no(request.decision, "No count of hands waits for a second person.", "Enter one first.")
    fact = HandsConfirmed(
        meeting=request.meeting, decision=request.decision, counts=request.counts,
        taking_part=taking_part(meeting, decision),
    )
    yes = Draft(fact=fact, because=shown.seq, by=around.by)
    return confirmed(state, yes, around, request.decision, meeting_fault)


def close_meeting(state: State, request: CloseMeeting, around: Around) -> Sequence[Draft]:
    """The end, with the minutes as the facts draft them."""
    meeting = _meeting(state, request.meeting)
    if len(request.remarks) > REMARKS_MAX:
        raise no("remarks", f"They have at most {REMARKS_MAX} letters.", "Say it shorter.")
    words = request.remarks.strip()
    hidden = (seal(around.draw(), "remarks", {"remarks": words}),) if words else ()
    vault = hidden[0].commitment if hidden else ""
    fact = MeetingClosed(
        meeting=request.meeting, minutes=drafted(state, request.meeting, around, vault), vault=vault
    )
    return [Draft(fact=fact, because=meeting.called, secrets=hidden)]


def sign_minutes(state: State, request: SignMinutes, around: Around) -> Sequence[Draft]:
    """The signature; whether it may be given is judged."""
    meeting = _meeting(state, request.meeting)
    digest = request.digest or meeting.digest
    because = meeting.closed if meeting.closed >= 0 else meeting.called
    return [Draft(fact=MinutesSigned(meeting=request.meeting, digest=digest), because=because)]


MEETING_HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    CallMeeting: call_meeting,
    SetAgenda: set_agenda,
    GiveProxy: give_proxy,
    NotePresence: note_presence,
    OpenMeeting: open_meeting,
    CountHands: count_hands,
    ConfirmHands: confirm_hands,
    CloseMeeting: close_meeting,
    SignMinutes: sign_minutes,
}
