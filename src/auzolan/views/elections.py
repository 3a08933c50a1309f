"""Elections: which there are, one with its candidates and what comes next, and who sits where until when."""

from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance.election_ballot import asked_support, cannot_vote
from auzolan.governance.election_facts import CountbackHeld, ElectionCalled
from auzolan.governance.election_state import ASKED, BALLOT, NAMING, STANDS, Election, Elections
from auzolan.governance.rotation import cannot_sit
from auzolan.governance.state import OPEN
from auzolan.members.articles.body import COUNTBACK
from auzolan.members.body import held_until, roll
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables

NAME, STAND, DECLINE, SUPPORT, DROP, LEAVE = "name", "stand", "decline", "support", "drop", "leave"
CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """An election in the list. status: naming, ballot, closed or dropped; until: when that ends."""

    election: str
    title: str
    body: str
    status: str
    until: str
    candidates: int
    seats: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Somebody in a body with seats. since, until: days, empty where there is no end; held_over: the term is over, and
    they stay until somebody is elected; decision: the election that gave the seat, or empty."""

    member: str
    since: str
    until: str
    held_over: bool
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """A body with seats. free: how many nobody has; by: the procedures by which the viewer may call an election;
    countback: whether vacant seats are filled by counting again."""

    body: str
    name: str
    seats: int
    free: int
    sitting: tuple[Seated, ...]
    by: tuple[tuple[str, str], ...]
    term_months: int
    terms_max: int
    countback: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A seat that was filled by counting again. winner: empty where nobody was left."""

    body: str
    vacated: str
    winner: str
    until: str
    decision: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionList:
    """running: naming or voting, by what ends first; past: newest first; bodies: with seats; filled: countbacks."""

    running: tuple[InList, ...]
    past: tuple[InList, ...]
    bodies: tuple[Seats, ...]
    filled: tuple[Filled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A candidate. vault: commitment to their own words; supporters: how many; mine: whether the viewer is one;
    elected: whether they have a seat by it."""

    member: str
    by: str
    status: str
    supporters: int
    mine: bool
    vault: str
    entry: int
    elected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionPage:
    """One election. support: how many supporters a candidate needs; may: what the viewer can do now; asked: whether
    they were named and have not answered; cannot: why they may not stand, or empty; up: whose seats are up."""

    election: str
    title: str
    text: str
    body: str
    body_name: str
    procedure: str
    procedure_name: str
    seats: int
    status: str
    until: str
    prolonged: bool
    caller: str
    entry: int
    why: str
    decision: str
    support: int
    up: tuple[str, ...]
    candidates: tuple[Stands, ...]
    may: frozenset[str]
    asked: bool
    cannot: str


def status_of(org: Organisation, one: Election) -> str:
    """What an election is at: naming, ballot, closed or dropped."""
    if one.status == BALLOT and org.states["governance"].decisions[one.decision].status != OPEN:
        return CLOSED
    return one.status


def election_list(org: Organisation, around: Around, tables: Tables, member: str) -> ElectionList:
    """Everything about elections at one glance. member: who looks, or empty."""
    known: Elections = org.states["governance"].elections
    every = [_in_list(org, id, one) for id, one in known.elections.items()]
    running = sorted((one for one in every if one.status in (NAMING, BALLOT)), key=lambda one: (one.until, one.entry))
    past = sorted((one for one in every if one.status not in (NAMING, BALLOT)), key=lambda one: -one.entry)
    bodies = [one.id for one in org.charter.of_kind("body") if org.charter.value(one.id).seats]
    return ElectionList(
        running=tuple(running), past=tuple(past),
        bodies=tuple(seats_of(org, body, around, member) for body in bodies), filled=_filled(tables, around),
    )


def _in_list(org: Organisation, id: str, one: Election) -> InList:
    status = status_of(org, one)
    decision = org.states["governance"].decisions.get(one.decision)
    until = decision.closes_at if decision is not None else one.until
    return InList(
        election=id, title=one.title, body=one.body, status=status, until=until, candidates=len(one.standing),
        seats=one.seats, entry=one.called,
    )


def _filled(tables: Tables, around: Around) -> tuple[Filled, ...]:
    found = []
    for row in tables.rows("countbacks", {}):
        fact = around.fact(int(row["entry"] or 0))
        if isinstance(fact, CountbackHeld):
            found.append(Filled(
                body=fact.body, vacated=fact.vacated, winner=fact.winner, until=fact.until, decision=fact.decision,
                entry=int(row["entry"] or 0),
            ))
    return tuple(sorted(found, key=lambda one: -one.entry))


def seats_of(org: Organisation, body: str, around: Around, member: str) -> Seats:
    """Who sits in a body until when, and by which procedures the viewer may call an election to it."""
    said, day = org.charter.value(body), around.at[:10]
    people = org.states["members"]
    there = set(roll(people, org.charter, body, around.at))
    held = org.states["governance"].elections.seats.get(body, {})
    sitting = tuple(
        Seated(
            member=one.member, since=one.since, until=one.until, held_over=bool(one.until) and one.until < day,
            decision=held[one.member].decision if one.member in held else "",
        )
        for one in people.mandates.get(body, ()) if one.member in there and (held_until(said, one) or day) >= day
    )
    return Seats(
        body=body, name=org.charter.articles[body].name, seats=said.seats, free=max(0, said.seats - len(sitting)),
        sitting=sitting, by=tuple(_by(org, body, around, member)), term_months=said.term_months,
        terms_max=said.terms_max, countback=said.vacancies == COUNTBACK,
    )


def _by(org: Organisation, body: str, around: Around, member: str) -> list[tuple[str, str]]:
    if not member:
        return []
    people = org.states["members"]
    return [
        (one.id, one.name) for one in org.charter.of_kind("procedure")
        if not cannot_vote(body, one.id, around)
        and (member in roll(people, org.charter, org.charter.value(one.id).propose, around.at)
             or around.may("governance.election_called", {}) is None)
    ]


def election_page(org: Organisation, id: str, around: Around, member: str) -> ElectionPage:
    """One election as this viewer sees it. Raises KeyError when there is none."""
    state = org.states["governance"]
    one: Election = state.elections.elections[id]
    fact = around.fact(one.called)
    mine = one.candidates.get(member)
    body, procedure = org.charter.get(one.body), org.charter.get(one.procedure)
    return ElectionPage(
        election=id, title=one.title, text=fact.text if isinstance(fact, ElectionCalled) else "", body=one.body,
        body_name=body.name if body else one.body, procedure=one.procedure,
        procedure_name=procedure.name if procedure else one.procedure, seats=one.seats, status=status_of(org, one),
        until=_in_list(org, id, one).until, prolonged=one.prolonged, caller=one.caller, entry=one.called, why=one.why,
        decision=one.decision, support=asked_support(one.procedure, around), up=one.up,
        candidates=_candidates(org, one, member), may=_may(org, one, around, member),
        asked=one.status == NAMING and mine is not None and mine.status == ASKED,
        cannot=cannot_sit(state, member, one.body, around) if member and one.status == NAMING else "",
    )


def _candidates(org: Organisation, one: Election, member: str) -> tuple[Stands, ...]:
    decision = org.states["governance"].decisions.get(one.decision)
    winners = decision.winners if decision is not None else ()
    return tuple(
        Stands(
            member=id, by=who.by, status=who.status, supporters=len(who.supporters), mine=member in who.supporters,
            vault=who.vault, entry=who.seq, elected=id in winners,
        )
        for id, who in sorted(one.candidates.items(), key=lambda pair: pair[1].seq)
    )


def _may(org: Organisation, one: Election, around: Around, member: str) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    mine = one.candidates.get(member)
    naming = bool(member) and one.status == NAMING and around.at < one.until
    by = org.charter.get(one.procedure)
    elects = naming and by is not None and member in roll(
        org.states["members"], org.charter, org.charter.value(one.procedure).body, around.at
    )
    fits = naming and not cannot_sit(org.states["governance"], member, one.body, around)
    can = {
        NAME: elects, STAND: fits and (mine is None or mine.status != STANDS),
        DECLINE: naming and mine is not None and mine.status in (ASKED, STANDS),
        SUPPORT: elects and asked_support(one.procedure, around) > 0, DROP: naming and member == one.caller,
        LEAVE: mine is not None and mine.status == STANDS and status_of(org, one) == CLOSED,
    }
    return frozenset(what for what, whether in can.items() if whether)
