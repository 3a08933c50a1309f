"""A price agreement over several years: floor, market, differential, and a premium to the growers' fund."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import QuoteRate, RecordFlow
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed


def delivered(house: Golden, market: str, day: str, growers: str, pounds: str = "37500") -> None:
    house.ask(QuoteRate(unit="lb", quoted_in="USD", rate=market, date=day, source="exchange"))
    house.ask(RecordFlow(posting="delivery", amount=f"{pounds} lb", date=day, provider=growers, resource="coffee"))


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    return golden(tmp_path, "m7_price")


@pytest.fixture
def growers(house: Golden) -> str:
    return str(house.ask(NameAgent(words={"name": "Hills Growers"}, nature="organisation")).fact(AgentNamed).agent)


@pytest.mark.parametrize(("market", "price"), [("1.5", "82500.00"), ("2.4", "105000.00"), ("1.8", "82500.00")])
def test_the_price_follows_the_market_above_the_floor_and_the_premium_comes_on_top(
    house: Golden, growers: str, market: str, price: str
) -> None:
    delivered(house, market, "2026-03-10", growers)
    run = house.shared("rule.coffee", "2026-03")
    assert house.of(f"Liabilities:Payable:{growers}", "USD") == price
    assert house.of(f"Liabilities:PremiumFund:{growers}", "USD") == "7500.00"
    bought = house.states["rules"].runs[run]
    assert bought.source == "Expenses:Purchases:Coffee"
    assert house.of("Expenses:Purchases:Coffee", "USD") == f"-{bought.amount}"
    house.verified()


def test_every_delivery_is_held_against_the_floor_by_the_market_of_its_own_day(house: Golden, growers: str) -> None:
    delivered(house, "1.5", "2026-03-10", growers, "1000")
    delivered(house, "2.4", "2026-03-20", growers, "1000")
    run = house.shared("rule.coffee", "2026-03")
    assert house.of(f"Liabilities:Payable:{growers}", "USD") == "5000.00"  # 2.20 and 2.80 a pound
    figure = repr(house.why(run).portion(f"Liabilities:Payable:{growers}").figure.as_json())
    assert "raised to the floor 1.8 USD/lb * amount * 1 lb" in figure
    assert "neither floor nor cap was reached" in figure
    assert "organic differential" in figure


def test_what_another_source_quotes_does_not_count(house: Golden, growers: str) -> None:
    house.ask(QuoteRate(unit="lb", quoted_in="USD", rate="9.9", date="2026-03-11", source="rumour"))
    delivered(house, "2.4", "2026-03-10", growers)
    house.shared("rule.coffee", "2026-03")
    assert house.of(f"Liabilities:Payable:{growers}", "USD") == "105000.00"
