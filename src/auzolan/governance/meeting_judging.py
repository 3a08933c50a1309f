"""May this have happened to a meeting? Judged by its notice, its procedure and who is in the room."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.state import newest
from auzolan.governance.meeting_facts import (
    AgendaSet,
    HandsConfirmed,
    HandsCounted,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MinutesSigned,
    PresenceNoted,
    ProxyGiven,
)
from auzolan.governance.meeting_minutes import drafted
from auzolan.governance.meeting_rules import (
    body_of,
    decided_by,
    hands_fault,
    in_person,
    leads,
    meets_by,
    needed,
    no,
    taking_part,
    votable,
)
from auzolan.governance.meeting_state import CALLED, ENDED, HELD, MISSED, Meeting
from auzolan.governance.people import belongs
from auzolan.governance.state import OPEN, State
from auzolan.governance.times import days_after, minutes_after
from auzolan.journal.entry import Entry
from auzolan.members.body import roll
from auzolan.values.instant import is_instant
from auzolan.values.refusal import Refusal

TEXT_MAX = 200
AGENDA_MAX = 100
MINUTES_MAX = 50_000  # bytes; what the other fields leave of an entry
COMMITMENT_LENGTH = 64


def meeting_fault(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries about meetings: None, or the refusal."""
    fact = entry.fact
    if isinstance(fact, MeetingCalled):
        return _called(state, fact, entry, around)
    meeting = state.meetings.meetings.get(fact.meeting)
    if meeting is None:
        return no(fact.meeting, "There is no such meeting.", "Look at the list of meetings for its id.")
    match fact:
        case AgendaSet():
            return _agenda(state, meeting, fact, entry, around)
        case ProxyGiven():
            return _proxy(meeting, fact, entry, around)
        case PresenceNoted():
            return _presence(meeting, fact, entry, around)
        case MeetingOpened():
            return _opened(meeting, fact, entry, around)
        case HandsCounted():
            return _counted(state, meeting, fact, entry, around)
        case HandsConfirmed():
            return _confirmed(state, meeting, fact, entry, around)
        case MeetingClosed():
            return _closed(meeting, fact, entry, around) or _drafted(state, fact, around)
        case MinutesSigned():
            return _signed(meeting, fact, entry, around)
    return None


def _called(state: State, fact: MeetingCalled, entry: Entry[Any], around: Around) -> Refusal | None:
    if not fact.meeting or fact.meeting in state.meetings.meetings:
        return no(fact.meeting, "A meeting of that id was called before.", "Call it once more.")
    for field, text in (("title", fact.title), ("place", fact.place)):
        if not text.strip() or len(text) > TEXT_MAX or "\n" in text:
            return no(field, f"It is one line of at most {TEXT_MAX} letters.", "Say in a few words what and where.")
    in_force = newest(around.states["charter"], fact.procedure)
    article = around.charter.get(fact.procedure)
    if in_force is None or article is None or article.kind != "procedure" or in_force.seq != fact.procedure_seq:
        return no(fact.procedure, "The charter has no procedure of that name.", "Name the one by which it meets.")
    said = around.charter.value(fact.procedure)
    if not is_instant(fact.first_at) or days_after(entry.at, said.notice_days) > fact.first_at:
        why = f"{said.name} asks for {said.notice_days} days' notice, and the first call is at {fact.first_at[:40]}."
        return no("first call", why, "Choose a later day, and write it like 2026-05-02T17:00:00Z.")
    second = minutes_after(fact.first_at, said.second_call_minutes) if said.second_call_minutes else ""
    if fact.second_at != second:
        return no("second call", "It is not when the procedure says.", "Call it again.")
    if entry.for_ not in (None, entry.by):
        return no(fact.title, "Nobody calls a meeting in another's name.", "Call it in your own.")
    if entry.by not in roll(around.states["members"], around.charter, said.propose, around.at) and (
        refused := around.may("governance.meeting_called", {})
    ):
        return refused
    return _two(fact.chair, fact.secretary, around)


def _two(chair: str, secretary: str, around: Around) -> Refusal | None:
    if chair == secretary:
        return no("secretary", "Chair and secretary are two people: each signs the minutes.", "Name somebody else.")
    for one in (chair, secretary):
        if not belongs(around, one):
            return no(one, "This is no member today.", "Name members as chair and secretary.")
    return None


def _agenda(state: State, meeting: Meeting, fact: AgendaSet, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.by != meeting.caller and (refused := leads(meeting, entry, "agenda_set", around)):
        return refused
    if meeting.status != CALLED or meeting.calls:
        return no(meeting.title, "Its first call was made; the agenda stands.", "Call another meeting for it.")
    if len(set(fact.decisions)) != len(fact.decisions) or len(fact.decisions) > AGENDA_MAX:
        return no("agenda", f"An agenda names at most {AGENDA_MAX} decisions, each once.", "Name each once.")
    body = meets_by(meeting, around).body
    for id in fact.decisions:
        if refused := _announced(state, meeting, id, body, fact, entry, around):
            return refused
    return None


def _announced(
    state: State, meeting: Meeting, id: str, body: str, fact: AgendaSet, entry: Entry[Any], around: Around
) -> Refusal | None:
    decision = state.decisions.get(id)
    if decision is None or decision.status != OPEN:
        return no(id, "There is no such open decision.", "Propose it first; its id then goes on the agenda.")
    if state.meetings.on_agenda.get(id, fact.meeting) != fact.meeting:
        return no(decision.title, "It is on the agenda of another meeting.", "Let that one decide it, or call it off.")
    said = decided_by(decision, around)
    if said.body != body or said.chambers:
        why = f"{said.name} asks another body than the one that meets."
        return no(decision.title, why, "Call a meeting of that body.")
    if days_after(entry.at, said.notice_days) > meeting.first_at:
        why = f"{said.name} asks for {said.notice_days} days' notice of what is decided."
        return no(decision.title, why, "Put it on the agenda of a later meeting.")
    if decision.opens_at > meeting.first_at or decision.closes_at <= (meeting.second_at or meeting.first_at):
        why = f"It is voted on from {decision.opens_at} to {decision.closes_at}, and the meeting lies outside."
        return no(decision.title, why, "Meet in that time.")
    return None


def _proxy(meeting: Meeting, fact: ProxyGiven, entry: Entry[Any], around: Around) -> Refusal | None:
    giver = entry.for_ or entry.by
    if meeting.status != CALLED:
        return no(giver, "Proxies are given until the meeting is held.", "Come, or cast your ballot yourself.")
    if giver == entry.by:
        refused = in_person(entry, around)
    elif entry.by == fact.to:
        why = "Whoever holds a proxy does not enter it themselves."
        refused = no(fact.to, why, "Let chair, secretary or desk enter the paper.")
    else:
        known = entry.by in (meeting.chair, meeting.secretary)
        refused = None if known else around.may("governance.proxy_given", {})
    if refused or not fact.to:
        return refused
    if fact.to == giver:
        return no(giver, "Nobody is their own proxy.", "Come yourself, or name somebody else.")
    body = body_of(meeting, around)
    for one in (giver, fact.to):
        if one not in body:
            return no(one, f"It is a meeting of {meets_by(meeting, around).body}, and they are not in it.",
                      "A proxy is given by one who belongs to it to another.")
    if giver in meeting.present:
        return no(giver, "They are there and speak for themselves.", "Note first that they left.")
    held = sum(holder == fact.to for one, holder in meeting.proxies.items() if one != giver)
    most = meets_by(meeting, around).proxies_max
    if held >= most:
        why = f"One person holds at most {most} proxies, and {fact.to} holds {held}."
        return no(fact.to, why, "Name somebody else.")
    return None


def _presence(meeting: Meeting, fact: PresenceNoted, entry: Entry[Any], around: Around) -> Refusal | None:
    if refused := leads(meeting, entry, "presence_noted", around):
        return refused
    if meeting.status not in (CALLED, HELD):
        return no(meeting.title, f"The meeting is {meeting.status}.", "The list of those present is closed.")
    if entry.at < days_after(meeting.first_at, -1):
        return no(meeting.title, f"Its first call is at {meeting.first_at}.", "Note who is there when they come.")
    if len({*fact.came, *fact.left}) != len(fact.came) + len(fact.left) or not (fact.came or fact.left):
        return no(meeting.title, "Each person is named once, as come or as gone.", "Name each once.")
    body = frozenset(body_of(meeting, around))
    if stranger := next((one for one in fact.came if one not in body), ""):
        why = f"It is a meeting of {meets_by(meeting, around).body}, and they are not in it."
        return no(stranger, why, "Guests are welcome, and are not counted.")
    if gone := next((one for one in fact.left if one not in meeting.present), ""):
        return no(gone, "They were not noted as there.", "Look at the list of those present.")
    return None


def _opened(meeting: Meeting, fact: MeetingOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    if refused := leads(meeting, entry, "meeting_opened", around):
        return refused
    if meeting.status != CALLED or fact.call != len(meeting.calls) + 1:
        return no(meeting.title, f"The meeting is {meeting.status}; its next call is not number {fact.call}.",
                  "Look at its page for what comes next.")
    at = meeting.first_at if fact.call == 1 else meeting.second_at
    if not at:
        return no(meeting.title, "There is no second call.", "Give notice of another meeting.")
    if entry.at < at:
        return no(meeting.title, f"Call {fact.call} is at {at}, and it is {entry.at}.", "Wait until then.")
    if entry.at > days_after(at, 1):
        return no(meeting.title, f"Call {fact.call} was at {at}, more than a day ago.", "Give notice of another one.")
    must = needed(meets_by(meeting, around), fact.call, len(body_of(meeting, around)))
    present, represented = len(meeting.present), len(meeting.represented)
    said = (fact.present, fact.represented, fact.needed, fact.held)
    if said != (present, represented, must, present > 0 and present + represented >= must):
        return no(meeting.title, "The numbers are not those of the list of those present.", "Open it again.")
    return _two(fact.chair or meeting.chair, fact.secretary or meeting.secretary, around)


def _counted(state: State, meeting: Meeting, fact: HandsCounted, entry: Entry[Any], around: Around) -> Refusal | None:
    if refused := in_person(entry, around) or leads(meeting, entry, "hands_counted", around):
        return refused
    if meeting.status != HELD:
        return no(meeting.title, f"The meeting is {meeting.status}.", "Hands are counted while it is held.")
    return votable(state, meeting, fact.decision, entry, around) or hands_fault(
        meeting, state.decisions[fact.decision], fact.counts
    )


def _confirmed(
    state: State, meeting: Meeting, fact: HandsConfirmed, entry: Entry[Any], around: Around
) -> Refusal | None:
    shown = meeting.hands.get(fact.decision)
    title = state.decisions[fact.decision].title if fact.decision in state.decisions else fact.decision
    if shown is None:
        return no(title, "No count of hands waits for a second person.", "Enter one first.")
    if entry.by == shown.by or entry.for_ not in (None, entry.by):
        why = "Whoever entered the hands does not confirm them."
        return no(title, why, "Let another person who counted enter what they saw.")
    if refused := in_person(entry, around):
        return refused
    if entry.by not in meeting.present and (refused := leads(meeting, entry, "hands_confirmed", around)):
        return refused
    if fact.counts != shown.counts:
        why = "The two did not count the same."
        return no(title, why, "Count once more; whoever was wrong enters it again.")
    refused = votable(state, meeting, fact.decision, entry, around)
    if refused or (refused := hands_fault(meeting, state.decisions[fact.decision], fact.counts)):
        return refused
    if fact.taking_part != taking_part(meeting, state.decisions[fact.decision]):
        return no(title, "The number of those who take part is another.", "Confirm it again.")
    return None


def _closed(meeting: Meeting, fact: MeetingClosed, entry: Entry[Any], around: Around) -> Refusal | None:
    if refused := leads(meeting, entry, "meeting_closed", around):
        return refused
    if meeting.closed >= 0 or meeting.status not in (CALLED, HELD, MISSED):
        return no(meeting.title, f"The meeting is {meeting.status}.", "Read its minutes.")
    if waiting := ", ".join(sorted(meeting.hands)):
        return no(waiting, "A count of hands waits for the second person.", "Let them confirm it, or count again.")
    if not fact.minutes.strip() or len(fact.minutes.encode()) > MINUTES_MAX:
        return no("minutes", f"They have at most {MINUTES_MAX} bytes, and are not empty.", "Close it again.")
    if fact.vault and len(fact.vault) != COMMITMENT_LENGTH:
        return no("remarks", "The commitment to them is not one.", "Close it again.")
    return None


def _drafted(state: State, fact: MeetingClosed, around: Around) -> Refusal | None:
    """Whether the minutes are the ones that the facts give, word for word: whoever ends a meeting writes none."""
    if fact.minutes != drafted(state, fact.meeting, around, fact.vault):
        why = "The minutes do not say what was written of the meeting."
        return no(fact.meeting, why, "Close it again: they are drafted from what was written.")
    return None


def _signed(meeting: Meeting, fact: MinutesSigned, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.by not in (meeting.chair, meeting.secretary) or entry.for_ not in (None, entry.by):
        return no(meeting.title, "Minutes are signed by the chair and the secretary.", "Ask them to.")
    if refused := in_person(entry, around):
        return refused
    if meeting.status not in (ENDED, MISSED) or meeting.closed < 0:
        return no(meeting.title, f"The meeting is {meeting.status}.", "Minutes are signed once, when it has ended.")
    if entry.by in meeting.signed:
        return no(meeting.title, "You signed them already.", "The other of the two signs them too.")
    if fact.digest != meeting.digest:
        return no(meeting.title, "This is not the text of the minutes.", "Read them again, and sign what stands there.")
    return None
