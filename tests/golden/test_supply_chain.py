"""Real prices: what coffee collectives publish about theirs, and what Fairtrade's floors make due."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.values.quantity import parse_amount
from auzolan.views.chain import UNKNOWN, WITHHELD, Part, Price, agreed_price, beside, price_of
from auzolan.views.chain_kept import who_keeps

FLOOR = "fairtrade-coffee-minimum-price.json"


def read(folder: Path, name: str) -> Any:
    file = folder / "supply-chain" / name
    if not file.is_file():
        pytest.skip(f"the published figures are absent: {name}")
    return json.loads(file.read_text("utf-8"))


def published(folder: Path, case: str) -> tuple[dict[str, Any], Price]:
    cases = {one["id"]: one for one in read(folder, "price-breakdowns.json")["cases"]}
    one = cases[case]
    also = [parse_amount(one["also_printed_on_page"].split()[0], 2)] if "also_printed_on_page" in one else []
    return one, price_of(
        one.get("product", case), [Part(receiver=who, planned=parse_amount(text, 2)) for who, text in one["lines"]],
        unit=one["currency"], places=2, per=one["per"], planned=parse_amount(one["published_total"], 2), also=also,
    )


@pytest.mark.parametrize("case", ["cafe-libertad-2018-08", "circular-coffee-drc", "kaffee-tikondane-2023"])
def test_published_parts_and_what_they_leave_unexplained_are_the_checked_figures(data_dir: Path, case: str) -> None:
    one, price = published(data_dir, case)
    assert price.planned.explained == parse_amount(one["check"]["sum_of_lines"], 2)
    assert abs(price.planned.unexplained or 0) == parse_amount(one["check"]["difference"], 2)
    assert sum(line.share or 0 for line in price.lines) + price.unexplained_share == 100
    assert [line.planned for line in price.lines] == [text for _, text in one["lines"]]


def test_parts_that_come_to_a_cent_more_than_the_price_are_shown_so_and_not_mended(data_dir: Path) -> None:
    _, price = published(data_dir, "kaffee-tikondane-2023")
    assert (price.unexplained, price.over) == ("-0.01", True)
    assert price.lines[0].planned == "7.17"
    whole = price_of("with its work", [*(line.part for line in price.lines),
                     Part(receiver="volunteers", planned=500, nobody_paid=True)], unit="EUR", places=2, planned=2_700)
    assert [line.part.receiver for line in whole.beside] == ["volunteers"]
    assert whole.beside[0].share is None
    assert whole.unexplained == "-0.01"


def test_half_a_kilo_is_printed_half_a_cent_below_its_parts(data_dir: Path) -> None:
    one, price = published(data_dir, "cafe-libertad-2018-08")
    halves = [Part(receiver=line.part.receiver, planned=(line.part.planned or 0) * 10 // 2) for line in price.lines]
    vat = Part(receiver="VAT", planned=parse_amount(one["vat_7pct"], 3))
    pack = price_of("500 g", [*halves, vat], unit="EUR", places=3, planned=parse_amount(one["published_retail"], 3))
    assert (pack.unexplained, pack.over) == ("-0.005", True)


def test_a_second_price_that_no_part_explains_stays_beside_the_first(data_dir: Path) -> None:
    _, price = published(data_dir, "circular-coffee-drc")
    assert price.also == ("19.79",)
    assert price.unexplained == ""


def test_two_collectives_side_by_side_say_what_each_tells(data_dir: Path) -> None:
    _, ours = published(data_dir, "kaffee-tikondane-2023")
    _, other = published(data_dir, "cafe-libertad-2018-08")
    rows = {row.receiver: row for row in beside(ours, other)}
    assert (rows["roasting"].ours, rows["roasting"].conventional) == (16, 2)
    assert (rows["coffee tax"].ours, rows["coffee tax"].conventional) == (8, 16)
    assert rows["farmers"].conventional is None


@pytest.mark.parametrize("case", ["cafe-libertad-2018-08", "circular-coffee-drc", "kaffee-tikondane-2023"])
def test_the_same_price_as_a_chain_keeps_the_same_shares(data_dir: Path, case: str) -> None:
    one, price = published(data_dir, case)
    kept = who_keeps([("drinkers", who, parse_amount(text, 2)) for who, text in one["lines"]])
    total = Decimal(one["check"]["sum_of_lines"])
    shares = {who: Decimal(text) / total for who, text in one["lines"]}
    assert all(abs(Decimal(kept.printed()[who]) - share) < Decimal("1e-12") for who, share in shares.items())
    assert sum(kept.shares.values()) == 10**12
    assert kept.total == price.planned.explained


def test_every_published_fairtrade_total_is_what_its_floor_makes_due(data_dir: Path) -> None:
    facts = read(data_dir, FLOOR)
    floors = {(one["coffee"], one["process"]): one for one in facts["fairtrade_minimum_price"]}
    seen = 0
    for total in facts["published_totals"]:
        kind, farming, since = total["case"].split(", ")
        when = since.replace(" ", "_").replace("-", "_")
        organic = facts["organic_differential"][when] if farming == "organic" else 0
        floor = floors["arabica", kind.split()[0]][when]
        parts = agreed_price(floor=floor, market=None, organic=organic, premium=facts["fairtrade_premium"])
        assert sum(part.planned or 0 for part in parts) == total["total"]
        seen += 1
    assert seen == 4


def test_a_floor_below_the_cost_of_production_is_flagged_until_it_was_raised(data_dir: Path) -> None:
    facts = read(data_dir, FLOOR)
    cost = round(Decimal(str(facts["fairtrade_cost_of_production_2021_harvest_washed_arabica_usd_per_lb"])) * 100)
    floors = {(one["coffee"], one["process"]): one for one in facts["fairtrade_minimum_price"]}
    washed = floors["arabica", "washed"]
    flagged = {}
    for when in ("until_2023_07_31", "from_2023_08_01"):
        due, premium = agreed_price(floor=washed[when], market=100, premium=facts["fairtrade_premium"])
        part = Part(receiver=due.receiver, planned=due.planned, floor=due.floor, cost=cost)
        flagged[when] = price_of("a pound", [part, premium], unit="USD", places=2,
                                 planned=washed[when] + facts["fairtrade_premium"]).below_cost
    assert flagged == {"until_2023_07_31": ("producers",), "from_2023_08_01": ()}


@given(st.integers(0, 1_000), st.integers(0, 100))
def test_no_market_brings_a_price_below_its_floor(market: int, differential: int) -> None:
    for floor in (180, 175, 125, 120):
        for organic in (0, 40):
            due, _ = agreed_price(floor=floor, market=market, differential=differential, organic=organic, premium=20)
            assert not due.under_floor
            assert (due.planned or 0) == max(floor, market + differential) + organic
            assert Part(receiver="producers", paid=floor + organic - 1, floor=due.floor).under_floor


@pytest.mark.parametrize(("market", "producers", "fund"), [(150, 82_500, 7_500), (240, 105_000, 7_500)])
def test_a_container_of_organic_coffee_is_paid_as_agreed(market: int, producers: int, fund: int) -> None:
    parts = agreed_price(floor=180, market=market, organic=40, premium=20)
    assert [(part.planned or 0) * 37_500 // 100 for part in parts] == [producers, fund]


def test_paid_stands_beside_planned_and_what_is_not_told_is_a_part() -> None:
    price = price_of(
        "a bag", [
            Part(receiver="growers", planned=400, paid=380, floor=390, entries=(7,)),
            Part(receiver="exporter", planned=250, paid=250, says=WITHHELD),
            Part(receiver="at the farm gate", planned=100, paid=110, says=UNKNOWN),
            Part(receiver="tax", planned=200, paid=None),
        ], unit="EUR", places=2, planned=1_000, paid=980,
    )
    assert (price.planned.unexplained, price.paid.unexplained) == (50, 240)
    assert (price.unexplained, price.over, price.unexplained_share) == ("2.40", False, 24)
    assert [(line.planned, line.paid, line.share) for line in price.lines] == [
        ("4.00", "3.80", 39), ("2.50", "2.50", 26), ("1.00", "1.10", 11), ("2.00", "", 0),
    ]
    assert price.under_floor == ("growers",)
    rows = {row.receiver: row.ours for row in beside(price, price)}
    assert rows == {"growers": 39, "tax": 0, UNKNOWN: 11, WITHHELD: 26, "": 24}


def test_a_part_of_a_price_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Part(receiver="shop", planned=-1)
