"""avg(x): the sum of what is known by how many are known; not known where none is.

Rounded half to even at the rule's decimals, as every division is.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from auzolan.formula.compile_numbers import Sized, within
from auzolan.formula.compile_parts import Parts
from auzolan.formula.function import Lines, Over
from auzolan.formula.tree import Call
from auzolan.formula.units import Measure


def measure(of: Measure) -> Measure:
    """The unit of what is averaged."""
    return of


def value(call: Call, known: Sequence[Fraction]) -> Fraction:
    """The sum by the number."""
    return sum(known, Fraction(0)) / len(known)


def compiled(lines: Lines) -> Over:
    """Sum and number over the lines, divided once beside each row."""
    call, of = lines.call, lines.of
    total = Sized(sql="", kind="number", places=of.places, most=within(of.most * lines.rows, call, lines.rows))
    count = Sized(sql="", kind="number", most=lines.rows, maybe=True)

    def finish(parts: Parts, found: Sequence[Sized]) -> Sized:
        quotient = parts.ratio(call, found[0], found[1], largest=of)
        return replace(quotient, maybe=True)

    return Over(columns=((lines.summed(of.sql, of.most, total.most), total), (f"COUNT({of.sql})", count)),
                finish=finish, level=of.level)
