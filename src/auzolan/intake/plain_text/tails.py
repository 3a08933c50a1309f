"""What stands after an account on a line: the amount, its lot, its price, and what the account should hold then."""

import re
from decimal import Decimal
from typing import NamedTuple

from auzolan.intake.plain_text.amounts import Amount, Numbers
from auzolan.intake.plain_text.booking import EXACT, PER, TOTAL, Cost, Price
from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.faults import Fault

_LOT = re.compile(r"(\{\{?)([^{}]*+)(\}\}?)")
_LOT_DATE = re.compile(r"\[([^\]]*+)\]")
_LOT_LABEL = re.compile(r"\(([^()@]*)\)")
_AT = re.compile(r"\(?(@@?)\)?\s*")
_ASSERTED = re.compile(r"(==?)(\*?)\s*")
_SPACE = re.compile(r"\s*")


class Asserted(NamedTuple):
    """What an account holds after a leg. total: and nothing else; inclusive: together with its sub-accounts."""

    quantity: Decimal
    unit: str
    total: bool = False
    inclusive: bool = False


class Tail(NamedTuple):
    """All of it. amount is None where the file leaves it to be inferred; weight is what counts in the balance."""

    amount: Amount | None
    weight: Amount | None = None
    cost: Cost | None = None
    price: Price | None = None
    asserted: Asserted | None = None


def parse_tail(text: str, numbers: Numbers, dates: Dates, *, lots_weigh: bool) -> Tail:
    """Read all of it. lots_weigh: a leg with a lot and a price weighs what the lot cost (ledger), not its price."""
    amount, end = (None, 0) if text.startswith("=") else numbers.amount(text)
    cost, price, end = _cost_and_price(text, end, numbers, dates)
    asserted = None
    if found := _ASSERTED.match(text, end):
        value, end = numbers.amount(text, found.end())
        asserted = Asserted(value.quantity, value.unit, found[1] == "==", found[2] == "*")
        _, _, end = _cost_and_price(text, end, numbers, dates)
    if end < len(text):
        raise Fault("A line ends in words that do not belong there", f"After the amount stands {text[end:end + 40]!r}.",
                    "Write notes after a semicolon.")
    return Tail(amount, amount and weigh(amount, cost if lots_weigh else None, price), cost, price, asserted)


def weigh(amount: Amount, cost: Cost | None, price: Price | None) -> Amount:
    """What a leg counts in its booking's balance: its cost, else its price, else itself.

    cost: only where lots count; a lot without a price is a thing of its own and weighs itself.
    """
    if price is None:
        return amount
    worth: Cost | Price = cost if cost is not None else price
    if worth.kind == TOTAL:
        return Amount(worth.amount.copy_abs().copy_sign(amount.quantity) if amount.quantity else Decimal(), worth.unit)
    return Amount(EXACT.multiply(amount.quantity, worth.amount), worth.unit)


def _cost_and_price(text: str, at: int, numbers: Numbers, dates: Dates) -> tuple[Cost | None, Price | None, int]:
    cost: Cost | None = None
    price: Price | None = None
    day, label = None, ""
    at = _space(text, at)
    while at < len(text) and text[at] != "=":
        if found := _LOT.match(text, at):
            lot, _ = numbers.amount(found[2].lstrip(" ="), counts=False)
            cost = Cost(lot.quantity, lot.unit, PER if found[1] == "{" else TOTAL)
        elif found := _LOT_DATE.match(text, at):
            day = dates.read(found[1].strip())
        elif found := _AT.match(text, at):
            worth, end = numbers.amount(text, found.end(), counts=False)
            price = Price(worth.quantity, worth.unit, PER if found[1] == "@" else TOTAL)
            at = _space(text, end)
            continue
        elif found := _LOT_LABEL.match(text, at):
            label = found[1].strip()
        else:
            break
        at = _space(text, found.end())
    if cost is not None and (day or label):
        cost = Cost(cost.amount, cost.unit, cost.kind, day, label)
    return cost, price, at


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
