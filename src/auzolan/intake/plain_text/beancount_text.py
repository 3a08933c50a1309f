"""One pass over a Beancount file: its entries are gathered, put in the order of days, and held against each other."""

import re
from collections.abc import Iterator
from decimal import InvalidOperation
from pathlib import Path

from auzolan.intake.plain_text.amounts import Numbers
from auzolan.intake.plain_text.beancount_balancing import Balancer, Settings
from auzolan.intake.plain_text.beancount_checks import Books, told
from auzolan.intake.plain_text.beancount_entries import (
    BALANCE,
    CLOSE,
    OPEN,
    OTHER,
    Balance,
    Close,
    Entries,
    Entry,
    Open,
    Where,
)
from auzolan.intake.plain_text.beancount_lots import METHODS
from auzolan.intake.plain_text.beancount_words import STRING, number, string_is_open, unquoted
from auzolan.intake.plain_text.booking import Item, Limits
from auzolan.intake.plain_text.faults import Fault, finding, note
from auzolan.intake.plain_text.files import Folder
from auzolan.values.finding import Finding

TEXT_LINES_MAX = 1_000
_LOOSE = frozenset(";*:#")
_OPTION = re.compile(rf"option\s+{STRING}\s+{STRING}\s*(?:;.*)?", re.DOTALL).fullmatch
_NAMED = re.compile(rf"(include|plugin)\s+{STRING}(?:\s+{STRING})?\s*(?:;.*)?", re.DOTALL).fullmatch
_STACK = re.compile(r"(push|pop)(tag\s+#|meta\s+)([\w./-]+):?(?:\s+(.*))?").fullmatch
_ORDER = {Open: OPEN, Balance: BALANCE, Close: CLOSE}
# These check books or add prices; they change no amount of a booking.
_HARMLESS = frozenset((
    "check_average_cost", "check_closing", "check_commodity", "check_drained", "coherent_cost", "commodity_attr",
    "implicit_prices", "leafonly", "noduplicates", "nounused", "onecommodity", "pedantic", "sellgains", "unique_prices",
))
_PLUGINS = "beancount.plugins."


class BeancountText:
    """One pass. Iterate once; then `units` and `files` are complete."""

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self.limits = limits
        self.folder = Folder(path, limits)
        self.numbers = Numbers(comma_groups=True)
        self.settings = Settings()
        self._entries = Entries(self.numbers, self.settings)
        self._inside: list[Path] = []
        self._opens_by_itself = False
        self._left_out: dict[str, int] = {}

    @property
    def units(self) -> dict[str, int]:
        """Unit -> places, the most decimals seen so far."""
        return self.numbers.units

    @property
    def files(self) -> list[tuple[str, str]]:
        """(name, SHA-256) of every file read to its end."""
        return self.folder.read

    def __iter__(self) -> Iterator[Item]:
        findings = 0
        for item in self._all():
            if isinstance(item, Finding):
                findings += 1
                if findings > self.limits.findings:
                    yield finding("There are more findings", f"Only the first {self.limits.findings} are told.",
                                  "Correct these first, then read the file again.", file=item.where)
                    return
            yield item

    def _all(self) -> Iterator[Item]:
        main = self.folder.main
        if not main.is_file():
            yield finding("The journal was not read", "There is no such file.", "Check its name.", file=main.name)
            return
        entries: list[Entry] = []
        for met in self._met(main):
            if isinstance(met, tuple):
                entries.append(met)
            else:
                yield met
        entries.sort(key=lambda entry: (entry.day, _ORDER.get(type(entry), OTHER)))
        books = Books(Balancer(self.numbers, self.settings), self.settings, opens_by_itself=self._opens_by_itself)
        yield from books.items(entries)

    def _met(self, path: Path) -> Iterator[Entry | Item]:
        """Everything in a file and those it includes, in the order of lines."""
        self._inside.append(path)
        name = self.folder.name(path)
        held: Where | None = None
        try:
            for line, lines in self.folder.entries(path):
                where = Where(name, line, lines) if held is None else held._replace(lines=held.lines + lines)
                held = None
                if string_is_open(where.lines[:1]) and string_is_open(where.lines):
                    held = where
                    self._check_length(where)
                    continue
                yield from self._read(_folded(where), path)
            if held is not None:
                raise Fault("A text in quotes does not end", "The file ends before its closing quote.",
                            'Write the closing ".', held.line - 1)
        except Fault as fault:
            yield finding(fault.what, fault.why, fault.next, file=name, line=fault.at + 1)
        finally:
            self._inside.pop()

    def _check_length(self, where: Where) -> None:
        if len(where.lines) > TEXT_LINES_MAX or sum(map(len, where.lines)) > self.limits.line_bytes:
            raise Fault("A text in quotes does not end", f"It goes on for more than {TEXT_LINES_MAX} lines.",
                        'Write the closing ".', where.line - 1)

    def _read(self, where: Where, path: Path) -> Iterator[Entry | Item]:
        first = where.lines[0]
        try:
            if first[:1].isdecimal():
                entry: Entry | None = self._entries.transaction(where)
                if entry is None:
                    entry = self._entries.dated(where)
                if entry is not None:
                    yield entry
                else:
                    yield from self._not_a_booking(where)
            elif not first.strip() or first[0] in _LOOSE or first[0] in " \t":
                _check_loose(where)
            else:
                yield from self._undated(where, path)
        except Fault as fault:
            yield told(fault, where)

    def _not_a_booking(self, where: Where) -> Iterator[Item]:
        word = where.lines[0].split(None, 2)[1]
        if word not in self._left_out:
            yield note(f"Lines with '{word}' are not bookings", "They change no balance and are not kept.",
                       file=where.file, line=where.line, excerpt=where.lines[0])
        self._left_out[word] = self._left_out.get(word, 0) + 1

    def _undated(self, where: Where, path: Path) -> Iterator[Entry | Item]:
        text = where.lines[0].rstrip()
        if found := _OPTION(text):
            yield from self._option(where, unquoted(found[1]), unquoted(found[2]))
        elif found := _NAMED(text):
            if found[1] == "plugin":
                yield from self._plugin(where, unquoted(found[2]))
                return
            for inner in self.folder.find(unquoted(found[2]), path):
                self.folder.check_depth(len(self._inside))
                if inner in self._inside:
                    raise Fault(f"The file {unquoted(found[2])!r} was not included",
                                "It is already being read: the files include each other in a circle.",
                                "Remove one of the include lines.")
                yield from self._met(inner)
        elif found := _STACK(text):
            self._stack(found[1] == "push", found[2].startswith("tag"), found[3], (found[4] or "").strip('" '))
        else:
            raise Fault("A line cannot be read", "It begins with no date and no word of Beancount.",
                        "Put a semicolon before it if it is a comment.")

    def _stack(self, push: bool, tag: bool, name: str, value: str) -> None:
        entries = self._entries
        held = list(entries.tags) if tag else [key for key, _ in entries.meta]
        if not push and name not in held:
            raise Fault("A 'pop' ends nothing", f"{name} was not pushed before.", "Remove the line.")
        if tag:
            entries.tags.append(name) if push else entries.tags.remove(name)
        elif push:
            entries.meta.append((name, value))
        else:
            del entries.meta[len(held) - 1 - held[::-1].index(name)]

    def _plugin(self, where: Where, name: str) -> Iterator[Item]:
        short = name.removeprefix(_PLUGINS)
        if short in ("auto", "auto_accounts"):
            self._opens_by_itself = True
        elif short not in _HARMLESS:
            raise Fault("A plugin is not run here", f"{name} may change bookings, and is a program of its own.",
                        "Let Beancount run it, and import the bookings that it prints.")
        yield note("A plugin is not run", f"{name} changes no amount.", file=where.file, line=where.line,
                   excerpt=where.lines[0])

    def _option(self, where: Where, name: str, value: str) -> Iterator[Item]:
        settings = self.settings
        try:
            if name in ("inferred_tolerance_multiplier", "tolerance_multiplier"):
                settings.multiplier = number(value)
            elif name == "inferred_tolerance_default":
                unit, _, amount = value.partition(":")
                settings.defaults[unit] = number(amount)
            elif name == "infer_tolerance_from_cost":
                settings.from_cost = value.lower() in ("true", "1", "yes")
            elif name == "booking_method" and value in METHODS:
                settings.method = value
            elif name.startswith("name_") and name.removeprefix("name_") in _ROOTS:
                settings.roots[_ROOTS.index(name.removeprefix("name_"))] = value
            elif name in ("booking_method", "plugin_processing_mode"):
                raise Fault("An option cannot be used", f"{name} {value!r} changes bookings in a way not read here.",
                            "Remove it, or write the bookings as it makes them.")
            elif name not in ("title", "operating_currency"):
                yield note("An option is not used", f"{name} changes no amount.", file=where.file, line=where.line,
                           excerpt=where.lines[0])
        except InvalidOperation as error:
            raise Fault("An option cannot be read", f"{value!r} is not a number.", "Correct it.") from error


_ROOTS = ("assets", "liabilities", "equity", "income", "expenses")


def _folded(where: Where) -> Where:
    """The entry with a text that goes over several lines in its first; comments stand where the others were."""
    if not string_is_open(where.lines[:1]):
        return where
    first, *rest = where.lines
    folded = 0
    while rest and string_is_open([first]):
        first, rest, folded = f"{first}\n{rest[0]}", rest[1:], folded + 1
    return where._replace(lines=[first, *[";"] * folded, *rest])


def _check_loose(where: Where) -> None:
    for at, line in enumerate(where.lines):
        if line[:1] in (" ", "\t") and line.strip() and line.strip()[0] != ";":
            raise Fault("A line belongs to nothing", "It is indented, but no transaction stands above it.",
                        "Write a first line with a date above, or begin it with a semicolon.", at)
