"""What stands after an account in a Beancount posting: units, cost, price; any part may be left out."""

import re
from datetime import date as Day
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from auzolan.intake.plain_text.beancount_words import DATE, STRING, UNIT, number, unquoted
from auzolan.intake.plain_text.booking import PER, TOTAL, Price
from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.faults import Fault

CHARACTERS_MAX = 500
_NUMBER = r"[-+(.0-9][-+*/()., 0-9]*"
_UNITS = re.compile(rf"(?:({_NUMBER})\s*)?({UNIT})(?=[\s{{@]|$)")
_COST = re.compile(r"\s*(\{\{?)([^{}]*)(\}\}?)")
_PRICE = re.compile(rf"\s*(@@?)\s*({_NUMBER})\s*({UNIT})\s*")
_COST_AMOUNT = re.compile(rf"({_NUMBER})?\s*(?:#\s*({_NUMBER}))?\s*({UNIT})?").fullmatch
_COST_PART = re.compile(r'(?:[^,"]|,(?=[0-9]{3}(?![0-9]))|"(?:[^"\\]|\\.)*")+')
_DAY = re.compile(DATE).fullmatch
_STRING = re.compile(STRING, re.DOTALL).fullmatch


class CostSpec(msgspec.Struct, frozen=True, gc=False):
    """Which lot, as far as the file says: what one cost, what all cost, in which unit, when, under which label."""

    per: Decimal | None = None
    total: Decimal | None = None
    unit: str = ""
    date: Day | None = None
    label: str = ""


class Words(msgspec.Struct, frozen=True, gc=False):
    """A posting's amount as written. quantity None: to be inferred, in unit if one is written; places: its decimals."""

    quantity: Decimal | None = None
    unit: str = ""
    cost: CostSpec | None = None
    price: Price | None = None
    places: int = 0


NOTHING = Words()

def parse_words(text: str, dates: Dates) -> Words:
    """Read them. Raises Fault."""
    if not text:
        return NOTHING
    found = _UNITS.match(text) if len(text) <= CHARACTERS_MAX else None
    if found is None:
        raise Fault("An amount cannot be read", f"{text[:40]!r} is not a number with its unit in capitals.",
                    "Write it as 12.50 EUR.")
    quantity = number(found[1].strip()) if found[1] else None
    cost, price, end = None, None, found.end()
    if lot := _COST.match(text, end):
        cost, end = _cost(lot[2].strip(), dates, total=lot[1] == "{{"), lot.end()
    if rate := _PRICE.match(text, end):
        worth = number(rate[2].strip())
        if worth < 0:
            raise Fault("A price is negative", "What something was exchanged for is written without a sign.",
                        "Write the amount with its sign, and the price without one.")
        price, end = Price(worth, rate[3], PER if rate[1] == "@" else TOTAL), rate.end()
    if text[end:].strip():
        raise Fault("A line ends in words that do not belong there", f"After the amount stands {text[end:end + 40]!r}.",
                    "Write notes after a semicolon; a price needs its number and its unit.")
    places = max(0, -int(quantity.as_tuple().exponent)) if quantity is not None else 0
    return Words(quantity, found[2], cost, price, places)


def _cost(text: str, dates: Dates, *, total: bool) -> CostSpec:
    spec = CostSpec()
    for part in _COST_PART.findall(text):
        word = part.strip()
        if word == "*":
            raise Fault("A lot cannot be used", "Merging lots with {*} is not read here.", "Name the lot's cost.")
        if _DAY(word):
            spec = replace(spec, date=dates.read(word))
        elif label := _STRING(word):
            spec = replace(spec, label=unquoted(label[1]))
        elif found := _COST_AMOUNT(word):
            first = number(found[1].strip()) if found[1] and found[1].strip() else None
            more = number(found[2].strip()) if found[2] else None
            per, whole = (None, first) if total else (first, more)
            spec = replace(spec, per=per, total=whole, unit=found[3] or "")
        else:
            raise Fault("A lot cannot be read", f"{word[:40]!r} is no cost, no date and no label.",
                        'Write it as {30.00 EUR, 2026-03-01, "label"}.')
    return spec
