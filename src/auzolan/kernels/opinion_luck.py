"""Fixed numbers that look drawn: the same on every machine and every day, so that a map can be made again.

They begin groupings and choose whom a regrouping leaves out; nobody gains by them, so they need not be secret.
"""

import numpy as np
from numpy.typing import NDArray

SEED = 20260101


def numbers(many: int, seed: int = SEED) -> NDArray[np.float64]:
    """So many numbers from 0 to below 1 (splitmix64 of their place and the seed)."""
    with np.errstate(over="ignore"):
        step = np.uint64(0x9E3779B97F4A7C15)
        mixed = (np.arange(1, many + 1, dtype=np.uint64) + np.uint64(seed) * np.uint64(0xD1342543DE82EF95)) * step
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
