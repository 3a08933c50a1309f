"""What can have happened to an election: it was called, people were named and answered, a vacant seat was filled."""

from auzolan.journal.entry import Fact, Whole


class ElectionCalled(Fact, frozen=True, kw_only=True, tag="governance.election_called.1"):
    """An election was announced: from now until `until` candidates can be named. Who called it is who the entry is by.

    body: whose seats; seats: how many are filled; up: members whose seats are up, empty for everybody's where `some` is
    not set; some: whether only those of `up` are up, so that the others stay; procedure, procedure_seq: how it will be
    voted on, and the entry that adopted that version; days: how long candidates can be named; until: the moment at
    which that ends; last_day: the last day of what those elected are elected for, where it is shorter than a term.
    """

    election: str
    title: str
    text: str
    body: str
    seats: Whole
    procedure: str
    procedure_seq: Whole
    days: Whole
    until: str
    up: tuple[str, ...] = ()
    some: bool = False
    last_day: str = ""


class CandidateNamed(Fact, frozen=True, kw_only=True, tag="governance.candidate_named.1"):
    """Somebody was named as a candidate. Whoever names themselves stands; everybody else is asked first.

    vault: commitment to their own words, where they name themselves.
    """

    election: str
    member: str
    vault: str = ""


class NominationAnswered(Fact, frozen=True, kw_only=True, tag="governance.nomination_answered.1"):
    """A candidate stands, or stands no longer; the last answer before the ballot counts. After the election a no takes
    them off the list of those who could fill a vacancy.

    vault: commitment to what they say about themselves and what they declare; empty where they say nothing.
    """

    election: str
    stands: bool
    vault: str = ""


class CandidateSupported(Fact, frozen=True, kw_only=True, tag="governance.candidate_supported.1"):
    """A member wants somebody to be on the ballot, where the procedure asks for supporters."""

    election: str
    member: str


class NominationsProlonged(Fact, frozen=True, kw_only=True, tag="governance.nominations_prolonged.1"):
    """Too few stood when the days were over: candidates can be named until `until`, once."""

    election: str
    until: str


class ElectionDropped(Fact, frozen=True, kw_only=True, tag="governance.election_dropped.1"):
    """There will be no ballot: who called it took it back, or it could not be opened. why: empty, or the refusal."""

    election: str
    why: str = ""


class CountbackHeld(Fact, frozen=True, kw_only=True, tag="governance.countback_held.1"):
    """A seat fell vacant, and the ballots of its election were counted again without those who cannot have it.

    decision: that election; vacated: who had the seat; gone: the candidates that were left out, in the order of the
    ballot; winner: who gets the seat, or empty where nobody is left; until: the last day of the seat; rounds: SHA-256
    in hex of every round of the count, or empty where nobody was left to count for.
    """

    body: str
    decision: str
    vacated: str
    gone: tuple[str, ...]
    winner: str = ""
    until: str = ""
    rounds: str = ""


ELECTION_FACTS = (
    ElectionCalled, CandidateNamed, NominationAnswered, CandidateSupported, NominationsProlonged, ElectionDropped,
    CountbackHeld,
)
