"""Members decide that a run is corrected, and who pays for what others got too much, where the charter says nothing."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "golden"))

from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import Detail, ProposalOpened
from auzolan.rules.decide import RunRule, VoidRun
from auzolan.rules.facts import CorrectionOrdered, RunPublished
from auzolan.values.refusal import Refusal

RULE, RESERVE = "rule.surplus", "Equity:Collective:Solidarity"


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    for member, hours in (("mane", "100"), ("mbenat", "300"), ("mcarmen", "100")):
        house.admit(member, index="1.00", hours=hours)
    house.on("2027-01-10")
    house.ask(RecordFlow(posting="result", amount="1000.00 EUR", date="2026-12-31"))
    return house


def proposed(house: Golden, run: str, paid_from: str = "") -> str:
    details = (Detail(name="paid_from", value=paid_from),) if paid_from else ()
    request = OpenProposal(
        title="Mend the surplus of 2026", text="Ane's hours.", effect="correct_run", run=run, details=details
    )
    return str(house.ask(request, by="mane").fact(ProposalOpened).decision)


def decided(house: Golden, run: str, paid_from: str = "") -> None:
    decision = proposed(house, run, paid_from)
    for member in ("mane", "mbenat", "mcarmen"):
        house.ask(CastBallot(decision=decision, option="yes"), by=member)
    house.wait(8)


def test_after_the_decision_any_member_publishes_the_corrected_run_and_the_named_account_pays(house: Golden) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordContribution(contribution="hours", amount="100", member="mane", date="2026-06-01"))
    decided(house, run, RESERVE)
    mended = str(house.ask(RunRule(rule=RULE, period="2026", mends=run), by="mbenat").fact(RunPublished).run)
    assert [(fact.run, fact.paid_from) for fact in house.facts(CorrectionOrdered)] == [(run, RESERVE)]
    house.wait(14)
    house.settle(mended)
    # 450.00 by 100, 300, 100 hours were 90, 270, 90; by 200, 300, 100 hours they are 150, 225, 75.
    assert [house.of(f"Equity:Capital:{one}:2026") for one in ("mane", "mbenat", "mcarmen")] == [
        "150.00", "270.00", "90.00",
    ]
    assert (house.of(RESERVE), house.of("Equity:Surplus:2026")) == ("-60.00", "0.00")
    house.verified()


def test_a_correction_that_replaces_another_is_paid_as_decided_too(house: Golden) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordContribution(contribution="hours", amount="100", member="mane", date="2026-06-01"))
    decided(house, run, RESERVE)
    first = str(house.ask(RunRule(rule=RULE, period="2026", mends=run), by="mbenat").fact(RunPublished).run)
    second = str(house.ask(RunRule(rule=RULE, period="2026", mends=first)).fact(RunPublished).run)
    house.wait(14)
    house.settle(second)
    assert house.of(RESERVE) == "-60.00"
    house.verified()


def test_without_a_decision_a_member_without_a_mandate_corrects_nothing(house: Golden) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    with pytest.raises(Refusal, match="does not hold it"):
        house.ask(RunRule(rule=RULE, period="2026", mends=run), by="mbenat")


@pytest.mark.parametrize(("paid_from", "words"), [
    ("Equity:Nowhere", "No article of kind account names Equity:Nowhere"),
    ("Equity:Surplus:2026", "is what was shared out"),
])
def test_an_account_that_cannot_pay_is_named_before_anybody_votes(house: Golden, paid_from: str, words: str) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    before = house.office.now().seq
    with pytest.raises(Refusal, match=words):
        proposed(house, run, paid_from)
    assert house.office.now().seq == before


def test_only_a_run_that_was_paid_and_stands_is_put_to_members(house: Golden) -> None:
    with pytest.raises(Refusal, match="no run of that id"):
        proposed(house, "r9")
    run = house.run(RULE, "2026")
    with pytest.raises(Refusal, match="It is published: only a run that was paid"):
        proposed(house, run)
    house.ask(VoidRun(run=run))
    with pytest.raises(Refusal, match="It is void"):
        proposed(house, run)
