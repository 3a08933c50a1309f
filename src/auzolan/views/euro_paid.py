"""What was really paid of a price: from the books, part by part, with the lines that each sum rests on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from auzolan.flows.accounts import classify
from auzolan.flows.facts import POSTED
from auzolan.flows.price_parts import Price
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.views.receivers import is_tax_owed

WHOLE = -1  # stands for what came in, where the parts are numbered from 0
_RECEIVED_BY_CREDIT = ("Liabilities", "Equity")
_CLOSING = {"Income", "Expenses", "Equity"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One line of the books that counts for a part. amount: smallest parts, positive where the part receives it."""

    entry: int
    date: str
    account: str
    amount: int


def paid_legs(tables: Tables, price: Price, period: Period) -> dict[int, tuple[Leg, ...]]:
    """Part number -> the lines behind it, and under WHOLE what came in with the sales, their taxes included.

    A tax counts only where it was taken in with one of these sales. What is owed counts when it comes to be owed:
    paying it out later is no second part. A closing of the books counts for nothing.
    """
    span = ("date", period.first_day.isoformat(), period.last_day.isoformat())
    rows = (one for one in tables.rows("postings", {"status": POSTED}, between=span) if one["unit"] == price.unit)
    found: dict[int, list[Leg]] = {number: [] for number in (WHOLE, *range(len(price.parts)))}
    for legs in _entries(rows):
        sale = any(_matches(price.sold_as, str(leg["account"])) for leg in legs)
        for leg in legs:
            account, amount = str(leg["account"]), int(leg["amount"])
            tax = is_tax_owed(account)
            if _matches(price.sold_as, account) or (sale and tax):
                found[WHOLE].append(_leg(leg, -amount))
            if tax and not sale:
                continue
            credited = classify(account) in _RECEIVED_BY_CREDIT
            if credited and amount > 0:
                continue
            for number, part in enumerate(price.parts):
                if _matches(part.accounts, account):
                    found[number].append(_leg(leg, -amount if credited else amount))
    return {number: tuple(legs) for number, legs in found.items()}


def _entries(rows: Iterable[Row]) -> Iterable[list[Row]]:
    for _entry, legs in groupby(sorted(rows, key=_of), key=_of):
        whole = [leg for leg in legs if not leg["added"]]
        roots = {classify(str(leg["account"])) for leg in whole}
        if roots and not ("Equity" in roots and roots <= _CLOSING):
            yield whole


def _of(row: Row) -> int:
    return int(row["entry"])


def _leg(row: Row, amount: int) -> Leg:
    return Leg(entry=int(row["entry"]), date=str(row["date"]), account=str(row["account"]), amount=amount)


def _matches(patterns: Sequence[str], account: str) -> bool:
    return any(_compiled(one).fullmatch(account) for one in patterns)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A branch as a test of names: "Expenses:Pay:{member}" fits every member's, "*" any one word."""
    words = pattern.split(":")
    return re.compile(":".join("[^:]+" if one == "*" or one.startswith("{") else re.escape(one) for one in words))
