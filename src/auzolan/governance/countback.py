"""A seat that fell vacant: the ballots of its election are counted again, without those who cannot have it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
from immutables import Map

from auzolan.charter.around import Around
from auzolan.governance import methods, several
from auzolan.governance.ballot import Ballot
from auzolan.governance.closing import proposal_of, put_terms
from auzolan.governance.delegation import represented, through
from auzolan.governance.election_facts import CountbackHeld
from auzolan.governance.election_state import STANDS, Seat, Vacancy
from auzolan.governance.facts import DecisionClosed
from auzolan.governance.recounting import ballots_of, delegations_of, roll_of
from auzolan.governance.rotation import cannot_sit
from auzolan.governance.state import State
from auzolan.governance.tally import Tally, TieLaw
from auzolan.journal.entry import NODE, Entry
from auzolan.members.articles.body import COUNTBACK
from auzolan.members.body import seated
from auzolan.members.mandate import last_day
from auzolan.rules.gathering import Tables
from auzolan.values.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """A countback: tally: with every round, None where nobody is left; winner: who gets the seat, or empty."""

    tally: Tally | None
    winner: str = ""


def waiting(state: State, body: str, around: Around) -> Vacancy | None:
    """The vacancy of a body that is counted next, where its article fills vacancies by countback and a seat is free."""
    article = around.charter.get(body)
    if article is None or article.kind != "body":
        return None
    said, day = around.charter.value(body), around.at[:10]
    if said.vacancies != COUNTBACK or len(seated(around.states["members"], said, day)) >= said.seats:
        return None
    open_ = (one for one in state.elections.vacancies.get(body, ()) if one.counted < 0 and one.decision)
    return next((one for one in open_ if not one.until or day <= one.until), None)


def rest_of(body: str, one: Vacancy, around: Around) -> str:
    """The last day of a seat that is filled now: what was left of the term, where a term is still as long."""
    months = around.charter.value(body).term_months
    last = last_day(around.at, months) if months else ""
    return min(one.until or last, last) if last else one.until


def candidates(state: State, decision: str, around: Around) -> tuple[str, ...]:
    """Everybody who stood in an election, in the order of the ballot."""
    return tuple(one.option for one in proposal_of(state.decisions[decision], around).asks)


def left_out(state: State, body: str, one: Vacancy, around: Around) -> tuple[str, ...]:
    """The candidates who cannot have the seat: who left it, who had one before and has none, and who may not sit.

    Whoever was elected then and sits now stays on the ballots: they keep their seats, and the votes behind them.
    """
    seats: Mapping[str, Seat] = state.elections.seats.get(body, Map())
    known = state.elections.elections.get(state.elections.of.get(one.decision, ""))
    elected = state.decisions[one.decision].winners
    gone = []
    for member in candidates(state, one.decision, around):
        seat = seats.get(member)
        if seat is not None and seat.decision == one.decision:
            continue
        off = known is not None and (who := known.candidates.get(member)) is not None and who.status != STANDS
        if seat is not None or member == one.member or member in elected or off or (
            cannot_sit(state, member, body, around)
        ):
            gone.append(member)
    return tuple(gone)


def sits_by(state: State, body: str, decision: str) -> frozenset[str]:
    """Who has a seat by an election, or by a countback of it."""
    seats: Mapping[str, Seat] = state.elections.seats.get(body, Map())
    return frozenset(member for member, seat in seats.items() if seat.decision == decision)


def recount(
    state: State, decision: str, around: Around, tables: Tables, gone: tuple[str, ...], sit: frozenset[str]
) -> Recounted:
    """Count the ballots of a closed election again without those who are gone, for as many seats as it had.

    The seat goes to the first one elected in this count who does not sit (`sit`); whoever sits keeps their seat, even
    where this count would not elect them. tables: as of the closing entry.
    """
    known = state.decisions[decision]
    closed = around.fact(known.closed)
    if not isinstance(closed, DecisionClosed):
        raise KeyError(f"decision {decision} was not closed")
    asked = put_terms(state, decision, around, closed.lot)
    question, method = asked.question, methods.find(asked.meaning)[asked.method]
    if question is None or method.tally is None:
        raise KeyError(f"decision {decision} chose nobody")
    left = tuple(one for one in question.options if one not in gone)
    if not set(left) - sit:
        return Recounted(tally=None)
    question = replace(question, options=left, order=tuple(one for one in question.order if one not in gone))
    roll, own = roll_of(decision, tables), ballots_of(decision, around, tables)
    found = through(own, roll, delegations_of(tables), known.procedure, known.closed_at[:10], asked.trust)
    ballots = {member: _without(ballot, gone) for member, ballot in represented(own, found).items()}
    election = several.election(method.takes(asked.parameters), ballots, roll, question)
    tally = method.tally(election, asked.parameters, TieLaw(order=question.order, name=question.law))
    return Recounted(tally=tally, winner=next((one for one in tally.winners if one not in sit), ""))


def _without(ballot: Ballot, gone: tuple[str, ...]) -> Ballot:
    groups = (tuple(one for one in group if one not in gone) for group in ballot.ranks)
    return msgspec.structs.replace(
        ballot, ranks=tuple(group for group in groups if group),
        points=tuple(one for one in ballot.points if one.option not in gone),
    )


def held(state: State, body: str, one: Vacancy, around: Around) -> CountbackHeld:
    """The countback of a vacancy, counted now from the open tables as they were when the election was closed."""
    gone = left_out(state, body, one, around)
    tables = around.tables(state.decisions[one.decision].closed)
    found = recount(state, one.decision, around, tables, gone, sits_by(state, body, one.decision))
    return CountbackHeld(
        body=body, decision=one.decision, vacated=one.member, gone=gone, winner=found.winner,
        until=rest_of(body, one, around),
        rounds=found.tally.digest if found.tally else "",
    )


def countback_fault(state: State, fact: CountbackHeld, entry: Entry[None], around: Around) -> Refusal | None:
    """What speaks against a countback, as far as no ballot is needed: verifying counts the ballots again."""
    one = waiting(state, fact.body, around)
    if entry.by != NODE or one is None or entry.because != one.seq:
        return _no(fact.body, "No seat is vacant that a countback fills now.", "Look at who sits in it.")
    if (fact.decision, fact.vacated, fact.until) != (
        one.decision, one.member, rest_of(fact.body, one, around)
    ):
        return _no(fact.body, "It is about another seat than the one that waits longest.", "Count for that one.")
    if fact.gone != left_out(state, fact.body, one, around):
        return _no(fact.body, "Others than those who cannot have the seat are left out.", "Count again.")
    free = set(candidates(state, fact.decision, around)) - set(fact.gone) - sits_by(state, fact.body, fact.decision)
    if (fact.winner and fact.winner not in free) or bool(free) != bool(fact.rounds):
        return _no(fact.body, f"{fact.winner[:40]} cannot have the seat by these ballots.", "Count again.")
    return None


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The vacant seat was not filled", where=where, why=why, next=next)
