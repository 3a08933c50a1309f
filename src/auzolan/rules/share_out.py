"""Sharing whole units out by weight: nothing is lost, nothing is made, and who gets the last unit is a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What each got. left: how many units were left over after rounding down; extra: who got one of them;
    remainders: what rounding down took from each, below one unit."""

    portions: Mapping[str, int]
    left: int
    extra: frozenset[str]
    remainders: Mapping[str, Fraction]


def share_out(units: int, weights: Mapping[str, Fraction], *, turn: int | None = None) -> Shared:
    """Round every part down; the units left over go one each to the largest remainders.

    Ties go by the bytes of the receiver's id; with `turn`, equal remainders take turns: the order begins one place
    further each run. Raises ValueError for a negative amount or weight, or when nobody has any weight.
    """
    whole = sum(weights.values(), Fraction(0))
    if units < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("amounts and weights are never negative; a loss is a positive amount with a direction")
    if whole == 0:
        raise ValueError("nobody has any weight, so nothing can be shared among them")
    exact = {who: units * weight / whole for who, weight in weights.items()}
    portions = {who: floor(amount) for who, amount in exact.items()}
    remainders = {who: exact[who] - portions[who] for who in exact}
    left = units - sum(portions.values())
    order = _order(tuple(weights), turn)
    neediest = sorted(exact, key=lambda who: (-remainders[who], order[who]))[:left]
    for who in neediest:
        portions[who] += 1
    return Shared(portions=portions, left=left, extra=frozenset(neediest), remainders=remainders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Shared):
    """What each got where everyone has a most. units: what there was; over: what nobody could take; at_most: who got
    all that they can; spread: what was shared in the end among those who are below their most."""

    units: int
    over: int
    at_most: frozenset[str]
    spread: int


def share_within(
    units: int, weights: Mapping[str, Fraction], most: Mapping[str, int], *, others: bool, turn: int | None = None
) -> Within:
    """Share out, and nobody gets more than their most (below zero counts as zero; who is not named has none).

    others: what is over is shared again among those below their most, as long as there are any; otherwise it is over.
    Raises ValueError as share_out does.
    """
    bound = {who: max(0, amount) for who, amount in most.items()}
    shared = share_out(units, weights, turn=turn)
    given: dict[str, int] = {}
    spread = units
    while full := {who: bound[who] for who, got in shared.portions.items() if who in bound and got > bound[who]}:
        given |= full
        if not others:
            break
        spread = units - sum(given.values())
        left = {who: weight for who, weight in weights.items() if who not in given}
        if not any(left.values()):
            shared = Shared(
                portions=dict.fromkeys(left, 0), left=0, extra=frozenset(), remainders=dict.fromkeys(left, Fraction(0))
            )
            break
        shared = share_out(spread, left, turn=turn)
    portions = {who: given.get(who, shared.portions.get(who, 0)) for who in weights}
    return Within(
        portions=portions, left=shared.left, extra=shared.extra, remainders=shared.remainders, units=units,
        over=units - sum(portions.values()), at_most=frozenset(given), spread=spread,
    )


def _order(receivers: tuple[str, ...], turn: int | None) -> dict[str, int]:
    ranked = sorted(receivers, key=lambda who: who.encode())
    start = 0 if turn is None or not ranked else turn % len(ranked)
    return {who: (place - start) % len(ranked) for place, who in enumerate(ranked)}

