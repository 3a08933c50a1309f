"""Ballots shared out by keep factors, in 64-bit whole numbers: the inner part of a count by Meek's rules."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from auzolan.kernels.rankings import Rankings

LARGEST = 2**62


def fits(rankings: Rankings, unit: int) -> bool:
    """Whether no figure can leave 64 bits. unit: parts of one vote."""
    return rankings.total * unit < LARGEST and 2 * unit * unit < LARGEST


def spread(rankings: Rankings, keeps: NDArray[np.int64], unit: int, *, up: bool) -> NDArray[np.int64]:
    """What each option holds, in parts of a vote, when it keeps so many parts of each vote that comes to it.

    up: whether what is kept is rounded up, and the rest is what remains; or both are cut off.
    """
    votes = np.zeros(rankings.options, dtype=np.int64)
    _spread(rankings.start, rankings.chosen, rankings.voters, keeps, unit, up, votes)
    return votes


@njit(cache=True)
def _spread(
    start: NDArray[np.int64], chosen: NDArray[np.int32], voters: NDArray[np.int64], keeps: NDArray[np.int64],
    unit: int, up: bool, votes: NDArray[np.int64],
) -> None:
    for ballot in range(len(voters)):
        worth = unit
        for at in range(start[ballot], start[ballot + 1]):
            keep = keeps[chosen[at]]
            if keep == 0:
                continue
            if up:
                kept = (worth * keep + unit - 1) // unit
                worth -= kept
            else:
                kept = worth * keep // unit
                worth = worth * (unit - keep) // unit
            votes[chosen[at]] += kept * voters[ballot]
            if worth == 0:
                break
