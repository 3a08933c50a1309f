"""The rule kind `amount`: bounds, rounding, directions, what is refused before a vote, and the page of the manual."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from auzolan.charter.article import Article
from auzolan.charter.check import check_text
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.amount import FIELDS, PART, compute, read, words
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal
from charters import charter_from

ROOT = Path(__file__).parents[2]
CHARTERS = ROOT / "tests/golden/charters"
PAGE = (ROOT / "docs/guides/rules/amount.md").read_text("utf-8")
PAY = (CHARTERS / "m4_pay.toml").read_text("utf-8")
COFFEE = (CHARTERS / "m7_price.toml").read_text("utf-8")
SCOPE = Scope(
    columns={
        "member": PlainColumn(name="member", kind="text"), "hours": PlainColumn(name="hours", unit="h"),
        "old": PlainColumn(name="old", kind="truth"),
    },
    units=frozenset(("h", "EUR")),
)


def article(**fields: Any) -> Article:
    said = {"unit": "EUR", "among": "members", "by": "10 EUR/h * hours", **fields}
    return Article(id="rule.pay", kind="rule", title="", says="", fields=said, text="")


def computed(hours: Mapping[str, Fraction | int | None], **fields: Any) -> list[Portion]:
    rows = [
        Row(values={"member": who, "hours": worked, "old": who == "a", "class": "x"}) for who, worked in hours.items()
    ]

    def fill(template: str, row: Row | None) -> str:
        return template.replace("{class}", "x").replace("{member}", str(row.values["member"]) if row else "")

    figure = Figure(label="Pay", value=Fraction(0), unit="EUR", places=2)
    return compute(read(article(**fields)), Ground(
        source=0, unit="EUR", places=2, figure=figure, rows=lambda table: rows, fill=fill, turn=1,
        scope=lambda table: SCOPE,
    ))


def amounts(portions: list[Portion]) -> dict[str, int]:
    return {one.to: one.amount for one in portions}


PAID = {"from": "Expenses:Pay:{member}", "to": "Liabilities:Pay:{member}"}


def test_each_amount_rounds_half_to_even_once_after_its_bounds() -> None:
    exact = {"a": Fraction("0.0005"), "b": Fraction("0.0015"), "c": Fraction("0.0025")}
    assert amounts(computed(exact)) == {"a": 0, "b": 2, "c": 2}
    assert amounts(computed(exact, floor="0.015 EUR")) == {"a": 2, "b": 2, "c": 2}


def test_floor_and_cap_act_and_the_figure_says_which() -> None:
    low, middle, high = computed({"a": 1, "b": 5, "c": 9}, floor="20 EUR", cap="80 EUR")
    assert [one.amount for one in (low, middle, high)] == [2_000, 5_000, 8_000]
    notes = [one.figure.because[0].note for one in (low, middle, high)]
    assert notes == ["raised to the floor 20 EUR", "neither floor nor cap was reached", "lowered to the cap 80 EUR"]
    assert [part.printed() for part in low.figure.because[0].because] == ["10", "20", "80"]


def test_a_cap_below_the_floor_refuses_the_run_and_names_the_row() -> None:
    with pytest.raises(Refusal, match="b") as refused:
        computed({"a": 5, "b": 1}, floor="20 EUR", cap="10 EUR/h * hours")
    assert refused.value.where == "b"
    assert refused.value.why == "Its cap 10 EUR lies below its floor 20 EUR."


def test_a_premium_part_goes_on_top_for_those_it_is_for() -> None:
    parts = [{"name": "long service", "by": "1 EUR/h * hours", "cap": "4 EUR", "when": "old", "to": PAID["to"]}]
    found = computed({"a": 5, "b": 5}, parts=parts, **PAID)
    assert amounts(found) == {"Liabilities:Pay:a": 5_400, "Liabilities:Pay:b": 5_000}
    assert [part.label for part in found[0].figure.because] == ["10 EUR/h * hours", "long service"]
    assert {one.source for one in found} == {"Expenses:Pay:a", "Expenses:Pay:b"}


def test_where_rows_give_and_one_account_receives_the_line_is_the_givers() -> None:
    (found,) = computed({"a": 5}, **{"from": "Assets:Receivable:{member}", "to": "Income:Fees"})
    assert (found.to, found.source, found.amount, found.member) == (
        "Assets:Receivable:a", "Income:Fees", -5_000, "a"
    )
    assert found.figure.number == -50


def test_what_is_paid_never_comes_out_below_zero_and_what_is_shown_may() -> None:
    with pytest.raises(Refusal, match="comes out below zero"):
        computed({"a": -1}, **PAID)
    assert amounts(computed({"a": -1})) == {"a": -1_000}
    assert amounts(computed({"a": -1}, floor="0 EUR", **PAID)) == {"Liabilities:Pay:a": 0}


def test_nobody_among_the_rows_and_a_value_that_is_not_known_stop_the_run() -> None:
    with pytest.raises(Refusal, match="No row is among these"):
        computed({"a": 5}, among="members where hours > 9 h")
    with pytest.raises(Refusal, match="not known"):
        computed({"a": None})


def test_one_account_is_paid_from_one_account() -> None:
    with pytest.raises(Refusal, match=r"It would be paid from Expenses:Pay:a and from Expenses:Pay:b"):
        computed({"a": 5, "b": 5}, **{**PAID, "to": "Liabilities:Pay:{class}"})
    with pytest.raises(Refusal, match="to itself"):
        computed({"a": 5}, **{"from": "Assets:Bank", "to": "Assets:Bank"})


@settings(max_examples=60)
@given(some.lists(some.fractions(min_value=0, max_value=50, max_denominator=1000), min_size=1, max_size=9))
def test_rounded_together_the_sum_comes_out_and_nobody_is_a_whole_unit_off(worked: list[Fraction]) -> None:
    hours = {f"m{place}": each for place, each in enumerate(worked)}
    found = amounts(computed(hours, rounds="together"))
    exact = {who: each * 1000 for who, each in hours.items()}
    assert sum(found.values()) == round(sum(exact.values()))
    assert all(abs(found[who] - exact[who]) < 1 for who in hours)


@pytest.mark.parametrize(
    ("text", "old", "new", "field", "what"),
    [
        (PAY, 'by = "12.00 EUR/h * index * hours"', 'by = "12.00 EUR * index * hours"', "by",
         "The formula was not accepted"),
        (PAY, 'unit = "EUR"\namong', 'unit = "USD"\namong', "unit", "This unit is not known"),
        (PAY, 'cap = "9 * 12.00 EUR/h * hours"', 'cap = "10.00 EUR"\nfloor = "20.00 EUR"', "cap",
         "The cap lies below the floor"),
        (PAY, 'cap = "9 * 12.00 EUR/h * hours"', 'cap = "1 EUR / 0"\nfloor = "1 EUR"', "cap",
         "The bounds cannot be worked out"),
        (PAY, 'from = "Expenses:Pay:{member}"', "", "from", "The account that pays is missing"),
        (PAY, 'to = "Liabilities:Pay:{member}"', "", "to", "Nobody receives it"),
        (PAY, 'to = "Liabilities:Pay:{member}"', 'to = "Liabilities:Play:{member}"', "to",
         "This account is not in the charter"),
        (PAY, "members where class = 'worker'", "people", "among", "This table is not known"),
        (COFFEE, 'to = "Liabilities:Payable:{provider}"', 'to = "Liabilities:Payable:{member}"', "to",
         "This place cannot be filled"),
        (COFFEE, 'by = "0.40 USD/lb * amount * 1 lb"', 'by = "0.40 USD/lb"', "parts[1].by",
         "The formula was not accepted"),
        (COFFEE, 'rate = "USD/lb"', 'rate = "USD/kg"', "given[1].rate", "This rate is not known"),
        (COFFEE, 'on = "date"', 'on = "resource"', "given[1].on", "This is no day"),
        (COFFEE, 'rate = "USD/lb"', 'rate = "USD/lb"\nbid = "price"', "given[1].name", "It is not said what this is"),
        (COFFEE, 'name = "market"', 'name = "amount"', "given[1].name", "This cannot be a column"),
    ],
)
def test_a_fault_in_an_amount_is_said_before_anybody_votes(
    text: str, old: str, new: str, field: str, what: str
) -> None:
    assert check_text(text) == []
    assert old in text
    wrong = check_text(text.replace(old, new, 1))
    assert (field, what) in {(one.field, one.what) for one in wrong}


def test_the_words_say_bounds_accounts_and_parts() -> None:
    charter = charter_from(COFFEE)
    assert words(charter.articles["rule.coffee"], charter) == (
        "For each of flows where resource = 'coffee' and unit = 'lb': market * amount * 1 lb, at least 1.8 USD/lb * "
        "amount * 1 lb, to Liabilities:Payable:{provider}, from Expenses:Purchases:Coffee. On top, organic "
        "differential: 0.4 USD/lb * amount * 1 lb, to Liabilities:Payable:{provider}. On top, premium the growers vote "
        "on: 0.2 USD/lb * amount * 1 lb, to Liabilities:PremiumFund:{provider}."
    )


def test_the_page_has_every_field_and_its_example_is_the_one_that_is_run() -> None:
    for field in (*FIELDS, *PART, *GIVEN):
        assert re.search(rf"\| [^|\n]*`{field.name}`", PAGE), field.name
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    shown, run = tomllib.loads(example)["rule.coffee"], tomllib.loads(COFFEE)["rule.coffee"]
    assert shown["parts"] == run["parts"]
    assert {field: run[field] for field in ("by", "floor", "from", "to", "among", "unit")}.items() <= shown.items()
