"""One pass over a hledger or ledger file: what is met in which order, and what becomes of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auzolan.intake.plain_text import automated
from auzolan.intake.plain_text.amounts import Numbers
from auzolan.intake.plain_text.balancing import Settler
from auzolan.intake.plain_text.booking import Booking, Item, Limits
from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.dialect import Dialect
from auzolan.intake.plain_text.directives import directive
from auzolan.intake.plain_text.faults import Fault, finding, note
from auzolan.intake.plain_text.files import Folder
from auzolan.intake.plain_text.names import Names
from auzolan.intake.plain_text.quick import Quick
from auzolan.intake.plain_text.transactions import Reader, Transaction
from auzolan.values.finding import Finding

_INCLUDE = re.compile(r"[!@]?include\s+(.+)")
_BLOCK = re.compile(r"[!@]?(comment|test)\b")
_ORDER_MATTERS = re.compile(rb"\n[ \t]+[^;\n]*=|\n[!@]?include\b")
_DIGITS = frozenset("0123456789")


class Place(NamedTuple):
    """Where an entry stands, and its lines."""

    file: str
    line: int
    lines: list[str]


class JournalText:
    """One pass. Iterate once; then `units` and `files` are complete."""

    def __init__(self, path: Path, dialect: Dialect, *, year: int | None, limits: Limits) -> None:
        self.dialect = dialect
        self.limits = limits
        self.folder = Folder(path, limits)
        self.numbers = Numbers(comma_groups=dialect.comma_groups)
        self.dates = Dates(year)
        self.names = Names(prefix_first=dialect.prefix_first)
        self.reader = Reader(dialect, self.numbers, self.dates, self.names)
        self.applied: list[tuple[str, str]] = []
        self.automated: list[automated.Automated] = []
        self.findings = 0
        self._inside: list[Path] = []

    @property
    def units(self) -> dict[str, int]:
        """Unit -> places, the most decimals seen so far; the units of lots and prices are not among them."""
        return self.numbers.units

    @property
    def files(self) -> list[tuple[str, str]]:
        """(name, SHA-256) of every file read to its end."""
        return self.folder.read

    def __iter__(self) -> Iterator[Item]:
        for item in self._all():
            if type(item) is Finding:
                self.findings += 1
                if self.findings > self.limits.findings:
                    yield finding("There are more findings", f"Only the first {self.limits.findings} are told.",
                                  "Correct these first, then read the file again.", file=item.where)
                    return
            yield item

    def _all(self) -> Iterator[Item]:
        main = self.folder.main
        if not main.is_file():
            yield finding("The journal was not read", "There is no such file.", "Check its name.", file=main.name)
            return
        tracks = self._order_matters(main)
        settler = Settler(self.numbers, tracks=tracks, real_apart=not self.dialect.by_date)
        met = self._met(main, Quick(self.reader))
        if tracks and self.dialect.by_date:
            booked: list[Booking | Transaction] = []
            for one in met:
                if isinstance(one, Booking | Transaction):
                    booked.append(one)
                else:
                    yield one
            booked.sort(key=lambda one: one.date)
            met = iter(booked)
        yield from self._settled(met, settler)
        yield from settler.unresolved()

    def _order_matters(self, main: Path) -> bool:
        """Whether an assertion may stand in the journal, so that what accounts hold has to be counted."""
        before = b"\n"
        with main.open("rb") as file:
            while chunk := file.read(1_048_576):
                if (b"=" in chunk or b"include" in chunk) and _ORDER_MATTERS.search(before + chunk):
                    return True
                before = chunk[chunk.rfind(b"\n"):][-self.limits.line_bytes:]
        return False

    def _settled(self, met: Iterator[Item | Transaction], settler: Settler) -> Iterator[Item]:
        for one in met:
            if not isinstance(one, Transaction):
                if settler.tracks and isinstance(one, Booking):
                    settler.count(one.legs)
                yield one
                continue
            try:
                booking = settler.settle(one)
                if self.automated:
                    longer = automated.extended(booking, self.automated)
                    settler.count(longer.legs[len(booking.legs):])
                    for leg in longer.legs[len(booking.legs):]:
                        self.numbers.seen(leg.amount, leg.unit)
                    booking = longer
                yield booking
            except Fault as fault:
                yield fault.finding(one.file, one.line, one.lines)
            yield from settler.asserted
            settler.asserted.clear()

    def _met(self, path: Path, quick: Quick) -> Iterator[Item | Transaction]:
        """Everything in a file and those it includes, in the order in which it is met."""
        self._inside.append(path)
        name = self.folder.name(path)
        block = ""
        try:
            for line, lines in self.folder.entries(path):
                first = lines[0]
                if block:
                    block = "" if first.startswith((f"end {block}", f"!end {block}")) else block
                elif first[:1] in _DIGITS:
                    plain = None if self.applied or self.automated else quick.booking(name, line, lines)
                    yield plain or self._transaction(Place(name, line, lines))
                elif found := _BLOCK.match(first):
                    block = found[1]
                else:
                    yield from self._other(Place(name, line, lines), path, quick)
        except Fault as fault:
            yield finding(fault.what, fault.why, fault.next, file=name, line=fault.at + 1)
        finally:
            self._inside.pop()

    def _transaction(self, place: Place) -> Transaction | Finding:
        try:
            return self.reader.transaction(*place, [words for kind, words in self.applied if kind == "tag"])
        except Fault as fault:
            return fault.finding(*place)

    def _other(self, place: Place, path: Path, quick: Quick) -> Iterator[Item | Transaction]:
        first = place.lines[0]
        try:
            if not first.strip() or first[0] in " \t" or first[0] in self.dialect.comment_signs:
                self._loose(place)
            elif first[0] in "=~":
                yield from self._rule(place)
            elif found := _INCLUDE.match(first):
                for inner in self.folder.find(found[1].strip().strip('"'), path):
                    self.folder.check_depth(len(self._inside))
                    if inner in self._inside:
                        raise Fault(f"The file {found[1].strip()!r} was not included",
                                    "It is already being read: the files include each other in a circle.",
                                    "Remove one of the include lines.")
                    yield from self._met(inner, quick)
            else:
                yield from directive(self, place)
        except Fault as fault:
            yield fault.finding(*place)

    def _loose(self, place: Place) -> None:
        """Comments, with nothing indented below them but comments."""
        for at, line in enumerate(place.lines):
            text = line.strip()
            indented = text and line[0] in " \t"
            if indented and text[0] not in self.dialect.comment_signs:
                raise Fault("A line belongs to nothing", "It is indented, but no transaction stands above it.",
                            "Write a first line with a date above, or begin it with a semicolon.", at)

    def _rule(self, place: Place) -> Iterator[Item]:
        if place.lines[0][0] == "=" and self.dialect.automated:
            self.automated.append(automated.parse(place.lines, self.reader))
            return
        what = "A periodic transaction" if place.lines[0][0] == "~" else "An automated transaction"
        yield note(f"{what} is not booked", f"{self.dialect.name} leaves it out of balances too.",
                   file=place.file, line=place.line, excerpt=place.lines[0])
