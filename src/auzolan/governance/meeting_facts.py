"""What can have happened to a meeting: it was called, people came, hands were counted, its minutes were signed."""

import msgspec

from auzolan.journal.entry import Fact, Whole

PEOPLE_PER_ENTRY = 1_000  # so that an entry stays below its 65,535 bytes


class MeetingCalled(Fact, frozen=True, kw_only=True, tag="governance.meeting_called.1"):
    """Notice was given of a meeting of a body.

    procedure, procedure_seq: by what it meets, and the entry that adopted that version: it says whose meeting it is,
    how long before notice is given, with which quorums it is held and how many proxies one may hold. first_at,
    second_at: the moments of the two calls, the second one empty where there is none. chair, secretary: members.
    """

    meeting: str
    title: str
    place: str
    procedure: str
    procedure_seq: Whole
    first_at: str
    chair: str
    secretary: str
    second_at: str = ""


class AgendaSet(Fact, frozen=True, kw_only=True, tag="governance.agenda_set.1"):
    """What the meeting will decide: open decisions, in this order. A later agenda stands instead of an earlier one."""

    meeting: str
    decisions: tuple[str, ...]


class ProxyGiven(Fact, frozen=True, kw_only=True, tag="governance.proxy_given.1"):
    """A member lets another speak for them at one meeting; empty takes it back. Given by whoever the entry speaks for,
    by themselves or in writing, with the paper as evidence."""

    meeting: str
    to: str


class PresenceNoted(Fact, frozen=True, kw_only=True, tag="governance.presence_noted.1"):
    """Members came into the room, or left it. Who comes speaks for themselves, whatever proxy they gave."""

    meeting: str
    came: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class MeetingOpened(Fact, frozen=True, kw_only=True, tag="governance.meeting_opened.1"):
    """A call was made: so many were in the room, so many represented, so many needed; held says whether it was enough.

    chair, secretary: where others than those who were named in the notice lead it.
    """

    meeting: str
    call: Whole
    present: Whole
    represented: Whole
    needed: Whole
    held: bool
    chair: str = ""
    secretary: str = ""


class Hands(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many raised their hand for one answer."""

    option: str
    hands: Whole


class HandsCounted(Fact, frozen=True, kw_only=True, tag="governance.hands_counted.1"):
    """Somebody entered how many hands were raised for each answer, without names; it counts once another confirms."""

    meeting: str
    decision: str
    counts: tuple[Hands, ...]


class HandsConfirmed(Fact, frozen=True, kw_only=True, tag="governance.hands_confirmed.1"):
    """A second person counted the same hands. The decision is closed with them and with the ballots cast by name.

    taking_part: how many took part: who was there, was represented or had cast a ballot.
    """

    meeting: str
    decision: str
    counts: tuple[Hands, ...]
    taking_part: Whole


class MeetingClosed(Fact, frozen=True, kw_only=True, tag="governance.meeting_closed.1"):
    """The meeting ended, or was called off, or missed its last call. minutes: the text drafted from the facts, with
    numbers instead of names; vault: commitment to the secretary's own words, where there are any."""

    meeting: str
    minutes: str
    vault: str = ""


class MinutesSigned(Fact, frozen=True, kw_only=True, tag="governance.minutes_signed.1"):
    """The chair or the secretary signed the minutes. digest: SHA-256 of their text in hex."""

    meeting: str
    digest: str


MEETING_FACTS = (
    MeetingCalled, AgendaSet, ProxyGiven, PresenceNoted, MeetingOpened, HandsCounted, HandsConfirmed, MeetingClosed,
    MinutesSigned,
)
