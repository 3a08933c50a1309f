"""Joining with a part that is not given back, and losses that nobody carries below zero capital."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import OpenBooks, OpeningBalance, RecordFlow
from auzolan.values.refusal import Refusal

WORKERS = {
    "mane": ("1.00", "1600"), "mbenat": ("1.70", "1600"), "mcarmen": ("4.50", "1600"), "mdani": ("1.00", "800"),
}


def lost(folder: Path, **capital: str) -> Golden:
    house = golden(folder, "m3_losses")
    for member, (index, hours) in WORKERS.items():
        house.admit(member, index=index, hours=hours)
    held = {member: capital.get(member, "30000.00") for member in WORKERS}
    layers = [
        OpeningBalance(account=f"Equity:Capital:{member}:2025", amount=f"-{amount}", unit="EUR")
        for member, amount in held.items()
    ]
    house.ask(OpenBooks(date="2025-12-31", balances=tuple(layers), against="Assets:Bank"))
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="loss", amount="60000.00 EUR", date="2026-12-31"))
    house.on("2027-01-15")
    return house


def test_a_quarter_of_the_entry_share_stays_in_common(tmp_path: Path) -> None:
    house = golden(tmp_path, "m3_losses")
    house.on("2026-02-01")
    house.ask(RecordFlow(posting="joining", amount="12000.00 EUR", date="2026-02-01"))
    house.admit("mnew", joined="2026-02-01", entry="12000.00")
    house.on("2026-03-01")
    house.shared("rule.joining", "2026-02")
    assert (house.of("Equity:Capital:mnew:2026"), house.of("Equity:Collective:Legal")) == ("9000.00", "3000.00")
    assert house.of("Equity:Joining") == "0.00"
    house.verified()


def test_the_group_carries_40_percent_and_members_the_rest_by_the_key_of_gains(tmp_path: Path) -> None:
    house = lost(tmp_path)
    house.shared("rule.loss", "2026")
    assert house.of("Assets:Receivable:Group") == "-24000.00"
    charged = {member: house.of(f"Equity:Capital:{member}:2026") for member in WORKERS}
    assert charged == {"mane": "-4675.33", "mbenat": "-7948.05", "mcarmen": "-21038.96", "mdani": "-2337.66"}
    assert house.of("Equity:LossesCarried") == "0.00"
    assert house.of("Equity:Surplus:2026") == "0.00"
    house.verified()


def test_what_a_member_cannot_carry_goes_to_the_next_years_and_not_to_the_others(tmp_path: Path) -> None:
    house = lost(tmp_path, mcarmen="15000.00")
    run = house.shared("rule.loss", "2026")
    assert house.of("Equity:Capital:mcarmen:2026") == "-15000.00"
    assert house.of("Equity:Capital:mane:2026") == "-4675.33"
    assert house.of("Equity:LossesCarried") == "-6038.96"
    figure = house.why(run).portion("Equity:Capital:mcarmen:2026").figure
    assert figure.because[0].printed() == "15000"
    carried = house.why(run).portion("Equity:LossesCarried").figure
    assert carried.label == "what nobody among members where class = 'worker' can take"
    house.verified()


def test_a_year_without_a_loss_is_not_run(tmp_path: Path) -> None:
    house = golden(tmp_path, "m3_losses")
    house.admit("mane", index="1.00", hours="10")
    house.ask(RecordFlow(posting="result", amount="5.00 EUR", date="2026-01-05"))
    with pytest.raises(Refusal, match="source < 0 EUR"):
        house.run("rule.loss", "2026")
