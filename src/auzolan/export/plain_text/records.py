"""What a writer of text journals is given: plain bookings with exact amounts, whatever they were made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import NamedTuple

POSTED, PENDING = "posted", "pending"
CONVERSIONS, VIRTUAL = "Equity:Conversions", "Equity:Virtual"
_EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])


class Rate(NamedTuple):
    """What something cost or was exchanged for. kind: "per" one of it, or in "total"."""

    amount: Decimal
    unit: str
    kind: str = "per"


class OutLeg(NamedTuple):
    """One side of a booking. virtual: it stands without another side; added: it only balances an exchange."""

    account: str
    amount: Decimal
    unit: str
    cost: Rate | None = None
    price: Rate | None = None
    virtual: bool = False
    added: bool = False


class OutBooking(NamedTuple):
    """One entry of the books. status: posted or pending; entry_seq: its number in the journal."""

    date: Day
    status: str
    payee: str
    narration: str
    entry_seq: int
    legs: tuple[OutLeg, ...]


class OutPrice(NamedTuple):
    """One unit was worth this much of another on a day."""

    date: Day
    unit: str
    amount: Decimal
    per: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All there is to write. bookings is gone through twice, so it must give the same each time.

    units: unit -> places; accounts: names to open even where nothing is booked.
    """

    units: Mapping[str, int]
    accounts: Iterable[str]
    bookings: Iterable[OutBooking]
    prices: Iterable[OutPrice] = ()


class Met(NamedTuple):
    """What the first pass finds: every account and unit, and the first day."""

    accounts: set[str]
    units: set[str]
    first: Day


def met(book: Book) -> Met:
    """Go through a book once. Without any date the first day is 1970-01-01."""
    accounts, units, first = set(book.accounts), set(book.units), None
    for booking in book.bookings:
        if first is None or booking.date < first:
            first = booking.date
        for leg in balanced(booking.legs):
            accounts.add(leg.account)
            units.add(leg.unit)
    for price in book.prices:
        units.update((price.unit, price.per))
        first = price.date if first is None else min(first, price.date)
    return Met(accounts, units, first or Day(1970, 1, 1))


def balanced(legs: tuple[OutLeg, ...]) -> Iterator[OutLeg]:
    """The legs, and those that bring every unit to zero, on Equity:Conversions or, for virtual ones, Equity:Virtual."""
    sums: dict[tuple[str, str], Decimal] = {}
    for leg in legs:
        key = (VIRTUAL if leg.virtual else CONVERSIONS, leg.unit)
        sums[key] = _EXACT.add(sums.get(key, Decimal()), leg.amount)
        yield leg
    # A virtual leg that already has its other side in the entry leaves the same sum on both: together they are zero.
    for unit in {unit for _, unit in sums}:
        if not _EXACT.add(sums.get((VIRTUAL, unit), Decimal()), sums.get((CONVERSIONS, unit), Decimal())):
            sums.pop((VIRTUAL, unit), None)
            sums.pop((CONVERSIONS, unit), None)
    for (account, unit), left in sums.items():
        if left:
            yield OutLeg(account, left.copy_negate(), unit, added=True)


def printed(amount: Decimal, places: int) -> str:
    """An amount with at least its unit's places, never rounded, zero without a minus."""
    places = max(places, -int(amount.as_tuple().exponent))
    return f"{amount if amount else Decimal():.{places}f}"
