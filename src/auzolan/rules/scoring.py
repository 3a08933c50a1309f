"""Scores rows by weighted criteria on published scales: pure numbers in, points and places out.

A scale turns the values of one criterion into shares from 0 to 1. Each division rounds half to even at 12 decimals, as
formulas do, and a score rounds once, to the places of its unit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auzolan.formula.evaluate import SCALE
from auzolan.values.quantity import round_half_even

RATIO, LINEAR, CEILING, ANCHORED = "ratio_to_lowest", "linear_between", "against_ceiling", "anchored"
COST, QUALITY_TO_PRICE, LIFE_CYCLE = "cost", "quality_to_price", "life_cycle"
WEIGHTED = (RATIO, LINEAR, CEILING, ANCHORED)
LOWEST_WINS = (COST, QUALITY_TO_PRICE, LIFE_CYCLE)
RELATIVE = (RATIO, LINEAR)  # a row's share hangs on the other rows, so a row that leaves can swap two others
Values = Mapping[str, Fraction]  # row -> value


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion. weight: its points; scale: one of WEIGHTED, or of LOWEST_WINS where it is the only one.

    ceiling: for against_ceiling; start, end: the anchors of `anchored`, where the share is 0 and 1.
    """

    name: str
    weight: Fraction
    scale: str
    ceiling: Fraction | None = None
    start: Fraction | None = None
    end: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One row. score: in smallest parts of the points (or money, where the lowest wins); rank: from 1, 0 when excluded;
    shares: by criterion, from 0 to 1; excluded: the criterion whose ceiling it is above, or empty; tied: the others of
    its rank."""

    row: str
    score: int
    rank: int
    shares: Mapping[str, Fraction]
    excluded: str
    tied: tuple[str, ...]


def divided(one: Fraction, other: Fraction) -> Fraction:
    """A quotient as the formula language has it: half to even at 12 decimals. Raises ZeroDivisionError."""
    return Fraction(round_half_even(one / other, SCALE), 10**SCALE)


def _ratio(criterion: Criterion, values: Values) -> Values:
    lowest = min(values.values())
    if lowest <= 0:
        raise ValueError(f"{criterion.name} is 0 or less for somebody, and a ratio to it says nothing")
    return {row: divided(lowest, value) for row, value in values.items()}


def _linear(criterion: Criterion, values: Values) -> Values:
    low, high = min(values.values()), max(values.values())
    # Where all are equal nobody is better, and nobody is to lose points by it.
    return {row: Fraction(1) if high == low else divided(high - value, high - low) for row, value in values.items()}


def _ceiling(criterion: Criterion, values: Values) -> Values:
    ceiling = criterion.ceiling
    if ceiling is None or ceiling <= 0:
        raise ValueError(f"the ceiling of {criterion.name} is not above zero")
    return {row: min(Fraction(1), divided(ceiling - value, ceiling)) for row, value in values.items()}


def _anchored(criterion: Criterion, values: Values) -> Values:
    start, end = criterion.start, criterion.end
    if start is None or end is None or start == end:
        raise ValueError(f"the anchors of {criterion.name} are not two different values")
    whole = end - start
    return {row: min(Fraction(1), max(Fraction(0), divided(value - start, whole))) for row, value in values.items()}


SCALES: Mapping[str, Callable[[Criterion, Values], Values]] = {
    RATIO: _ratio, LINEAR: _linear, CEILING: _ceiling, ANCHORED: _anchored,
}


def excluded_by(criteria: Sequence[Criterion], values: Mapping[str, Values]) -> dict[str, str]:
    """Row -> the criterion whose ceiling it is above. values: by criterion."""
    found: dict[str, str] = {}
    for criterion in criteria:
        if criterion.scale == CEILING and criterion.ceiling is not None:
            for row, value in values[criterion.name].items():
                if value > criterion.ceiling:
                    found.setdefault(row, criterion.name)
    return found


def scored(criteria: Sequence[Criterion], values: Mapping[str, Values], places: int) -> tuple[Scored, ...]:
    """Every row with its score and place, best first. values: criterion -> row -> value.

    Who is above a ceiling is out before anything is compared, never below zero. Equal scores share a place. Raises
    ValueError with a sentence when a scale cannot be worked out.
    """
    out = excluded_by(criteria, values)
    inside = {name: {row: value for row, value in of.items() if row not in out} for name, of in values.items()}
    rows = [row for row in values[criteria[0].name] if row not in out]
    lowest = criteria[0].scale in LOWEST_WINS
    shares: dict[str, dict[str, Fraction]] = {row: {} for row in rows}
    exact = dict.fromkeys(rows, Fraction(0))
    for criterion in criteria if rows else ():
        of = inside[criterion.name] if lowest else SCALES[criterion.scale](criterion, inside[criterion.name])
        for row in rows:
            shares[row][criterion.name] = of[row]
            exact[row] += of[row] if lowest else criterion.weight * of[row]
    # Rounded first, then compared: two bids that print the same score stand on the same place.
    scores = {row: round_half_even(exact[row], places) for row in rows}
    order = sorted(rows, key=lambda row: (scores[row] if lowest else -scores[row], row.encode()))
    equals: dict[int, list[str]] = {}
    for row in order:
        equals.setdefault(scores[row], []).append(row)
    found = [
        Scored(row=row, score=scores[row], rank=place, shares=shares[row], excluded="",
               tied=tuple(other for other in equal if other != row))
        for place, equal in _places(equals.values()) for row in equal
    ]
    left_out = sorted(out, key=lambda row: row.encode())
    return (*found, *(Scored(row=row, score=0, rank=0, shares={}, excluded=out[row], tied=()) for row in left_out))


def _places(equals: Iterable[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """The place that each group of equals has, from 1, best first; after two on the first place comes the third."""
    place = 1
    for equal in equals:
        yield place, equal
        place += len(equal)


def winners(found: Sequence[Scored]) -> tuple[str, ...]:
    """Who stands first; several when they are tied, none when all are excluded."""
    return tuple(one.row for one in found if one.rank == 1)


def life_cycle(price: Fraction, yearly: Fraction, end: Fraction, years: int, rate: Fraction) -> tuple[Fraction, ...]:
    """What something costs over its years, in money of the first day: the price, each year's cost, and the end of it.

    rate: 0.03 for 3 %. Each part is rounded half to even at 12 decimals.
    """
    growth = 1 + rate
    parts = [divided(yearly, growth**year) for year in range(1, years + 1)]
    return (price, *parts, divided(end, growth**years))
