"""Who owes whom, laid out so that everybody's debts and claims are found at once: plain arrays of whole numbers.

A net is a named tuple of arrays, because the compiler reads those and Python reads them too. Its debts stand in the
order of the tie law: oldest first.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np
from numba import njit
from numba.extending import register_jitable
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
_Function = TypeVar("_Function", bound=Callable[..., Any])
_SHORT = 2**16


class Net(NamedTuple):
    """Debts between parties that are numbered from 0.

    debtor, creditor: a party per debt; amount: in smallest parts. owed: the debts sorted by debtor, where those of
    party p are owed[owed_from[p]:owed_from[p + 1]], oldest first; claimed, claimed_from: the same by creditor.
    """

    debtor: Whole
    creditor: Whole
    amount: Whole
    owed: Whole
    owed_from: Whole
    claimed: Whole
    claimed_from: Whole


def net(parties: int, debtor: Whole, creditor: Whole, amount: Whole) -> Net:
    """Lay debts out; they stand in the order of the tie law already."""
    owed, owed_from = _by(parties, debtor)
    claimed, claimed_from = _by(parties, creditor)
    return Net(debtor, creditor, amount, owed, owed_from, claimed, claimed_from)


def _by(parties: int, party: Whole) -> tuple[Whole, Whole]:
    first = np.zeros(parties + 1, dtype=np.int64)
    np.cumsum(np.bincount(party, minlength=parties), out=first[1:])
    # Numbers of 16 bits are sorted by their digits, ten times as fast.
    keys = party.astype(np.uint16) if parties <= _SHORT else party
    return np.argsort(keys, kind="stable").astype(np.int64), first


def slack(level: Whole, debtor: Whole, creditor: Whole) -> Whole:
    """How far each debt's creditor stands above where the debtor's level puts it (set_off_levels.py).

    Where the most is cleared, a debt below zero is cleared whole, one above zero not at all, and one at zero is free.
    """
    return np.asarray(level[creditor] - level[debtor] - 1, dtype=np.int64)


def both_ways(function: _Function) -> _Function:
    """The function runs as Python, and can be called from compiled code too."""
    marked: _Function = register_jitable(function)
    return marked


@cache
def compiled(function: _Function) -> _Function:
    """The same function as machine code, kept on disk where that is allowed."""
    made: Any
    try:
        made = njit(cache=True)(function)
    except RuntimeError:  # no folder to keep it in: compiled anew each time
        made = njit(function)
    return cast(_Function, made)
