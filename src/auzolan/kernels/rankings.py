"""Ballots that rank options, laid out in plain arrays: what the fast counts read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """Strict rankings of options that are numbered from 0.

    options: how many there are; start: where each ballot begins in `chosen`, and where the last one ends, int64;
    chosen: the options ballot by ballot, best first, int32; voters: how many said just that, int64.
    """

    options: int
    start: NDArray[np.int64]
    chosen: NDArray[np.int32]
    voters: NDArray[np.int64]

    @property
    def total(self) -> int:
        """How many voters there are, or the sum of their weights."""
        return int(self.voters.sum())


def rankings(options: int, ballots: Iterable[tuple[Sequence[int], int]]) -> Rankings:
    """Lay ballots out: each a ranking and how many voters gave it. An empty ranking takes no part."""
    taken = [(ranking, voters) for ranking, voters in ballots if len(ranking)]
    start = np.zeros(len(taken) + 1, dtype=np.int64)
    np.cumsum(np.array([len(ranking) for ranking, _ in taken], dtype=np.int64), out=start[1:])
    flat = [option for ranking, _ in taken for option in ranking]
    return Rankings(
        options=options, start=start, chosen=np.array(flat, dtype=np.int32),
        voters=np.array([voters for _, voters in taken], dtype=np.int64),
    )
