"""Pay by index and hours: an amount for every member, with a cap whose denominator is part of the article."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordContribution
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished
from auzolan.values.refusal import Refusal

WORKERS = {"mana": "1.70", "mbek": "3.00", "mcai": "8.80"}


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = golden(tmp_path, "m4_pay")
    for member, index in WORKERS.items():
        house.admit(member, index=index, hours="160.00")
    return house


def test_pay_is_base_times_index_times_hours_out_of_each_ones_cost_account(house: Golden) -> None:
    run = house.shared("rule.pay", "2026-01")
    assert house.portions(run) == {
        "Liabilities:Pay:mana": 326_400, "Liabilities:Pay:mbek": 576_000, "Liabilities:Pay:mcai": 1_689_600,
    }
    (paid,) = (fact for fact in house.facts(PostingsMade) if fact.run == run)
    assert [(leg.account, leg.amount) for leg in paid.postings] == [
        ("Expenses:Pay:mana", "3264.00"), ("Liabilities:Pay:mana", "-3264.00"),
        ("Expenses:Pay:mbek", "5760.00"), ("Liabilities:Pay:mbek", "-5760.00"),
        ("Expenses:Pay:mcai", "16896.00"), ("Liabilities:Pay:mcai", "-16896.00"),
    ]
    assert house.states["rules"].runs[run].amount == "25920.00"
    assert house.of("Expenses:Pay:mcai") == "-16896.00"
    house.verified()


def test_the_cap_bites_or_not_as_its_denominator_is_said(house: Golden) -> None:
    against_one = house.run("rule.pay", "2026-01")
    against_lowest = house.run("rule.pay_lowest", "2026-01")
    assert house.portions(against_one)["Liabilities:Pay:mcai"] == 1_689_600  # 8.8 : 1 against index 1.0
    assert house.portions(against_lowest)["Liabilities:Pay:mcai"] == 1_632_000  # 5.2 : 1 against 1.7 is lowered to 5
    figure = house.why(against_lowest).portion("Liabilities:Pay:mcai").figure
    (bounded,) = figure.because
    assert bounded.note == "lowered to the cap 5 * 12 EUR/h * min(index) * hours"
    assert [part.printed() for part in bounded.because] == ["16896", "16320"]
    hours = [house.office.fact(seq) for seq in figure.all_entries()]
    assert any(getattr(fact, "contribution", "") == "contribution.index" for fact in hours)
    (calm,) = house.why(against_one).portion("Liabilities:Pay:mcai").figure.because
    assert calm.note == "neither floor nor cap was reached"


def test_no_day_is_paid_twice_by_calling_the_period_something_else(house: Golden) -> None:
    first = house.run("rule.pay", "2026-01")
    for period in ("2026-01-31..2026-02-27", "2026", "2026-Q1"):
        with pytest.raises(Refusal, match=r"was run for 2026-01 already"):
            house.run("rule.pay", period)
    house.run("rule.pay", "2026-02")
    house.ask(RunRule(rule="rule.pay", period="2026-01", mends=first))


def test_a_contested_line_of_pay_is_paid_and_corrected_after(house: Golden) -> None:
    run = house.run("rule.pay", "2026-01")
    house.contest(run, "Liabilities:Pay:mbek", "mbek")
    house.settle(run)
    assert (house.of("Liabilities:Pay:mana"), house.of("Liabilities:Pay:mbek")) == ("3264.00", "5760.00")
    house.ask(RecordContribution(contribution="hours", amount="10.00", member="mbek", date="2026-01-05"))
    mended = house.ask(RunRule(rule="rule.pay", period="2026-01", mends=run)).fact(RunPublished).run
    house.settle(mended)
    assert (house.of("Liabilities:Pay:mana"), house.of("Liabilities:Pay:mbek")) == ("3264.00", "6120.00")
    house.verified()
