"""Amounts of every row worked out in DuckDB: floors, caps, parts, rounding and refusals are the plain evaluator's."""

import pytest
from engines_house import PEOPLE, equal, surplus
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.charter.preset import preset
from auzolan.rules.running import Computed

RULE = """
["rule.own_pay"]
title = "Pay"
says = "What each gets."
does = "amount"
unit = "EUR"
procedure = "procedure.ordinary"
contest_days = 14
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
WORKERS = [one for one in PEOPLE if one[1] == "worker"]


def rule(by: str, *, among: str = "members where class = 'worker'", **more: str) -> str:
    """The preset with a rule of pay."""
    parts = more.pop("parts", "")
    said = {"from": "Expenses:Pay", "to": "Liabilities:Pay:{member}", **more}
    fields = "".join(f'{name.rstrip("_")} = "{value}"\n' for name, value in said.items() if value)
    return f'{preset("mondragon")}{RULE}among = "{among}"\nby = "{by}"\n{fields}{parts}'


def amounts(text: str, people: list[tuple[str, str, int, int]] = PEOPLE) -> dict[str, int]:
    plain = equal(surplus(1, people), text, rule="rule.own_pay")
    assert isinstance(plain, Computed), plain
    return {one.to: one.amount for one in plain.portions}


@pytest.mark.parametrize("more", [
    {}, {"floor": "900 EUR"}, {"cap": "1000 EUR"}, {"floor": "700.005 EUR", "cap": "1200.005 EUR"},
    {"rounds": "together"}, {"rounds": "together", "cap": "1000 EUR / 3"},
    {"parts": '[["rule.own_pay".parts]]\nname = "care"\nby = "100 EUR / 7"\nwhen = "index > 1.2"\n'
              'to = "Liabilities:Pay:{member}"\n'},
    {"from": "Liabilities:Pay:{member}", "to": "Equity:Collective:Legal"}, {"from": "", "to": ""},
    {"from": "", "to": "", "parts": '[["rule.own_pay".parts]]\nname = "care"\nby = "1 EUR"\n'},
])
@pytest.mark.parametrize("by", ["1 EUR / 3 * index * 700", "0.5 EUR * index", "1000 EUR * hours / sum(hours)"])
def test_every_amount_is_the_same(by: str, more: dict[str, str]) -> None:
    assert amounts(rule(by, **more))


def test_rounded_together_the_sum_comes_out_and_ties_go_by_name() -> None:
    people = [(f"m{letter}", "worker", 100, 100) for letter in "dacb"]
    found = amounts(rule("1 EUR / 3 * index", rounds="together"), people)
    assert found == {f"Liabilities:Pay:m{letter}": 33 + (letter == "a") for letter in "abcd"}


@pytest.mark.parametrize(("by", "more", "says"), [
    ("100 EUR - 100 EUR * index", {}, "below zero"), ("1 EUR / (index - 1)", {}, "divides by zero"),
    ("case when index > 1.2 then 1 EUR end", {}, "not known how much"),
    ("1 EUR", {"floor": "2 EUR * index", "cap": "3 EUR"}, "lies below its floor"),
    ("1 EUR", {"among": "members where class = 'nobody'"}, "No row is among these"),
    ("1 EUR", {"from": "Liabilities:Pay:{member}"}, "to itself"),
    ("1 EUR", {"cap": "case when index > 1.5 then 1 EUR end"}, "not known how much"),
])
def test_what_stops_one_stops_the_other_with_the_same_sentence(by: str, more: dict[str, str], says: str) -> None:
    plain = equal(surplus(1, PEOPLE), rule(by, **more), rule="rule.own_pay")
    assert says in plain[2]


def test_a_part_that_a_row_does_not_get_may_have_no_value_for_it() -> None:
    parts = '[["rule.own_pay".parts]]\nname = "care"\nby = "1 EUR / (index - 1)"\nwhen = "index <> 1"\n'
    parts += 'to = "Liabilities:Pay:{member}"\n'
    assert amounts(rule("1 EUR", parts=parts))


people_ = st.lists(
    st.tuples(st.from_regex(r"m[a-z0-9]{1,3}", fullmatch=True), st.sampled_from(("worker", "worker", "affected")),
              st.integers(0, 10**6), st.integers(0, 900)),
    max_size=8, unique_by=lambda one: one[0],
)
formulas_ = st.sampled_from((
    "1 EUR / 3 * index", "10 EUR * hours / 7 h", "0.005 EUR * index", "1 EUR - 1 EUR * index", "200 EUR",
    "1 EUR / index", "100 EUR * index / sum(index)",
))


@settings(max_examples=150, deadline=None)
@given(people_, formulas_, st.just("") | formulas_, st.just("") | formulas_, st.sampled_from(("each", "together")))
def test_people_and_formulas_made_up_come_out_the_same(
    people: list[tuple[str, str, int, int]], by: str, floor: str, cap: str, rounds: str
) -> None:
    equal(surplus(1, people), rule(by, floor=floor, cap=cap, rounds=rounds), rule="rule.own_pay")
