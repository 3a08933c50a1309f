"""The kind `price`: every fault of a published price, and the chain behind it."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from auzolan.flows.price_chain import Sums, chain_of
from auzolan.kernels.roll_up import PLACES
from charters import charter_from, said

MONDRAGON = preset("mondragon")
SOURCE = 'learned_from = "The growers\' union, 2026"\nas_of = 2026-11-01\n'


def price(id: str, whole: str, *parts: str, more: str = SOURCE) -> str:
    tables = "".join(f'\n[["price.{id}".parts]]\n{part}\n' for part in parts)
    return f'\n["price.{id}"]\nprice = "{whole}"\n{more}\n{tables}'


def part(receiver: str, amount: str = "", **more: object) -> str:
    lines = [f'receiver = "{receiver}"', *([f'amount = "{amount}"'] if amount else [])]
    spelled = {True: "true"}
    return "\n".join([*lines, *(f"{key} = {spelled.get(one, one)}" for key, one in more.items())])  # type: ignore[call-overload]


def faults(text: str) -> list[tuple[str, str]]:
    return said(check_text(MONDRAGON + text, where="x"))


def keeps(text: str, paid: Sums | None = None) -> dict[str, str]:
    """Who keeps what of the price a, as text."""
    charter = charter_from(MONDRAGON + text)
    found = {one.id: charter.value(one.id) for one in charter.of_kind("price")}
    chain = chain_of(found, "price.a", charter.units, paid, us="us")
    shares = chain.shares()
    assert sum(shares) == 10**PLACES
    return {name: f"{share / 10**PLACES:.4f}" for name, share in zip(chain.names, shares, strict=True) if share}


def test_a_sound_price_has_no_fault_and_says_itself() -> None:
    text = price("a", "10.00 EUR", part("growers", "6.00 EUR"), part("farm gate", told='"withheld"'),
                 part("the climate", "1.00 EUR", nobody_paid=True))
    assert faults(text) == []
    charter = charter_from(MONDRAGON + text)
    assert plain_words(charter.articles["price.a"], charter) == (
        "Of 10.00 EUR go to: growers 6.00 EUR, farm gate (it is withheld how much). Nobody paid for: the climate."
    )


def test_a_price_of_others_names_its_source_and_a_price_of_ours_need_not() -> None:
    assert faults(price("a", "1.00 EUR", part("growers", "1.00 EUR"), more="")) == [("price.a", "learned_from")]
    ours = 'sold_as = ["Income:*"]'
    assert faults(price("a", "1.00 EUR", part("growers", "1.00 EUR"), more=ours)) == []


@pytest.mark.parametrize(
    ("whole", "parts", "field"),
    [
        ("1.00 GBP", (part("growers", "1.00 GBP"),), "price"),
        ("1.001 EUR", (part("growers", "1.00 EUR"),), "price"),
        ("1.00 EUR", (part("growers", "1.00 USD"),), "parts[1].amount"),
        ("1.00 EUR", (part("growers", "-1.00 EUR"),), "parts[1].amount"),
        ("1.00 EUR", (part("growers"),), "parts[1].amount"),
        ("1.00 EUR", (part("growers", "0.40 EUR", floor='"0.41 EUR"'),), "parts[1].amount"),
        ("1.00 EUR", (part("growers", "0.40 EUR", cost='"0.4 h"'),), "parts[1].cost"),
        ("1.00 EUR", (part("gate", "0.40 EUR", told='"withheld"'),), "parts[1].amount"),
        ("1.00 EUR", (part("air", "0.40 EUR", nobody_paid=True, goes_on='"price.a"'),), "parts[1].nobody_paid"),
        ("1.00 EUR", (part("growers", "0.40 EUR", goes_on='"price.none"'),), "parts[1].goes_on"),
    ],
)
def test_every_fault_of_a_price_is_one_finding_with_its_place(whole: str, parts: tuple[str, ...], field: str) -> None:
    assert faults(price("a", whole, *parts)) == [("price.a", field)]


def test_a_part_is_booked_on_the_charters_accounts_and_beside_what_was_sold() -> None:
    one = part("growers", "1.00 EUR", accounts='["Expenses:Moon:Dust:Far"]')
    assert faults(price("a", "1.00 EUR", one, more='sold_as = ["Income:*"]')) == [("price.a", "parts[1].accounts")]
    booked = part("growers", "1.00 EUR", accounts='["Income:*"]')
    assert faults(price("a", "1.00 EUR", booked)) == [("price.a", "sold_as")]


def test_the_parts_of_a_part_are_followed_through_every_tier_in_any_currency() -> None:
    text = (
        price("a", "10.00 EUR", part("growers", "6.00 EUR", goes_on='"price.b"'), part("shop", "3.00 EUR"))
        + price("b", "4.00 EUR", part("mill", "1.00 EUR"), part("at the gate", "2.00 EUR", goes_on='"price.c"'))
        + price("c", "1.00 EUR", part("pickers", "0.50 EUR"), part("x", "0.50 EUR", told='"unknown"'))
    )
    assert faults(text) == []
    assert keeps(text) == {"us": "0.1000", "shop": "0.3000", "growers": "0.1500", "mill": "0.1500",
                           "pickers": "0.1500", "unknown": "0.1500"}


def test_what_was_paid_takes_the_place_of_the_plan_on_the_first_tier_only() -> None:
    text = price("a", "10.00 EUR", part("growers", "6.00 EUR", goes_on='"price.b"')) + price(
        "b", "4.00 EUR", part("mill", "1.00 EUR"))
    paid = Sums(whole=1_000_000, parts={0: 400_000})
    assert keeps(text, paid) == {"us": "0.6000", "growers": "0.3000", "mill": "0.1000"}


def test_money_that_comes_round_again_is_followed_to_its_end() -> None:
    text = price("a", "1.00 EUR", part("union", "1.00 EUR", goes_on='"price.b"')) + price(
        "b", "1.00 EUR", part("us again", "0.50 EUR", goes_on='"price.a"'), part("growers", "0.50 EUR"))
    assert faults(text) == []
    assert keeps(text) == {"growers": "1.0000"}


def test_a_round_on_which_nobody_keeps_a_part_is_refused() -> None:
    text = price("a", "1.00 EUR", part("union", "1.00 EUR", goes_on='"price.b"')) + price(
        "b", "1.00 EUR", part("us again", "1.00 EUR", goes_on='"price.a"'))
    assert faults(text) == [("price.a", "parts"), ("price.b", "parts")]
    assert "no finite answer" in check_text(MONDRAGON + text, where="x")[0].why


def test_parts_that_come_to_more_than_the_price_are_parts_of_their_sum() -> None:
    text = price("a", "1.00 EUR", part("growers", "1.50 EUR"), part("shop", "0.50 EUR"))
    assert keeps(text) == {"growers": "0.7500", "shop": "0.2500"}
