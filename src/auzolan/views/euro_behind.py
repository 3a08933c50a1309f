"""The lines of the books behind what one part of a price was paid, adding up to it."""

from collections.abc import Callable
from typing import Final

from auzolan.flows.price_parts import Price
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount
from auzolan.views.behind import Behind, Line
from auzolan.views.came_in import GAVE, GOT
from auzolan.views.euro_paid import WHOLE, paid_legs
from auzolan.views.receivers import is_tax_owed

WHOLE_PRICE: Final = "whole"


def behind_part(
    tables: Tables, org: Organisation, period: Period, called: Callable[[str], str], price: Price, part: str
) -> Behind:
    """The lines behind one part, by its number from 0, or behind all that came in for the price ("whole").

    called: account id -> the name this reader may see.
    """
    whole = part == WHOLE_PRICE
    legs = paid_legs(tables, price, period)[WHOLE if whole else int(part)]
    places = places_of(org.states["flows"], org.charter, price.unit)
    lines = [
        Line(entry=one.entry, date=one.date, account=called(one.account), amount=print_amount(one.amount, places),
             tax=whole and is_tax_owed(one.account))
        for one in legs
    ]
    return Behind(
        way=GAVE if whole else GOT, of=price.name if whole else price.parts[int(part)].receiver, period=period.label,
        unit=price.unit, total=print_amount(sum(one.amount for one in legs), places), left="",
        lines=tuple(sorted(lines, key=lambda one: (one.date, one.entry))),
    )
