"""hledger: every booking as hledger (and ledger) reads it. docs/formats/hledger.md says how names come back."""

import re
from collections.abc import Iterator

from auzolan.export.plain_text.names import KEY, Names, distinct, hledger_account, hledger_unit, quoted
from auzolan.export.plain_text.records import PENDING, Book, Met, OutBooking, OutLeg, balanced, met, printed

name = "hledger"
summary = "The accounts and every booking for hledger and ledger."
suffix = ".journal"

_BARE = re.compile(r"[A-Za-z]+|[$€£¥₿]").fullmatch
_WORDS = re.compile(r"[\s;|]+")


def write(book: Book) -> Iterator[str]:
    """The file in pieces of text, each ending in a line's end."""
    found = met(book)
    names = Names(accounts=distinct(found.accounts, hledger_account), units=distinct(found.units, hledger_unit))
    yield "; Written by Auzolan. Names that hledger does not allow stand beside as auzolan-name.\n\n"
    yield from _declared(book, found, names)
    for booking in book.bookings:
        yield _booking(booking, book, names)
    for price in book.prices:
        if price.unit and price.per:
            yield f"P {price.date} {_unit(price.unit, names)} {price.amount:f} {_unit(price.per, names)}\n"


def _declared(book: Book, found: Met, names: Names) -> Iterator[str]:
    for code in sorted(found.units - {""}):
        style = f"1000.{'0' * book.units.get(code, 0)}"
        yield f"commodity {style} {_unit(code, names)}{_was(code, names.units[code])}\n"
    yield "\n"
    for account in sorted(found.accounts):
        yield f"account {names.accounts[account]}{_was(account, names.accounts[account])}\n"
    yield "\n"


def _was(name: str, outside: str) -> str:
    return "" if name == outside else f"  ; {KEY}: {quoted(name)}"


def _unit(code: str, names: Names) -> str:
    outside = names.units[code]
    return outside if not outside or _BARE(outside) else f'"{outside}"'


def _booking(booking: OutBooking, book: Book, names: Names) -> str:
    written = f"{booking.payee} | {booking.narration}" if booking.payee else booking.narration
    payee, narration = (_WORDS.sub(" ", words).strip() for words in (booking.payee, booking.narration))
    words = f"{payee} | {narration}" if payee else narration
    beside = "" if words == written else f"  ; auzolan-words: {quoted(written)}"
    flag = "!" if booking.status == PENDING else "*"
    lines = [f"{booking.date} {flag} ({booking.entry_seq}) {words}".rstrip() + f"{beside}\n"]
    lines.extend(_leg(leg, book, names) for leg in balanced(booking.legs))
    return "".join([*lines, "\n"])


def _leg(leg: OutLeg, book: Book, names: Names) -> str:
    """Every unit comes to zero by itself, so a price or cost stands beside: inside it would count a second time."""
    amount = printed(leg.amount, book.units.get(leg.unit, 0))
    beside = [
        f"auzolan-{key}: {quoted(f'{rate.amount:f} {rate.unit} ' + ('each' if rate.kind == 'per' else 'in all'))}"
        for key, rate in (("cost", leg.cost), ("price", leg.price)) if rate is not None
    ]
    beside.extend(f"auzolan-{key}: yes" for key, is_so in (("added", leg.added), ("virtual", leg.virtual)) if is_so)
    note = f"  ; {', '.join(beside)}" if beside else ""
    return f"    {names.accounts[leg.account]}  {f'{amount} {_unit(leg.unit, names)}'.rstrip()}{note}\n"
