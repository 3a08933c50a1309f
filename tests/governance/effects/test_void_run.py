"""A run that was not settled is taken back by a decision, and nothing of it is ever paid."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "golden"))

from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordFlow
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.values.refusal import Refusal

RULE = "rule.surplus"


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    for member in ("mane", "mbenat", "mcarmen"):
        house.admit(member, index="1.00", hours="100")
    house.on("2027-01-10")
    house.ask(RecordFlow(posting="result", amount="1000.00 EUR", date="2026-12-31"))
    return house


def proposed(house: Golden, run: str) -> str:
    request = OpenProposal(title="Take the run back", text="The hours are wrong.", effect="void_run", run=run)
    return str(house.ask(request, by="mane").fact(ProposalOpened).decision)


def carried(house: Golden, decision: str) -> None:
    for member in ("mane", "mbenat", "mcarmen"):
        house.ask(CastBallot(decision=decision, option="yes"), by=member)
    house.wait(8)


def test_nothing_of_it_is_paid_and_another_can_be_made(house: Golden) -> None:
    run = house.run(RULE, "2026")
    decision = proposed(house, run)
    assert house.states["governance"].decisions[decision].procedure == "procedure.ordinary", "that of the rule"
    carried(house, decision)
    again = house.run(RULE, "2026")
    assert house.states["rules"].runs[run].status == "void"
    house.wait(14)
    with pytest.raises(Refusal):
        house.settle(run)
    house.settle(again)
    assert house.of("Equity:Surplus:2026") == "0.00"
    house.verified()


def test_what_was_paid_is_mended_another_way(house: Golden) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    with pytest.raises(Refusal, match="correct_run"):
        proposed(house, run)
    with pytest.raises(Refusal, match="no run of that id"):
        proposed(house, "rnone")
