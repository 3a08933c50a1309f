"""Piles of ballots that are moved from option to option, in 64-bit whole numbers: the inner part of a count of STV.

Which option is elected or excluded is decided by whoever counts; here only papers move. Every figure is a whole number
of the count's smallest part of a vote, so the result is the same as with Python's own numbers, to the last part.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from auzolan.kernels.rankings import Rankings

LARGEST = 2**62


def fits(rankings: Rankings, unit: int) -> bool:
    """Whether no product of a paper's value and a surplus can leave 64 bits. unit: parts of one vote."""
    return rankings.total * unit * unit < LARGEST


class FastPiles:
    """The ballots of each option that still stands, each with its value.

    unit: how many parts one vote has. Raises ValueError where the figures would not fit into 64 bits.
    """

    def __init__(self, rankings: Rankings, unit: int, *, twice: bool) -> None:
        if not fits(rankings, unit):
            raise ValueError("so many votes in so small parts do not fit into 64 bits")
        ballots = len(rankings.voters)
        self._rankings = rankings
        self._twice, self._unit = twice, unit
        self._place = rankings.start[:-1].copy()
        self._value = np.full(ballots, unit, dtype=np.int64)
        self._next = np.empty(ballots, dtype=np.int32)
        self._first = np.full(rankings.options, -1, dtype=np.int32)
        self._votes = np.zeros(rankings.options, dtype=np.int64)
        self._stands = np.ones(rankings.options, dtype=np.bool_)
        _deal(rankings.start, rankings.chosen, rankings.voters, unit, self._first, self._next, self._votes)

    def votes(self, option: int) -> int:
        """How many parts of votes the option holds."""
        return int(self._votes[option])

    def closes(self, option: int) -> None:
        """Nothing more is moved to the option."""
        self._stands[option] = False

    def moves(self, option: int, surplus: int | None) -> int:
        """Move the option's ballots on; their value shrinks to the surplus, or stays where that is None.

        Gives back how many parts found no option that still stands. The option keeps what it had less the surplus.
        """
        held = self.votes(option)
        rankings = self._rankings
        lost = _move(
            rankings.start, rankings.chosen, rankings.voters, self._place, self._value, self._next, self._first,
            self._votes, self._stands, option, -1 if surplus is None else surplus, held,
            self._unit if self._twice else 0,
        )
        self._votes[option] = 0 if surplus is None else held - surplus
        return int(lost)


@njit(cache=True)
def _deal(
    start: NDArray[np.int64], chosen: NDArray[np.int32], voters: NDArray[np.int64], unit: int,
    first: NDArray[np.int32], after: NDArray[np.int32], votes: NDArray[np.int64],
) -> None:
    """Lay each ballot on the pile of its first option."""
    for ballot in range(len(voters)):
        option = chosen[start[ballot]]
        after[ballot] = first[option]
        first[option] = ballot
        votes[option] += voters[ballot] * unit


@njit(cache=True)
def _move(
    start: NDArray[np.int64], chosen: NDArray[np.int32], voters: NDArray[np.int64], place: NDArray[np.int64],
    value: NDArray[np.int64], after: NDArray[np.int32], first: NDArray[np.int32], votes: NDArray[np.int64],
    stands: NDArray[np.bool_], option: int, surplus: int, held: int, unit: int,
) -> int:
    """Lay the ballots of one pile on those of the next options that stand. unit: 0 where a value is cut off once."""
    lost = 0
    ballot = first[option]
    first[option] = -1
    while ballot >= 0:
        following = after[ballot]
        if surplus >= 0:
            if unit:
                value[ballot] = value[ballot] * surplus // unit * unit // held
            else:
                value[ballot] = value[ballot] * surplus // held
        at, end = place[ballot] + 1, start[ballot + 1]
        while at < end and not stands[chosen[at]]:
            at += 1
        place[ballot] = at
        if at < end:
            to = chosen[at]
            votes[to] += value[ballot] * voters[ballot]
            after[ballot] = first[to]
            first[to] = ballot
        else:
            lost += value[ballot] * voters[ballot]
        ballot = following
    return lost
