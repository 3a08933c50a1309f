"""The short way for the commonest transactions; what it does not take, the careful reader does. Both say the same.

It exists because almost every transaction of a large file is plain, and reading it twice as fast is felt.
"""

from auzolan.intake.plain_text.booking import PENDING, POSTED, ZERO, Booking, Leg
from auzolan.intake.plain_text.faults import Fault
from auzolan.intake.plain_text.tails import Tail
from auzolan.intake.plain_text.transactions import HEADER, Reader

LEGS_MAX = 60  # plain sums of so many small amounts never round
_ODD = frozenset("*!([<=;\"")


class Quick:
    """Reads plain transactions with the memory of a careful reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def booking(self, file: str, line: int, lines: list[str]) -> Booking | None:
        """The booking on these lines, or None where anything asks for the careful reader."""
        found = HEADER(lines[0])
        if found is None or len(lines) > LEGS_MAX:
            return None
        day, second, mark, code, words, comment = found.groups()
        if second or comment or not words or "|" in words:
            return None
        legs = self._legs(lines)
        if legs is None:
            return None
        try:
            on = self._reader.dates.read(day)
        except Fault:
            return None
        return Booking(on, legs, PENDING if mark == "!" else POSTED, "", words, code.strip() if code else "", (), (),
                       file, line)

    def _legs(self, lines: list[str]) -> tuple[Leg, ...] | None:
        """The legs of plain lines that balance in one unit, or None."""
        names, tails = self._reader.names.known, self._reader.tails
        legs: list[Leg] = []
        total, balance_unit = ZERO, None
        at, missing, words_there, priced = -1, "", "", False
        for raw in lines[1:]:
            text = raw.strip()
            written, _, rest = text.partition("  ")
            name = names.get(written)
            if name is None or written[0] in _ODD:
                if not text and not "".join(lines[len(legs) + (at >= 0) + 1:]).strip():
                    break
                return None
            words = ""
            if ";" in rest:
                rest, _, words = rest.partition(";")
                words = words.strip()
                if ":" in words or "[" in words:
                    return None
            rest = rest.strip()
            tail = tails.get(rest) or self._tail(rest)
            if tail is None or tail[0] is None or tail[1] is None:
                if rest or at >= 0:
                    return None
                at, missing, words_there = len(legs), name, words
                continue
            amount, weight, cost, price = tail[0], tail[1], tail[2], tail[3]
            if weight[1] != balance_unit:
                if balance_unit is not None:
                    return None
                balance_unit = weight[1]
            total += weight[0]
            priced = priced or price is not None
            legs.append(Leg(name, amount[0], amount[1], cost, price, False, None, False, words))
        if at < 0:
            return tuple(legs) if not total and legs else None
        if priced or balance_unit is None:
            return None
        found = -total if total else ZERO
        legs.insert(at, Leg(missing, found, balance_unit, None, None, False, None, True, words_there))
        return tuple(legs)

    def _tail(self, text: str) -> Tail | None:
        """An amount met for the first time, or None where the careful reader has to look."""
        if not text:
            return None
        try:
            self._reader.tail(text)
        except Fault:
            return None
        return self._reader.tails.get(text)
