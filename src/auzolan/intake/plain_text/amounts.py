"""Amounts as people write them: `$1,000.00`, `$ 37.50`, `500.00€`, `-20 EUR`, `1.000,50 EUR`, `3 "green apples"`."""

import re
from decimal import Decimal
from typing import NamedTuple

from auzolan.intake.plain_text.faults import Fault
from auzolan.values.quantity import PLACES_MAX

_UNIT = r'"[^"\n]*"|[^\s0-9.,;:?!\-+*/^&|=<>{}\[\]()@"\']+'
_NUMBER = r"[0-9]+(?:[.,\u00a0\u202f ][0-9]+)*[.,]?|[.,][0-9]+"
_AMOUNT = re.compile(rf"([-+]?)\s*+(?:({_UNIT})\s*+([-+]?)\s*+)?({_NUMBER})(?:\s*+({_UNIT}))?")
_PLAIN = re.compile(r"([-+]?)([^\s0-9.,;:?!\-+*/^&|=<>{}\[\]()@\"']*)([-+]?)([0-9]+(?:\.[0-9]+)?)"
                    r"(?: ?([^\s0-9.,;:?!\-+*/^&|=<>{}\[\]()@\"']+))?").fullmatch
_SPACES = re.compile(r"[\u00a0\u202f ]")
DIGITS_MAX = 30
QUICK_DIGITS_MAX = 14  # so few that a plain sum of up to 64 of them never rounds


class Amount(NamedTuple):
    """A quantity of a unit; the unit is empty where none is written."""

    quantity: Decimal
    unit: str


class Numbers:
    """How numbers are read in one journal, and how many decimals each unit was seen with.

    comma_groups: a lone comma before three digits separates thousands (ledger); otherwise it is a decimal comma
    (hledger) unless the unit's style says which mark it uses.
    """

    def __init__(self, *, comma_groups: bool) -> None:
        self.comma_groups = comma_groups
        self.mark = ""
        self.marks: dict[str, str] = {}
        self.commas = False
        self.units: dict[str, int] = {}
        self.default_unit = ""

    def amount(self, text: str, at: int = 0, *, counts: bool = True) -> tuple[Amount, int]:
        """(the amount at this place of a text, the place after it). counts: its decimals belong to its unit."""
        found = _AMOUNT.match(text, at)
        if found is None or (found[2] and found[5]) or (found[1] and found[3]):
            raise _no_amount(text[at:])
        unit = (found[2] or found[5] or "").strip('"')
        number = self.number(found[4], unit)
        if found[1] == "-" or found[3] == "-":
            number = -number
        if not unit and number and counts:
            unit = self.default_unit
        if counts and (unit or number):
            self.seen(number, unit)
        return Amount(number, unit), found.end()

    def whole(self, text: str) -> Amount | None:
        """The amount that is all of a text, if it is written in the commonest way."""
        found = _PLAIN(text)
        if found is None:
            return None
        minus, before, minus_too, digits, after = found.groups()
        if (before and after) or (minus and minus_too) or len(digits) > QUICK_DIGITS_MAX:
            return None
        unit = before or after or self.default_unit
        if self.mark == "," or self.marks.get(unit) == ",":
            return None
        number = Decimal(f"-{digits}" if minus == "-" or minus_too == "-" else digits)
        self.seen(number, unit)
        return Amount(number, unit)

    def seen(self, number: Decimal, unit: str) -> None:
        """Remember the decimals of an amount. Raises Fault where no entry could hold them."""
        places = -int(number.as_tuple().exponent)
        if places > self.units.get(unit, -1):
            if places > PLACES_MAX:
                raise Fault("An amount has too many decimals", f"Entries hold at most {PLACES_MAX} decimals.",
                            "Round the amount where the file writes it.")
            self.units[unit] = max(places, 0)

    def number(self, text: str, unit: str) -> Decimal:
        """A number with thousands apart or a decimal comma. Raises Fault where it is ambiguous or broken."""
        if text.isdecimal() and text.isascii():
            plain = text
        else:
            plain = _plain(_SPACES.sub("", text), self.marks.get(unit, self.mark), comma_groups=self.comma_groups)
        if len(plain) > DIGITS_MAX:
            raise Fault("An amount is too long", f"Amounts have at most {DIGITS_MAX} digits.", "Correct the number.")
        return Decimal(plain)

    def style(self, text: str) -> str:
        """Learn a unit's decimal mark from an amount in its style, `1.000,00 EUR`; returns the unit."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            return text.strip().strip('"')
        unit, number = (found[2] or found[5] or "").strip('"'), _SPACES.sub("", found[4])
        for mark, other in ((",", "."), (".", ",")):
            if number.count(mark) == 1 and number.rfind(mark) > number.rfind(other):
                self.marks[unit] = mark
                self.commas = self.commas or mark == ","
        self.units.setdefault(unit, 0)
        self.seen(self.number(found[4], unit), unit)
        return unit


def _plain(text: str, mark: str, *, comma_groups: bool) -> str:
    dots, commas = text.count("."), text.count(",")
    if not mark:
        if dots and commas:
            mark = "." if text.rfind(".") > text.rfind(",") else ","
        elif dots + commas > 1:
            return text.replace(".", "").replace(",", "")
        elif commas:
            groups = comma_groups and len(text) - text.index(",") == 4 and text[0] != ","
            mark = "." if groups else ","
        else:
            mark = "."
    if text.count(mark) > 1 or ("," if mark == "." else ".") in text.partition(mark)[2]:
        raise Fault("A number cannot be read", f"With {mark!r} before the decimals, its other marks make no sense.",
                    "Write thousands and decimals with two different signs.")
    return text.replace("," if mark == "." else ".", "").replace(mark, ".").rstrip(".") or "0"


def _no_amount(text: str) -> Fault:
    if text.startswith("("):
        return Fault("An amount is a computation", "Computed amounts are not read here.", "Write the result.")
    return Fault("An amount cannot be read", f"{text[:40]!r} is not a number with its unit.",
                 "Write it as 12.50 EUR or $12.50, two spaces after the account.")
