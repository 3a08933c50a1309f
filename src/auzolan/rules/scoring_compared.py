"""What a way of scoring does before anybody votes on it: other formulas, other weights, one bid less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from auzolan.rules.scoring import CEILING, LINEAR, LOWEST_WINS, RATIO, RELATIVE, Criterion, Values, scored, winners


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Who would win if one criterion had another scale. scores: row -> smallest parts; "" where it has none."""

    criterion: str
    scale: str
    winners: tuple[str, ...]
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How far one weight can move, the others keeping their proportions, before somebody else wins.

    weight: as published, a share of all points; low, high: between these the winners stay the same; below, above: who
    wins just beyond, empty where nobody does.
    """

    criterion: str
    weight: Fraction
    low: Fraction
    high: Fraction
    below: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Two rows whose order changes when a third one leaves, though neither of them changed.

    first, second: as they stand without it; before: "behind" or "level" says how `first` stood to `second` with it.
    """

    without: str
    first: str
    second: str
    before: str


def under_alternatives(
    criteria: Sequence[Criterion], values: Mapping[str, Values], places: int, *, ceiling: Fraction | None = None
) -> tuple[Alternative, ...]:
    """Who wins under each formula for a price: each relative or ceiling criterion takes the other scales in turn.

    ceiling: the ceiling to compare with where the criterion itself has none; without one that scale is left out.
    """
    found = []
    for place, criterion in enumerate(criteria):
        if criterion.scale not in (*RELATIVE, CEILING):
            continue
        top = criterion.ceiling if criterion.ceiling is not None else ceiling
        for scale in (RATIO, LINEAR, *((CEILING,) if top is not None else ())):
            other = [*criteria[:place], replace(criterion, scale=scale, ceiling=top), *criteria[place + 1 :]]
            result = scored(other, values, places)
            found.append(Alternative(
                criterion=criterion.name, scale=scale, winners=winners(result),
                scores={one.row: one.score for one in result if one.rank},
            ))
    return tuple(found)


def sensitivity(criteria: Sequence[Criterion], values: Mapping[str, Values], places: int) -> tuple[Sensitivity, ...]:
    """For each weight, the span in which the same rows win. Exact: the scores are straight lines in a weight."""
    if len(criteria) < 2 or criteria[0].scale in LOWEST_WINS:
        return ()
    result = [one for one in scored(criteria, values, places) if one.rank]
    whole = sum((criterion.weight for criterion in criteria), Fraction(0))
    found = []
    for criterion in criteria:
        now = criterion.weight / whole
        lines = {one.row: _line(criterion, criteria, one.shares) for one in result}
        crossings = sorted({Fraction(0), Fraction(1), *_crossings(lines)})
        best = _best(lines, now)
        low, below = _as_far_as(lines, [one for one in reversed(crossings) if one < now], now, best)
        high, above = _as_far_as(lines, [one for one in crossings if one > now], now, best)
        found.append(Sensitivity(
            criterion=criterion.name, weight=now, low=low, high=high, below=below, above=above
        ))
    return tuple(found)


Line = tuple[Fraction, Fraction]  # a score as start + slope * weight


def _line(criterion: Criterion, criteria: Sequence[Criterion], shares: Mapping[str, Fraction]) -> Line:
    others = [one for one in criteria if one.name != criterion.name]
    whole = sum((one.weight for one in others), Fraction(0))
    rest = sum((one.weight * shares[one.name] for one in others), Fraction(0)) / whole if whole else Fraction(0)
    return rest, shares[criterion.name] - rest


def _crossings(lines: Mapping[str, Line]) -> set[Fraction]:
    listed = list(lines.values())
    return {
        (there[0] - here[0]) / (here[1] - there[1])
        for place, here in enumerate(listed) for there in listed[place + 1 :]
        if here[1] != there[1] and 0 < (there[0] - here[0]) / (here[1] - there[1]) < 1
    }


def _best(lines: Mapping[str, Line], weight: Fraction) -> tuple[str, ...]:
    at = {row: start + slope * weight for row, (start, slope) in lines.items()}
    return tuple(sorted(row for row, score in at.items() if score == max(at.values())))


def _as_far_as(
    lines: Mapping[str, Line], crossings: Sequence[Fraction], now: Fraction, best: tuple[str, ...]
) -> tuple[Fraction, tuple[str, ...]]:
    """Walk from one crossing to the next, until others are best in the stretch between; who they are, or empty."""
    reached = now
    for step in crossings:
        between = _best(lines, (step + reached) / 2)
        if between != best:
            return reached, between
        reached = step
    return reached, ()


def swaps(criteria: Sequence[Criterion], values: Mapping[str, Values], places: int) -> tuple[Swap, ...]:
    """Which orders hang on a row that is not part of them: each row is taken out in turn, and the others compared."""
    with_all = {one.row: one.rank for one in scored(criteria, values, places) if one.rank}
    found = []
    for gone in sorted(with_all):
        left = {name: {row: value for row, value in of.items() if row != gone} for name, of in values.items()}
        without = {one.row: one.rank for one in scored(criteria, left, places) if one.rank}
        for first in sorted(without):
            for second in sorted(without):
                if without[first] < without[second] and with_all[first] >= with_all[second]:
                    before = "level" if with_all[first] == with_all[second] else "behind"
                    found.append(Swap(without=gone, first=first, second=second, before=before))
    return tuple(found)
