"""A year of every preset: founded as it ships, members and books, every rule run and settled, and all verified."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import QuoteRate, RecordContribution, RecordEntry, RecordFlow
from auzolan.members.decide import NameAgent
from auzolan.rules.bids import OpenBids, read_bids


def founded(folder: Path, name: str) -> Golden:
    return Golden(folder, preset(name))


def books(house: Golden, day: str, *legs: tuple[str, str]) -> None:
    house.ask(RecordEntry(legs=legs, date=day))


def agent(house: Golden, id: str) -> None:
    house.ask(NameAgent(agent=id, nature="organisation", words={"name": f"The house of {id}"}))


def held(house: Golden, unit: str, *accounts: str) -> list[str]:
    """What accounts hold, debits positive, as the books have them."""
    return [f"{-Decimal(house.of(account, unit)) + 0}" for account in accounts]


def wound_up(house: Golden, unit: str, *, bank: str, owed: str, shares: dict[str, str], day: str) -> None:
    """Pay a creditor first, then members' shares as far as they go, and hand on the rest."""
    house.ask(NameAgent(agent="ashop", nature="organisation", words={"name": "The Corner Shop"}))
    legs = [("Liabilities:Payable:ashop", f"-{owed} {unit}")]
    legs += [(f"Equity:Shares:{member}", f"-{amount} {unit}") for member, amount in shares.items()]
    (there,) = held(house, unit, "Assets:Bank")
    legs += [("Assets:Bank", f"{-Decimal(there)} {unit}"), ("Equity:Opening", f"{there} {unit}")]
    total = sum(int(amount.replace(".", "")) for amount in (owed, *shares.values())) - int(bank.replace(".", ""))
    legs += [("Assets:Bank", f"{bank} {unit}"), ("Equity:Opening", f"{total // 100}.{total % 100:02d} {unit}")]
    books(house, day, *legs)
    house.shared("rule.winding_up", f"2026-01-01..{day}", contest_days=14)  # all that the co-op ever had
    assert house.of("Assets:Bank", unit) == "0.00"
    assert house.of("Liabilities:Payable:ashop", unit) == "0.00"


def a_year_of_stocksy(house: Golden) -> None:
    house.admit("mfay", "founder")
    house.admit("mgus", "founder")
    house.admit("msam", "staff", years="2")
    house.admit("mtia", "staff", years="3")
    house.admit("mana", "artist", standard="60.00", extended="0.00", royalties="100.00")
    house.admit("mbob", "artist", standard="40.00", extended="200.00", royalties="300.00")
    books(house, "2026-02-01", ("Assets:Bank", "100.00 USD"), ("Liabilities:Licences:Standard", "-100.00 USD"))
    books(house, "2026-02-01", ("Assets:Bank", "200.00 USD"), ("Liabilities:Licences:Extended", "-200.00 USD"))
    house.shared("rule.royalty_standard", "2026", contest_days=14)
    house.shared("rule.royalty_extended", "2026", contest_days=14)
    assert held(house, "USD", "Liabilities:Royalties:mana", "Liabilities:Royalties:mbob", "Income:Licences") == [
        "-30.00", "-170.00", "-100.00",
    ]
    books(house, "2026-12-30", ("Equity:Result", "100000.00 USD"), ("Equity:Surplus:2026", "-100000.00 USD"))
    house.shared("rule.waterfall", "2026", contest_days=14)
    # 10,000 legal; 5 % of 90,000; a quarter of 85,500; 12,000; patronage 52,125 in 5, 5 and 90 %.
    assert held(
        house, "USD", "Equity:Collective:Legal", "Equity:Collective:Further", "Equity:Deficit", "Liabilities:Charity",
        "Liabilities:Patronage:mfay:2026", "Liabilities:Patronage:msam:2026", "Liabilities:Patronage:mana:2026",
    ) == ["-10000.00", "-4500.00", "-21375.00", "-12000.00", "-1303.13", "-1042.50", "-11728.13"]


def a_year_of_fairbnb(house: Golden) -> None:
    house.admit("mlia", "host", asked="300.00", homes="1")
    house.admit("mmax", "host", asked="100.00", homes="1")
    house.admit("mnia", "neighbour")
    books(house, "2026-03-01", ("Assets:Bank", "460.00 EUR"), ("Liabilities:Bookings", "-460.00 EUR"))
    house.shared("rule.commission", "2026", contest_days=14)
    assert held(
        house, "EUR", "Liabilities:Hosts:mlia", "Liabilities:Hosts:mmax", "Liabilities:CommunityFund:Place",
        "Income:Fees", "Liabilities:Tax",
    ) == ["-300.00", "-100.00", "-30.00", "-24.79", "-5.21"]
    books(house, "2026-12-30", ("Equity:Result", "1001.01 EUR"), ("Equity:Surplus:2026", "-1001.01 EUR"))
    house.shared("rule.surplus", "2026", contest_days=14)
    assert held(house, "EUR", "Equity:Collective:Legal", "Liabilities:CommunityFund:Place") == ["-500.50", "-530.51"]


def a_season_of_csa(house: Golden) -> None:
    house.admit("mwhole", "eater", share="1")
    house.admit("mhalf", "eater", share="0.5", first_week="11", last_week="30")
    house.admit("mfarm", "grower", planned="10000", harvested="7000")
    house.admit("mfield", "grower", planned="5000", harvested="5200")
    house.shared("rule.season", "2026", contest_days=14)
    assert held(house, "EUR", "Assets:Eaters:mwhole", "Assets:Eaters:mhalf") == ["850.00", "212.50"]
    assert house.of("Liabilities:HarvestShares:2026") == "1062.50"
    books(house, "2026-07-01", ("Assets:Harvest", "42.000 kg"), ("Income:Harvest", "-42.000 kg"))
    house.shared("rule.delivery", "2026")
    assert held(house, "kg", "Liabilities:Boxes:mwhole", "Liabilities:Boxes:mhalf") == ["-28.000", "-14.000"]
    books(house, "2026-07-02", ("Assets:Bank", "5000.00 EUR"), ("Liabilities:RiskPool:Crop", "-5000.00 EUR"))
    house.shared("rule.crop", "2026", contest_days=14)
    assert held(house, "EUR", "Liabilities:Farms:mfarm", "Liabilities:RiskPool:Crop") == ["-1500.00", "-3500.00"]
    house.shared("rule.release", "2026", contest_days=14)
    # 5 % of 1,062.50 to the pool, the rest by what was planned, 2 : 1.
    assert held(house, "EUR", "Liabilities:Farms:mfarm", "Liabilities:Farms:mfield", "Liabilities:RiskPool:Crop") == [
        "-2172.92", "-336.46", "-3553.12",
    ]


def a_year_of_loomio(house: Golden) -> None:
    house.admit("maru", "worker", hours="100", agreed="100")
    house.admit("mben", "worker", hours="50", agreed="60")
    house.shared("rule.pay", "2026-01")
    assert held(house, "NZD", "Liabilities:Pay:maru", "Liabilities:Pay:mben") == ["-4500.00", "-2250.00"]
    books(house, "2026-12-30", ("Equity:Result", "1000.00 NZD"), ("Equity:Surplus:2026", "-1000.00 NZD"))
    house.shared("rule.surplus", "2026", contest_days=14)
    assert held(
        house, "NZD", "Equity:Collective:Mission", "Equity:Collective:Legal", "Liabilities:Thanks:maru",
        "Liabilities:Thanks:mben",
    ) == ["-500.00", "-200.00", "-200.00", "-100.00"]


def a_year_of_public_agency(house: Golden) -> None:
    house.admit("mana", "resident")
    house.admit("mnorth", "district", people="8000", need="1.5")
    house.admit("msouth", "district", people="4000", need="2")
    house.admit("meast", "district", people="10000", need="1")
    year = "Equity:ParticipatoryBudget:2026"
    books(house, "2026-02-01", ("Equity:Result", "1000000.00 EUR"), (year, "-1000000.00 EUR"))
    house.shared("rule.districts", "2026", contest_days=14)
    assert held(
        house, "EUR", "Equity:Collective:Solidarity", "Liabilities:Districts:mnorth", "Liabilities:Districts:msouth",
        "Liabilities:Districts:meast",
    ) == ["-100000.00", "-360000.00", "-240000.00", "-300000.00"]
    for id in ("aone", "atwo", "athree"):
        agent(house, id)
    text = "b1,aone,150000.00,80,0.40\nb2,atwo,120000.00,60,0.30\nb3,athree,210000.00,100,1\n"
    bids, findings = read_bids(
        f"bid,bidder,price EUR,quality,to_makers\n{text}",
        tuple(house.office.now().charter.units),
    )
    assert not findings
    house.ask(OpenBids(tender="works", bids=bids, opened="2026-03-01"))
    run = house.run("rule.tender", "2026")
    # 40 x 0.25 + 32 + 8; 40 x 0.4 + 24 + 6; a price above the ceiling takes no part.
    assert sorted(house.portions(run).values(), reverse=True)[:2] == [5000, 4600]


def a_year_of_producers(house: Golden) -> None:
    for number in range(1, 31):
        level = "1000.00" if number <= 20 else "2000.00"
        house.admit(f"m{number:02d}", "producer", level=level, sold="60.00" if number < 3 else "0.00")
    books(house, "2026-01-10", ("Assets:Bank", "120.00 EUR"), ("Liabilities:Sales", "-120.00 EUR"))
    house.shared("rule.sales", "2026")
    assert held(house, "EUR", "Liabilities:Owed:m01", "Liabilities:Owed:m02", "Income:Fees") == [
        "-58.20", "-58.20", "-3.60",
    ]
    for month in range(1, 4):
        house.shared("rule.deposit", f"2026-{month:02d}")
    assert held(house, "EUR", "Liabilities:RiskPool:Sickness:m01", "Liabilities:RiskPool:Sickness:m30") == [
        "-135.00", "-270.00",
    ]
    house.ask(RecordContribution(contribution="gives", amount="0", member="m30"))
    books(house, "2026-04-15", ("Liabilities:PoolClearing", "2000.00 EUR"), ("Assets:Bank", "-2000.00 EUR"))
    run = house.shared("rule.gift", "2026-04")
    given = sorted(abs(amount) for amount in house.portions(run).values())
    assert sum(given) == 200_000 and set(given) <= {5263, 5264, 10526, 10527}
    house.shared("rule.back", "2026", contest_days=14)
    books(house, "2026-05-01", ("Liabilities:Credit:m01", "120.00 EUR"), ("Liabilities:Credit:m02", "-120.00 EUR"))
    limits = house.portions(house.run("rule.credit", "2026"))
    assert sorted(limits.values())[-1] == 12_000 and len(limits) == 30


def a_year_of_federation(house: Golden) -> None:
    for id, result, payroll, turnover in (
        ("mone", "200000.00", "120", "500.00"), ("mtwo", "50000.00", "60", "300.00"),
        ("mthree", "-60000.00", "20", "200.00"),
    ):
        house.admit(id, "coop", result=result, payroll=payroll, turnover=turnover)
    house.shared("rule.paid_in", "2026", contest_days=14)
    assert held(house, "EUR", "Assets:Coops:mone", "Assets:Coops:mtwo", "Liabilities:Pool") == [
        "40000.00", "10000.00", "-50000.00",
    ]
    house.shared("rule.pooled", "2026", contest_days=14)
    assert held(house, "EUR", "Liabilities:Coops:mone", "Liabilities:Coops:mtwo", "Liabilities:Coops:mthree") == [
        "-15600.00", "-7800.00", "-26600.00",
    ]
    books(house, "2026-12-30", ("Equity:Result", "1000.00 EUR"), ("Equity:Surplus:2026", "-1000.00 EUR"))
    house.shared("rule.surplus", "2026", contest_days=14)
    assert held(house, "EUR", "Equity:Collective:Legal", "Equity:Collective:Solidarity", "Liabilities:Coops:mone") == [
        "-200.00", "-100.00", "-15950.00",
    ]


def a_year_of_mondragon(house: Golden) -> None:
    workers = (("mane", "1.0", "1600"), ("mben", "1.7", "1600"), ("mcar", "4.5", "1600"), ("mdan", "1.0", "800"))
    for id, index, hours in workers:
        house.admit(id, index=index, hours=hours, agreed="1600")
        books(house, "2026-01-05", ("Assets:Bank", "150000.00 EUR"), (f"Equity:Capital:{id}:2025", "-150000.00 EUR"))
    house.shared("rule.pay", "2026")
    assert held(house, "EUR", "Liabilities:Pay:mane", "Liabilities:Pay:mdan") == ["-24000.00", "-24000.00"]
    house.shared("rule.hours_owed", "2026")
    assert held(house, "h", "Assets:HoursOwed:mdan", "Equity:HoursOwed") == ["800.00", "-800.00"]
    books(house, "2026-12-30", ("Equity:Result", "100000.00 EUR"), ("Equity:Surplus:2026", "-100000.00 EUR"))
    house.on("2026-12-31")
    house.shared("rule.interest", "2026", contest_days=14)
    assert house.of("Equity:Surplus:2026") == "60000.00"
    house.shared("rule.surplus", "2026", contest_days=14)
    assert held(house, "EUR", "Liabilities:EducationFund", "Equity:Collective:Legal") == ["-6000.00", "-27000.00"]
    assert house.of("Equity:Surplus:2026") == "0.00"
    books(house, "2027-12-30", ("Equity:Surplus:2027", "60000.00 EUR"), ("Equity:Result", "-60000.00 EUR"))
    house.on("2027-12-31")
    for id, hours in (("mane", "1600"), ("mben", "1600")):
        house.ask(RecordContribution(contribution="hours", amount=hours, member=id, date="2027-06-01"))
    house.shared("rule.loss", "2027", contest_days=14)
    assert held(house, "EUR", "Assets:Group", "Equity:Surplus:2027") == ["24000.00", "0.00"]


def a_year_of_equal_exchange(house: Golden) -> None:
    for id in ("mana", "mbo", "mcy"):
        house.admit(id, "worker_owner")
    house.admit("mcoop", "farmer_coop")
    agent(house, "agrow")
    house.ask(QuoteRate(unit="lb", quoted_in="USD", rate="1.5", source="exchange", date="2026-02-01"))
    house.ask(RecordFlow(
        posting="weighed", amount="37500 lb", date="2026-02-02", provider="agrow", resource="coffee"
    ))
    house.shared("rule.coffee", "2026-02")
    assert held(house, "USD", "Liabilities:Payable:agrow", "Liabilities:PremiumFund:agrow") == [
        "-82500.00", "-7500.00",
    ]
    books(house, "2026-02-03", ("Liabilities:Payable:agrow", "82500.00 USD"), ("Assets:Bank", "-82500.00 USD"))
    books(house, "2026-12-30", ("Equity:Result", "25.00 USD"), ("Equity:Surplus:2026", "-25.00 USD"))
    house.shared("rule.surplus", "2026", contest_days=14)
    assert held(house, "USD", "Liabilities:Gifts", "Equity:Collective:Reinvested") == ["-2.50", "-13.75"]


YEARS: dict[str, tuple[Callable[[Golden], None], str, dict[str, str]]] = {
    "stocksy": (a_year_of_stocksy, "USD", {"mana": "600.00", "mfay": "200.00"}),
    "fairbnb": (a_year_of_fairbnb, "EUR", {"mlia": "600.00", "mmax": "200.00"}),
    "csa": (a_season_of_csa, "EUR", {"mwhole": "600.00", "mfarm": "200.00"}),
    "loomio": (a_year_of_loomio, "NZD", {"maru": "600.00", "mben": "200.00"}),
    "public_agency": (a_year_of_public_agency, "EUR", {"mana": "600.00", "mnorth": "200.00"}),
    "producer_network": (a_year_of_producers, "EUR", {"m01": "600.00", "m02": "200.00"}),
    "federation": (a_year_of_federation, "EUR", {"mone": "600.00", "mtwo": "200.00"}),
    "mondragon": (a_year_of_mondragon, "EUR", {"mane": "600.00", "mben": "200.00"}),
    "equal_exchange": (a_year_of_equal_exchange, "USD", {"mana": "600.00", "mbo": "200.00"}),
}


@pytest.mark.parametrize("name", YEARS)
def test_a_year_of_a_preset_runs_every_rule_and_verifies(tmp_path: Path, name: str) -> None:
    year, unit, shares = YEARS[name]
    house = founded(tmp_path, name)
    year(house)
    house.on("2028-02-01")
    wound_up(house, unit, bank="500.00", owed="100.00", shares=shares, day="2028-02-02")
    first, second = shares
    assert held(house, unit, f"Equity:Shares:{first}", f"Equity:Shares:{second}") == ["-300.00", "-100.00"]
    run = {one.rule for one in house.states["rules"].runs.values()}
    assert {one.id for one in house.office.now().charter.of_kind("rule")} - run == set()
    house.verified()
