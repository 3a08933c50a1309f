"""Runs of whole organisations, published by the plain evaluator and worked out again on a Spark cluster."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden, golden
from test_golden_m1 import WORKERS
from test_golden_m5 import house_with
from test_golden_m7 import delivered
from test_golden_m15 import JUNK, KITCHEN, opened

from auzolan.charter.preset import preset
from auzolan.engines.find import find
from auzolan.flows.requests import RecordFlow
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.values.quantity import print_amount

pytestmark = pytest.mark.usefixtures("started")


def same_on_spark(house: Golden, run: str) -> Any:
    """The published run again: its digests, its sum and every portion."""
    fact = house.office.entry(house.states["rules"].runs[run].seq).fact
    again = find()["spark"].recompute(fact, house.states, house.office.reader(fact.position))
    assert (again.inputs, again.outputs) == (fact.inputs, fact.outputs)
    assert (print_amount(again.amount, again.places), again.unit, again.source) == (fact.amount, fact.unit, fact.source)
    assert {one.to: one.amount for one in again.portions} == house.portions(run)
    return again


def test_m1_the_surplus_of_the_year(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("mondragon"))
    for member, (index, hours) in WORKERS.items():
        house.admit(member, index=index, hours=hours)
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="result", amount="100000.00 EUR", date="2026-12-31"))
    again = same_on_spark(house, house.run("rule.surplus", "2026"))
    assert again.portion("Equity:Capital:mcarmen:2026").amount == 2_629_870


@pytest.mark.parametrize("net", ["200000.00", "10.03", "0.03"])
def test_m5_patronage_with_steps_inside_steps(tmp_path: Path, net: str) -> None:
    house = house_with(tmp_path, net)
    assert len(same_on_spark(house, house.run("rule.patronage", "2026")).portions) == 8


@pytest.mark.parametrize("market", ["1.5", "2.4"])
def test_m7_a_price_by_market_and_floor_with_a_premium(tmp_path: Path, market: str) -> None:
    house = golden(tmp_path, "m7_price")
    growers = str(house.ask(NameAgent(words={"name": "Hills Growers"}, nature="organisation")).fact(AgentNamed).agent)
    delivered(house, market, "2026-03-10", growers, "1000")
    delivered(house, "1.8", "2026-03-20", growers)
    assert same_on_spark(house, house.run("rule.coffee", "2026-03")).source == "Expenses:Purchases:Coffee"


def test_m15_bids_under_a_ratio_to_the_lowest(tmp_path: Path) -> None:
    house = golden(tmp_path, "m15_scoring")
    opened(house, "kitchen", KITCHEN + JUNK)
    again = same_on_spark(house, house.run("rule.ratio", "2026-03"))
    assert sorted((one.rank, one.to) for one in again.portions)[0] == (1, "kitchen-B")
