"""Royalties by kind of licence, and one waterfall with a key for each class."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import RecordFlow
from auzolan.values.refusal import Refusal

FOUNDERS = ("mfa", "mfb", "mfc")
STAFF = {"msa": "1", "msb": "2", "msc": "2"}
ARTISTS = {"maa": "7000.00", "mab": "2000.00", "mac": "1000.00"}


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = golden(tmp_path, "m12_royalties")
    for member in FOUNDERS:
        house.admit(member, "founder")
    for member, years in STAFF.items():
        house.admit(member, "staff", years=years)
    for member, earned in ARTISTS.items():
        house.admit(member, "artist", royalties=earned)
    return house


def test_an_artist_gets_half_of_a_standard_licence_and_three_quarters_of_an_extended_one(tmp_path: Path) -> None:
    house = golden(tmp_path, "m12_royalties")
    house.admit("maa", "artist", standard="100.00", extended="500.00")
    house.ask(RecordFlow(posting="standard", amount="100.00 USD", date="2026-02-01"))
    house.ask(RecordFlow(posting="extended", amount="500.00 USD", date="2026-02-02"))
    house.shared("rule.royalty_standard", "2026-Q1")
    assert house.of("Liabilities:Royalties:maa", "USD") == "50.00"
    house.shared("rule.royalty_extended", "2026-Q1")
    assert house.of("Liabilities:Royalties:maa", "USD") == "425.00"
    assert house.of("Income:Kept", "USD") == "175.00"
    house.verified()


def test_the_waterfall_leaves_300000_which_each_class_shares_by_its_own_key(house: Golden) -> None:
    house.ask(RecordFlow(posting="result", amount="400000.00 USD", date="2026-12-31"))
    run = house.shared("rule.waterfall", "2026", contest_days=14)
    first = ("Equity:Collective:Legal", "Equity:Collective:Further", "Equity:Deficit", "Liabilities:Charity")
    assert [house.of(account, "USD") for account in first] == ["40000.00", "18000.00", "30000.00", "12000.00"]

    def got(member: str) -> str:
        return house.of(f"Liabilities:Patronage:{member}:2026", "USD")

    assert [got(member) for member in FOUNDERS] == ["5000.00", "5000.00", "5000.00"]
    assert [got(member) for member in STAFF] == ["3000.00", "6000.00", "6000.00"]
    assert [got(member) for member in ARTISTS] == ["189000.00", "54000.00", "27000.00"]
    by_class = [
        sum(house.portions(run)[f"Liabilities:Patronage:{member}:2026"] for member in of)
        for of in (FOUNDERS, STAFF, ARTISTS)
    ]
    assert by_class == [1_500_000, 1_500_000, 27_000_000]
    house.verified()


def test_the_old_deficit_takes_a_quarter_of_what_is_left_and_never_more_than_its_cap(house: Golden) -> None:
    house.ask(RecordFlow(posting="result", amount="40000.00 USD", date="2026-12-31"))
    run = house.run("rule.waterfall", "2026")
    assert house.portions(run)["Equity:Deficit"] == 855_000
    figure = house.why(run).portion("Equity:Deficit").figure
    assert figure.label == "rest * 1 / 4"


def test_a_class_in_which_nobody_has_a_weight_stops_the_run_with_a_sentence(tmp_path: Path) -> None:
    house = golden(tmp_path, "m12_royalties")
    house.admit("mfa", "founder")
    house.ask(RecordFlow(posting="result", amount="400000.00 USD", date="2026-12-31"))
    with pytest.raises(Refusal, match="Nobody among members where class = 'staff' has any weight by years"):
        house.run("rule.waterfall", "2026")
