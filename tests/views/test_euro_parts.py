"""Published prices beside the books: what was paid of each part, what is left, and nothing counted twice."""

from typing import Any

from auzolan.charter.preset import preset
from auzolan.flows.price_parts import Price
from auzolan.values.period import parse_period
from auzolan.views.euro_paid import WHOLE, paid_legs
from auzolan.views.euro_parts import Told, told_prices
from charters import charter_from

MARCH = parse_period("2026-03")
CHARTER = preset("mondragon") + """
["price.a"]
price = "10.00 EUR"
per = "1 kg"
sold_as = ["Income:*"]
beside = "price.usual"

[["price.a".parts]]
receiver = "growers"
amount = "4.00 EUR"
cost = "4.50 EUR"
gets = "growers"
goes_on = "price.b"
accounts = ["Expenses:Purchases"]

[["price.a".parts]]
receiver = "premium fund"
amount = "0.50 EUR"
accounts = ["Liabilities:Premium:*"]

[["price.a".parts]]
receiver = "tax"
amount = "1.00 EUR"
gets = "taxes"
accounts = ["Liabilities:Tax"]

[["price.a".parts]]
receiver = "carrier"
told = "withheld"
accounts = ["Expenses:Freight"]

[["price.a".parts]]
receiver = "the climate"
amount = "1.20 EUR"
nobody_paid = true
source = "a study"

["price.b"]
price = "2.00 EUR"
learned_from = "the growers"
as_of = 2026-11-01

[["price.b".parts]]
receiver = "at the farm gate"
amount = "1.00 EUR"
told = "unknown"

["price.usual"]
title = "Usual"
price = "100.00 EUR"
learned_from = "a handbook"
as_of = 2026-11-01

[["price.usual".parts]]
receiver = "growers"
amount = "8.00 EUR"

[["price.usual".parts]]
receiver = "retail"
amount = "91.00 EUR"

["account.prices"]
branches = ["Income:*", "Expenses:*", "Liabilities:Premium:*"]
"""


def leg(entry: int, account: str, amount: int, unit: str = "EUR", added: bool = False) -> dict[str, Any]:
    return {"entry": entry, "date": "2026-03-04", "account": account, "amount": amount, "unit": unit, "added": added,
            "since": entry}


class Books:
    def __init__(self, *legs: dict[str, Any]) -> None:
        self.legs = legs

    def table(self, name: str) -> Any:
        raise KeyError(name)

    def rows(self, name: str, where: Any = None, *, between: Any = None) -> list[dict[str, Any]]:
        assert (name, where, between) == ("postings", {"status": "posted"}, ("date", "2026-03-01", "2026-03-31"))
        return list(self.legs)


SOLD = (leg(1, "Assets:Bank", 11_000), leg(1, "Income:Sales", -10_000), leg(1, "Liabilities:Tax", -1_000))
BOUGHT = (leg(2, "Expenses:Purchases", 3_500), leg(2, "Liabilities:Premium:g", -500), leg(2, "Assets:Bank", -3_000))


def price() -> Price:
    found: Price = charter_from(CHARTER).value("price.a")
    return found


def told(*legs: dict[str, Any]) -> Told:
    (one,) = told_prices(charter_from(CHARTER), Books(*legs), MARCH, "Errota")
    return one


def sums(*legs: dict[str, Any]) -> dict[int, int]:
    return {number: sum(one.amount for one in found)
            for number, found in paid_legs(Books(*legs), price(), MARCH).items()}


def test_what_came_in_holds_its_tax_and_each_part_what_was_booked_for_it() -> None:
    assert sums(*SOLD, *BOUGHT) == {WHOLE: 11_000, 0: 3_500, 1: 500, 2: 1_000, 3: 0, 4: 0}


def test_paying_out_what_was_owed_is_no_second_part() -> None:
    later = (leg(3, "Liabilities:Premium:g", 500), leg(3, "Liabilities:Tax", 1_000), leg(3, "Assets:Bank", -1_500))
    assert sums(*SOLD, *BOUGHT, *later) == sums(*SOLD, *BOUGHT)


def test_a_tax_counts_only_where_it_came_in_with_the_sale() -> None:
    other = (leg(4, "Assets:Bank", 50), leg(4, "Liabilities:Tax", -50))
    assert sums(*SOLD, *other) == sums(*SOLD)


def test_closing_the_books_and_other_units_count_for_nothing() -> None:
    closing = (leg(5, "Income:Sales", 10_000), leg(5, "Expenses:Purchases", -3_500), leg(5, "Equity:Result", -6_500))
    other = (leg(6, "Assets:Kilos", -5, unit="kg"), leg(6, "Expenses:Purchases", 5, unit="kg"))
    assert sums(*SOLD, *BOUGHT, *closing, *other) == sums(*SOLD, *BOUGHT)


def test_planned_stands_beside_paid_and_what_is_left_is_a_row_of_its_own() -> None:
    one = told(*SOLD, *BOUGHT)
    assert [(row.receiver, row.planned, row.planned_share, row.paid, row.paid_share) for row in one.rows] == [
        ("growers", "4.00", 40, "35.00", 32), ("premium fund", "0.50", 5, "5.00", 5), ("tax", "1.00", 10, "10.00", 9),
        ("carrier", "", None, "0.00", 0),
    ]
    assert (one.planned_rest, one.planned_rest_share, one.paid_rest, one.paid_rest_share) == ("4.50", 45, "60.00", 54)
    assert one.came_in == "110.00"
    assert one.rows[3].gets == "unknown"


def test_costs_that_nobody_paid_stand_beside_the_price_with_what_was_paid_too_little() -> None:
    one = told(*SOLD)
    assert [(row.receiver, row.planned, row.source) for row in one.unpaid] == [
        ("the climate", "1.20", "a study"), ("growers", "0.50", ""),
    ]
    assert [row.short for row in one.rows] == ["0.50", "", "", ""]


def test_the_chain_goes_on_to_the_last_hand_by_plan_and_by_the_books() -> None:
    hands = {(hand.name, hand.rest): (hand.planned, hand.paid) for hand in told(*SOLD, *BOUGHT).hands}
    assert hands == {
        ("Errota", True): (4_500, 5_454), ("growers", True): (2_000, 1_591), ("unknown", False): (2_000, 1_591),
        ("premium fund", False): (500, 455), ("tax", False): (1_000, 909),
    }
    assert sum(planned or 0 for planned, _ in hands.values()) == 10_000
    assert sum(paid or 0 for _, paid in hands.values()) == 10_000
    assert [one.source for one in told().tiers] == ["the growers"]


def test_the_usual_chain_stands_beside_with_its_source_and_a_dash_where_nobody_tells() -> None:
    one = told(*SOLD, *BOUGHT)
    assert one.usual is not None
    assert (one.usual.source, one.usual.as_of) == ("a handbook", "2026-11-01")
    shares = {row.receiver: (row.ours, row.conventional) for row in one.compared}
    assert shares["growers"] == (32, 8)
    assert shares["retail"] == (None, 91)
    assert shares[""] == (54, 1)


def test_without_a_sale_only_the_plan_is_told() -> None:
    one = told(*BOUGHT)
    assert one.came_in == ""
    assert {row.paid_share for row in one.rows} == {None}
    assert {hand.paid for hand in one.hands} == {None}
