"""Drawing by lot from groups, and consensus with blocks."""

from dataclasses import replace
from fractions import Fraction

import pytest

from auzolan.governance.ballot import Ballot
from auzolan.governance.methods import consensus, sortition
from auzolan.governance.tally import CHOICE, Election, Tally, TieLaw
from auzolan.governance.terms import Terms
from auzolan.values.refusal import Refusal

TERMS = Terms(procedure="procedure.c", title="Consensus", body="body.x", propose="body.x", method="consensus")
ROLL = {f"m{number}": 1 for number in range(5)}
PEOPLE = ("ane", "ben", "cai", "dor", "eli", "fee", "gus")
NORTH = "ane=north,ben=north,cai=north,dor=north,eli=south,fee=south,gus=south"


def draw(seats: int, order: tuple[str, ...] = PEOPLE[::-1], **parameters: object) -> Tally:
    election = Election(options=PEOPLE, papers=(), shape=CHOICE, seats=seats)
    return sortition.tally(election, parameters, TieLaw(order=order, name="by lot"))


def test_the_first_in_the_published_order_are_drawn() -> None:
    assert draw(3).winners == ("gus", "fee", "eli")


def test_each_group_has_seats_by_its_size() -> None:
    tally = draw(3, strata=NORTH)
    # 3 x 4/7 = 1.71 and 3 x 3/7 = 1.29: one each, and the third to the larger remainder.
    assert tally.rounds[0].measures == {"north stand": 4, "north seats": 2, "south stand": 3, "south seats": 1}
    assert tally.winners == ("gus", "dor", "cai")
    assert "Drawn by lot from north: dor and cai." in [round.says for round in tally.rounds]


def test_the_seats_of_each_group_can_be_set() -> None:
    strata = dict(pair.split("=") for pair in NORTH.split(","))
    assert draw(3, strata=strata, places={"north": 1, "south": 2}).winners == ("gus", "fee", "dor")


@pytest.mark.parametrize(("parameters", "why"), [
    ({"strata": "ane=north"}, "'ben' belongs to no group"),
    ({"strata": "ane"}, "is no pair"),
    ({"strata": NORTH, "places": "north=1,south=1"}, "do not add up to the 3 seats"),
    ({"strata": NORTH, "places": "south=4,north=-1"}, "is no number of seats"),
    ({"strata": NORTH, "places": "south=4"}, "more seats than people"),
])
def test_groups_that_do_not_fit_are_refused(parameters: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        draw(3, **parameters)


def answers(*options: str) -> dict[str, Ballot]:
    return {f"m{number}": Ballot(option=option) for number, option in enumerate(options)}


@pytest.mark.parametrize(("options", "parameters", "carried", "why"), [
    (("agree", "reservation"), {}, True, "nobody blocked"),
    (("agree", "agree", "block"), {}, False, "one block stands"),
    (("agree", "agree", "block"), {"blocks": 2}, True, "one blocked, and it takes two"),
    (("agree", "block", "block"), {"blocks": "2"}, False, "two blocks stand"),
    (("agree", "stand_aside", "stand_aside"), {"aside": 2}, False, "two stand aside, and two are enough to stop it"),
    (("agree", "stand_aside"), {}, True, "nobody blocked"),
    (("stand_aside", "stand_aside"), {}, False, "nobody agreed"),
    ((), {}, False, "nobody agreed"),
])
def test_it_carries_when_enough_agree_and_too_few_block(
    options: tuple[str, ...], parameters: dict[str, object], carried: bool, why: str
) -> None:
    outcome = consensus.count(answers(*options), ROLL, replace(TERMS, parameters=parameters))
    assert (outcome.carried, outcome.why) == (carried, why)


def test_consensus_needs_its_quorum() -> None:
    terms = replace(TERMS, quorum=Fraction(3, 5))
    assert not consensus.count(answers("agree", "agree"), ROLL, terms).carried
    assert consensus.count(answers("agree", "agree", "stand_aside"), ROLL, terms).carried


def test_a_block_that_stands_settles_nothing_before_the_close() -> None:
    outlook = consensus.outlook(answers("agree", "block"), ROLL, TERMS)
    assert (outlook.settled, outlook.says) == (
        None, "One block stands. It carries only if the reason is met and taken back."
    )
    assert consensus.outlook(answers(*["agree"] * 5), ROLL, TERMS).settled is True
