"""A closed decision counted again from the open tables and the journal, as anybody with an export can."""

from collections.abc import Mapping
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance import chambers, hands
from auzolan.governance.ballot import Outcome
from auzolan.governance.closing import put_terms
from auzolan.governance.delegation import Through, represented, through
from auzolan.governance.facts import DecisionClosed
from auzolan.governance.recounting import ballots_of, delegations_of, roll_of
from auzolan.governance.terms import Chamber
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """A count repeated. equal: whether every round and the outcome are as the closing entry says; spoken_for: who was
    represented by whom; outcome: with every round; chambers: what each said by itself, where several decided a question
    of yes or no.
    """

    outcome: Outcome
    equal: bool
    spoken_for: Mapping[str, Through]
    chambers: tuple[tuple[Chamber, Outcome], ...] = ()


def recounted(org: Organisation, id: str, around: Around, tables: Tables) -> Recount:
    """Count again. tables: as of the closing entry, with which hidden ballots come out. Raises KeyError."""
    state = org.states["governance"]
    decision = state.decisions[id]
    closed = around.fact(decision.closed)
    if not isinstance(closed, DecisionClosed):
        raise KeyError(f"decision {id} was not closed")
    asked = put_terms(state, id, around, closed.lot)
    roll, ballots = roll_of(id, tables), ballots_of(id, around, tables)
    found = through(ballots, roll, delegations_of(tables), decision.procedure, decision.closed_at[:10], asked.trust)
    chamber_of = {str(row["member"]): str(row["chamber"]) for row in tables.rows("rolls", {"decision": id})}
    each: tuple[tuple[Chamber, Outcome], ...] = ()
    if decision.hands:
        outcome = hands.count(ballots, roll, decision.hands, decision.taking_part, asked)
    else:
        taken = represented(ballots, found)
        outcome = chambers.count(taken, roll, chamber_of, asked)
        each = () if outcome.tally else tuple(chambers.each(taken, roll, chamber_of, asked))
    said = (closed.rounds, closed.carried, closed.winners)
    equal = (outcome.digest, outcome.carried, outcome.winners) == said
    return Recount(outcome=outcome, equal=equal, spoken_for=found, chambers=each)
