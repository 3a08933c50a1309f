"""Interest on capital, capped by the result; and then the surplus, in the order that the articles say."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import OpenBooks, OpeningBalance, RecordFlow
from auzolan.values.refusal import Refusal

WORKERS = {
    "mane": ("1.00", "1600"), "mbenat": ("1.70", "1600"), "mcarmen": ("4.50", "1600"), "mdani": ("1.00", "800"),
}
LAYERS = {"mane": ("10000.00", "14000.00"), "mbenat": ("176000.00",), "mcarmen": ("350000.00",), "mdani": ("50000.00",)}


def opened(folder: Path, result: str, loans: str = "0.00") -> Golden:
    house = golden(folder, "m2_interest")
    for member, (index, hours) in WORKERS.items():
        house.admit(member, index=index, hours=hours)
    layers = [
        OpeningBalance(account=f"Equity:Capital:{member}:{2024 + place}", amount=f"-{amount}", unit="EUR")
        for member, amounts in LAYERS.items() for place, amount in enumerate(amounts)
    ]
    bank = OpeningBalance(account="Assets:Bank", amount="600000.00", unit="EUR")
    owed = OpeningBalance(account="Liabilities:Loans", amount=f"-{loans}", unit="EUR")
    more = (owed,) if loans != "0.00" else ()
    house.ask(OpenBooks(date="2025-12-31", balances=(bank, *layers, *more), against="Equity:Result" if more else ""))
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="result", amount=f"{result} EUR", date="2026-12-31"))
    house.on("2027-01-15")
    return house


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    return opened(tmp_path, "100000.00")


def test_40_percent_of_the_result_over_all_capital_is_less_than_the_rate_wanted(house: Golden) -> None:
    run = house.shared("rule.interest", "2026")
    assert house.of("Equity:Capital:mane:2026") == "1600.00"
    assert house.states["rules"].runs[run].amount == "40000.00"
    assert house.states["rules"].runs[run].source == "Equity:Surplus:2026"
    figure = house.why(run).portion("Equity:Capital:mane:2026").figure
    said = repr(figure.as_json())
    assert "'0.066666666667'" in said
    assert "'600000'" in said
    layers = [house.office.fact(seq) for seq in figure.all_entries()]
    assert any(getattr(fact, "date", "") == "2025-12-31" for fact in layers)
    house.verified()


def test_a_good_result_pays_the_rate_wanted_and_no_more(tmp_path: Path) -> None:
    house = opened(tmp_path, "200000.00")
    house.shared("rule.interest", "2026")
    assert house.of("Equity:Capital:mane:2026") == "1800.00"  # 7.5 %


@pytest.mark.parametrize(
    ("result", "loans", "paid"),
    [("100000.00", "249999.99", "40000.00"), ("100000.00", "250000.00", "20000.00"),
     ("54000.00", "0.00", "10800.00"), ("54000.01", "0.00", "21600.00")],
)
def test_a_gate_is_an_ordinary_formula(tmp_path: Path, result: str, loans: str, paid: str) -> None:
    house = opened(tmp_path, result, loans)
    run = house.shared("rule.interest_gated", "2026")
    assert house.states["rules"].runs[run].amount == paid


def test_interest_first_then_the_surplus_of_what_is_left(house: Golden) -> None:
    with pytest.raises(Refusal, match=r"after rule\.interest, which has no run"):
        house.run("rule.surplus", "2026")
    interest = house.run("rule.interest", "2026")
    with pytest.raises(Refusal, match="which has a run that is not settled"):
        house.run("rule.surplus", "2026")
    house.settle(interest)
    house.shared("rule.surplus", "2026")
    assert house.of("Liabilities:EducationFund") == "6000.00"
    assert house.of("Equity:Collective:Legal") == "27000.00"
    assert house.of("Equity:Surplus:2026") == "0.00"
    assert house.of("Equity:Capital:mane:2026") == "5106.49"  # 1,600.00 and 27,000.00 x 1600 / 12320
    house.verified()
