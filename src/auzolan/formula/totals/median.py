"""median(x): the value in the middle by size, half of them above and half below; or halfway between two.

Rounded half to even at the rule's decimals where it has more; not known where nothing is known.
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
    """The unit of what is put in order."""
    return of


def value(call: Call, known: Sequence[Fraction]) -> Fraction:
    """Halfway between the two in the middle, which are one where their number is odd."""
    order = sorted(known)
    return (order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2


def compiled(lines: Lines) -> Over:
    """The two in the middle over the lines, and half their sum beside each row."""
    call, of = lines.call, lines.of
    place, count = lines.ranked()
    twice = f"2 * {place.sql}"
    # Of an odd number both are the same line: its place is (count + 1) / 2.
    middle = ((f"{twice} = {count.sql} OR {twice} = {count.sql} + 1"),
              (f"{twice} = {count.sql} + 1 OR {twice} = {count.sql} + 2"))
    shape = replace(of, sql="", least=1, maybe=True, failed="")
    columns = tuple((f"MAX(CASE WHEN {which} THEN {of.sql} END)", shape) for which in middle)

    def finish(parts: Parts, found: Sequence[Sized]) -> Sized:
        low, high = found
        most = within(2 * of.most, call, lines.rows)
        one, other = (parts.dialect.typed(side.sql, of.most, most) for side in (low, high))
        both = parts.put(f"({one} + {other})", replace(shape, most=most), found)
        if of.places < parts.scale:  # half of it has one decimal more, which is kept: no rounding, and no quotient
            most = within(10 * of.most, call, lines.rows)
            half = f"({parts.dialect.typed(both.sql, both.most, most)} * {parts.dialect.whole(5, most)})"
            return parts.put(half, replace(shape, places=of.places + 1, most=most), (both,))
        two = Sized(sql=parts.dialect.whole(2), kind="number", most=2, least=2)
        return replace(parts.ratio(call, both, two, largest=of), maybe=True)

    return Over(columns=columns, finish=finish, level=max(place.level, count.level))
