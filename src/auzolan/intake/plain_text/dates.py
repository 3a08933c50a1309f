"""Dates as journals write them: 2026-03-01, 2026/3/1, 2026.03.01, or 3/1 in a year named before."""

import re
from datetime import date

from auzolan.intake.plain_text.faults import Fault

_DATE = re.compile(r"(?:([0-9]{4})[-/.])?([0-9]{1,2})[-/.]([0-9]{1,2})").fullmatch


class Dates:
    """Reads dates; year is the one that dates without a year belong to."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._known: dict[str, date] = {}

    @property
    def year(self) -> int | None:
        """The year of dates that name none."""
        return self._year

    @year.setter
    def year(self, year: int | None) -> None:
        """From here on dates without a year belong to this one."""
        self._year = year
        self._known.clear()

    def read(self, text: str, *, like: date | None = None) -> date:
        """A day of the calendar. like: a date whose year is meant where none is written. Raises Fault."""
        found = self._known.get(text)
        if found is None:
            found = self._find(text, like)
            if like is None and len(self._known) < 100_000:
                self._known[text] = found
        return found

    def _find(self, text: str, like: date | None) -> date:
        found = _DATE(text)
        if found is None:
            raise Fault("A date cannot be read", f"{text[:30]!r} is not a date.", "Write it as 2026-03-01.")
        year = int(found[1]) if found[1] else like.year if like else self._year
        if year is None:
            raise Fault("A date has no year", f"{text} names none, and neither does a line before it.",
                        "Write the year, or a line such as Y2026 at the top of the file.")
        try:
            return date(year, int(found[2]), int(found[3]))
        except ValueError as error:
            raise Fault("A date is not in the calendar", f"There is no day {text}.", "Correct the date.") from error
