"""The two directions in which opinions differ most, and where each person stands on them.

A missing vote counts as the mean of its statement. Centred on the mean it is exactly nothing, so the table stays sparse
and yet the result is that of the full one. The two directions are the first principal components; a person's place is
the projection of their votes times the square root of (statements / their votes), so that who voted on little is not
drawn to the middle. A statement that moderation took out counts as passed by everybody. So reckons Polis.

With few statements all products of two are made and solved at once. With many, both directions are found in a growing
space (block Krylov, kept orthogonal) until what is left over is below 10^-12 of the largest spread; its start is fixed.
So is the sign: the largest part of each direction is above zero.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from auzolan.kernels.opinion_luck import numbers
from auzolan.kernels.opinion_votes import Votes

Floats = NDArray[np.float64]

AXES = 2
FEW_STATEMENTS = 200  # solved at once
BLOCK = 4
SPACE_MAX = 1_200
LEFT_OVER = 1e-12  # of the largest spread
NO_SPREAD = 1e-12  # of the largest spread: below, there is no second direction
ROWS = 4_096


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Axes:
    """Two directions over the statements (2 x statements), the mean vote of each statement, and everybody's place.

    spread: the sum of squares along each direction; place: people x 2.
    """

    mean: Floats
    direction: Floats
    spread: Floats
    place: Floats


def axes(votes: Votes) -> Axes:
    """The two directions of the largest spread, and where people stand."""
    many = len(votes.statements)
    kept = ~votes.left_out[votes.statement]
    answered = np.bincount(votes.statement[kept], minlength=many)
    total = np.bincount(votes.statement[kept], weights=votes.vote[kept], minlength=many)  # whole numbers: exact
    mean = total / np.maximum(answered, 1)
    table = _centred(votes, kept, mean)
    if many <= FEW_STATEMENTS:
        spread, direction = _at_once(table)
    else:
        spread, direction = _in_steps(table)
    direction = _signed(spread, direction)
    counted = votes.cast - _per_person(votes, ~kept) + int(votes.left_out.sum())
    place = (table @ direction.T) * np.sqrt(many / np.maximum(counted, 1))[:, None]
    return Axes(mean=mean, direction=direction, spread=spread, place=place)


def _centred(votes: Votes, kept: NDArray[np.bool_], mean: Floats) -> Any:
    """The sparse table of votes less the mean of their statement."""
    start = np.concatenate([[0], np.cumsum(kept)])[votes.start]
    which = votes.statement[kept]
    shape = (len(votes.participants), len(votes.statements))
    return csr_array((votes.vote[kept] - mean[which], which, start.astype(np.int32)), shape=shape)


def _per_person(votes: Votes, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.diff(np.concatenate([[0], np.cumsum(which)])[votes.start])


def _at_once(table: Any) -> tuple[Floats, Floats]:
    """The two directions from all products of two statements."""
    many = table.shape[1]
    products = np.zeros((many, many))
    for row in range(0, table.shape[0], ROWS):
        part = table[row : row + ROWS].toarray()
        products += part.T @ part
    values, vectors = np.linalg.eigh(products)
    return _first_two(values[::-1], vectors[:, ::-1])


def _in_steps(table: Any) -> tuple[Floats, Floats]:
    """The two directions from a space that grows by a block at a time, each new block orthogonal to all before."""
    many, flipped = table.shape[1], table.T
    fresh = np.linalg.qr(numbers(many * BLOCK).reshape(many, BLOCK) - 0.5)[0]
    space, moved = np.empty((many, 0)), np.empty((many, 0))
    looked = 8 * BLOCK
    while True:
        after = flipped @ (table @ fresh)
        space, moved = np.hstack([space, fresh]), np.hstack([moved, after])
        size = space.shape[1]
        fresh = _beyond(space, after)
        done = fresh.shape[1] == 0 or size + fresh.shape[1] > min(many, SPACE_MAX)
        if size >= looked or done:
            inner = space.T @ moved
            values, vectors = np.linalg.eigh((inner + inner.T) / 2)
            values, vectors = values[::-1], vectors[:, ::-1][:, :AXES]
            found = space @ vectors
            over = np.linalg.norm(moved @ vectors - found * values[:AXES], axis=0)
            if done or bool((over <= LEFT_OVER * max(values[0], 0.0)).all()):
                return _first_two(values, found)
            looked = size + max(4 * BLOCK, size // 4)


def _beyond(space: Floats, after: Floats) -> Floats:
    """What of the moved block lies outside the space, orthonormal; no columns where nothing does."""
    size = float(np.linalg.norm(after))
    for _ in range(2):  # once more, for what rounding left in
        after = after - space @ (space.T @ after)
    basis, lengths = np.linalg.qr(after)
    basis = basis[:, np.abs(np.diag(lengths)) > 1e-13 * size]
    basis = basis - space @ (space.T @ basis)
    return np.linalg.qr(basis)[0] if basis.shape[1] else basis


def _first_two(values: Floats, vectors: Floats) -> tuple[Floats, Floats]:
    """Two spreads and directions; nothing where there are fewer."""
    spread, direction = np.zeros(AXES), np.zeros((AXES, len(vectors)))
    there = min(AXES, vectors.shape[1])
    spread[:there] = np.maximum(values[:there], 0.0)
    direction[:there] = vectors[:, :there].T
    return spread, direction


def _signed(spread: Floats, direction: Floats) -> Floats:
    """Each direction with its largest part above zero; none where nothing is spread along it."""
    signed = np.zeros_like(direction)
    for axis in range(AXES):
        size = np.abs(direction[axis])
        if spread[axis] > NO_SPREAD * max(spread[0], 1.0) and size.size:
            largest = int(np.flatnonzero(size >= size.max() * (1 - 1e-9))[0])
            signed[axis] = direction[axis] if direction[axis, largest] > 0 else -direction[axis]
    return signed
