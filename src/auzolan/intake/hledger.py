"""hledger journals: read as hledger 1.25 reads them. docs/formats/hledger.md says what is read."""

from pathlib import Path

from auzolan.intake.plain_text.booking import LIMITS, Limits, Reading, gather
from auzolan.intake.plain_text.dialect import Dialect
from auzolan.intake.plain_text.journal_text import JournalText
from auzolan.intake.plain_text.remarks import hledger_remarks

name = "hledger"
summary = "A journal of hledger."
suffixes = (".journal", ".hledger", ".j")

DIALECT = Dialect(
    name="hledger", comma_groups=False, prefix_first=True, lots_weigh=False, by_date=True, automated=False,
    comment_signs=";#*", remarks=hledger_remarks,
)


def scan(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> JournalText:
    """One pass over a journal, item by item. year: what dates without a year belong to, if the file names none."""
    return JournalText(path, DIALECT, year=year, limits=limits)


def read(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> Reading:
    """The whole journal, or the findings that keep it from being taken in."""
    return gather(scan(path, year=year, limits=limits))
