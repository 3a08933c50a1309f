"""A commission of 15 %: on top of the price or out of it, gross or net, as the article says."""

from pathlib import Path

from golden_house import CHARTERS, Golden, golden

from auzolan.flows.requests import RecordFlow

HOST, PROJECT, FEES = "Liabilities:Payable:Host", "Liabilities:CommunityFund:Lisbon", "Income:Fees"


def booked(house: Golden, paid: str) -> dict[str, str]:
    house.ask(RecordFlow(posting="booking", amount=f"{paid} EUR", date="2026-03-02"))
    house.shared("rule.commission", "2026-03")
    house.verified()
    assert house.of("Liabilities:Bookings") == "0.00"
    assert house.of("Assets:Bank") == f"-{paid}"
    return {account: house.of(account) for account in (HOST, PROJECT, FEES)}


def test_on_top_the_guest_pays_460_and_the_host_gets_all_of_400(tmp_path: Path) -> None:
    got = booked(golden(tmp_path, "m11_on_top"), "460.00")
    assert got == {HOST: "400.00", PROJECT: "30.00", FEES: "30.00"}


def test_out_of_it_the_guest_pays_400_and_the_host_gets_340(tmp_path: Path) -> None:
    got = booked(golden(tmp_path, "m11_out_of_it"), "400.00")
    assert got == {HOST: "340.00", PROJECT: "30.00", FEES: "30.00"}


def test_net_of_tax_the_project_gets_half_of_what_is_left_and_the_tax_is_a_part_of_its_own(tmp_path: Path) -> None:
    text = (CHARTERS / "m11_out_of_it.toml").read_text("utf-8")
    vat = (
        '[["rule.commission".steps.steps]]\nto = "Liabilities:Tax"\ntake = "source - source / 1.21"\n\n'
        '[["rule.commission".steps.steps]]\nto = "Liabilities:CommunityFund:Lisbon"\ntake = "1/2"\nof = "rest"\n\n'
        '[["rule.commission".steps.steps]]\nto = "Income:Fees"\ntake = "rest"\n\n'
        '["account.tax"]\nbranch = "Liabilities:Tax"\n'
    )
    before, inner, _ = text.partition('[["rule.commission".steps.steps]]')
    assert inner
    house = Golden(tmp_path, before + vat)
    # 60.00 with 21 % in it: 60 - 60 / 1.21 = 10.41 tax; half of 49.59 is 24.795, half a cent to the even one.
    assert booked(house, "400.00") == {HOST: "340.00", PROJECT: "24.80", FEES: "24.79"}
    assert house.of("Liabilities:Tax") == "10.41"


def test_each_month_shares_the_bookings_of_that_month_only(tmp_path: Path) -> None:
    house = golden(tmp_path, "m11_out_of_it")
    house.on("2026-03-02")
    house.ask(RecordFlow(posting="booking", amount="400.00 EUR", date="2026-03-02"))
    house.on("2026-04-03")
    house.ask(RecordFlow(posting="booking", amount="100.00 EUR", date="2026-04-03"))
    march = house.shared("rule.commission", "2026-03")  # settled in April: not a booking of April taken back
    april = house.shared("rule.commission", "2026-04")
    assert sum(house.portions(march).values()) == 40_000
    assert sum(house.portions(april).values()) == 10_000
    assert house.of("Liabilities:Bookings") == "0.00"
    house.verified()
