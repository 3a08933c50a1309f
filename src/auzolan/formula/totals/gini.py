"""gini(x): how unequal amounts are, from 0 (all have the same) to nearly 1 (one has all). A pure number.

Half the mean difference between any two, by the mean; that is the sum of (2 * place - number - 1) * x, in order of
size, by the number times the sum. Rounded half to even at the rule's decimals. Where nobody has anything all have the
same, and it is 0. No amount may be below zero: a share of less than nothing has no meaning.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from auzolan.formula.compile_numbers import Sized, within
from auzolan.formula.compile_parts import Parts
from auzolan.formula.function import Lines, Over
from auzolan.formula.stops import NEGATIVE, stopped
from auzolan.formula.tree import Call
from auzolan.formula.units import NUMBER, Measure


def measure(of: Measure) -> Measure:
    """A pure number."""
    return NUMBER


def value(call: Call, known: Sequence[Fraction]) -> Fraction:
    """The exact quotient. Raises FormulaRefused where an amount is below zero."""
    order, number = sorted(known), len(known)
    if order[0] < 0:
        raise stopped(NEGATIVE, call)
    whole = number * sum(order, Fraction(0))
    apart = sum(((2 * place - number - 1) * one for place, one in enumerate(order, 1)), Fraction(0))
    return apart / whole if whole else Fraction(0)


def compiled(lines: Lines) -> Over:
    """Both sums over the lines, their quotient once beside each row."""
    call, of, dialect = lines.call, lines.of, lines.parts.dialect
    place, count = lines.ranked()
    most = within(of.most * lines.rows * lines.rows, call, lines.rows)
    each, known = dialect.typed(of.sql, of.most, most), dialect.typed(count.sql, count.most, most)
    apart = lines.summed(f"(2 * {place.sql} - {count.sql} - 1) * {each}", most, most)
    whole = lines.summed(f"{known} * {each}", most, most)
    below = f"MAX(CASE WHEN {of.sql} < 0 THEN {lines.parts.naming.failure(NEGATIVE, call)} END)"
    shape = Sized(sql="", kind="number", places=of.places, most=most)
    number = replace(shape, places=0, most=lines.rows)

    def finish(parts: Parts, found: Sequence[Sized]) -> Sized:
        above, total, known = found
        # Where all have nothing, or one had less than nothing and no value is used, the quotient is 0 by 1.
        usable = f"({total.sql} > 0 AND {above.sql} BETWEEN 0 AND {total.sql})"
        one = parts.dialect.whole(1, most)
        nought = parts.dialect.whole(0, most)
        over = parts.put(f"CASE WHEN {usable} THEN {above.sql} ELSE {nought} END", above, found)
        under = parts.put(f"CASE WHEN {usable} THEN {total.sql} ELSE {one} END", total, found)
        quotient = parts.ratio(call, over, under, largest=Sized(sql="", kind="number"))
        return parts.put(f"CASE WHEN {known.sql} > 0 THEN {quotient.sql} END", replace(quotient, maybe=True),
                         (quotient, known))

    columns = ((apart, shape), (whole, shape), (f"COUNT({of.sql})", number))
    return Over(columns=columns, finish=finish, level=max(place.level, count.level), wrong=below)
