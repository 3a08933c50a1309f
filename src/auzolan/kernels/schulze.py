"""Duels between all pairs of options, and the strongest chains of duels won: the inner part of a Schulze count."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from auzolan.kernels.rankings import Rankings

_UNNAMED = 255
_BLOCK = 256


def duels(rankings: Rankings) -> NDArray[np.int64]:
    """How many voters prefer the option of a row to that of a column. What a ballot does not rank stands last on it."""
    wins = np.zeros((rankings.options, rankings.options), dtype=np.int64)
    if rankings.options < _UNNAMED and bool((rankings.voters == 1).all()):
        _duel_alike(rankings.start, rankings.chosen, wins)
    else:
        _duel(rankings.start, rankings.chosen, rankings.voters, wins)
    return wins


def chains(links: NDArray[np.int64]) -> NDArray[np.int64]:
    """The strongest chain from each option to each other: as strong as its weakest link; links below 1 do not hold."""
    strong = np.where(links > 0, links, 0)
    _strengthen(strong)
    return strong


@njit(cache=True)
def _duel(
    start: NDArray[np.int64], chosen: NDArray[np.int32], voters: NDArray[np.int64], wins: NDArray[np.int64]
) -> None:
    options = len(wins)
    unnamed = np.ones(options, dtype=np.bool_)
    for ballot in range(len(voters)):
        first, end, many = start[ballot], start[ballot + 1], voters[ballot]
        for at in range(first, end):
            unnamed[chosen[at]] = False
            row = wins[chosen[at]]
            for below in range(at + 1, end):
                row[chosen[below]] += many
        if end - first < options:
            for at in range(first, end):
                row = wins[chosen[at]]
                for option in range(options):
                    if unnamed[option]:
                        row[option] += many
        for at in range(first, end):
            unnamed[chosen[at]] = True


@njit(cache=True)
def _duel_alike(start: NDArray[np.int64], chosen: NDArray[np.int32], wins: NDArray[np.int64]) -> None:
    """The same where every ballot is one voter's: places in single bytes, so that many are compared at once."""
    options, ballots = len(wins), len(start) - 1
    places = np.empty((options, _BLOCK), dtype=np.uint8)
    for first in range(0, ballots, _BLOCK):
        places[:] = _UNNAMED
        for here in range(min(_BLOCK, ballots - first)):
            begin = start[first + here]
            for at in range(begin, start[first + here + 1]):
                places[chosen[at], here] = at - begin
        for one in range(options):
            for other in range(one + 1, options):
                ahead, behind = np.int32(0), np.int32(0)
                for here in range(_BLOCK):
                    ahead += np.int32(places[one, here] < places[other, here])
                    behind += np.int32(places[other, here] < places[one, here])
                wins[one, other] += ahead
                wins[other, one] += behind


@njit(cache=True)
def _strengthen(strong: NDArray[np.int64]) -> None:
    options = len(strong)
    for by in range(options):
        for one in range(options):
            reach = strong[one, by]
            if one == by or reach == 0:
                continue
            for other in range(options):
                through = min(reach, strong[by, other])
                if other != one and through > strong[one, other]:
                    strong[one, other] = through
