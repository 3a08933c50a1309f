"""share_of(x): what part of the whole falls to a row, its x by the sum of x over all rows. A number from 0 to 1.

Rounded half to even at the rule's decimals, as every division is; so shares need not sum to quite 1. Who must give
every cent away uses a split with `by = x`, which shares exactly.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from auzolan.formula.bounds import quotient
from auzolan.formula.compile_numbers import Sized
from auzolan.formula.compile_parts import Parts
from auzolan.formula.function import Grown, no_total_inside, rounded
from auzolan.formula.stops import ZERO, stopped
from auzolan.formula.tree import Call
from auzolan.formula.units import NUMBER, Measure

takes = (1, 1)


def form(call: Call) -> Call:
    """The call with the sum that it is held against, so that whoever looks for sums in a formula finds it."""
    no_total_inside(call)
    whole = Call(name="sum", args=call.args, at=call.at)
    return replace(call, args=(*call.args, whole), written=1)


def measure(call: Call, of: Sequence[Measure]) -> Measure:
    """A pure number."""
    return NUMBER


def grown(call: Call, of: Sequence[Grown]) -> Grown:
    """Those of a division."""
    return quotient(*of)


def value(call: Call, of: Sequence[Fraction], scale: int) -> tuple[Fraction, str]:
    """The part by the whole. Raises FormulaRefused where the whole is 0."""
    part, whole = of
    if whole == 0:
        raise stopped(ZERO, call)
    return rounded(part / whole, scale)


def compiled(call: Call, parts: Parts) -> Sized:
    """The division of a column by its sum."""
    return parts.divided(call, call.args[0], call.args[1])
