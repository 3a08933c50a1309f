"""Where the price of a bag goes: whole cents, each part with its receiver, summing to the price exactly."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordFlow

OWNERS = ("mana", "mbek", "mcai", "mdov")


def test_the_last_25_cents_are_shared_2_9_14_after_the_published_practice(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("equal_exchange"))
    for member in OWNERS:
        house.admit(member, "worker_owner")
    house.ask(RecordFlow(posting="result", amount="0.25 USD", date="2026-12-31"))
    run = house.shared("rule.surplus", "2026", contest_days=14)
    assert house.of("Liabilities:Gifts", "USD") == "0.02"
    assert house.of("Equity:Collective:Reinvested", "USD") == "0.14"
    each = [house.of(f"Equity:Capital:{member}:2026", "USD") for member in OWNERS]
    assert each == ["0.03", "0.02", "0.02", "0.02"]
    gift = house.why(run).portion("Liabilities:Gifts").figure
    assert gift.note == "0.50 of the smallest unit was left over, which went to larger ones (2 in all)"
    owner = house.why(run).portion("Equity:Capital:mana:2026").figure
    assert owner.because[0].printed() == "0.09"
    assert owner.because[0].note == (
        "0.75 of the smallest unit was left over, and it is among the largest, so it is rounded up (2 in all)"
    )
    house.verified()


def test_every_part_of_a_bag_of_ten_names_its_receiver_and_they_sum_to_ten(tmp_path: Path) -> None:
    house = golden(tmp_path, "m6_bag")
    for member in OWNERS[:3]:
        house.admit(member)
    run = house.shared("rule.price", "2026-03")
    assert house.portions(run) == {
        "Liabilities:Payable:Growers": 410, "Liabilities:Pay": 250, "Liabilities:Payable:Carriers": 120,
        "Liabilities:Payable:Lenders": 100, "Liabilities:Tax": 95, "Liabilities:Gifts": 2,
        "Equity:Capital:mana:2026": 3, "Equity:Capital:mbek:2026": 3, "Equity:Capital:mcai:2026": 3,
        "Equity:Collective:Reinvested": 14,
    }
    assert sum(house.portions(run).values()) == 1_000
    assert house.of("Income:Sales", "USD") == "-10.00"
    house.verified()


def test_the_chain_of_a_pound_of_coffee_sums_to_its_landed_price(tmp_path: Path) -> None:
    house = golden(tmp_path, "m6_bag")
    run = house.shared("rule.chain", "2026-03")
    portions = house.portions(run)
    assert portions == {
        "Liabilities:Payable:Growers": 475, "Liabilities:Payable:Carriers": 65, "Liabilities:Payable:Importer": 25,
    }
    assert round(portions["Liabilities:Payable:Growers"] * 100 / sum(portions.values())) == 84
    house.verified()


@pytest.mark.parametrize("owners", [1, 2, 4])
def test_the_owners_cents_are_shared_equally_whatever_their_number(tmp_path: Path, owners: int) -> None:
    house = golden(tmp_path, "m6_bag")
    for member in OWNERS[:owners]:
        house.admit(member)
    run = house.run("rule.price", "2026-03")
    cents = [amount for to, amount in house.portions(run).items() if to.startswith("Equity:Capital")]
    assert sum(cents) == 9
    assert max(cents) - min(cents) <= 1
