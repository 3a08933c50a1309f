"""Winding up: creditors, prepayments, then capital in proportion, and never more than what is owed."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import OpenBooks, OpeningBalance
from auzolan.members.decide import NameAgent

CAPITAL = {"mana": "50000.00", "mbek": "20000.00", "mcai": "10000.00"}


def ended(folder: Path, assets: str) -> Golden:
    house = golden(folder, "m18_winding_up")
    for member in CAPITAL:
        house.admit(member)
    house.admit("meat", "eater")
    house.ask(NameAgent(agent="abank", nature="organisation", words={"name": "The bank"}))
    house.ask(NameAgent(agent="amill", nature="organisation", words={"name": "The mill"}))
    held = {
        "Assets:Bank": assets, "Liabilities:Payable:abank": "-25000.00", "Liabilities:Payable:amill": "-5000.00",
        "Liabilities:HarvestShares:meat": "-10000.00",
        **{f"Equity:Shares:{member}": f"-{amount}" for member, amount in CAPITAL.items()},
    }
    balances = tuple(OpeningBalance(account=account, amount=amount, unit="EUR") for account, amount in held.items())
    house.on("2026-12-30")
    house.ask(OpenBooks(date="2026-12-30", balances=balances, against="Equity:Losses"))
    house.on("2026-12-31")
    return house


def left(house: Golden) -> dict[str, str]:
    names = ("Liabilities:Payable:abank", "Liabilities:Payable:amill", "Liabilities:HarvestShares:meat")
    return {account: house.of(account) for account in (*names, *(f"Equity:Shares:{member}" for member in CAPITAL))}


def test_members_get_62_and_a_half_percent_when_capital_does_not_suffice(tmp_path: Path) -> None:
    house = ended(tmp_path, "90000.00")
    run = house.shared("rule.winding_up", "2026")
    assert left(house) == {
        "Liabilities:Payable:abank": "0.00", "Liabilities:Payable:amill": "0.00",
        "Liabilities:HarvestShares:meat": "0.00", "Equity:Shares:mana": "18750.00",
        "Equity:Shares:mbek": "7500.00", "Equity:Shares:mcai": "3750.00",
    }
    got = {account: -amount for account, amount in house.portions(run).items() if account.startswith("Equity:Shares")}
    assert got == {"Equity:Shares:mana": 3_125_000, "Equity:Shares:mbek": 1_250_000, "Equity:Shares:mcai": 625_000}
    assert house.of("Assets:Bank") == "0.00"
    house.verified()


@pytest.mark.parametrize(
    ("assets", "prepaid", "mana", "heir"),
    [("35000.00", "5000.00", "50000.00", "0.00"), ("150000.00", "0.00", "0.00", "-30000.00")],
)
def test_each_rank_waits_for_the_one_before_and_what_is_left_is_never_the_members(
    tmp_path: Path, assets: str, prepaid: str, mana: str, heir: str
) -> None:
    house = ended(tmp_path, assets)
    house.shared("rule.winding_up", "2026")
    assert house.of("Liabilities:HarvestShares:meat") == prepaid
    assert house.of("Equity:Shares:mana") == mana
    assert house.of("Liabilities:Heir") == heir
    house.verified()


def test_when_creditors_are_not_covered_they_share_in_proportion(tmp_path: Path) -> None:
    house = ended(tmp_path, "15000.00")
    house.shared("rule.winding_up", "2026")
    assert house.of("Liabilities:Payable:abank") == "12500.00"
    assert house.of("Liabilities:Payable:amill") == "2500.00"
