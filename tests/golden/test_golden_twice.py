"""The same money is not shared twice, whatever periods and rules are called."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordFlow
from auzolan.values.refusal import Refusal


@pytest.fixture
def surplus(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    house.admit("mane", index="1.00", hours="10")
    house.ask(RecordFlow(posting="result", amount="100.00 EUR"))
    return house


@pytest.mark.parametrize("period", ["2026", "2026-Q1", "2026-01-01..2026-12-31"])
def test_the_surplus_of_a_year_waits_for_the_run_that_shares_it(surplus: Golden, period: str) -> None:
    run = surplus.run("rule.surplus", "2026")
    with pytest.raises(Refusal, match=r"is not settled|was already run"):
        surplus.run("rule.surplus", period)
    surplus.wait(14)
    surplus.settle(run)
    with pytest.raises(Refusal, match=r"holds nothing"):
        surplus.run("rule.surplus", period)
    surplus.verified()


def test_what_comes_in_after_a_settlement_can_be_shared_by_a_later_period(surplus: Golden) -> None:
    surplus.shared("rule.surplus", "2026-Q1", contest_days=14)
    surplus.ask(RecordFlow(posting="result", amount="7.00 EUR"))
    run = surplus.shared("rule.surplus", "2026", contest_days=14)
    assert sum(surplus.portions(run).values()) == 700
    surplus.verified()


def test_a_month_that_was_shared_within_its_quarter_is_not_shared_again(tmp_path: Path) -> None:
    house = golden(tmp_path, "m11_out_of_it")
    house.ask(RecordFlow(posting="booking", amount="400.00 EUR", date="2026-02-02"))
    house.shared("rule.commission", "2026-Q1")
    with pytest.raises(Refusal, match="shared Liabilities:Bookings for 2026-Q1 already"):
        house.run("rule.commission", "2026-02")
    house.verified()


def test_a_quarter_shares_what_its_months_left(tmp_path: Path) -> None:
    house = golden(tmp_path, "m11_out_of_it")
    house.ask(RecordFlow(posting="booking", amount="400.00 EUR", date="2026-02-02"))
    house.ask(RecordFlow(posting="booking", amount="100.00 EUR", date="2026-03-02"))
    house.shared("rule.commission", "2026-02")
    quarter = house.shared("rule.commission", "2026-Q1")
    assert sum(house.portions(quarter).values()) == 10_000
    assert house.of("Liabilities:Bookings") == "0.00"
    house.verified()
