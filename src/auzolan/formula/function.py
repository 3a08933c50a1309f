"""What a function of the language is: its form, its unit, its exact value, and the same in SQL. One file each.

The file's name is the function's. `functions/` holds those of one row's values, `totals/` those over many rows; a file
put there is in the language, in the evaluator and in every engine, and nothing lists it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from auzolan.formula.compile_numbers import Sized
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import AGGREGATES, Call, Node, parts_of
from auzolan.formula.units import Measure
from auzolan.values.quantity import round_half_even

if TYPE_CHECKING:
    from auzolan.formula.compile_parts import Parts


class Grown(NamedTuple):
    """How large a number can become: digits before the point, and decimals."""

    whole: int
    places: int


class RowFunction(Protocol):
    """A file of `functions/`. takes: the fewest and the most values between its brackets."""

    takes: tuple[int, int]

    def form(self, call: Call) -> Call:
        """The call as the tree holds it. Raises FormulaRefused where its form alone says that it cannot be."""

    def measure(self, call: Call, of: Sequence[Measure]) -> Measure:
        """Its unit, from those of its parts, which are all numbers. Raises FormulaRefused."""

    def grown(self, call: Call, of: Sequence[Grown]) -> Grown:
        """How many digits it can have at most, from those of its parts."""

    def value(self, call: Call, of: Sequence[Fraction], scale: int) -> tuple[Fraction, str]:
        """Its value and a sentence about its rounding, or an empty one. Raises FormulaRefused."""

    def compiled(self, call: Call, parts: "Parts") -> Sized:
        """The same as a column. Raises FormulaRefused where an engine could not give it exactly."""


class Total(Protocol):
    """A file of `totals/`. Its value is rounded half to even at the rule's decimals, as that of `/` is."""

    def measure(self, of: Measure) -> Measure:
        """Its unit, from that of what it is over, which is a number."""

    def value(self, call: Call, known: Sequence[Fraction]) -> Fraction:
        """Its exact value over at least one known number. Raises FormulaRefused."""

    def compiled(self, lines: "Lines") -> "Over":
        """The same in SQL. Raises FormulaRefused where an engine could not give it exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The rows that a total is over, in SQL. parts: adds columns to them; of: the column that the total is of; call:
    the total; apart: `PARTITION BY ...` where each row of the rule has lines of its own, else empty."""

    parts: "Parts"
    of: Sized
    call: Call
    apart: str = ""

    @property
    def rows(self) -> int:
        """How many there can be, at least 1."""
        return max(self.parts.rows, 1)

    def summed(self, sql: str, has: int, most: int) -> str:
        """The sum of a column over the lines. has: its largest magnitude; most: that of the sum."""
        dialect = self.parts.dialect
        return f"CAST(SUM({dialect.typed(sql, has, most)}) AS {dialect.type(most)})"

    def ranked(self) -> tuple[Sized, Sized]:
        """Two columns: the place of each line by size from 1, unknown ones last, and how many are known."""
        order = f"ORDER BY CASE WHEN {self.of.sql} IS NULL THEN 1 ELSE 0 END, {self.of.sql}"
        shape = Sized(sql="", kind="number", most=self.rows)
        rank = f"CAST(ROW_NUMBER() OVER ({f'{self.apart} {order}'.strip()}) AS BIGINT)"
        place = self.parts.put(rank, shape, (self.of,), letter="w")
        return place, self.parts.put(f"COUNT({self.of.sql}) OVER ({self.apart})", shape, (self.of,), letter="w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A total in SQL. columns: (what is selected over the lines, its shape); level: the level that their parts are at;
    finish: makes the value of them, once they stand beside the rule's rows; wrong: a further way to fail."""

    columns: tuple[tuple[str, Sized], ...]
    finish: "Callable[[Parts, Sequence[Sized]], Sized]"
    level: int = 0
    wrong: str = ""


@cache
def row_function(name: str) -> RowFunction:
    """The function of a name in ROW_FUNCTIONS."""
    return cast(RowFunction, import_module(f"auzolan.formula.functions.{name}"))


@cache
def total(name: str) -> Total:
    """The total of a name in FOUND_TOTALS."""
    return cast(Total, import_module(f"auzolan.formula.totals.{name}"))


def rounded(exact: Fraction, scale: int) -> tuple[Fraction, str]:
    """A value half to even at a number of decimals, and the sentence that says so where it changed."""
    value = Fraction(round_half_even(exact, scale), 10**scale)
    return value, "" if value == exact else f"Rounded half to even at {scale} decimals."


def no_total_inside(call: Call) -> None:
    """Raise FormulaRefused where a total stands inside a call that is itself made of one."""
    waiting: list[Node] = list(call.args)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Call) and part.name in AGGREGATES:
            raise FormulaRefused(
                at=call.at,
                why=f"{call.name} holds another total between its brackets: {say(part)}.",
                next="Compute it in a step of its own.",
            )
        waiting.extend(parts_of(part))
