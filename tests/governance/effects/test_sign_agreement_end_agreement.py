"""All of us sign an agreement, and end one, by a decision: nobody needs a mandate that reaches so far."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "golden"))

from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.agreements import MakeAgreement
from auzolan.flows.agreements_facts import AgreementEnded, AgreementMade, AgreementSigned
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import Detail, EffectStopped, ProposalOpened
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.values.refusal import Refusal


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("equal_exchange"))
    for member in ("mane", "mbenat", "mcarmen"):
        house.admit(member, "worker_owner")
    return house


def made(house: Golden, **changed: Any) -> str:
    grower = house.ask(NameAgent(nature="organisation", words={"name": "Growers"})).fact(AgentNamed).agent
    said: dict[str, Any] = {
        "receiver": "us", "provider": grower, "resource": "coffee", "amount": "37500 lb", "price": "2.20 USD",
        "floor": "1.80 USD", "per": "1 lb", "begins": "2026-01-10", "ends": "2028-12-31",
    }
    return str(house.ask(MakeAgreement(**(said | changed))).fact(AgreementMade).agreement)


def proposed(house: Golden, effect: str, **details: str) -> str:
    request = OpenProposal(
        title="An agreement", text="Three years of coffee.", effect=effect, procedure="procedure.ordinary",
        details=tuple(Detail(name=name, value=value) for name, value in details.items()),
    )
    return str(house.ask(request, by="mane").fact(ProposalOpened).decision)


def carried(house: Golden, decision: str) -> Any:
    for member in ("mane", "mbenat", "mcarmen"):
        house.ask(CastBallot(decision=decision, option="yes"), by=member)
    house.wait(9)
    house.admit("mlater", "worker_owner")  # the next entry does what was decided
    return house.states["flows"].agreements


def test_we_sign_and_end_it_by_a_decision(house: Golden) -> None:
    id = made(house)
    one = carried(house, proposed(house, "sign_agreement", agreement=id))[id]
    assert one.receiver_signed
    assert not one.provider_signed, "the other party signs for itself"
    assert house.facts(AgreementSigned) == [AgreementSigned(agreement=id, party="us")]
    with pytest.raises(Refusal, match="We signed it already"):
        proposed(house, "sign_agreement", agreement=id)
    for member in ("mane", "mbenat", "mcarmen"):
        assert member in house.states["members"].members
    ending = proposed(house, "end_agreement", agreement=id, ends="2027-06-30")
    for member in ("mane", "mbenat", "mcarmen"):
        house.ask(CastBallot(decision=ending, option="yes"), by=member)
    house.wait(9)
    house.admit("mlast", "worker_owner")
    assert house.facts(AgreementEnded) == [AgreementEnded(agreement=id, ends="2027-06-30")]
    house.verified()


def test_what_cannot_be_signed_or_ended_so_is_refused(house: Golden) -> None:
    id = made(house)
    for effect, details, says in (
        ("sign_agreement", {"agreement": "anone"}, "There is no such agreement"),
        ("sign_agreement", {"agreement": id, "publishes": "yes"}, "Only whoever provides it"),
        ("sign_agreement", {"agreement": id, "publishes": "no"}, "is not it"),
        ("end_agreement", {"agreement": id, "ends": "2029-01-01"}, "within its span"),
        ("end_agreement", {"agreement": id, "ends": "2025-12-31"}, "within its span"),
        ("end_agreement", {"agreement": "anone", "ends": "2027-01-01"}, "There is no such agreement"),
    ):
        with pytest.raises(Refusal, match=says):
            proposed(house, effect, **details)


def test_an_agreement_that_ended_meanwhile_stops_the_signature(house: Golden) -> None:
    id = made(house)
    decision = proposed(house, "sign_agreement", agreement=id)
    ending = proposed(house, "end_agreement", agreement=id, ends="2026-12-31")
    for one in (ending, decision):
        for member in ("mane", "mbenat", "mcarmen"):
            house.ask(CastBallot(decision=one, option="yes"), by=member)
    house.wait(9)
    house.admit("mlater", "worker_owner")
    stopped = house.facts(EffectStopped)
    signed = house.facts(AgreementSigned)
    assert bool(stopped) != bool(signed), "whichever closes first; nothing half done"
    house.verified()
