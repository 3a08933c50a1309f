"""Whether one more bid that nobody would take turns the order of those that matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auzolan.rules.scoring import CEILING, Criterion, Values, scored

ADDED = "~added"  # sorts behind every bid's number, and can be none
# How far from the lowest and the highest price a bid is tried, the mildest first.
BELOW = (Fraction(9, 10), Fraction(3, 4), Fraction(3, 5), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10))
ABOVE = (Fraction(11, 10), Fraction(3, 2), Fraction(2), Fraction(5), Fraction(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Junk:
    """An added bid, the worst in all but its price. price: what it asks; turns: whether the order of the best changes;
    before, after: the bids there were, best first, without and with it; level: those who share the first place with it
    there, one alone where nobody is tied; place: its own, 0 where it is out."""

    price: Fraction
    turns: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    level: tuple[str, ...]
    place: int


def junk_in(
    criteria: Sequence[Criterion], values: Mapping[str, Values], places: int, price: Criterion,
    asked: Fraction | None = None,
) -> Junk | None:
    """The mildest added bid that turns the order of the first two, or who is first, of the bids there are.

    asked: only look at a bid with this price. Where none turns anything, the last one that was tried; None where there
    are fewer than two bids. It is the worst in everything but the price, and never comes out first by itself.
    """
    prices = values[price.name].values()
    if asked is not None:
        tried = [asked]
    else:
        tried = [min(prices) * one for one in BELOW] + [max(prices) * one for one in ABOVE]
    found = [one for amount in tried if (one := _with(criteria, values, places, price, amount)) is not None]
    turning = [one for one in found if one.turns and (one.place != 1 or asked is not None)]
    calm = [one for one in found if not one.turns]
    return next(iter((*turning, *reversed(calm), *found)), None)


def _with(
    criteria: Sequence[Criterion], values: Mapping[str, Values], places: int, price: Criterion, amount: Fraction
) -> Junk | None:
    more = {
        one.name: {**values[one.name], ADDED: amount if one.name == price.name else _worst(one, values[one.name])}
        for one in criteria
    }
    try:
        without, with_ = scored(criteria, values, places), scored(criteria, more, places)
    except ValueError:
        return None
    before = {one.row: one.rank for one in without if one.rank}
    after = {one.row: one.rank for one in with_ if one.rank}
    theirs = {row: rank for row, rank in after.items() if row != ADDED}
    if len(before) < 2 or len(theirs) < 2:
        return None
    first, second = sorted(before, key=lambda row: (before[row], row.encode()))[:2]
    best = {row for row, rank in theirs.items() if rank == min(theirs.values())}
    turned = _sign(before[first] - before[second]) != _sign(theirs[first] - theirs[second])
    return Junk(
        price=amount, turns=turned or best != {row for row, rank in before.items() if rank == 1},
        before=_order(before), after=_order(theirs), level=tuple(sorted(best)), place=after.get(ADDED, 0),
    )


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _order(ranks: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(ranks, key=lambda row: (ranks[row], row.encode())))


def _worst(one: Criterion, values: Values) -> Fraction:
    """The value that gets nothing, or the least there is."""
    if one.scale == CEILING and one.ceiling is not None:
        return one.ceiling
    if one.start is not None:
        return one.start
    return max(values.values())
