"""The lines of hledger and ledger files that are no transactions: each by its first word, and every other is told."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from auzolan.intake.plain_text.booking import AccountOpened, Item, PriceQuote
from auzolan.intake.plain_text.faults import Fault, note

if TYPE_CHECKING:
    from auzolan.intake.plain_text.journal_text import JournalText, Place

_WORD = re.compile(r"[!@]?([A-Za-z][A-Za-z-]*)")
_PRICE = re.compile(r'(\S+)\s+(?:[0-9:]+\s+)?("[^"]+"|[^\s0-9-]+)\s+(.+)')
Handler = Callable[["JournalText", "Place", str], Iterator[Item]]


def directive(scan: "JournalText", place: "Place") -> Iterator[Item]:
    """Do what a directive says. Raises Fault for one that is not known, or changes balances in a way not read here."""
    found = _WORD.match(place.lines[0])
    word = found[1] if found else place.lines[0][:1]
    handler = _HANDLERS.get(word)
    if handler is None and found and found.end() > 1 and word[0] in "YDNP" and not word[1:].isalpha():
        handler = _HANDLERS.get(word[0])
    if handler is None:
        raise Fault("A line cannot be read", f"{word!r} begins nothing that is known here.",
                    "If it changes amounts, write what it does as transactions; otherwise put a semicolon before it.")
    rest = place.lines[0][found.end():] if found else place.lines[0][1:]
    return handler(scan, place, rest.strip())


def _comment_free(text: str) -> str:
    return re.split(r"\s;|;\s", text, maxsplit=1)[0].strip()


def _account(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    written = re.split(r"\s{2,}|\t|;", rest, maxsplit=1)[0].strip()
    name = scan.names.full(written)
    yield AccountOpened(None, name)
    for at, line in enumerate(place.lines[1:], 1):
        word, _, value = line.strip().partition(" ")
        if word == "alias" and scan.dialect.automated:
            scan.names.alias(f"{value.strip()} = {written}")
        elif word == "payee" and scan.dialect.automated:
            raise Fault("A payee is tied to an account", "Which account a payee means is not worked out here.",
                        "Write the account in the transactions.", at)


def _alias(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    scan.names.alias(_comment_free(rest))
    return iter(())


def _apply(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    word, _, value = rest.partition(" ")
    value = value.strip()
    if word == "tag" and value:
        scan.applied.append(("tag", value))
    elif word == "account" and value:
        scan.names.push(value)
        scan.applied.append(("account", value))
    elif word == "year" and value.isdecimal():
        scan.applied.append(("year", str(scan.dates.year or "")))
        scan.dates.year = int(value)
    else:
        raise Fault("An 'apply' cannot be used", f"'apply {word}' is not read here; tag, account and year are.",
                    "Write what it does into each transaction.")
    return iter(())


def _end(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    word = rest.removeprefix("apply").strip().split(" ")[0]
    if word == "aliases":
        scan.names.end_aliases()
    elif scan.applied and word in ("", scan.applied[-1][0]):
        kind, value = scan.applied.pop()
        if kind == "account":
            scan.names.pop()
        elif kind == "year":
            scan.dates.year = int(value) if value else None
    else:
        raise Fault("An 'end' ends nothing", "What it ends was not begun, or something begun later is still open.",
                    "Remove the line, or end in the opposite order of beginning.")
    return iter(())


def _commodity(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    scan.numbers.style(_comment_free(rest))
    for line in place.lines[1:]:
        word, _, value = line.strip().partition(" ")
        if word == "format":
            scan.numbers.style(_comment_free(value))
    scan.reader.tails.clear()
    return iter(())


def _default(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    scan.numbers.default_unit = scan.numbers.style(_comment_free(rest))
    scan.reader.tails.clear()
    return iter(())


def _decimal_mark(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    mark = _comment_free(rest)
    if mark not in (".", ","):
        raise Fault("A decimal mark cannot be used", "It is a point or a comma.", "Write decimal-mark . or ,")
    scan.numbers.mark = mark
    scan.numbers.commas = scan.numbers.commas or mark == ","
    scan.reader.tails.clear()
    return iter(())


def _year(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    text = _comment_free(rest) or _comment_free(place.lines[0][1:])
    if not (text.isdecimal() and len(text) == 4):
        raise Fault("A year cannot be read", "It has four digits.", "Write Y 2026.")
    scan.dates.year = int(text)
    return iter(())


def _price(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    found = _PRICE.fullmatch(_comment_free(rest))
    if found is None:
        raise Fault("A price cannot be read", "It needs a date, a unit and an amount.", "Write P 2026-03-01 AAPL $30.")
    amount, end = scan.numbers.amount(found[3], counts=False)
    if end < len(found[3]):
        raise Fault("A price cannot be read", f"After the amount stands {found[3][end:end + 40]!r}.", "Remove that.")
    yield PriceQuote(scan.dates.read(found[1]), found[2].strip('"'), amount.unit, amount.quantity)


def _nothing(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    return iter(())


def _told(scan: "JournalText", place: "Place", rest: str) -> Iterator[Item]:
    yield note("A line is not a booking", "It changes no balance here.", file=place.file, line=place.line,
               excerpt=place.lines[0])


_HANDLERS: dict[str, Handler] = {
    "account": _account, "alias": _alias, "apply": _apply, "end": _end, "commodity": _commodity, "D": _default,
    "decimal-mark": _decimal_mark, "Y": _year, "year": _year, "P": _price, "N": _nothing, "payee": _nothing,
    "tag": _nothing, "assert": _told, "check": _told, "define": _told, "def": _told,
}
