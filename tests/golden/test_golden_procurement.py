"""Published bids, scored by all six formulas: from a file of bids to points and places that a hand can check."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from golden_house import CHARTERS, Golden

from auzolan.intake import bids
from auzolan.rules.bids_facts import BidsOpened
from auzolan.rules.scoring_shown import shown
from auzolan.values.period import parse_period
from auzolan.values.quantity import round_half_even

HEAD = "bid,price {unit},quality,use {unit},carbon t,removal {unit}\n"
RULES = ("rule.ratio", "rule.linear", "rule.ceiling", "rule.quality_to_price", "rule.life", "rule.cost")
Offer = tuple[str, Fraction, int]  # number, price, quality from 0 to 100


def house_for(folder: Path, unit: str, ceiling: str) -> Golden:
    """The charter of the six formulas, with the unit and the ceiling of a published tender."""
    text = (CHARTERS / "m15_scoring.toml").read_text("utf-8")
    text = text.replace("EUR", unit).replace("200.00", ceiling).replace("tender = 'boiler'", "tender = 'kitchen'")
    return Golden(folder, text)


def take_in(house: Golden, unit: str, offers: Sequence[Offer]) -> int:
    """The bids as a file, read as `auzolan import bids` reads it; gives their entry."""
    rows = "".join(f"{bid},{float(price):.2f},{quality},0,0,0\n" for bid, price, quality in offers)
    asked, _, findings = bids.read(
        (HEAD.format(unit=unit) + rows).encode(), units=tuple(house.office.now().charter.units), bidders={},
        where="kitchen.csv",
    )
    assert findings == []
    known = house.states["rules"].tenders.get("kitchen")
    answer = house.ask(bids.request([msgspec.structs.replace(one, mends=known) for one in asked]))
    assert isinstance(answer.entries[0].fact, BidsOpened)
    return int(answer.entries[0].seq)


def by_hand(rule: str, offers: Sequence[Offer], ceiling: Fraction) -> dict[str, int]:
    """What each formula of the mechanics gives, in hundredths of a point or of money."""
    prices = [price for _, price, _ in offers]
    low, high = min(prices), max(prices)
    shares = {
        "rule.ratio": lambda price: low / price,
        "rule.linear": lambda price: (high - price) / (high - low),
        "rule.ceiling": lambda price: (ceiling - price) / ceiling,
    }
    found = {}
    for bid, price, quality in offers:
        if rule in shares:
            found[bid] = round_half_even(50 * shares[rule](price) + Fraction(quality, 2), 2)
        else:
            worth = Fraction(quality, 2) if rule == "rule.quality_to_price" else 0
            found[bid] = round_half_even(price - worth, 2)
    return found


def scored(house: Golden, rule: str, period: str = "2026-03") -> tuple[dict[str, int], dict[str, int]]:
    """(scores in hundredths, places) of a run for a period."""
    run = house.run(rule, period)
    house.why_sums(run)
    rows = {str(row["to"]).rpartition("-")[2]: row for row in house.office.reader().rows("portions", {"run": run})}
    return {bid: int(row["amount"] or 0) for bid, row in rows.items()}, {bid: row["rank"] for bid, row in rows.items()}


def file_of(folder: Path, name: str) -> Path:
    path = folder / "procurement" / name
    if not path.is_file():
        pytest.skip(f"the published bids are absent: {name}")
    return path


def of_prozorro(folder: Path) -> tuple[list[Fraction], dict[str, Any]]:
    read = [json.loads(file_of(folder, f"prozorro/belowthreshold-{one}.json").read_text("utf-8"))["data"]
            for one in ("bid1", "bid2", "tender")]
    return [Fraction(str(one["lotValues"][0]["value"]["amount"])) for one in read[:2]], read[2]


@pytest.mark.parametrize("rule", RULES)
def test_a_tender_that_asked_for_the_lowest_cost_is_won_by_it_under_every_formula(
    data_dir: Path, tmp_path: Path, rule: str
) -> None:
    prices, tender = of_prozorro(data_dir)
    assert (prices, tender["awardCriteria"], tender["value"]["amount"]) == ([500, 499], "lowestCost", 500.0)
    house = house_for(tmp_path, "UAH", "500.00")
    offers = [("b1", prices[0], 0), ("b2", prices[1], 0)]
    take_in(house, "UAH", offers)
    scores, places = scored(house, rule)
    assert scores == by_hand(rule, offers, Fraction(500))
    assert places == {"b1": 2, "b2": 1}


@pytest.mark.parametrize("rule", RULES)
def test_what_the_tender_published_as_quality_turns_the_places_only_where_quality_counts(
    data_dir: Path, tmp_path: Path, rule: str
) -> None:
    prices, tender = of_prozorro(data_dir)
    most, least = ([choose(Fraction(str(one["value"])) for one in feature["enum"]) for feature in tender["features"]]
                   for choose in (max, min))
    quality = [int(100 * sum(one)) for one in (most, least)]
    assert quality == [30, 15]
    house = house_for(tmp_path, "UAH", "600.00")
    offers = [("b1", prices[0], quality[0]), ("b2", prices[1], quality[1])]
    take_in(house, "UAH", offers)
    scores, places = scored(house, rule)
    assert scores == by_hand(rule, offers, Fraction(600))
    # A hryvnia less is everything to a formula between the two bids, and next to nothing to the others.
    assert places["b1"] == (2 if rule in ("rule.linear", "rule.life", "rule.cost") else 1)


def awarded(folder: Path) -> list[tuple[str, list[Offer], str, bool]]:
    """(tender, its valid bids with a price, who got it, whether by price) of the published releases with bids."""
    found = []
    for line in file_of(folder, "cardinal-red-flags/R024.jsonl").read_text("utf-8").splitlines():
        release = json.loads(line)
        valid = [one for one in release["bids"]["details"] if one["status"] == "valid"]
        offers = [(f"{'_'.join(one['tenderers'][at]['id'] for at in range(len(one['tenderers'])))}{number}",
                   Fraction(str(one["value"]["amount"])), 0) for number, one in enumerate(valid)]
        winner = next(one["suppliers"][0]["id"] for one in release["awards"] if one["status"] == "active")
        found.append((release["ocid"], offers, winner, "non-price" not in release["ocid"]))
    return found


def test_published_releases_with_bids_are_scored_as_a_hand_scores_them(data_dir: Path, tmp_path: Path) -> None:
    house = house_for(tmp_path, "USD", "200.00")
    seen: dict[tuple[Offer, ...], str] = {}
    for ocid, offers, winner, by_price in awarded(data_dir):
        if len(offers) < 2 or tuple(offers) in seen:
            continue
        seen[tuple(offers)] = ocid
        take_in(house, "USD", offers)
        equal = len({price for _, price, _ in offers}) == 1
        for rule in RULES:
            if rule == "rule.linear" and equal:
                continue  # the formula divides by the distance between the bids, and there is none
            scores, places = scored(house, rule, f"2026-{len(seen):02d}")
            assert scores == by_hand(rule, offers, Fraction(200)), (ocid, rule)
            first = {bid[0] for bid, place in places.items() if place == 1}
            assert (winner in first) is by_price, (ocid, rule)
    assert len(seen) == 5


def test_bids_that_all_ask_the_same_stand_on_one_place(data_dir: Path, tmp_path: Path) -> None:
    house = house_for(tmp_path, "USD", "200.00")
    offers = next(offers for ocid, offers, _, _ in awarded(data_dir) if ocid == "F")
    take_in(house, "USD", offers)
    for rule in RULES:
        _, places = scored(house, rule)
        assert set(places.values()) == {1}, rule


def test_a_junk_bid_swaps_published_bids_under_a_line_between_them_and_nobody_under_a_ceiling(
    data_dir: Path, tmp_path: Path
) -> None:
    prices, _ = of_prozorro(data_dir)
    house = house_for(tmp_path, "UAH", "600.00")
    # The third offer is nobody's: it only shows whose formula it would turn.
    take_in(house, "UAH", [("b1", prices[0], 30), ("b2", prices[1], 15), ("b3", Fraction(400), 20)])
    org = house.office.now()

    def swaps(rule: str) -> tuple[Any, ...]:
        return shown(org.charter.articles[rule].text, org.charter, org.states["flows"], house.office.reader(),
                     parse_period("2026"), ceiling=Fraction(600)).swaps

    assert {(one.without, one.first, one.second) for one in swaps("rule.linear")} == {
        ("kitchen-b3", "kitchen-b2", "kitchen-b1")
    }
    assert swaps("rule.ceiling") == ()
