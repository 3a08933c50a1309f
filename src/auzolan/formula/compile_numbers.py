"""Whole numbers in SQL: how large each can become, how they are brought to the same decimals, and how they are divided.

Every number is an integer of its own decimal places. Its largest magnitude is known before anything runs, so nothing
overflows on its way: what fits 63 bits is a BIGINT, everything else the engine's wide type of 38 digits.
"""

from dataclasses import dataclass, replace

from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import Node

DIGITS_MAX = 37
MOST = 10**DIGITS_MAX - 1
NARROW_MOST = 2**63 - 1
NARROW = "BIGINT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What differs between engines. wide: the integer type of 38 digits; division: the operator that divides whole
    numbers exactly, towards zero; quotient_most: the largest quotient it can give; quote: around a name;
    backslashes: whether a backslash in a text literal is written twice; words: the type of a text."""

    name: str
    wide: str
    division: str
    quotient_most: int = MOST
    quote: str = '"'
    backslashes: bool = False
    words: str = "VARCHAR"

    def idiv(self, above: str, below: str) -> str:
        """The whole quotient of two magnitudes, the rest cut off."""
        return f"({above} {self.division} {below})"

    def named(self, name: str) -> str:
        """A column or a table of the engine by its name."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """A text literal."""
        if self.backslashes:
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + value.replace("'", "''") + "'"

    def type(self, most: int) -> str:
        """The type of a number that never becomes larger than this."""
        return NARROW if most <= NARROW_MOST else self.wide

    def whole(self, value: int, most: int = 0) -> str:
        """A whole number as a literal of the type that `most` needs."""
        wanted = self.type(max(abs(value), most))
        return f"CAST('{value}' AS {wanted})" if abs(value) > NARROW_MOST else f"CAST({value} AS {wanted})"

    def typed(self, sql: str, has: int, needs: int) -> str:
        """A number in the type that `needs` needs, where it stands in the type that `has` needs."""
        return sql if self.type(has) == self.type(needs) else f"CAST({sql} AS {self.type(needs)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A value in SQL. sql: the column or literal; kind: number, text, date or truth; places: its decimals; most: the
    largest magnitude of the integer, at least 1; least: the smallest one where it is not zero; maybe: whether it may be
    NULL, not known; failed: the column that holds why it could not be worked out, or empty; level: from which step on
    it is there."""

    sql: str
    kind: str
    places: int = 0
    most: int = 1
    least: int = 1
    maybe: bool = False
    failed: str = ""
    level: int = 0


def within(most: int, node: Node, rows: int, limit: int = MOST) -> int:
    """The magnitude itself. Raises FormulaRefused, naming the part, when it may have too many digits."""
    if most <= limit:
        return max(most, 1)
    why = f"{say(node)} can have {len(str(most))} digits in the worst case of {rows} rows; {DIGITS_MAX} are kept."
    if limit < MOST >= most:
        why = f"{say(node)} can come to {most} in smallest parts; a quotient here is at most {limit}."
    raise FormulaRefused(
        at=node.at, what="The formula was not compiled", why=why,
        next="Round a part of it, such as round(x, 4), or bring its columns to fewer decimals.",
    )


def scaled(value: Sized, places: int, node: Node, rows: int, dialect: Dialect) -> Sized:
    """The same number with more decimals."""
    more = places - value.places
    if more == 0:
        return value
    factor = 10**more
    most = within(value.most * factor, node, rows)
    sql = f"({dialect.typed(value.sql, value.most, most)} * {dialect.whole(factor, most)})"
    return replace(value, sql=sql, places=places, most=most, least=value.least * factor)


def aligned(values: list[Sized], node: Node, rows: int, dialect: Dialect) -> list[Sized]:
    """Numbers brought to the same decimals and one type; other kinds as they are."""
    if values[0].kind != "number":
        return values
    places = max(value.places for value in values)
    same = [scaled(value, places, node, rows, dialect) for value in values]
    most = max(value.most for value in same)
    return [replace(value, sql=dialect.typed(value.sql, value.most, most)) for value in same]


def magnitude(sql: str) -> str:
    """A number without its sign. Spark's own ABS and minus round what has more than 34 digits; this is exact."""
    return f"GREATEST({sql}, 0 - {sql})"


def half_even(quotient: str, rest: str, below: str) -> str:
    """A quotient of magnitudes rounded half to even; the rest is held against what it lacks, so nothing doubles."""
    lacks = f"({below} - {rest})"
    up = f"{rest} > {lacks} OR ({rest} = {lacks} AND {quotient} % 2 = 1)"
    return f"({quotient} + CASE WHEN {up} THEN 1 ELSE 0 END)"
