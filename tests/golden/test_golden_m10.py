"""Mutual aid: deposits with a cap on the own balance, and gifts by level that sum to the cent."""

from collections import Counter
from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import OpenBooks, OpeningBalance, RecordEntry

SMALL = [f"ms{number:02d}" for number in range(20)]
LARGE = [f"ml{number:02d}" for number in range(10)]
ILL = LARGE[0]
POOL = "Liabilities:RiskPool:Sickness"


def opened(folder: Path, **own: str) -> Golden:
    """Thirty members with full balances, except those whose own balance is named; one of them is ill in March."""
    house = golden(folder, "m10_mutual_aid")
    for member in (*SMALL, *LARGE):
        house.admit(member, level="1000.00" if member in SMALL else "2000.00", gives="0" if member == ILL else "1")
    held = {member: own.get(member, "1620.00" if member in SMALL else "3240.00") for member in (*SMALL, *LARGE)}
    balances = [
        OpeningBalance(account=f"{POOL}:{member}", amount=f"-{amount}", unit="EUR") for member, amount in held.items()
    ]
    bank = sum(int(amount.replace(".", "")) for amount in held.values())
    balances.append(OpeningBalance(account="Assets:Bank", amount=f"{bank // 100}.{bank % 100:02d}", unit="EUR"))
    house.ask(OpenBooks(date="2025-12-31", balances=tuple(balances)))
    return house


def gift(house: Golden, month: str) -> str:
    house.on(f"{month}-15")
    house.ask(RecordEntry(
        legs=(("Liabilities:PoolClearing", "2000.00 EUR"), ("Assets:Bank", "-2000.00 EUR")), date=f"{month}-15"
    ))
    return house.shared("rule.gift", month)


def given(house: Golden, run: str) -> dict[str, int]:
    """What each gave, in cents: their balance is lowered, so the portion is below zero."""
    return {account.rpartition(":")[2]: -amount for account, amount in house.portions(run).items()}


def test_gifts_follow_the_level_and_sum_to_the_benefit(tmp_path: Path) -> None:
    house = opened(tmp_path)
    gave = given(house, gift(house, "2026-03"))
    assert Counter(gave[member] for member in SMALL) == {5263: 20}
    assert Counter(gave[member] for member in LARGE[1:]) == {10526: 3, 10527: 6}
    assert ILL not in gave
    assert sum(gave.values()) == 200_000
    assert house.of("Liabilities:PoolClearing") == "0.00"
    assert house.of(f"{POOL}:ms00") == "1567.37"
    house.verified()


def test_the_odd_cents_take_turns_from_gift_to_gift(tmp_path: Path) -> None:
    house = opened(tmp_path)
    first, second = given(house, gift(house, "2026-03")), given(house, gift(house, "2026-04"))
    assert {member for member in LARGE if first.get(member) == 10527} != {
        member for member in LARGE if second.get(member) == 10527
    }


def test_a_newcomer_gives_no_more_than_the_own_balance_and_the_others_give_what_is_missing(tmp_path: Path) -> None:
    house = opened(tmp_path, ms19="45.00")
    run = gift(house, "2026-03")
    gave = given(house, run)
    assert gave["ms19"] == 4500
    assert Counter(gave[member] for member in SMALL[:19]) == {5284: 19}  # 1,955.00 over levels of 37,000
    assert Counter(gave[member] for member in LARGE[1:]) == {10567: 8, 10568: 1}
    assert house.of(f"{POOL}:ms19") == "0.00"
    figure = house.why(run).portion(f"{POOL}:ms19").figure
    assert figure.label == "at most balance, and its share would be more"
    other = repr(house.why(run).portion(f"{POOL}:ms00").figure.as_json())
    assert "'37000'" in other
    assert "for those below their most" in other


def test_a_deposit_stops_at_36_and_what_is_more_goes_back_once_a_year(tmp_path: Path) -> None:
    house = opened(tmp_path, ms00="1600.00", ms01="0.00", ms02="1700.00")
    house.shared("rule.deposit", "2026-01")
    assert house.of(f"{POOL}:ms00") == "1620.00"
    assert house.of(f"{POOL}:ms01") == "45.00"
    assert house.of(f"{POOL}:ms02") == "1700.00"
    house.on("2027-01-05")
    house.shared("rule.back", "2026")
    assert (house.of(f"{POOL}:ms02"), house.of("Liabilities:Payable:ms02")) == ("1620.00", "80.00")
    house.verified()


def test_what_all_balances_together_cannot_give_goes_where_the_article_says(tmp_path: Path) -> None:
    house = opened(tmp_path, **dict.fromkeys((*SMALL, *LARGE), "10.00"))
    gave = given(house, gift(house, "2026-03"))
    assert Counter(gave[member] for member in (*SMALL, *LARGE[1:])) == {1000: 29}
    assert house.of("Liabilities:PoolClearing:Short") == "-1710.00"


@pytest.mark.parametrize("member", ["ms00", "ml01"])
def test_every_gift_is_the_givers_own_line(tmp_path: Path, member: str) -> None:
    house = opened(tmp_path)
    run = gift(house, "2026-03")
    assert house.why(run).portion(f"{POOL}:{member}").member == member
