"""In what hledger's and ledger's files differ, where they look alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from auzolan.intake.plain_text.dates import Dates
from auzolan.intake.plain_text.remarks import Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One program's way to read.

    comma_groups: 1,000 is a thousand; prefix_first: `apply account` comes before aliases; lots_weigh: a lot with a
    price weighs its cost; by_date: assertions hold in the order of dates, not of lines; automated: `= /account/`
    adds legs; comment_signs: what begins a comment line; remarks: how comments carry tags.
    """

    name: str
    comma_groups: bool
    prefix_first: bool
    lots_weigh: bool
    by_date: bool
    automated: bool
    comment_signs: str
    remarks: Callable[[str, Dates, date], Remarks]
