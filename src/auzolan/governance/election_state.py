"""Which elections there are, who stands, who sat how often, and which seats fell vacant."""

from bisect import insort
from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.election_facts import (
    CandidateNamed,
    CandidateSupported,
    CountbackHeld,
    ElectionCalled,
    ElectionDropped,
    NominationAnswered,
    NominationsProlonged,
)
from auzolan.journal.entry import Entry, Fact
from auzolan.members.facts import MandateEnded, MandateGranted

NAMING, BALLOT, DROPPED = "naming", "ballot", "dropped"
ASKED, STANDS, DECLINED, WITHDRAWN = "asked", "stands", "declined", "withdrawn"
BODY = "body."


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was named. by: who named them; vault: commitment to what they say; seq: the entry that did."""

    by: str
    seq: int
    status: str
    vault: str = ""
    supporters: frozenset[str] = frozenset()


class Election(msgspec.Struct, frozen=True, kw_only=True):
    """One election as it stands. called, called_at: its entry and its moment; decision: the ballot, once it is open;
    candidates: in the order in which they were named."""

    title: str
    body: str
    seats: int
    procedure: str
    procedure_seq: int
    days: int
    until: str
    caller: str
    called: int
    called_at: str
    up: tuple[str, ...] = ()
    some: bool = False
    last_day: str = ""
    status: str = NAMING
    prolonged: bool = False
    candidates: Map[str, Candidate] = Map()
    decision: str = ""
    why: str = ""

    @property
    def standing(self) -> tuple[str, ...]:
        """Everybody who stands, in the order in which they were named."""
        standing = [(one.seq, id) for id, one in self.candidates.items() if one.status == STANDS]
        return tuple(id for _, id in sorted(standing))


class Ends(msgspec.Struct, frozen=True, order=True):
    """When candidates can no longer be named."""

    at: str
    called: int
    election: str


class Sat(msgspec.Struct, frozen=True, kw_only=True):
    """One term in a seat. until: the last day that was granted; ended: the day it was over by an entry, or empty."""

    since: str
    until: str
    ended: str = ""


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A seat that is held. decision: the election that filled it, or empty where it was granted otherwise."""

    since: str
    until: str
    decision: str = ""


class Vacancy(msgspec.Struct, frozen=True, kw_only=True):
    """A seat that fell vacant before its term was over. seq: the entry by which; counted: the entry of the countback,
    or -1; winner: who gets it by that, or empty."""

    member: str
    decision: str
    until: str
    since: str
    seq: int
    counted: int = -1
    winner: str = ""


class Elections(msgspec.Struct, frozen=True, kw_only=True):
    """elections: by id; of: decision -> its election; ends: when naming ends, earliest first; seats: body -> member ->
    the seat; served: body -> member -> terms, oldest first; vacancies: body -> the seats that nobody has, oldest first.
    """

    elections: Map[str, Election] = Map()
    of: Map[str, str] = Map()
    ends: tuple[Ends, ...] = ()
    seats: Map[str, Map[str, Seat]] = Map()
    served: Map[str, Map[str, tuple[Sat, ...]]] = Map()
    vacancies: Map[str, tuple[Vacancy, ...]] = Map()


def named(state: Elections, entry: Entry[Any]) -> Elections:
    """Fold one allowed entry about an election."""
    fact = entry.fact
    if isinstance(fact, ElectionCalled):
        election = Election(
            title=fact.title, body=fact.body, seats=fact.seats, procedure=fact.procedure,
            procedure_seq=fact.procedure_seq, days=fact.days, until=fact.until, caller=entry.by, called=entry.seq,
            called_at=entry.at, up=fact.up, some=fact.some, last_day=fact.last_day,
        )
        return _scheduled(_with(state, fact.election, election), fact.election)
    if isinstance(fact, CountbackHeld):
        return _counted(state, fact, entry)
    before = state.elections[fact.election]
    match fact:
        case CandidateNamed(member=member, vault=vault):
            candidate = Candidate(by=entry.by, seq=entry.seq, status=STANDS if member == entry.by else ASKED,
                                  vault=vault)
            return _candidate(state, fact.election, before, member, candidate)
        case NominationAnswered(stands=stands, vault=vault):
            known = before.candidates[entry.by]
            no = DECLINED if known.status == ASKED else WITHDRAWN
            answered = replace(known, status=STANDS if stands else no, vault=vault if stands else known.vault)
            return _candidate(state, fact.election, before, entry.by, answered)
        case CandidateSupported(member=member):
            known = before.candidates[member]
            more = replace(known, supporters=known.supporters | {entry.by})
            return _candidate(state, fact.election, before, member, more)
        case NominationsProlonged(until=until):
            longer = replace(before, until=until, prolonged=True)
            return _scheduled(_with(_unscheduled(state, fact.election), fact.election, longer), fact.election)
        case ElectionDropped(why=why):
            dropped = replace(before, status=DROPPED, why=why)
            return _with(_unscheduled(state, fact.election), fact.election, dropped)
    return state


def balloted(state: Elections, id: str, decision: str) -> Elections:
    """The ballot of an election is open."""
    election = replace(state.elections[id], status=BALLOT, decision=decision)
    return replace(_with(_unscheduled(state, id), id, election), of=state.of.set(decision, id))


def _with(state: Elections, id: str, election: Election) -> Elections:
    return replace(state, elections=state.elections.set(id, election))


def _candidate(state: Elections, id: str, election: Election, member: str, candidate: Candidate) -> Elections:
    return _with(state, id, replace(election, candidates=election.candidates.set(member, candidate)))


def _scheduled(state: Elections, id: str) -> Elections:
    election, ends = state.elections[id], list(state.ends)
    insort(ends, Ends(election.until, election.called, id))
    return replace(state, ends=tuple(ends))


def _unscheduled(state: Elections, id: str) -> Elections:
    return replace(state, ends=tuple(one for one in state.ends if one.election != id))


def _counted(state: Elections, fact: CountbackHeld, entry: Entry[Any]) -> Elections:
    held = tuple(
        replace(one, counted=entry.seq, winner=fact.winner, until=fact.until) if one.seq == entry.because else one
        for one in state.vacancies[fact.body]
    )
    return replace(state, vacancies=state.vacancies.set(fact.body, held))


def seated(state: Elections, entry: Entry[Any], at_work: str) -> Elections:
    """Fold one entry by which somebody got a seat or lost it. at_work: the election that brings it about, or empty."""
    fact: MandateGranted | MandateEnded = entry.fact
    if not fact.mandate.startswith(BODY):
        return state
    return _sits(state, entry, at_work) if isinstance(fact, MandateGranted) else _leaves(state, entry, at_work)


def _sits(state: Elections, entry: Entry[Any], at_work: str) -> Elections:
    fact: MandateGranted = entry.fact
    body, day = fact.mandate, entry.at[:10]
    waiting = state.vacancies.get(body, ())
    filled = next((one for one in waiting if one.counted >= 0 and one.counted == entry.because), None)
    seat = Seat(since=day, until=fact.until, decision=filled.decision if filled else at_work)
    terms = state.served.get(body, Map())
    before = _closed(terms.get(fact.member, ()), day)
    # An election fills all that is vacant in its body; whoever is put in otherwise takes the seat that waits longest.
    left = () if at_work else tuple(one for one in waiting if one is not (filled or waiting[0]))
    return replace(
        state, seats=state.seats.set(body, state.seats.get(body, Map()).set(fact.member, seat)),
        served=state.served.set(body, terms.set(fact.member, (*before, Sat(since=day, until=fact.until)))),
        vacancies=_put(state.vacancies, body, left),
    )


def _leaves(state: Elections, entry: Entry[Any], at_work: str) -> Elections:
    fact: MandateEnded = entry.fact
    body, day = fact.mandate, entry.at[:10]
    seats, terms = state.seats.get(body, Map()), state.served.get(body, Map())
    seat = seats.get(fact.member)
    if seat is None:
        return state
    vacancies = state.vacancies.get(body, ())
    if not at_work and (not seat.until or day < seat.until):
        vacancies = (*vacancies, Vacancy(
            member=fact.member, decision=seat.decision, until=seat.until, since=day, seq=entry.seq
        ))
    return replace(
        state, seats=state.seats.set(body, seats.delete(fact.member)),
        served=state.served.set(body, terms.set(fact.member, _closed(terms.get(fact.member, ()), day))),
        vacancies=_put(state.vacancies, body, vacancies),
    )


def seats(state: Elections, fact: Fact, because: int | None) -> bool:
    """Whether the countback in entry `because` gives just this seat to just this member."""
    if not isinstance(fact, MandateGranted) or because is None:
        return False
    found = (one for one in state.vacancies.get(fact.mandate, ()) if one.counted == because and one.winner)
    return any(fact == MandateGranted(mandate=fact.mandate, member=one.winner, until=one.until) for one in found)


def _closed(terms: tuple[Sat, ...], day: str) -> tuple[Sat, ...]:
    """The terms with the last one over on that day."""
    return (*terms[:-1], replace(terms[-1], ended=day)) if terms and not terms[-1].ended else terms


def _put(
    vacancies: Map[str, tuple[Vacancy, ...]], body: str, left: tuple[Vacancy, ...]
) -> Map[str, tuple[Vacancy, ...]]:
    if left:
        return vacancies.set(body, left)
    return vacancies.delete(body) if body in vacancies else vacancies
