"""The page of a tender: its bids under each formula, and what one junk bid would turn."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from web_place import START, Place, founded

from auzolan.intake import bids

CHARTER = (Path(__file__).parents[1] / "golden" / "charters" / "m15_scoring.toml").read_text("utf-8")
CHARTER = CHARTER.replace("tender = 'boiler'", "tender = 'kitchen'")
HEAD = "bid,price EUR,quality,use EUR,carbon t,removal EUR\n"
BOOKS = """
["mandate.bookkeeper"]
granted_by = "body.assembly"
records = ["flows.*", "rules.*"]
"""


@pytest.fixture
def house(tmp_path) -> Iterator[Place]:
    made = founded(tmp_path, charter=CHARTER + BOOKS, worker="worker")
    yield made
    made.node.close()


def take_in(house: Place, offers: Sequence[tuple[str, str, int]]) -> None:
    rows = "".join(f"{bid},{price},{quality},0,0,0\n" for bid, price, quality in offers)
    asked, _, findings = bids.read(
        (HEAD + rows).encode(), units=tuple(house.office.now().charter.units), bidders={}, where="kitchen.csv"
    )
    assert findings == []
    house.do(bids.request(asked), at=START)


def ways(house: Place, rule: str, query: str = "") -> dict[str, dict]:
    view = house.browser("Ana").get(f"{house.at(f'rules/{rule}/tender')}.json?{query}").json()
    return {one["formula"]: one for one in view["ways"]}


def scores(way: dict) -> dict[str, int]:
    return {one["row"].rpartition("-")[2]: one["score"] for one in way["found"]}


M15 = (("a", "100.00", 70), ("b", "120.00", 90), ("c", "150.00", 100))


def test_the_bids_stand_under_each_formula_as_a_hand_works_them_out(house: Place, texts) -> None:
    take_in(house, M15)
    found = ways(house, "rule.ratio", "ceiling=200&best=100")
    assert scores(found["own"]) == scores(found["ratio_to_lowest"]) == {"b": 8667, "a": 8500, "c": 8333}
    assert scores(found["linear_between"]) == {"a": 8500, "b": 7500, "c": 5000}
    assert scores(found["against_ceiling"]) == {"b": 6500, "c": 6250, "a": 6000}
    assert scores(found["anchored"]) == {"a": 8500, "b": 8500, "c": 7500}
    # The charter says elsewhere what a point of quality is worth: half a euro.
    assert found["quality_to_price"]["rule"] == "rule.quality_to_price"
    assert scores(found["quality_to_price"]) == {"a": 6500, "b": 7500, "c": 10000}
    assert found["life_cycle"]["rule"] == "rule.life"
    page = house.browser("Ana").get(house.at("rules/rule.ratio/tender?ceiling=200&best=100"))
    assert "86.67" in texts(page)
    assert "kitchen-b is first under this rule." in texts(page)


def test_what_nobody_has_stated_is_asked_for_and_never_guessed(house: Place, texts) -> None:
    take_in(house, M15)
    found = ways(house, "rule.ratio")
    assert (found["against_ceiling"]["missing"], found["anchored"]["missing"]) == ("no_ceiling", "no_ceiling")
    assert found["against_ceiling"]["found"] == []
    page = texts(house.browser("Ana").get(house.at("rules/rule.ratio/tender?ceiling=much")))
    assert "It is not a number above zero" in page
    assert "Nobody has said the highest price that takes part." in page


def test_one_junk_bid_of_60_puts_b_and_c_level_under_a_ratio_and_none_moves_a_ceiling(house: Place, texts) -> None:
    take_in(house, M15)
    junk = ways(house, "rule.ratio", "junk=60")["own"]["junk"]
    assert (junk["turns"], junk["level"]) == (True, ["kitchen-b", "kitchen-c"])
    linear = ways(house, "rule.linear")["own"]["junk"]
    assert linear["turns"]
    assert linear["before"][:2] == ["kitchen-a", "kitchen-b"]
    # At half the lowest price the line is 100 long: 50 * 50 / 100 + 35 and 50 * 30 / 100 + 45 are both 60.
    assert (linear["price"], linear["level"]) == ("50", ["kitchen-a", "kitchen-b"])
    assert not ways(house, "rule.ceiling")["own"]["junk"]["turns"]
    said = texts(house.browser("Ana").get(house.at("rules/rule.ratio/tender?junk=60")))
    assert "puts kitchen-b, kitchen-c level at the head" in said
    assert "though none of them changed" in said


def test_a_published_tender_is_turned_by_a_junk_bid_under_a_line_and_not_under_a_ceiling(
    data_dir: Path, house: Place
) -> None:
    import json

    prices = []
    for one in ("bid1", "bid2"):
        path = data_dir / "procurement" / "prozorro" / f"belowthreshold-{one}.json"
        if not path.is_file():
            pytest.skip("the published bids are absent")
        prices.append(str(json.loads(path.read_text("utf-8"))["data"]["lotValues"][0]["value"]["amount"]))
    take_in(house, [("b1", prices[0], 30), ("b2", prices[1], 15)])
    linear = ways(house, "rule.linear", "ceiling=600")
    assert linear["own"]["junk"]["before"] == ["kitchen-b2", "kitchen-b1"]
    assert linear["own"]["junk"]["turns"]
    assert linear["own"]["junk"]["after"] == ["kitchen-b1", "kitchen-b2"]
    assert scores(linear["against_ceiling"])["b1"] == round(50 * (600 - 500) / 600 * 100) + 1500
    assert not linear["against_ceiling"]["junk"]["turns"]


def test_a_tender_without_bids_says_so_and_a_stranger_sees_nothing(house: Place, texts) -> None:
    page = house.browser("Ana").get(house.at("rules/rule.ratio/tender"))
    assert page.status_code == 200
    assert "No row is among these." in texts(page)
    assert house.browser().get(house.at("rules/rule.ratio/tender")).status_code == 302
    assert house.browser("Ana").get(house.at("rules/rule.ratio/tender?period=soon")).status_code == 200


def test_a_score_rule_is_tried_with_other_numbers_too(house: Place, texts) -> None:
    take_in(house, M15)
    page = house.browser("Ana").get(house.at("rules/rule.ratio/try?n.criteria.1.weight.0=60&n.criteria.2.weight.0=40"))
    assert page.status_code == 200
    assert "Nothing is paid by this rule: it ranks." in texts(page)
    view = house.browser("Ana").get(house.at("rules/rule.ratio/try.json")).json()["outcome"]
    assert [one["amounts"]["now"] for one in view["lines"]] == [8500, 8667, 8333]
