"""Shares of a large chain to as many decimals as asked, and certain: floats propose, whole numbers check.

Every euro in a chain is kept by somebody in the end. So when the equation is missed by amounts that together come to r,
no share is off by more than r. The misses are summed in whole numbers; what is missed is solved for again and added,
until no share lies closer than that to a border of rounding.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ldexp

import numpy as np

from auzolan.kernels.roll_up import Flows, pass_through

SPARE_BITS = (64, 256, 1024)  # beyond the decimals asked for; a share still on a border then is a tie
ROUNDS_MAX = 60


def certain(flows: Flows, start: Sequence[int], places: int) -> list[int]:
    """What each node keeps of one euro, to so many decimals, a tie to the even one. Raises ValueError when the floats
    do not come nearer, which takes a round that keeps less than a part in 10^12."""
    total = sum(start)
    fine: int = 10**places
    for spare in SPARE_BITS:
        bits = fine.bit_length() + len(flows.whole).bit_length() + len(flows.amount).bit_length() + spare
        enters = [(one << bits) // total for one in start]
        through, missed = _solved(flows, enters, bits)
        missed += 2 * len(enters)
        shares, sure = [], True
        for passes, whole, paid in zip(through, flows.whole.tolist(), flows.paid.tolist(), strict=True):
            keeps = passes * (whole - paid) // whole if whole else passes
            low, high = ((keeps + side * missed) * fine for side in (-1, 1))
            half = 1 << (bits - 1)
            sure &= (low + half) >> bits == (high + half) >> bits
            shares.append(round(Fraction(keeps * fine, 1 << bits)))
        if sure:
            break
    return shares


def _solved(flows: Flows, enters: list[int], bits: int) -> tuple[list[int], int]:
    """What passes through each node in parts of 2^-bits, and by how many of them all equations together are missed."""
    payers, payees = flows.payer.tolist(), flows.payee.tolist()
    amounts, wholes = flows.amount.tolist(), flows.whole.tolist()
    through = [0] * len(enters)
    least = None
    for _ in range(ROUNDS_MAX):
        missing = list(enters)
        for payer, payee, amount in zip(payers, payees, amounts, strict=True):
            missing[payee] += through[payer] * amount // wholes[payer]
        missing = [there - here for there, here in zip(missing, through, strict=True)]
        missed = sum(map(abs, missing))
        if missed <= 4 * (len(enters) + len(amounts)):
            return through, missed + len(amounts)  # each flow was rounded down by less than one part
        if least is not None and missed * 2 > least:
            break
        least = missed
        scale = max(map(abs, missing)).bit_length()
        more = pass_through(flows, np.array([one / (1 << scale) for one in missing]))
        through = [here + (int(ldexp(float(one), 62)) << scale >> 62)
                   for here, one in zip(through, more.tolist(), strict=True)]
    raise ValueError("the chain turns so often before anybody keeps a part that its shares cannot be made certain")
