"""The live sentence of a decision, case by case."""

import pytest
from house_of_decisions import House, procedure

FOURTEEN = 'quorum = "1/2"\nearly_close = true'


def house_of(members: int, fields: str = FOURTEEN) -> House:
    return House(procedure("ordinary", fields), members=members)


def test_the_sentence_of_the_queue():
    house = house_of(14)
    id = house.propose()
    house.answers(id, yes="anna bilal carmen dario edurne fatou", no="gari hana iker")
    condition = house.standing(id)
    assert condition.text == "9 of 14 have answered, quorum reached. Two more yes decide."
    assert (condition.met, condition.settled, condition.missing) == (True, False, "Two more yes decide.")
    assert (condition.answered, condition.eligible, condition.quorum_needed, condition.quorum_missing) == (9, 14, 7, 0)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "text"),
    [
        (
            "", "", "",
            "Nobody of 14 has answered yet; seven more are needed for the quorum of 7. Eight more yes decide.",
        ),
        ("anna", "", "", "1 of 14 has answered; six more are needed for the quorum of 7. Seven more yes decide."),
        (
            "anna bilal carmen", "dario edurne fatou", "gari",
            "7 of 14 have answered, quorum reached. Yes and no are level at 3. Four more yes decide.",
        ),
        (
            "anna bilal carmen dario edurne fatou gari hana", "", "",
            "8 of 14 have answered, quorum reached. It is decided: it carries, however the others answer.",
        ),
        (
            "", "anna bilal carmen dario edurne fatou gari", "",
            "7 of 14 have answered, quorum reached. It is decided: it does not carry, however the others answer.",
        ),
    ],
)
def test_every_stand_of_an_open_decision_has_its_sentence(yes, no, abstain, text):
    house = house_of(14)
    id = house.propose()
    house.answers(id, yes=yes, no=no, abstain=abstain)
    assert house.standing(id).text == text


def test_without_a_quorum_nothing_is_said_of_it():
    house = house_of(3, "")
    id = house.propose()
    house.answers(id, yes="anna")
    assert house.standing(id).text == "1 of 3 has answered. One more yes decides."


def test_a_withdrawn_proposal_says_so():
    from auzolan.governance.decide import WithdrawProposal

    house = house_of(3)
    id = house.propose()
    house.ask(WithdrawProposal(decision=id))
    assert house.standing(id).text == "It was withdrawn on 2026-03-01, before anybody had answered."
    assert house.tables["decisions"][(id,)]["status"] == "withdrawn"
