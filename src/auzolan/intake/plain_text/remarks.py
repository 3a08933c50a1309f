"""What comments carry besides words: tags, values by name, and the dates of single legs."""

import re
from datetime import date as Day
from typing import NamedTuple

from auzolan.intake.plain_text.dates import Dates

_LEDGER_TAGS = re.compile(r":(?:[^\s:]+:)+")
_LEDGER_VALUE = re.compile(r"\s*+([^\s:,]++)::?\s++(.*)")
_HLEDGER = re.compile(r"(?:^|[\s,])([^\s:,]+):([^,\n]*)")
_DATES = re.compile(r"\[\s*+([0-9][0-9/.-]*+)?\s*+(?:=\s*+([0-9][0-9/.-]*+))?\s*+\]")


class Remarks(NamedTuple):
    """What one comment says beyond its words."""

    tags: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    date: Day | None = None
    second_date: Day | None = None


NOTHING = Remarks()


def ledger_remarks(note: str, dates: Dates, day: Day) -> Remarks:
    """`:tag:tag:`, `name: value` and `[date=date]`, as ledger reads them."""
    if ":" not in note and "[" not in note:
        return NOTHING
    tags = tuple(tag for found in _LEDGER_TAGS.findall(note) for tag in found.strip(":").split(":"))
    value = None if tags else _LEDGER_VALUE.match(note)
    first, second = _bracketed(note, dates, day)
    return Remarks(tags, ((value[1], value[2].rstrip()),) if value else (), first, second)


def hledger_remarks(note: str, dates: Dates, day: Day) -> Remarks:
    """`name:value, tag:` anywhere, `date:` and `date2:` among them, and `[date=date]`, as hledger reads them."""
    if ":" not in note and "[" not in note:
        return NOTHING
    first, second = _bracketed(note, dates, day)
    tags: list[str] = []
    meta: list[tuple[str, str]] = []
    for name, value in _HLEDGER.findall(note):
        said = value.strip()
        if name == "date" and said:
            first = dates.read(said, like=day)
        elif name == "date2" and said:
            second = dates.read(said, like=day)
        elif said:
            meta.append((name, said))
        else:
            tags.append(name)
    return Remarks(tuple(tags), tuple(meta), first, second)


def _bracketed(note: str, dates: Dates, day: Day) -> tuple[Day | None, Day | None]:
    found = _DATES.search(note)
    if found is None:
        return None, None
    first = dates.read(found[1], like=day) if found[1] else None
    return first, dates.read(found[2], like=day) if found[2] else None
