"""power(x, n): a number times itself, n times over, exactly. n is a whole number written out, from 0 to 100.

No rounding: the power of a decimal number is a decimal number, with n times its decimals.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from auzolan.formula.compile_numbers import Sized, within
from auzolan.formula.compile_parts import Parts
from auzolan.formula.function import Grown
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import Call, Number
from auzolan.formula.units import NUMBER, Measure, product

takes = (2, 2)
EXPONENT_MAX = 100


def form(call: Call) -> Call:
    """The call itself. Raises FormulaRefused where the exponent is no whole number from 0 to 100."""
    by = call.args[1]
    plain = isinstance(by, Number) and not by.unit and not by.percent and by.value.denominator == 1
    if not plain or not isinstance(by, Number) or by.value > EXPONENT_MAX:
        raise FormulaRefused(
            at=call.at,
            why=f"{say(call)}: the exponent is not a whole number from 0 to {EXPONENT_MAX}.",
            next="Write it out, such as power(x, 2); a column cannot be an exponent.",
        )
    return call


def measure(call: Call, of: Sequence[Measure]) -> Measure:
    """The unit as often as the number: power of metres by 2 is m^2."""
    found = NUMBER
    for _ in range(_times(call)):
        found = product(found, of[0])
    return replace(found, said=found.code)


def grown(call: Call, of: Sequence[Grown]) -> Grown:
    """The digits of the number, n times."""
    return Grown(whole=max(of[0].whole * _times(call), 1), places=of[0].places * _times(call))


def value(call: Call, of: Sequence[Fraction], scale: int) -> tuple[Fraction, str]:
    """The exact power; the power by 0 is 1, also of 0."""
    return of[0] ** _times(call), ""


def compiled(call: Call, parts: Parts) -> Sized:
    """By squares: few columns, each bounded before it is made."""
    square, failed = parts.known(call.args[:1])
    base, times = square[0], _times(call)
    found: Sized | None = None
    while times:
        if times % 2:
            found = base if found is None else _product(call, parts, found, base)
        times //= 2
        base = _product(call, parts, base, base) if times else base
    one = Sized(sql=parts.dialect.whole(1), kind="number")
    return parts.put((found or one).sql, replace(found or one, maybe=False), (found or one, *square), failed=failed)


def _product(call: Call, parts: Parts, left: Sized, right: Sized) -> Sized:
    most = within(left.most * right.most, call, parts.rows)
    one, other = (parts.dialect.typed(side.sql, side.most, most) for side in (left, right))
    shape = Sized(sql="", kind="number", places=left.places + right.places, most=most, least=left.least * right.least)
    return parts.put(f"({one} * {other})", shape, (left, right))


def _times(call: Call) -> int:
    by = call.args[1]
    if not isinstance(by, Number):
        raise TypeError(f"{say(call)} was not read as a formula: its exponent is not written out")
    return int(by.value)
