"""The short way for the commonest transactions; what it does not take, the careful reader does. Both say the same.

It exists because almost every transaction of a large file is plain, and reading it four times as fast is felt.
"""

import re
from decimal import Decimal

from auzolan.intake.plain_text.booking import PENDING, POSTED, ZERO, Booking, Leg
from auzolan.intake.plain_text.faults import Fault
from auzolan.intake.plain_text.tails import Tail
from auzolan.intake.plain_text.transactions import Reader

LEGS_MAX = 60  # plain sums of so many small amounts never round
_ODD = frozenset("*!([<=;\"")
_HEADER = re.compile(
    r"([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}) (?:([*!]) )?(?:\(([^()]*)\) )?([^\s(;|*!][^;|]*)"
).fullmatch
_AMOUNT = re.compile(r"([A-Za-z$€£¥]*)(-?[0-9]{1,14}(?:\.([0-9]{1,12}))?)(?: ?([A-Za-z$€£¥]+))?").fullmatch


class Quick:
    """Reads plain transactions with the memory of a careful reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def booking(self, file: str, line: int, lines: list[str]) -> Booking | None:
        """The booking on these lines, or None where anything asks for the careful reader."""
        found = _HEADER(lines[0])
        if found is None or len(lines) > LEGS_MAX:
            return None
        legs = self._legs(lines)
        if legs is None:
            return None
        day, mark, code, words = found.groups()
        try:
            on = self._reader.dates.read(day)
        except Fault:
            return None
        status = PENDING if mark == "!" else POSTED
        return Booking(on, legs, status, "", words.rstrip(), code.strip() if code else "", (), (), file, line)

    def _legs(self, lines: list[str]) -> tuple[Leg, ...] | None:
        """The legs of plain lines that balance in one unit, or None."""
        names = self._reader.names.known
        legs: list[Leg] = []
        total, balance_unit, blanks = ZERO, None, 0
        at, missing, words_there = -1, "", ""
        for raw in lines[1:]:
            written, _, rest = raw.strip().partition("  ")
            name = names.get(written)
            if name is None or blanks or written[0] in _ODD:
                if written:
                    return None
                blanks += 1
                continue
            words = ""
            if ";" in rest:
                rest, _, words = rest.partition(";")
                words = words.strip()
                if ":" in words or "[" in words:
                    return None
            rest = rest.strip()
            if not rest:
                if at >= 0:
                    return None
                at, missing, words_there = len(legs), name, words
                continue
            leg, quantity, unit = self._leg(name, rest, words)
            if leg is None or (unit != balance_unit and balance_unit is not None):
                return None
            balance_unit = unit
            total += quantity
            legs.append(leg)
        if at < 0:
            return tuple(legs) if not total and legs else None
        if balance_unit is None or self._is_finer(total, balance_unit):
            return None
        legs.insert(at, Leg(missing, -total if total else ZERO, balance_unit, inferred=True, note=words_there))
        return tuple(legs)

    def _leg(self, name: str, text: str, words: str) -> tuple[Leg | None, Decimal, str]:
        """(a leg, its weight, the weight's unit); no leg where the careful reader has to look."""
        numbers = self._reader.numbers
        found = _AMOUNT(text)
        if found is not None and not numbers.commas:
            before, digits, decimals, after = found.groups()
            if not before or not after:
                quantity, unit = Decimal(digits), before or after or numbers.default_unit
                if (len(decimals) if decimals else 0) > numbers.units.get(unit, -1):
                    numbers.seen(quantity, unit)
                return Leg(name, quantity, unit, None, None, False, None, False, words), quantity, unit
        tail = self._reader.tails.get(text) or self._met(text)
        if tail is None or tail.amount is None or tail.weight is None:
            return None, ZERO, ""
        quantity, unit = tail.amount
        leg = Leg(name, quantity, unit, tail.cost, tail.price, False, None, False, words)
        return leg, tail.weight[0], tail.weight[1]

    def _met(self, text: str) -> Tail | None:
        """An amount met for the first time, or None where the careful reader has to look."""
        try:
            self._reader.tail(text)
        except Fault:
            return None
        return self._reader.tails.get(text)

    def _is_finer(self, total: Decimal, unit: str) -> bool:
        """Whether a sum has more decimals than its unit was seen with, or it never was: only prices make that."""
        places = self._reader.numbers.units.get(unit, -1)
        return places < 0 or total != total.quantize(_STEPS[places])


_STEPS = [Decimal(1).scaleb(-places) for places in range(13)]
