"""The units that the books may be kept in: those the charter names, and those met where it takes books as they come."""

import re
from collections.abc import Callable

from auzolan.charter.charter import Charter
from auzolan.flows.state import State
from auzolan.values.quantity import DIGITS_MAX
from auzolan.values.refusal import Refusal


def places_of(state: State, charter: Charter, code: str) -> int:
    """How many decimals amounts of a unit have. Raises Refusal when the unit is not known."""
    named = charter.units.get(code)
    places = state.units.get(code) if named is None else named.places
    if places is None:
        raise unknown(code, charter)
    return places


def unknown(code: str, charter: Charter) -> Refusal:
    """The refusal for a unit that has no article."""
    return Refusal(
        what="The entry was not recorded", where=f"unit {code}"[:60], why="The charter has no unit of that name.",
        next=f"Use one of {', '.join(sorted(charter.units)) or 'none yet'}, or propose an article for it.",
    )


def _matcher(places: int) -> Callable[[str], object]:
    part = rf"\.[0-9]{{{places}}}" if places else ""
    # Zero is written without a minus, so that one amount has one spelling.
    return re.compile(rf"(?!-[0.]*\Z)-?(?:0|[1-9][0-9]{{0,{DIGITS_MAX}}}){part}").fullmatch


_MATCHERS = tuple(_matcher(places) for places in range(13))


def written_well(amount: str, places: int) -> bool:
    """Whether an amount is spelled exactly as entries spell it: the unit's places, no leading zeros, no minus zero."""
    return _MATCHERS[places](amount) is not None
