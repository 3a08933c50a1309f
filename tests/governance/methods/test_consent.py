"""Consent: one reasoned objection is enough, silence is not consent."""

from dataclasses import replace
from fractions import Fraction

import pytest

from auzolan.governance.ballot import Ballot
from auzolan.governance.methods import consent
from auzolan.governance.terms import Terms

TERMS = Terms(procedure="procedure.consent", title="Consent", body="body.x", propose="body.x", method="consent")
ROLL = {f"m{number}": 1 for number in range(5)}


def answers(*options: str) -> dict[str, Ballot]:
    return {f"m{number}": Ballot(option=option) for number, option in enumerate(options)}


@pytest.mark.parametrize(
    ("options", "carried", "why"),
    [
        (("consent", "consent"), True, "nobody objected"),
        (("consent", "stand_aside"), True, "nobody objected"),
        (("consent", "consent", "consent", "object"), False, "one objection stands"),
        (("object", "object"), False, "two objections stand"),
        (("stand_aside", "stand_aside"), False, "nobody consented"),
        ((), False, "nobody consented"),
    ],
)
def test_it_carries_when_somebody_consents_and_nobody_objects(options, carried, why):
    outcome = consent.count(answers(*options), ROLL, TERMS)
    assert (outcome.carried, outcome.why) == (carried, why)


def test_consent_without_a_quorum_is_none():
    terms = replace(TERMS, quorum=Fraction(1, 2))
    assert not consent.count(answers("consent", "consent"), ROLL, terms).carried
    assert consent.count(answers("consent", "consent", "stand_aside"), ROLL, terms).carried


def test_an_objection_settles_nothing_because_it_can_be_met_until_the_close():
    outlook = consent.outlook(answers("consent", "object"), ROLL, TERMS)
    assert outlook.settled is None
    assert outlook.says.startswith("One objection stands")


@pytest.mark.parametrize(
    ("options", "settled", "says"),
    [
        (("consent",) * 5, True, "Nobody objects: it carries."),
        (("consent",), None, "Nobody objects so far: it carries if that stays so."),
        (("stand_aside",), None, "It needs at least one consent, and no objection."),
        (("stand_aside",) * 5, False, "It does not carry: nobody consents."),
    ],
)
def test_it_is_settled_when_all_have_answered(options, settled, says):
    outlook = consent.outlook(answers(*options), ROLL, TERMS)
    assert (outlook.settled, outlook.says) == (settled, says)
