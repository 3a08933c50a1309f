"""A closed decision counted again from the open tables and the journal, as anybody with an export can."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance import chambers, hands
from auzolan.governance.ballot import Ballot, Outcome
from auzolan.governance.closing import put_terms
from auzolan.governance.delegation import Delegated, Through, represented, through
from auzolan.governance.facts import BallotCast, DecisionClosed
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """A count repeated. equal: whether every round is as the closing entry says; spoken_for: who was represented by
    whom; outcome: with every round."""

    outcome: Outcome
    equal: bool
    spoken_for: Mapping[str, Through]


def recounted(org: Organisation, id: str, around: Around, before: Tables) -> Recount:
    """Count again. before: the open tables as they were right before the closing entry. Raises KeyError."""
    state = org.states["governance"]
    decision = state.decisions[id]
    closed = around.fact(decision.closed)
    if not isinstance(closed, DecisionClosed):
        raise KeyError(f"decision {id} was not closed")
    asked = put_terms(state, id, around, closed.lot)
    roll = {str(row["member"]): int(row["weight"] or 0) for row in before.rows("rolls", {"decision": id})}
    ballots = {str(row["member"]): _ballot(row, around) for row in before.rows("ballots", {"decision": id})}
    found = through(ballots, roll, _delegations(before), decision.procedure, decision.closed_at[:10], asked.trust)
    chamber_of = {str(row["member"]): str(row["chamber"]) for row in before.rows("rolls", {"decision": id})}
    if decision.hands:
        outcome = hands.count(ballots, roll, decision.hands, decision.taking_part, asked)
    else:
        outcome = chambers.count(represented(ballots, found), roll, chamber_of, asked)
    return Recount(outcome=outcome, equal=outcome.digest == closed.rounds, spoken_for=found)


def _ballot(row: Mapping[str, Any], around: Around) -> Ballot:
    """From its entry, where it stands exactly as it was cast."""
    fact = around.fact(int(row["entry"]))
    if not isinstance(fact, BallotCast):
        raise TypeError(f"entry {row['entry']} cast no ballot")
    return Ballot(option=fact.option, seq=int(row["entry"]), ranks=fact.ranks, points=fact.points)


def _delegations(tables: Tables) -> dict[str, tuple[Delegated, ...]]:
    given: dict[str, tuple[Delegated, ...]] = {}
    for row in tables.rows("delegations", {}):
        one = Delegated(
            to=str(row["to"]), until=str(row["last_day"]), seq=int(row["entry"] or 0), procedure=str(row["procedure"])
        )
        given[str(row["member"])] = (*given.get(str(row["member"]), ()), one)
    return given
