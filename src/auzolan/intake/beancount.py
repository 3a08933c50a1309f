"""Beancount files: read as beancount 3 reads them. docs/formats/beancount.md says what is read."""

from pathlib import Path

from auzolan.intake.plain_text.beancount_text import BeancountText
from auzolan.intake.plain_text.booking import LIMITS, Limits, Reading, gather

name = "beancount"
summary = "A Beancount file."
suffixes = (".beancount", ".bean")


def scan(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> BeancountText:
    """One pass over a file, item by item, in the order of days. year: unused, Beancount's dates name theirs."""
    return BeancountText(path, limits=limits)


def read(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> Reading:
    """The whole file, or the findings that keep it from being taken in."""
    return gather(scan(path, year=year, limits=limits))
