"""Automated transactions of ledger: `= /Income/` adds legs to every later transaction with a matching leg."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from auzolan.intake.plain_text.booking import EXACT, ZERO, Booking, Leg
from auzolan.intake.plain_text.faults import Fault
from auzolan.intake.plain_text.names import compiled
from auzolan.intake.plain_text.transactions import REAL, VIRTUAL, Draft, Reader

_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/")
_WORD = re.compile(r"[^\s/&|()!=]+")
_EXPRESSION = re.compile(r"expr\s+['\"]?\s*account\s*=~\s*/((?:[^/\\]|\\.)*)/\s*['\"]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Automated:
    """What is added where: each draft's amount without a unit is a share of the leg that matched."""

    matches: Callable[[str], object]
    drafts: tuple[Draft, ...]

    def legs(self, booking: Booking) -> list[Leg]:
        """The legs to add to a booking, for each of its legs that matches."""
        return [
            _added(draft, leg) for leg in booking.legs if self.matches(leg.account) is not None for draft in self.drafts
        ]


def parse(lines: Sequence[str], reader: Reader) -> Automated:
    """Read an automated transaction. Raises Fault for conditions other than a pattern on the account."""
    condition = lines[0][1:].partition(";")[0].strip()
    found = _PATTERN.fullmatch(condition) or _EXPRESSION.fullmatch(condition)
    if found is None and not _WORD.fullmatch(condition):
        raise Fault("An automated transaction has a condition that is not read here",
                    "Only a pattern on the account is: = /^Income/.", "Write its legs into each transaction.")
    matches = compiled(found[1] if found else condition).search
    drafts: list[Draft] = []
    for at, line in enumerate(lines):
        text = line.strip()
        if at and text and text[0] != ";":
            drafts.append(_draft(text, at, reader))
    return Automated(matches=matches, drafts=tuple(drafts))


def _draft(text: str, at: int, reader: Reader) -> Draft:
    written, _, rest = text.replace("\t", "  ").partition("  ")
    kind = REAL
    if written[0] + written[-1] == "()":
        kind, written = VIRTUAL, written[1:-1].strip()
    plain = written[0] not in "*!([$" and "%(" not in written
    default, reader.numbers.default_unit = reader.numbers.default_unit, ""
    seen = dict(reader.numbers.units)
    try:
        tail = reader.tail(rest.partition(";")[0].strip())
        if not plain or tail.amount is None or tail.price or tail.cost or tail.asserted:
            raise Fault("A leg of an automated transaction cannot be read",
                        "It needs an account, and a share such as 0.12 or an amount such as $5.",
                        "Write its legs into each transaction.")
    except Fault as fault:
        fault.at = at
        raise
    finally:
        reader.numbers.default_unit = default
        reader.numbers.units = seen
        reader.tails.pop(rest.partition(";")[0].strip(), None)
    return Draft(reader.names.full(written), tail, kind, at)


def _added(draft: Draft, leg: Leg) -> Leg:
    quantity, unit = draft.tail.amount or (ZERO, "")
    if not unit:
        quantity, unit = _short(EXACT.multiply(quantity, leg.amount), leg.amount), leg.unit
    return Leg(draft.account, quantity, unit, virtual=draft.kind == VIRTUAL, inferred=True)


def _short(product: Decimal, like: Decimal) -> Decimal:
    """The product without zeros that only the multiplication made."""
    places = int(like.as_tuple().exponent)
    short = product.normalize(EXACT)
    if int(short.as_tuple().exponent) < places:
        return short
    return product.quantize(Decimal(1).scaleb(places), context=EXACT)


def extended(booking: Booking, automated: Sequence[Automated]) -> Booking:
    """A booking with what automated transactions add to it. Raises Fault where that no longer balances."""
    added = [leg for one in automated for leg in one.legs(booking)]
    if not added:
        return booking
    sums: dict[str, Decimal] = {}
    for leg in added:
        if not leg.virtual:
            sums[leg.unit] = EXACT.add(sums.get(leg.unit, ZERO), leg.amount)
    if any(sums.values()):
        raise Fault("An automated transaction does not balance", "What it adds here does not come to zero.",
                    "Let its shares come to zero, or put its accounts in round brackets.")
    return msgspec.structs.replace(booking, legs=(*booking.legs, *added))
