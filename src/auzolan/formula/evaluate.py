"""What a formula is worth for one row, exactly, with the reasons: this is the meaning of the language.

Sums, differences and products are exact; every `/` rounds half to even at the step's scale.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import (
    AGGREGATES,
    Between,
    Call,
    Case,
    Comparison,
    Day,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Operation,
    Text,
    parts_of,
)
from auzolan.values.figure import Figure, Value

SCALE = 12  # decimals that a quotient keeps, unless a step says otherwise
ROWS_SHOWN_MAX = 12  # an aggregate over more rows is explained by its entries, not row by row


class Row(Protocol):
    """One row of an open table, numbers in whole units."""

    def __getitem__(self, column: str) -> Any:
        """The value in a column: Fraction, text, date, truth, or None when it is not known."""

    def entries(self, column: str) -> tuple[int, ...]:
        """The journal entries behind that value."""

    def related(self, table: str) -> Sequence["Row"]:
        """The rows of another table that belong to this one, by its one declared foreign key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where a formula is read: its row, all rows of its table, the scale of quotients, the unit of each column."""

    row: Row
    rows: Sequence[Row]
    scale: int = SCALE
    units: Callable[[str], str] = lambda column: ""


def evaluate(node: Node, reading: Reading) -> Value:
    """The value alone; the same one that `explain` gives the reasons for."""
    return explain(node, reading).value


def explain(node: Node, at: Reading) -> Figure:
    """The value with every part of the formula for this row. Raises FormulaRefused for a division by zero."""
    match node:
        case Number():
            return Figure(label=say(node), value=node.value, unit=node.unit)
        case Text() | Day():
            return Figure(label=say(node), value=node.value)
        case Name():
            return Figure(
                label=node.name, value=_cell(at.row[node.name]), unit=at.units(node.name),
                entries=at.row.entries(node.name),
            )
        case Negative() | Not():
            return _one(node, explain(node.of, at))
        case Operation():
            return _operation(node, explain(node.left, at), explain(node.right, at), at.scale)
        case Comparison():
            left, right = explain(node.left, at), explain(node.right, at)
            return Figure(label=say(node), value=_compare(node, left.value, right.value), because=(left, right))
        case Logic():
            return _logic(node, at)
        case Between():
            value, low, high = (explain(part, at) for part in (node.value, node.low, node.high))
            known = None not in (value.value, low.value, high.value)
            return Figure(
                label=say(node), value=low.value <= value.value <= high.value if known else None,  # type: ignore[operator]
                because=(value, low, high),
            )
        case OneOf():
            value = explain(node.value, at)
            options = [option.value for option in node.options]
            return Figure(label=say(node), value=None if value.value is None else value.value in options, because=(value,))
        case Case():
            return _case(node, at)
        case Call():
            return _aggregate(node, at) if node.name in AGGREGATES else _call(node, at)


def _cell(value: Any) -> Value:
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _one(node: Negative | Not, of: Figure) -> Figure:
    if of.value is None:
        return Figure(label=say(node), value=None, because=(of,))
    value = not of.value if isinstance(node, Not) else -of.number
    return Figure(label=say(node), value=value, unit=of.unit, because=(of,))


def _operation(node: Operation, left: Figure, right: Figure, scale: int) -> Figure:
    if left.value is None or right.value is None:
        return Figure(label=say(node), value=None, because=(left, right))
    a, b = left.number, right.number
    unit = left.unit
    if node.sign == "+":
        value = a + b
    elif node.sign == "-":
        value = a - b
    elif node.sign == "*":
        value = a * b
        unit = f"{left.unit} x {right.unit}" if left.unit and right.unit else left.unit or right.unit
    else:
        if b == 0:
            raise FormulaRefused(
                what="The formula could not be worked out", why=f"{say(node)} divides by zero.",
                next="Say in a `case when` what holds where it is zero.", at=node.at,
            )
        value = divided(a, b, scale)
        unit = "" if left.unit == right.unit else f"{left.unit or '1'}/{right.unit}" if right.unit else left.unit
    return Figure(label=say(node), value=value, unit=unit, because=(left, right))


def divided(a: Fraction, b: Fraction, scale: int) -> Fraction:
    """A quotient rounded half to even at so many decimals: the one rounding of the language."""
    return Fraction(round(a / b * 10**scale), 10**scale)


def _compare(node: Comparison, left: Value, right: Value) -> bool | None:
    if left is None or right is None:
        return None
    answers: dict[str, Callable[[Any, Any], bool]] = {
        "=": lambda a, b: bool(a == b), "<>": lambda a, b: bool(a != b), "<": lambda a, b: bool(a < b),
        "<=": lambda a, b: bool(a <= b), ">": lambda a, b: bool(a > b), ">=": lambda a, b: bool(a >= b),
    }
    return answers[node.sign](_comparable(left, right), _comparable(right, left))


def _comparable(value: Value, other: Value) -> Any:
    # Dates stand as ISO text in the open tables, which sorts the same.
    if isinstance(value, date) and isinstance(other, str):
        return value.isoformat()
    return value


def _logic(node: Logic, at: Reading) -> Figure:
    left, right = explain(node.left, at), explain(node.right, at)
    values = (left.value, right.value)
    decides = node.word == "or"
    value = decides if decides in values else None if None in values else not decides
    return Figure(label=say(node), value=value, because=(left, right))


def _case(node: Case, at: Reading) -> Figure:
    tried = []
    for condition, value in node.branches:
        asked = explain(condition, at)
        tried.append(asked)
        if asked.value is True:
            given = explain(value, at)
            return Figure(label=say(node), value=given.value, unit=given.unit, because=(*tried, given))
    if node.otherwise is None:
        return Figure(label=say(node), value=None, because=tuple(tried))
    given = explain(node.otherwise, at)
    return Figure(label=say(node), value=given.value, unit=given.unit, because=(*tried, given))


def _call(node: Call, at: Reading) -> Figure:
    parts = tuple(explain(part, at) for part in node.args)
    if node.name == "coalesce":
        given = next((part for part in parts if part.value is not None), parts[-1])
        return Figure(label=say(node), value=given.value, unit=given.unit, because=parts)
    if any(part.value is None for part in parts):
        return Figure(label=say(node), value=None, because=parts)
    numbers = [part.number for part in parts]
    if node.name == "least":
        value = min(numbers)
    elif node.name == "greatest":
        value = max(numbers)
    elif node.name == "abs":
        value = abs(numbers[0])
    elif node.name == "floor":
        value = Fraction(numbers[0].__floor__())
    else:
        places = int(numbers[1])
        value = Fraction(round(numbers[0] * Fraction(10) ** places)) / Fraction(10) ** places
    return Figure(label=say(node), value=value, unit=parts[0].unit, because=parts)


def _aggregate(node: Call, at: Reading) -> Figure:
    parts = [explain(node.args[0], one) for one in _rows(node, at)] if node.args else []
    known = [part for part in parts if part.value is not None]
    unit = known[0].unit if known else ""
    entries = tuple(sorted({seq for part in known for seq in part.all_entries()}))
    value: Value
    if node.name == "count":
        value, unit = Fraction(len(known) if node.args else len(at.rows)), ""
    elif node.name == "sum":
        value = sum((part.number for part in known), Fraction(0))
    elif not known:
        value = None
    else:
        value = (min if node.name == "min" else max)(part.number for part in known)
    shown = tuple(known) if len(known) <= ROWS_SHOWN_MAX else ()
    return Figure(label=say(node), value=value, unit=unit, because=shown, entries=entries, note=f"{len(known)} rows")


def _rows(node: Call, at: Reading) -> Iterable[Reading]:
    tables = {name.table for name in _names(node) if name.table}
    if not tables:
        return (Reading(row=row, rows=at.rows, scale=at.scale, units=at.units) for row in at.rows)
    if len(tables) > 1:
        raise FormulaRefused(why=f"{say(node)} reads two tables at once.", next="Sum each on its own.", at=node.at)
    table = tables.pop()
    related = [_Qualified(row, table) for row in at.row.related(table)]
    return (Reading(row=row, rows=related, scale=at.scale, units=at.units) for row in related)


def _names(node: Node) -> Iterable[Name]:
    if isinstance(node, Name):
        yield node
    for part in parts_of(node):
        yield from _names(part)


@dataclass(frozen=True, slots=True)
class _Qualified:
    """A row of a related table, whose columns are named with their table."""

    inner: Row
    table: str

    def __getitem__(self, column: str) -> Any:
        return self.inner[column.removeprefix(f"{self.table}.")]

    def entries(self, column: str) -> tuple[int, ...]:
        """The entries behind a column."""
        return self.inner.entries(column.removeprefix(f"{self.table}."))

    def related(self, table: str) -> Sequence[Row]:
        """What belongs to the row."""
        return self.inner.related(table)
