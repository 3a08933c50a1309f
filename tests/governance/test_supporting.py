"""Where the procedure asks for support, a proposal is put to the body only once others want it to be."""

import pytest
from house_of_decisions import House, procedure

from auzolan.governance.decide import SupportProposal
from auzolan.values.refusal import Refusal


def support(house: House, id: str, by: str) -> None:
    house.ask(SupportProposal(decision=id), by=by)


def test_ballots_wait_for_support():
    house = House(procedure("ordinary", "support = 2"))
    id = house.propose()
    support(house, id, "bilal")
    assert house.standing(id).text == "One more must support it before it is put to the body."
    with pytest.raises(Refusal, match="1 more must support it"):
        house.cast(id, "carmen", "yes")
    support(house, id, "dario")
    house.cast(id, "carmen", "yes")
    with pytest.raises(Refusal, match="all the support it needs"):
        support(house, id, "edurne")


@pytest.mark.parametrize(("by", "words"), [("anna", "already"), ("bilal", "already"), ("gari", "of its roll")])
def test_support_comes_from_others_of_the_roll_once_each(by, words):
    house = House(procedure("ordinary", "support = 2"))
    id = house.propose()
    support(house, id, "bilal")
    with pytest.raises(Refusal, match=words):
        support(house, id, by)


def test_without_support_it_does_not_carry():
    house = House(procedure("ordinary", "support = 1"))
    id = house.propose()
    (closed,) = house.later("2026-03-08T09:00:00Z")
    assert not closed.carried
    with pytest.raises(Refusal, match="no longer open"):
        support(house, id, "bilal")
