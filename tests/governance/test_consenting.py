"""Consent in minutes: objections with reasons, tries, and the fallback."""

import pytest
from house_of_decisions import House, procedure

from auzolan.values.refusal import Refusal


@pytest.fixture
def house():
    lively = procedure("circle", 'method = "consent"\nfallback = "procedure.ordinary"\nparameters = { rounds = 2 }')
    return House(procedure("ordinary", "") + lively)


def refused(call, *words):
    with pytest.raises(Refusal) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_an_objection_without_a_reason_is_refused(house):
    id = house.propose(procedure="procedure.circle")
    refused(lambda: house.cast(id, "anna", "object", criterion="people"), "An objection needs a reason")
    refused(lambda: house.cast(id, "anna", "object", reason="  ", criterion="people"), "An objection needs a reason")


def test_an_objection_names_the_criterion_it_rests_on(house):
    id = house.propose(procedure="procedure.circle")
    refused(lambda: house.cast(id, "anna", "object", reason="Too loud."), "people (it would harm somebody)")
    refused(lambda: house.cast(id, "anna", "object", reason="Too loud.", criterion="taste"), "on a known one")
    house.cast(id, "anna", "object", reason="Too loud.", criterion="people")
    assert house.tables["ballots"][id, "anna"]["criterion"] == "people"


def test_an_objection_that_was_met_is_taken_back(house):
    id = house.propose(procedure="procedure.circle")
    house.answers(id, consent="bilal carmen", stand_aside="dario")
    house.cast(id, "anna", "object", reason="Too loud.", criterion="people")
    assert house.standing(id).text.startswith("4 of 5 have answered. One objection stands")
    house.cast(id, "anna", "consent")
    closed, _ = house.later("2026-03-08T09:00:00Z")
    assert closed.carried
    assert house.standing(id).text == (
        "It carried: 3 consent, 1 stand aside, 0 object; one of 5 did not answer. It has taken effect."
    )


def test_one_objection_that_stands_stops_it(house):
    id = house.propose(procedure="procedure.circle")
    house.answers(id, consent="bilal carmen dario edurne")
    house.cast(id, "anna", "object", reason="Too loud.", criterion="people")
    (closed,) = house.later("2026-03-08T09:00:00Z")
    assert not closed.carried


def test_the_fallback_decides_only_after_consent_was_tried_as_often_as_agreed():
    circle = procedure("circle", 'method = "consent"\nfallback = "procedure.ordinary"\nparameters = { rounds = 2 }')
    house = House(procedure("ordinary", "") + circle + limit())
    change = {"effect": "adopt_articles", "articles": (limit(12),)}
    refused(lambda: house.propose(procedure="procedure.ordinary", **change), "Propose it by procedure.circle")
    first = house.propose(**change)
    assert house.decision(first).procedure == "procedure.circle"
    house.cast(first, "anna", "object", reason="Too few.", criterion="means")
    house.later("2026-03-08T09:00:00Z")
    refused(lambda: house.propose(procedure="procedure.ordinary", replaces=first, **change), "by procedure.circle")
    second = house.propose(replaces=first, **change)
    house.cast(second, "anna", "object", reason="Too few.", criterion="means")
    house.later("2026-03-15T09:00:00Z")
    third = house.propose(procedure="procedure.ordinary", replaces=second, **change)
    house.answers(third, yes="bilal carmen", no="anna")
    house.later("2026-03-22T09:00:00Z")
    assert house.around("anna").charter.get("limit.members").fields["must"] == "count() <= 12"


def limit(most: int = 10) -> str:
    return (
        f'["limit.members"]\nsays = "We stay a small house."\nmust = "count() <= {most}"\nover = "members"\n'
        'breach = "alarm"\nprocedure = "procedure.circle"\nbenefits = "class.worker"\nbears_cost = "class.worker"\n'
        'decides = "body.assembly"\nreview = 2028-01-31\n'
    )
