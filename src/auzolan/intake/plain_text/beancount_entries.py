"""Every dated line of a Beancount file, by its word, as an entry that can be put in the order of days."""

import re
from collections.abc import Callable
from datetime import date as Day
from decimal import Decimal
from typing import NamedTuple

from auzolan.intake.plain_text.amounts import Numbers
from auzolan.intake.plain_text.beancount_balancing import Posting, Settings
from auzolan.intake.plain_text.beancount_legs import CHARACTERS_MAX, Words, parse_words
from auzolan.intake.plain_text.beancount_lots import METHODS
from auzolan.intake.plain_text.beancount_words import (
    ACCOUNT,
    DATE,
    HEADER,
    METADATA,
    UNIT,
    number,
    unquoted,
    without_comment,
)
from auzolan.intake.plain_text.booking import PENDING, POSTED
from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.faults import Fault

DATED = re.compile(rf"({DATE})\s++([a-z]++)\s*+(.*)", re.DOTALL).fullmatch
_BALANCE = re.compile(rf"(\S+)\s++([^~]+?)\s*(?:~\s*([^~]+?)\s*)?({UNIT})").fullmatch
_OPEN = re.compile(rf'(\S+)(?:\s+({UNIT}(?:\s*,\s*{UNIT})*))?(?:\s+"([A-Z_]+)")?').fullmatch
_PRICE = re.compile(rf"({UNIT})\s+(.+?)\s*({UNIT})").fullmatch
_TAGS = re.compile(r"[#^][\w./-]+")
_FLAG = re.compile(r"[*!&#?%PSTCURM]\s+(?=[^\W\d_a-z])")
_PLAIN_WORDS = re.compile(rf"(-?[0-9]{{1,14}}(?:\.([0-9]{{1,12}}))?) +({UNIT})").fullmatch
_KNOWN_WORDS_MAX = 200_000
OPEN, BALANCE, OTHER, CLOSE = -2, -1, 0, 2  # what comes first on the same day


class Where(NamedTuple):
    """The place of an entry: its file, its first line, and its lines."""

    file: str
    line: int
    lines: list[str]


class Transaction(NamedTuple):
    """A transaction as written, before its amounts are found."""

    day: Day
    where: Where
    status: str
    payee: str
    narration: str
    tags: tuple[str, ...]
    meta: tuple[tuple[str, str], ...]
    postings: list[Posting]


class Open(NamedTuple):
    """From this day an account may be booked to, in these units (any if none is named)."""

    day: Day
    where: Where
    account: str
    units: tuple[str, ...]
    method: str


class Close(NamedTuple):
    """After this day an account may no longer be booked to."""

    day: Day
    where: Where
    account: str


class Balance(NamedTuple):
    """At the beginning of this day an account holds so much. tolerance None: by the decimals written."""

    day: Day
    where: Where
    account: str
    quantity: Decimal
    unit: str
    tolerance: Decimal | None


class Pad(NamedTuple):
    """On this day what the next balance of an account asks for comes from another account."""

    day: Day
    where: Where
    account: str
    source: str


class Quote(NamedTuple):
    """A price on a day."""

    day: Day
    where: Where
    unit: str
    amount: Decimal
    per: str


Entry = Transaction | Open | Close | Balance | Pad | Quote


class Entries:
    """Reads entries, and remembers how amounts and names were spelled."""

    def __init__(self, numbers: Numbers, settings: Settings) -> None:
        self.numbers, self.settings = numbers, settings
        self.dates = Dates(None)
        self.tags: list[str] = []
        self.meta: list[tuple[str, str]] = []
        self._accounts: dict[str, str] = {}
        self._words: dict[str, Words] = {}

    def account(self, written: str) -> str:
        """An account name under one of the five roots. Raises Fault."""
        found = self._accounts.get(written)
        if found is None:
            if not ACCOUNT(written) or written.partition(":")[0] not in self.settings.roots:
                raise Fault("An account has no usable name",
                            f"{written[:60]!r} does not begin with {', '.join(self.settings.roots)}, or a part of it "
                            "does not begin with a capital or a digit.", "Write a name such as Assets:Bank:Checking.")
            found = self._accounts[written] = written
        return found

    def transaction(self, where: Where) -> Transaction | None:
        """The transaction on these lines, or None if they are something else. Raises Fault with its line."""
        found = HEADER(where.lines[0])
        if found is None:
            return None
        day, flag, first, second, marks, = found.groups()
        payee, narration = (first, second) if second is not None else (None, first)
        tags = [*self.tags, *(mark[1:] for mark in marks.split())]
        meta = list(self.meta)
        postings: list[Posting] = []
        ended, known = False, self._accounts
        for at in range(1, len(where.lines)):
            text = where.lines[at].strip()
            written, _, rest = text.partition(" ")
            if written in known and not ended and ";" not in rest:
                try:
                    postings.append(Posting(written, self.words(rest.lstrip()), at))
                except Fault as fault:
                    fault.at = at
                    raise
                continue
            if not text:
                ended = True
                continue
            try:
                self._line(text, at, postings, tags, meta, ended=ended)
            except Fault as fault:
                fault.at = at
                raise
        return Transaction(
            self.dates.read(day), where._replace(lines=where.lines[:1]), PENDING if flag == "!" else POSTED,
            unquoted(payee), unquoted(narration), tuple(tags), tuple(meta), postings,
        )

    def _line(
        self, text: str, at: int, postings: list[Posting], tags: list[str], meta: list[tuple[str, str]], *, ended: bool
    ) -> None:
        first = text[0]
        if first == ";":
            return
        if ended:
            raise Fault("A line belongs to nothing", "An empty line ends a transaction.", "Remove the line above.")
        if first in "#^":
            found = _TAGS.findall(without_comment(text)[0])
            if "".join(found) != "".join(without_comment(text)[0].split()):
                raise Fault("Tags cannot be read", f"{text[:40]!r} is not made of tags.", "Write #tag or ^link.")
            tags.extend(tag[1:] for tag in found)
            return
        if first.islower() and (pair := METADATA(text)):
            value = without_comment(pair[2] or "")[0]
            meta.append((pair[1], unquoted(value[1:-1]) if value[:1] == '"' else value))
            return
        note = ""
        if ";" in text:
            text, note = without_comment(text)
        if flag := _FLAG.match(text):
            text = text[flag.end():]
        parts = text.split(None, 1)
        account = self._accounts.get(parts[0]) or self.account(parts[0])
        postings.append(Posting(account, self.words(parts[1] if len(parts) > 1 else ""), at, note))

    def words(self, text: str) -> Words:
        """What stands after an account. Raises Fault."""
        if plain := _PLAIN_WORDS(text):
            places = len(plain[2]) if plain[2] else 0
            quantity = Decimal(plain[1])
            if places > self.numbers.units.get(plain[3], -1):
                self.numbers.seen(quantity, plain[3])
            return Words(quantity, plain[3], None, None, places)
        found = self._words.get(text)
        if found is None:
            found = parse_words(text, self.dates)
            if found.quantity is not None:
                self.numbers.seen(found.quantity, found.unit)
            if len(self._words) > _KNOWN_WORDS_MAX:
                self._words.clear()
            self._words[text] = found
        return found

    def dated(self, where: Where) -> Entry | None:
        """Any other dated entry; None for one that changes no balance. Raises Fault."""
        found = DATED("\n".join(where.lines))
        if found is None:
            raise Fault("A dated line cannot be read", "After the date stands nothing that is known.",
                        'Write it as 2026-03-01 * "Payee" "What for".')
        day, word, rest = self.dates.read(found[1]), found[2], ""
        if word in _READERS:
            rest = without_comment(found[3].split("\n", 1)[0])[0].strip()
            if len(rest) > CHARACTERS_MAX:
                raise _unread(word, f"{word} with less than {CHARACTERS_MAX} letters")
            self._only_metadata(where)
            return _READERS[word](self, day, where, rest)
        if word not in ("commodity", "note", "document", "event", "query", "custom"):
            raise Fault("A dated line cannot be read", f"{word!r} is no word of Beancount.",
                        'Write it as 2026-03-01 * "Payee" "What for".')
        return None

    def _only_metadata(self, where: Where) -> None:
        for at, line in enumerate(where.lines[1:], 1):
            text = line.strip()
            if text and text[0] not in ";#^" and not METADATA(text):
                raise Fault("A line belongs to nothing", "Only a transaction has legs.",
                            "Write a first line with a date and * above.", at)

    def open(self, day: Day, where: Where, rest: str) -> Open:
        """`open Account UNIT,UNIT "METHOD"`."""
        found = _OPEN(rest)
        if found is None:
            raise _unread("open", "open Assets:Bank EUR")
        method = found[3] or ""
        if method and method not in METHODS:
            raise Fault("An account cannot be opened", f"Lots by {method} are not read here.",
                        f"Use one of {', '.join(METHODS)}.")
        units = tuple(unit.strip() for unit in found[2].split(",")) if found[2] else ()
        return Open(day, where, self.account(found[1]), units, method)

    def close(self, day: Day, where: Where, rest: str) -> Close:
        """`close Account`."""
        return Close(day, where, self.account(rest))

    def balance(self, day: Day, where: Where, rest: str) -> Balance:
        """`balance Account 12.50 EUR`, or with `~ 0.05` before the unit."""
        found = _BALANCE(rest)
        if found is None:
            raise _unread("balance", "balance Assets:Bank 12.50 EUR")
        tolerance = number(found[3]) if found[3] else None
        return Balance(day, where, self.account(found[1]), number(found[2]), found[4], tolerance)

    def pad(self, day: Day, where: Where, rest: str) -> Pad:
        """`pad Account Source`."""
        parts = rest.split()
        if len(parts) != 2:
            raise _unread("pad", "pad Assets:Bank Equity:Opening-Balances")
        return Pad(day, where, self.account(parts[0]), self.account(parts[1]))

    def price(self, day: Day, where: Where, rest: str) -> Quote:
        """`price UNIT 12.50 EUR`."""
        found = _PRICE(rest)
        if found is None:
            raise _unread("price", "price AAPL 30.00 USD")
        return Quote(day, where, found[1], number(found[2]), found[3])


_READERS: dict[str, Callable[[Entries, Day, Where, str], Entry]] = {
    "open": Entries.open, "close": Entries.close, "balance": Entries.balance, "pad": Entries.pad,
    "price": Entries.price,
}


def _unread(word: str, example: str) -> Fault:
    return Fault(f"A line with '{word}' cannot be read", "Its parts are not where they belong.",
                 f"Write it as 2026-03-01 {example}.")
