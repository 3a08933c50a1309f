"""Patronage: nested steps, at least a fifth in cash, what did not come from members' work kept in common."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import RecordFlow

HOURS = {"mada": "2000", "mbo": "1800", "mcy": "1200"}


def house_with(tmp_path: Path, net: str) -> Golden:
    house = golden(tmp_path, "m5_patronage")
    for member, hours in HOURS.items():
        house.admit(member, hours=hours)
    house.ask(RecordFlow(posting="result", amount=f"{net} EUR", date="2026-12-31"))
    return house


def test_patronage_follows_hours_and_a_fifth_of_it_is_paid_in_cash(tmp_path: Path) -> None:
    house = house_with(tmp_path, "200000.00")
    house.shared("rule.patronage", "2026", contest_days=14)
    assert house.of("Equity:Collective:NonMember") == "30000.00"
    assert house.of("Equity:Collective:Patronage") == "51000.00"
    cash = {member: house.of(f"Liabilities:Patronage:{member}") for member in HOURS}
    layers = {member: house.of(f"Equity:Capital:{member}:2026") for member in HOURS}
    assert cash == {"mada": "9520.00", "mbo": "8568.00", "mcy": "5712.00"}
    assert layers == {"mada": "38080.00", "mbo": "34272.00", "mcy": "22848.00"}
    whole = {member: float(cash[member]) + float(layers[member]) for member in HOURS}
    assert whole == {"mada": 47600, "mbo": 42840, "mcy": 28560}
    assert house.of("Equity:Surplus:2026") == "0.00"
    house.verified()


@pytest.mark.parametrize(("net", "cash", "layers"), [
    # 10.03: 1.50 not from members (half a cent to the even one), 8.53 of patronage, of it 2.56 in common, 5.97 by
    # hours: 2.388 / 2.149 / 1.433 -> 2.39 / 2.15 / 1.43; a fifth of each, rounded up to the cent.
    ("10.03", ("0.48", "0.43", "0.29"), ("1.91", "1.72", "1.14")),
    ("0.03", ("0.01", "0.01", "0.00"), ("0.00", "0.00", "0.00")),
])
def test_at_least_a_fifth_means_never_less_than_a_fifth(
    tmp_path: Path, net: str, cash: tuple[str, ...], layers: tuple[str, ...]
) -> None:
    house = house_with(tmp_path, net)
    run = house.shared("rule.patronage", "2026", contest_days=14)
    assert tuple(house.of(f"Liabilities:Patronage:{member}") for member in HOURS) == cash
    assert tuple(house.of(f"Equity:Capital:{member}:2026") for member in HOURS) == layers
    assert len(house.portions(run)) == 8
    house.verified()
