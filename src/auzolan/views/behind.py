"""The entries behind one band of the flow picture: each line with its amount, adding up to the band."""

from collections.abc import Callable
from dataclasses import dataclass

from auzolan.flows.accounts import classify
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount
from auzolan.views.came_in import EXPENSES, GAVE, REST, TAXED, CameIn, legs_of, sides_of
from auzolan.views.receivers import COMMON


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One leg of one entry. account: as this reader may call it; tax: taken in with a sale on that account."""

    entry: int
    date: str
    account: str
    amount: str
    tax: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """way: gave or got; of: a giver's label or a kind; total: the sum of the lines; left: what of a band was left
    over and not handed to anyone (only what is kept in common), else empty.
    """

    way: str
    of: str
    period: str
    unit: str
    total: str
    left: str
    lines: tuple[Line, ...]


def behind(
    tables: Tables, org: Organisation, period: Period, called: Callable[[str], str], whole: CameIn, way: str, of: str
) -> Behind:
    """The lines of one side of a period's picture. whole: that picture; of: "rest" is every giver it does not name."""
    named = {one.key for one in whole.givers}
    state, charter = org.states["flows"], org.charter
    places = places_of(state, charter, whole.unit) if whole.unit else 0
    lines, total = [], 0
    for leg in legs_of(tables, period):
        account = str(leg["account"])
        keys = [key for side, key in sides_of(account, called) if side == way]
        if leg["unit"] != whole.unit or not any(_meant(way, key, of, named) for key in keys):
            continue
        amount = int(leg["amount"]) if classify(account) == EXPENSES else -int(leg["amount"])
        total += amount
        sold = account.removeprefix(f"{TAXED}:")
        lines.append(
            Line(
                entry=int(leg["entry"]),
                date=str(leg["date"]),
                account=called(sold),
                amount=print_amount(amount, places),
                tax=sold != account,
            )
        )
    side = next((one for one in (whole.givers if way == GAVE else whole.receivers) if one.key == of), None)
    left = side.parts - total if side is not None and of == COMMON and way != GAVE else 0
    return Behind(
        way=way,
        of=of,
        period=period.label,
        unit=whole.unit,
        total=print_amount(total, places),
        left=print_amount(left, places) if left else "",
        lines=tuple(sorted(lines, key=lambda one: (one.date, one.entry))),
    )


def _meant(way: str, key: str, of: str, named: set[str]) -> bool:
    if way == GAVE and of == REST:
        return key not in named
    return key == of
