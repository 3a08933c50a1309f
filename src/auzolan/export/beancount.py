"""Beancount: every booking as Beancount's own check accepts it. docs/formats/beancount.md says how names come back."""

from collections.abc import Iterator

from auzolan.export.plain_text.names import KEY, Names, beancount_account, beancount_unit, distinct
from auzolan.export.plain_text.records import PENDING, Book, Met, OutBooking, OutLeg, Rate, balanced, met, printed

name = "beancount"
summary = "The accounts and every booking for Beancount and Fava."
suffix = ".beancount"


def write(book: Book) -> Iterator[str]:
    """The file in pieces of text, each ending in a line's end."""
    found = met(book)
    names = Names(accounts=distinct(found.accounts, beancount_account), units=distinct(found.units, beancount_unit))
    yield ";; Written by Auzolan. Names that Beancount does not allow stand beside as auzolan-name.\n\n"
    yield from _declared(book, found, names)
    for booking in book.bookings:
        yield _booking(booking, book, names)
    for price in book.prices:
        if price.amount > 0 and price.unit != price.per:
            yield f"{price.date} price {names.units[price.unit]} {price.amount:f} {names.units[price.per]}\n"


def _declared(book: Book, found: Met, names: Names) -> Iterator[str]:
    for code in sorted(found.units):
        yield f"{found.first} commodity {names.units[code]}\n"
        if names.units[code] != code:
            yield f"  {KEY}: {_string(code)}\n"
        if code in book.units:
            yield f"  auzolan-places: {book.units[code]}\n"
    yield "\n"
    for account in sorted(found.accounts):
        yield f"{found.first} open {names.accounts[account]}\n"
        if names.accounts[account] != account:
            yield f"  {KEY}: {_string(account)}\n"
    yield "\n"


def _booking(booking: OutBooking, book: Book, names: Names) -> str:
    flag = "!" if booking.status == PENDING else "*"
    payee = f"{_string(booking.payee)} " if booking.payee else ""
    lines = [f"{booking.date} {flag} {payee}{_string(booking.narration)}\n  auzolan-entry: {booking.entry_seq}\n"]
    lines.extend(_leg(leg, book, names) for leg in balanced(booking.legs))
    return "".join([*lines, "\n"])


def _leg(leg: OutLeg, book: Book, names: Names) -> str:
    """Every unit comes to zero by itself, so a price or cost stands beside: inside it would count a second time."""
    amount = printed(leg.amount, book.units.get(leg.unit, 0))
    line = f"  {names.accounts[leg.account]}  {amount} {names.units[leg.unit]}\n"
    for key, rate in (("auzolan-cost", leg.cost), ("auzolan-price", leg.price)):
        if rate is not None:
            line += f"    {key}: {_string(_rate(rate))}\n"
    for key, is_so in (("auzolan-added", leg.added), ("auzolan-virtual", leg.virtual)):
        if is_so:
            line += f"    {key}: TRUE\n"
    return line


def _rate(rate: Rate) -> str:
    return f"{rate.amount:f} {rate.unit} {'each' if rate.kind == 'per' else 'in all'}"


def _string(words: str) -> str:
    """Beancount knows these escapes of a string; other signs that do not print become spaces."""
    said = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(letter if letter.isprintable() else " " for letter in said) + '"'
