"""The hours of a period: who worked how much, paid and unpaid in the same picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.tables.table import Cell
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount

TIME = "time"
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One member's hours. paid, unpaid: smallest parts; the same as text behind them."""

    member: str
    paid: int
    unpaid: int
    paid_text: str
    unpaid_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of a period, most first. unit: of time; top: how many per cent of the unpaid work three people did."""

    period: str
    unit: str
    paid: str
    unpaid: str
    members: tuple[Worked, ...]
    top: int


def hours(tables: Tables, org: Organisation, period: Period, seen: Callable[[Row], bool] = lambda row: True) -> Hours:
    """What was worked; without members when nobody recorded hours or the charter counts no time.

    seen: whether the reader may see a row of the contributions; what they may not is in no sum either.
    """
    units = {unit.code: unit.places for unit in org.charter.units.values() if unit.dimension == TIME}
    code = next(iter(units), "")
    span = ("date", period.first_day.isoformat(), period.last_day.isoformat())
    sums: dict[str, list[int]] = {}
    for row in tables.rows("contributions", between=span) if code else ():
        if row["unit"] == code and seen(row):
            sums.setdefault(str(row["member"]), [0, 0])[0 if row["paid"] else 1] += int(row["amount"] or 0)

    def text(amount: int) -> str:
        return print_amount(amount, units[code])

    ordered = sorted(sums.items(), key=lambda one: (-sum(one[1]), one[0]))
    unpaid = sorted((without for _, (_paid, without) in ordered), reverse=True)
    return Hours(
        period=period.label,
        unit=code,
        paid=text(sum(paid for _, (paid, _unpaid) in ordered)) if code else "",
        unpaid=text(sum(unpaid)) if code else "",
        members=tuple(
            Worked(member=member, paid=paid, unpaid=free, paid_text=text(paid), unpaid_text=text(free))
            for member, (paid, free) in ordered
        ),
        top=100 * sum(unpaid[:3]) // sum(unpaid) if sum(unpaid) else 0,
    )
