"""What cannot be corrected is refused in a sentence, and nothing is written."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "golden"))

from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.rules.decide import RunRule, VoidRun
from auzolan.rules.facts import RunPublished
from auzolan.values.refusal import Refusal

RULE = "rule.surplus"
WHOLE = preset("mondragon").split('["rule.surplus"]\n')[1]


def organisation(folder: Path, said: str = 'corrections_from = "Equity:Collective:Solidarity"') -> Golden:
    head, rule = preset("mondragon").split('["rule.surplus"]\n')
    house = Golden(folder, f'{head}["rule.surplus"]\n{said}\n{rule}')
    for member, hours in (("mane", "100"), ("mbenat", "300")):
        house.admit(member, index="1.00", hours=hours)
    for year in ("2026", "2027"):
        house.on(f"{year}-12-31")
        house.ask(RecordFlow(posting="result", amount="1000.00 EUR", date=f"{year}-12-31"))
        house.ask(RecordContribution(contribution="hours", amount="100", member="mane", date=f"{year}-12-31"))
    return house


def mending(house: Golden, mends: str, rule: str = RULE, period: str = "2026", by: str = "terminal") -> str:
    return str(house.ask(RunRule(rule=rule, period=period, mends=mends), by=by).fact(RunPublished).run)


def refused(house: Golden, words: str, mends: str, **said: str) -> None:
    before = house.office.now().seq
    with pytest.raises(Refusal, match=words):
        mending(house, mends, **said)
    assert house.office.now().seq == before


def test_a_run_that_is_not_there_or_is_about_something_else_is_not_mended(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared(RULE, "2026", contest_days=14)
    refused(house, "There is no such run", "r9")
    refused(house, f"It is a run of {RULE} for 2026, not of {RULE} for 2027", run, period="2027")
    refused(house, "not of rule.interest for 2026", run, rule="rule.interest")
    refused(house, "in one of these ways|not a period", run, period="last year")


def test_a_settled_run_is_not_run_again_without_naming_it(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordFlow(posting="result", amount="5.00 EUR", date="2026-12-31"))
    before = house.office.now().seq
    with pytest.raises(Refusal, match=f"--mends {run}"):
        house.run(RULE, "2026")
    assert house.office.now().seq == before


def test_a_run_that_was_taken_back_is_run_anew_instead(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.run(RULE, "2026")
    house.ask(VoidRun(run=run))
    refused(house, "taken back, so that there is nothing to mend.*Run the rule without", run)


def test_a_run_is_corrected_once_and_then_its_correction(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared(RULE, "2026", contest_days=14)
    first = mending(house, run)
    refused(house, f"corrected already.*--mends {first}", run)
    house.wait(14)
    house.settle(first)
    refused(house, f"corrected already.*--mends {first}", run)
    with pytest.raises(Refusal, match="no such run that waits"):
        house.settle(run)
    with pytest.raises(Refusal, match="Only a run that was not settled"):
        house.ask(VoidRun(run=run))
    mending(house, first)


def test_where_the_charter_does_not_say_who_pays_it_is_not_published(tmp_path: Path) -> None:
    house = organisation(tmp_path, "")
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordContribution(contribution="hours", amount="50", member="mane", date="2026-06-01"))
    refused(house, "which stays with them, and the charter does not say who pays.*corrections_from", run)


def test_where_nobody_got_too_much_nobody_needs_to_be_named(tmp_path: Path) -> None:
    house = organisation(tmp_path, "")
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordFlow(posting="result", amount="400.00 EUR", date="2026-12-31"))
    mended = mending(house, run)
    house.wait(14)
    house.settle(mended)
    assert house.of("Equity:Collective:Legal") == "630.00"
    assert house.of("Equity:Surplus:2026") == "0.00"
    house.verified()


def test_who_may_not_publish_runs_corrects_none(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    refused(house, "does not hold it", house.shared(RULE, "2026", contest_days=14), by="mane")


def test_a_correction_has_its_own_days_for_objections(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordContribution(contribution="hours", amount="50", member="mane", date="2026-06-01"))
    mended = mending(house, run)
    before = house.office.now().seq
    with pytest.raises(Refusal, match="can be contested until"):
        house.settle(mended)
    assert house.office.now().seq == before
    to = "Equity:Capital:mane:2026"
    house.contest(mended, to, by="mane")
    house.wait(14)
    house.settle(mended)
    assert house.states["rules"].runs[mended].held == (to,)
    assert house.of(to) == "180.00"
    house.verified()


def test_pay_is_corrected_from_the_account_it_comes_from_and_nobody_gives_back(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    pay = house.shared("rule.pay", "2026")
    house.ask(RecordContribution(contribution="hours", amount="10", member="mane", date="2026-06-01"))
    house.ask(RecordContribution(contribution="hours", amount="-20", member="mbenat", date="2026-06-01"))
    mended = mending(house, pay, rule="rule.pay")
    house.settle(mended)
    assert [
        (leg.account, leg.amount) for fact in house.facts(PostingsMade) if fact.run == mended for leg in fact.postings
    ] == [("Expenses:Pay:mane", "150.00"), ("Liabilities:Pay:mane", "-150.00")]
    assert (house.of("Liabilities:Pay:mane"), house.of("Liabilities:Pay:mbenat")) == ("3150.00", "4500.00")
    house.verified()


def test_a_fixed_amount_is_corrected_from_the_account_that_pays(tmp_path: Path) -> None:
    fixed = 'source = "900.00 EUR"\npays_from = "Equity:Collective:Legal"'
    text = preset("mondragon").replace(WHOLE, WHOLE.replace('source = "Equity:Surplus:{year}"', fixed))
    text = text.replace('["rule.surplus"]\n', '["rule.surplus"]\ncorrections_from = "Equity:Collective:Solidarity"\n')
    house = Golden(tmp_path, text)
    for member, hours in (("mane", "100"), ("mbenat", "300")):
        house.admit(member, index="1.00", hours=hours)
    run = house.shared(RULE, "2026", contest_days=14)
    house.ask(RecordContribution(contribution="hours", amount="50", member="mane", date="2026-06-01"))
    mended = mending(house, run)
    house.wait(14)
    house.settle(mended)
    assert (house.of("Equity:Capital:mane:2026"), house.of("Equity:Capital:mbenat:2026")) == ("135.00", "303.75")
    assert house.of("Equity:Collective:Solidarity") == "-33.75"
    house.verified()
