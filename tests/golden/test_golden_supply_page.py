"""Published price breakdowns as articles: what the page shows of them, and what the command says of the same file."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.preset import preset
from auzolan.values.period import parse_period
from auzolan.values.quantity import parse_amount, print_amount
from auzolan.views.euro_parts import Told, told_prices
from charters import charter_from
from command_line import Terminal

CASES = ("cafe-libertad-2018-08", "circular-coffee-drc", "kaffee-tikondane-2023")
FLOORS = "fairtrade-coffee-minimum-price.json"


def read(folder: Path, name: str) -> Any:
    file = folder / "supply-chain" / name
    if not file.is_file():
        pytest.skip(f"the published figures are absent: {name}")
    return json.loads(file.read_text("utf-8"))


def case_of(folder: Path, case: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in read(folder, "price-breakdowns.json")["cases"] if one["id"] == case)
    return found


def article(id: str, whole: str, parts: Sequence[Mapping[str, str]], **more: str) -> str:
    head = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items())
    rows = "".join(
        f'\n[["price.{id}".parts]]\n' + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
                                              for key, value in part.items())
        for part in parts
    )
    return f'\n["price.{id}"]\nprice = "{whole}"\nsold_as = ["Income:*"]\n{head}{rows}'


def published(case: Mapping[str, Any]) -> str:
    parts = [{"receiver": who, "amount": f"{amount} {case['currency']}"} for who, amount in case["lines"]]
    return article("one", f"{case['published_total']} {case['currency']}", parts, per=case["per"],
                   learned_from=case["source"])


class NoBooks:
    def table(self, name: str) -> Any:
        raise KeyError(name)

    def rows(self, name: str, where: Any = None, *, between: Any = None) -> list[dict[str, Any]]:
        return []


def shown(text: str) -> Told:
    (one,) = told_prices(charter_from(text), NoBooks(), parse_period("2026"), "us")
    return one


@pytest.mark.parametrize("case", CASES)
def test_a_published_breakdown_is_a_sound_article_and_what_it_leaves_is_a_row(data_dir: Path, case: str) -> None:
    one = case_of(data_dir, case)
    text = preset("mondragon") + published(one)
    assert check_text(text) == []
    told = shown(text)
    assert [(row.receiver, row.planned) for row in told.rows] == [tuple(line) for line in one["lines"]]
    left = parse_amount(one["published_total"], 2) - parse_amount(one["check"]["sum_of_lines"], 2)
    assert told.planned_rest == (print_amount(left, 2) if left else "")
    assert abs(left) == parse_amount(one["check"]["difference"], 2)
    assert sum(row.planned_share or 0 for row in told.rows) + told.planned_rest_share == 100


def test_a_price_that_its_parts_do_not_reach_keeps_the_gap_apart_and_spreads_nothing(data_dir: Path) -> None:
    one = case_of(data_dir, "circular-coffee-drc")
    fewer = {**one, "lines": one["lines"][1:]}
    whole, told = (shown(preset("mondragon") + published(case)) for case in (one, fewer))
    assert told.planned_rest == one["lines"][0][1]
    assert [row.planned_share for row in told.rows] == [row.planned_share for row in whole.rows[1:]]
    assert told.planned_rest_share == whole.rows[0].planned_share


def test_volunteers_work_stands_beside_the_price_and_turns_no_part_of_it(data_dir: Path) -> None:
    one = case_of(data_dir, "kaffee-tikondane-2023")
    before = shown(preset("mondragon") + published(one))
    hours = '\n[["price.one".parts]]\nreceiver = "volunteers"\namount = "5.00 EUR"\nnobody_paid = true\n'
    after = shown(preset("mondragon") + published(one) + hours)
    assert after.rows == before.rows
    assert after.hands == before.hands
    assert [(row.receiver, row.planned) for row in after.unpaid] == [("volunteers", "5.00")]


@pytest.mark.parametrize("case", CASES)
def test_the_command_says_the_same_of_the_same_payments(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    one = case_of(data_dir, case)
    terminal = Terminal(folder=tmp_path, patch=monkeypatch)
    rows = "".join(f'us,"{who}",{amount}\n' for who, amount in one["lines"])
    left = Decimal(one["published_total"]) - Decimal(one["check"]["sum_of_lines"])
    rows += f"us,unknown,{left}\n" if left > 0 else ""
    shares = terminal.ask("price-chain", terminal.write("chain.csv", f"from,to,amount\n{rows}"))["shares"]
    hands = {hand.name: hand.planned or 0 for hand in shown(preset("mondragon") + published(one)).hands}
    assert hands.keys() - {"us"} == shares.keys() - {"unknown"}
    assert all(abs(Decimal(shares[who]) * 10_000 - hands[who]) < 1 for who in hands if who != "us")


def due(facts: Mapping[str, Any], total: Mapping[str, Any]) -> tuple[int, int]:
    """(the floor with the organic differential, the premium) of a published total, cents a pound."""
    kind, farming, since = total["case"].split(", ")
    when = since.replace(" ", "_").replace("-", "_")
    floors = {(one["coffee"], one["process"]): one for one in facts["fairtrade_minimum_price"]}
    organic = facts["organic_differential"][when] if farming == "organic" else 0
    return floors["arabica", kind.split()[0]][when] + organic, facts["fairtrade_premium"]


def pound(floor: int, premium: int, paid: int, cost: int = 0) -> str:
    parts = [
        {"receiver": "growers", "amount": f"{print_amount(paid, 2)} USD", "floor": f"{print_amount(floor, 2)} USD",
         **({"cost": f"{print_amount(cost, 2)} USD"} if cost else {})},
        {"receiver": "premium fund", "amount": f"{print_amount(premium, 2)} USD"},
    ]
    return preset("mondragon") + article("one", f"{print_amount(paid + premium, 2)} USD", parts)


def test_every_published_fairtrade_price_stands_and_a_cent_below_its_floor_does_not(data_dir: Path) -> None:
    facts = read(data_dir, FLOORS)
    for total in facts["published_totals"]:
        floor, premium = due(facts, total)
        assert check_text(pound(floor, premium, floor)) == []
        assert shown(pound(floor, premium, floor)).price == print_amount(total["total"], 2)
        below = check_text(pound(floor, premium, floor - 1))
        assert [(one.field, one.what) for one in below] == [("parts[1].amount", "This part lies under its floor")]
    assert len(facts["published_totals"]) == 4


def test_a_floor_below_the_cost_of_production_is_flagged_with_what_growers_bear(data_dir: Path) -> None:
    facts = read(data_dir, FLOORS)
    cost = int(Decimal(str(facts["fairtrade_cost_of_production_2021_harvest_washed_arabica_usd_per_lb"])) * 100)
    told = {}
    for total in facts["published_totals"]:
        floor, premium = due(facts, total)
        told[total["case"]] = [row.short for row in shown(pound(floor, premium, floor, cost)).unpaid]
    assert told == {
        "washed arabica, conventional, until 2023-07-31": ["0.36"],
        "washed arabica, organic, until 2023-07-31": ["0.06"],
        "washed arabica, conventional, from 2023-08-01": [], "washed arabica, organic, from 2023-08-01": [],
    }
