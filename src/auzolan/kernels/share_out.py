"""Sharing whole units among many rows by whole weights: the same cents as by hand, for ten million rows in a blink.

`share_out_plain` is the meaning; `share_out` gives the same to the last unit. It is fast because quotients are taken in
floating point first and then put right: the remainder of every row, units * weight - portion * whole, is kept in 64-bit
integers that wrap around. While the true remainder fits, wrapping changes nothing, so each portion ends up exact.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]

SMALL = 256  # rows; below, the readable code is as fast
# The first guess is at most one unit off while a portion has fewer than 48 bits (a float carries 53), and a remainder
# that is one whole off on either side still fits 64 bits while the whole has fewer than 61.
WHOLE_MAX = 2**61
PORTION_MAX = 2**48
BLOCK = 1 << 15  # rows at a time, so that they stay in the processor's cache
SAMPLED = 64  # one row in so many shows where the last unit will go


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """What each row got. portions: 64-bit integers, or Python integers where those are too small; left: how many units
    were left over after rounding down; extra: true where a row got one of them."""

    portions: NDArray[Any]
    left: int
    extra: NDArray[np.bool_]


def share_out(units: int, weights: Sequence[int] | Whole, *, order: Sequence[int] | Whole | None = None) -> Split:
    """Round every part down; the units left over go one each to the largest remainders, ties as `order` says.

    weights: whole numbers, none negative; order: a number per row, where equal remainders go to the smaller number and
    then to the earlier row; without it to the earlier row. Raises ValueError for a negative amount or weight, when
    nobody has any weight, or when `order` has another length.
    """
    rows = _as_whole(weights)
    if rows is not None and len(rows) >= SMALL and units >= 0:
        _refuse_wrong(units, int(rows.min()), len(rows), order)
        largest = int(rows.max())
        # Whether the exact sum fits must be known before it is taken: by the largest, else summed as floats.
        fits = largest * len(rows) < 2**63 or float(rows.sum(dtype=np.float64)) < 2 * WHOLE_MAX
        whole = int(rows.sum()) if fits else WHOLE_MAX
        if 0 < whole < WHOLE_MAX and largest * units // whole < PORTION_MAX:
            return _fast(units, rows, whole, None if order is None else np.asarray(order, dtype=np.int64))
    floors, extra = share_out_plain(units, [int(weight) for weight in weights], order=order)
    portions = [floor + more for floor, more in zip(floors, extra, strict=True)]
    fits = all(portion < 2**63 for portion in portions)
    return Split(
        portions=np.array(portions, dtype=np.int64 if fits else object),
        left=sum(extra),
        extra=np.array(extra, dtype=np.bool_),
    )


def share_out_plain(
    units: int, weights: Sequence[int], *, order: Sequence[int] | Whole | None = None
) -> tuple[list[int], list[bool]]:
    """The meaning, in whole numbers of any size: what rounding down gives each row, and who gets one unit more."""
    _refuse_wrong(units, min(weights, default=0), len(weights), order)
    whole = sum(weights)
    if whole == 0:
        raise ValueError("nobody has any weight, so nothing can be shared among them")
    floors = [units * weight // whole for weight in weights]
    remainders = [units * weight % whole for weight in weights]
    left = units - sum(floors)
    places = range(len(weights)) if order is None else [int(place) for place in order]
    neediest = sorted(range(len(weights)), key=lambda row: (-remainders[row], places[row], row))[:left]
    extra = [False] * len(weights)
    for row in neediest:
        extra[row] = True
    return floors, extra


def _refuse_wrong(units: int, least: int, rows: int, order: Sequence[int] | Whole | None) -> None:
    if units < 0 or least < 0:
        raise ValueError("amounts and weights are never negative; a loss is a positive amount with a direction")
    if order is not None and len(order) != rows:
        raise ValueError(f"the order names {len(order)} rows, there are {rows}")


def _as_whole(weights: Sequence[int] | Whole) -> Whole | None:
    """The weights as 64-bit integers; None when one does not fit. Never rounds: other numbers are refused."""
    if len(weights) < SMALL:
        return None
    try:
        rows = np.asarray(weights)
    except OverflowError:
        return None
    if rows.dtype.kind == "f" or rows.ndim != 1:
        raise ValueError("weights are one list of whole numbers")
    if rows.dtype == object or (rows.dtype.kind == "u" and rows.max() >= 2**63):
        return None
    return np.ascontiguousarray(rows, dtype=np.int64)


def _fast(units: int, weights: Whole, whole: int, order: Whole | None) -> Split:
    portions = np.empty(len(weights), np.int64)
    shared = _Shared(units=units, whole=whole, weights=weights, portions=portions)
    given, sample = _round_down(shared)
    left = units - given
    extra = _neediest(shared, left, sample, order)
    portions += extra
    return Split(portions=portions, left=left, extra=extra)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shared:
    """An amount being shared. Remainders are made again where they are needed: that is faster than to keep them."""

    units: int
    whole: int
    weights: Whole
    portions: Whole

    def remainders(self, *, guess: bool = False) -> Iterator[tuple[slice, Whole]]:
        """Block after block, units * weight - portion * whole, wrapped; each is overwritten by the next.

        guess: whether the portions are to be filled first, each at most one off.
        """
        times = np.int64((self.units + 2**63) % 2**64 - 2**63)
        kept, taken = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
        for start in range(0, len(self.weights), BLOCK):
            here = slice(start, min(start + BLOCK, len(self.weights)))
            rest, away = kept[: here.stop - start], taken[: here.stop - start]
            if guess:
                np.multiply(self.weights[here], self.units / self.whole, out=self.portions[here], casting="unsafe")
            np.multiply(self.weights[here], times, out=rest)
            np.multiply(self.portions[here], np.int64(self.whole), out=away)
            np.subtract(rest, away, out=rest)
            yield here, rest


def _round_down(shared: _Shared) -> tuple[int, Whole]:
    """Fills the portions; gives their sum, and the remainders of some rows."""
    given, sample = 0, []
    for here, rest in shared.remainders(guess=True):
        portion = shared.portions[here]
        for wrong, step in ((rest < 0, -1), (rest >= shared.whole, 1)):
            if wrong.any():
                portion += wrong * np.int64(step)
                np.subtract(rest, wrong * np.int64(step * shared.whole), out=rest)
        given += int(portion.sum())
        sample.append(rest[::SAMPLED].copy())
    return given, np.concatenate(sample)


def _neediest(shared: _Shared, left: int, sample: Whole, order: Whole | None) -> NDArray[np.bool_]:
    """Where the `left` largest remainders are. The sample says between which two the last of them will be found."""
    extra = np.zeros(len(shared.weights), np.bool_)
    if left == 0:
        return extra
    border = len(sample) * (len(extra) - left) // len(extra)
    aside = 2 * math.isqrt(len(sample)) + 1  # at least four standard deviations
    places = [max(border - aside, 0), min(border + aside, len(sample) - 1)]
    low, high = (int(one) for one in np.partition(sample, places)[places])
    sure, inside, rests = _between(shared, low, high, extra)
    if not sure < left <= sure + len(inside):  # a sample may mislead; then every row is looked at
        sure, inside, rests = _between(shared, 0, shared.whole, extra)
    first = _first(-rests, left - sure, None if order is None else order[inside])
    extra[inside[first]] = True
    return extra


def _between(shared: _Shared, low: int, high: int, above: NDArray[np.bool_]) -> tuple[int, Whole, Whole]:
    """Marks the rows whose remainder is above `high`; gives how many, then rows and remainders from low to high."""
    sure, rows, rests = 0, [], []
    for here, rest in shared.remainders():
        sure += int(np.count_nonzero(np.greater(rest, high, out=above[here])))
        near = np.flatnonzero((rest >= low) & (rest <= high))
        rows.append(near + here.start)
        rests.append(rest[near])
    return sure, np.concatenate(rows), np.concatenate(rests)


def _first(keys: Whole, wanted: int, order: Whole | None) -> NDArray[np.bool_]:
    """Where the `wanted` smallest keys are; among equal ones those first in order, then the earlier rows."""
    cut = np.partition(keys, wanted - 1)[wanted - 1]
    chosen: NDArray[np.bool_] = keys < cut
    ties = np.flatnonzero(keys == cut)
    still = wanted - int(chosen.sum())
    if order is None or still == len(ties):
        chosen[ties[:still]] = True
    else:
        chosen[ties[_first(order[ties], still, None)]] = True
    return chosen
