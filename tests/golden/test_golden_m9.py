"""Crop risk: eaters share the harvest as it comes, farms carry a part of each other's loss."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import OpenBooks, OpeningBalance, RecordFlow

EATERS = {f"me{number:02d}": "1.00" for number in range(10)} | {"mhalf": "0.50"}


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = golden(tmp_path, "m9_harvest")
    for member, share in EATERS.items():
        house.admit(member, "eater", share=share)
    return house


@pytest.mark.parametrize(
    ("harvest", "whole", "half"),
    [("294.00", "28.00", "14.00"), ("420.00", "40.00", "20.00"), ("504.00", "48.00", "24.00")],
)
def test_a_share_gets_planned_times_the_yield_the_good_years_too(
    house: Golden, harvest: str, whole: str, half: str
) -> None:
    house.ask(RecordFlow(posting="harvest", amount=f"{harvest} kg", date="2026-08-01"))
    house.shared("rule.delivery", "2026")
    assert house.of("Liabilities:Boxes:me00", "kg") == whole
    assert house.of("Liabilities:Boxes:mhalf", "kg") == half
    assert house.of("Income:Harvest", "kg") == "0.00"
    house.verified()


def pooled(house: Golden, pool: str) -> None:
    bank = OpeningBalance(account="Assets:Bank", amount=pool, unit="EUR")
    fund = OpeningBalance(account="Liabilities:RiskPool:Crop", amount=f"-{pool}", unit="EUR")
    house.ask(OpenBooks(date="2025-12-31", balances=(bank, fund)))
    house.admit("mgrow", "grower", planned="10000.00", harvested="7000.00")
    house.admit("mwell", "grower", planned="5000.00", harvested="5200.00")


def test_the_pool_pays_the_covered_part_of_the_loss_up_to_its_cap(house: Golden) -> None:
    pooled(house, "9000.00")
    run = house.shared("rule.crop", "2026")
    assert house.portions(run) == {"Liabilities:Payable:mgrow": 150_000}
    (bounded,) = house.why(run).portion("Liabilities:Payable:mgrow").figure.because
    assert [part.printed() for part in bounded.because] == ["1620", "1500"]
    assert house.of("Liabilities:RiskPool:Crop") == "7500.00"


def test_no_farm_gets_more_than_the_pool_holds(house: Golden) -> None:
    pooled(house, "400.00")
    assert house.portions(house.run("rule.crop", "2026")) == {"Liabilities:Payable:mgrow": 40_000}
