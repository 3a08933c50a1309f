"""An election fills the seats: who sat before and was not elected sits no longer, and nobody sits by an empty count."""

from typing import Any

import pytest
from effects_house import given, happened, house
from house_of_decisions import House, procedure

from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import ProposedOption
from auzolan.members.facts import MandateEnded, MandateGranted
from auzolan.values.refusal import Refusal

VOTING = procedure("election", 'method = "scottish_stv"\nquorum = "1/2"')
UNTIL = "2027-03-07"


def election(it: House, *names: str, seats: int = 2, **details: str) -> str:
    return it.propose(
        "The council", effect="elect", procedure="procedure.election", seats=seats,
        asks=tuple(ProposedOption(option=name) for name in names), details=given(body="body.council", **details),
    )


def voted(it: House, id: str, **ranks: str) -> None:
    for who, order in ranks.items():
        it.ask(CastBallot(decision=id, ranks=tuple((one,) for one in order.split())), by=who)


def seated(it: House) -> set[str]:
    return {grant.member for grant in it.states["members"].mandates.get("body.council", ())}


def elected(it: House, *names: str) -> list[Any]:
    """Two seats at once, with those two ahead of everybody."""
    id = election(it, *names, "edurne")
    voted(it, id, anna=f"{names[0]} {names[1]}", bilal=f"{names[1]} {names[0]}", carmen=f"{names[0]} {names[1]}",
          dario=f"{names[1]} {names[0]}")
    closes = it.decision(id).closes_at
    facts = happened(it.close(id, closes))
    it.at = closes
    return facts


def test_those_elected_sit_for_the_term() -> None:
    it = house(VOTING)
    granted = elected(it, "anna", "bilal")  # two votes each: a lot says who is first
    assert sorted(granted, key=lambda one: one.member) == [
        MandateGranted(mandate="body.council", member="anna", until=UNTIL),
        MandateGranted(mandate="body.council", member="bilal", until=UNTIL),
    ]


def test_who_was_not_elected_again_makes_room() -> None:
    it = house(VOTING)
    elected(it, "anna", "bilal")
    facts = elected(it, "bilal", "carmen")
    assert [fact for fact in facts if isinstance(fact, MandateEnded)] == [
        MandateEnded(mandate="body.council", member="anna"), MandateEnded(mandate="body.council", member="bilal"),
    ]
    assert seated(it) == {"bilal", "carmen"}


def test_only_the_seat_that_is_up_changes_hands() -> None:
    it = house(VOTING)
    elected(it, "anna", "bilal")
    id = election(it, "carmen", "dario", seats=1, up="anna")
    voted(it, id, bilal="carmen", carmen="carmen", dario="carmen")
    it.close(id, it.decision(id).closes_at)
    assert seated(it) == {"bilal", "carmen"}


def test_without_a_quorum_those_who_sat_before_stay() -> None:
    it = house(VOTING)
    elected(it, "anna", "bilal")
    id = election(it, "carmen", "dario")
    voted(it, id, anna="carmen")
    assert not it.close(id, it.decision(id).closes_at)[0].carried
    assert seated(it) == {"anna", "bilal"}


def test_candidates_are_members() -> None:
    with pytest.raises(Refusal, match="this is no member's number"):
        election(house(VOTING), "anna", "mallory")


def test_more_seats_than_are_up_are_refused() -> None:
    it = house(VOTING)
    elected(it, "anna", "bilal")
    with pytest.raises(Refusal, match="has 2 seats, of which 1 are not up"):
        election(it, "carmen", "dario", seats=2, up="anna")
