"""ledger journals: read as ledger 3.3 reads them. docs/formats/ledger.md says what is read."""

from pathlib import Path

from auzolan.intake.plain_text.booking import LIMITS, Limits, Reading, gather
from auzolan.intake.plain_text.dialect import Dialect
from auzolan.intake.plain_text.journal_text import JournalText
from auzolan.intake.plain_text.remarks import ledger_remarks

name = "ledger"
summary = "A journal of ledger (ledger-cli)."
suffixes = (".ledger", ".dat", ".ldg")

DIALECT = Dialect(
    name="ledger", comma_groups=True, prefix_first=False, lots_weigh=True, by_date=False, automated=True,
    comment_signs=";#*|%", remarks=ledger_remarks,
)


def scan(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> JournalText:
    """One pass over a journal, item by item. year: what dates without a year belong to, if the file names none."""
    return JournalText(path, DIALECT, year=year, limits=limits)


def read(path: Path, *, year: int | None = None, limits: Limits = LIMITS) -> Reading:
    """The whole journal, or the findings that keep it from being taken in."""
    return gather(scan(path, year=year, limits=limits))
