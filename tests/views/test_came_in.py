"""What came in and where it went: both sides of the picture are the same sum, to the last cent."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auzolan.flows.state import State
from auzolan.values.period import parse_period
from auzolan.values.quantity import Unit
from auzolan.views import came_in as module
from auzolan.views.came_in import came_in, spread

MAY = parse_period("2026-05")


class Books:
    """Postings as the open table gives them: (entry, account, cents)."""

    def __init__(self, *legs: tuple[int, str, int], unit: str = "EUR", added: tuple[int, ...] = ()) -> None:
        self.legs = [
            {
                "entry": entry,
                "date": "2026-05-04",
                "account": account,
                "amount": amount,
                "unit": unit,
                "added": entry in added,
            }
            for entry, account, amount in legs
        ]

    def rows(self, name: str, where: Mapping[str, Any] | None = None, *, between: Any = None) -> list[dict[str, Any]]:
        return [row for row in self.legs if between[1] <= row["date"] <= between[2]]


def org() -> Any:
    charter = SimpleNamespace(
        units={"EUR": Unit(code="EUR", places=2), "h": Unit(code="h", places=2, dimension="time")}
    )
    return SimpleNamespace(states={"flows": State()}, charter=charter)


def told(*legs: tuple[int, str, int], **more: Any) -> module.CameIn:
    return came_in(Books(*legs, **more), org(), MAY, str)


def amounts(sides: tuple[module.Side, ...]) -> dict[str, str]:
    return {side.key: side.amount for side in sides}


def test_taxes_taken_in_with_a_sale_come_from_the_buyer_and_go_to_the_tax_office() -> None:
    said = told((1, "Assets:Bank", 121_00), (1, "Income:Sales:Shops", -100_00), (1, "Liabilities:VAT", -21_00))
    assert said.total == "121.00"
    assert amounts(said.givers) == {"Shops": "121.00"}
    assert amounts(said.receivers) == {"common": "100.00", "taxes": "21.00"}


def test_paying_the_tax_office_later_is_not_counted_twice() -> None:
    said = told(
        (1, "Assets:Bank", 121_00),
        (1, "Income:Sales", -100_00),
        (1, "Liabilities:VAT", -21_00),
        (2, "Liabilities:VAT", 21_00),
        (2, "Assets:Bank", -21_00),
    )
    assert amounts(said.receivers)["taxes"] == "21.00"


def test_closing_the_books_of_a_year_is_no_flow() -> None:
    said = told(
        (1, "Assets:Bank", 50_00), (1, "Income:Sales", -50_00), (2, "Income:Sales", 50_00), (2, "Equity:Result", -50_00)
    )
    assert said.total == "50.00"


def test_a_month_that_cost_more_than_it_brought_says_what_was_drawn() -> None:
    said = told(
        (1, "Assets:Bank", 50_00),
        (1, "Income:Sales", -50_00),
        (2, "Expenses:Pay:m1", 80_00),
        (2, "Assets:Bank", -80_00),
    )
    assert (said.total, said.drawn) == ("50.00", "30.00")
    assert amounts(said.receivers) == {"work": "80.00"}


def test_hours_are_no_money_and_nothing_came_in_without_income() -> None:
    assert told((1, "Assets:Hours", 5_00), (1, "Income:Hours", -5_00), unit="h").parts == 0
    assert told((1, "Expenses:Rent", 5_00), (1, "Assets:Bank", -5_00)).parts == 0


LEGS = st.sampled_from(
    ("Income:Sales:A", "Income:Sales:B", "Expenses:Pay:m1", "Expenses:Purchases:C", "Expenses:Rent", "Liabilities:Tax")
)


@given(st.lists(st.tuples(st.integers(1, 9), LEGS, st.integers(-10_000, 10_000)), max_size=25))
def test_what_came_in_and_what_was_drawn_is_what_went_out(legs: list[tuple[int, str, int]]) -> None:
    whole = [*legs, *((entry, "Assets:Bank", -amount) for entry, _, amount in legs)]
    said = told(*whole)
    if said.unit:
        drawn = int((said.drawn or "0").replace(".", ""))
        assert sum(one.parts for one in said.givers) == said.parts
        assert sum(one.parts for one in said.receivers) == said.parts + drawn


@given(st.integers(0, 1000), st.lists(st.integers(0, 500), min_size=1, max_size=9))
def test_hundredths_add_up(whole: int, weights: list[int]) -> None:
    assert sum(spread(whole, weights)) == (whole if sum(weights) else 0)
