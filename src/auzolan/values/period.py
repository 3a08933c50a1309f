"""A span of days that figures are about: a year, a quarter, a month, or from one date to another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = re.compile(r"([0-9]{4})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days, first and last included, with the short name people use for it ("2026-Q1")."""

    label: str
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError(f"period ends {self.last_day}, before it begins {self.first_day}")

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def year(self) -> int:
        """The year in which the period ends: the year its surplus and capital layers carry."""
        return self.last_day.year


def _months(year: int, first: int, count: int, label: str) -> Period:
    end = date(year + (first + count - 1) // 12, (first + count - 1) % 12 + 1, 1)
    return Period(label=label, first_day=date(year, first, 1), last_day=end - timedelta(days=1))


def parse_period(text: str) -> Period:
    """Read 2026, 2026-Q1, 2026-03 or 2026-01-01..2026-06-30. Raises ValueError with a sentence."""
    if found := _YEAR.fullmatch(text):
        return Period(label=text, first_day=date(int(found[1]), 1, 1), last_day=date(int(found[1]), 12, 31))
    if found := _QUARTER.fullmatch(text):
        return _months(int(found[1]), 3 * int(found[2]) - 2, 3, text)
    if found := _MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), 1, text)
    first, dots, last = text.partition("..")
    if dots:
        try:
            return Period(label=text, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last))
        except ValueError as why:
            raise ValueError(f"{text!r} is not a period: {why}") from why
    raise ValueError(f"{text!r} is not a period; write 2026, 2026-Q1, 2026-03 or 2026-01-01..2026-06-30")
