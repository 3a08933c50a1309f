"""What a formula means: its exact value for one row, and why. Every faster engine must agree with this file.

Sums, products and differences are exact; each `/`, and each function that divides, rounds half to even at the declared
scale. A value that is not known stops the formula with a sentence, unless coalesce says what it counts as; totals pass
over it.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from auzolan.formula.check import measures
from auzolan.formula.function import rounded, row_function, total
from auzolan.formula.order import compared, ordered
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Row, Scope, own_name
from auzolan.formula.stops import UNKNOWN, ZERO, stopped
from auzolan.formula.tree import (
    AGGREGATES,
    FOUND_TOTALS,
    ROW_FUNCTIONS,
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
    names_in,
)
from auzolan.formula.units import Measure
from auzolan.values.figure import Figure, Value
from auzolan.values.quantity import round_half_even

SCALE = 12  # decimals kept by a division when the rule does not say otherwise


def evaluate(
    node: Node, row: Row, rows: Sequence[Row] = (), *, scale: int = SCALE, scope: Scope | None = None
) -> Value:
    """The value of a formula for a row. rows: all the rows of the rule, which sum, count, min and max read.

    Raises FormulaRefused when it has none: a division by zero, a value that is not known.
    """
    return explain(node, row, rows, scale=scale, scope=scope).value


def explain(
    node: Node, row: Row, rows: Sequence[Row] = (), *, scale: int = SCALE, scope: Scope | None = None
) -> Figure:
    """The value of a formula for a row, with the value of each of its parts and the entries they came from.

    scope: gives each figure its unit and its places; without it figures carry neither.
    """
    return Explainer(node, rows, scale=scale, scope=scope).figure(row)


class Explainer:
    """One formula over one set of rows: totals over all rows are computed once."""

    def __init__(self, node: Node, rows: Sequence[Row] = (), *, scale: int = SCALE, scope: Scope | None = None) -> None:
        self.node = node
        self.rows = rows
        self.scale = scale
        self.scope = scope
        self.measures: dict[int, Measure] = measures(node, scope) if scope else {}
        self.totals: dict[int, Figure] = {}
        self._told_of: dict[int, tuple[str, str, int | None]] = {}
        self._constants: dict[int, Figure] = {}
        self._columns: dict[int, str] = {}

    def figure(self, row: Row) -> Figure:
        """The value for one row, with its reasons."""
        return self._explain(self.node, row)

    def _explain(self, node: Node, row: Row) -> Figure:
        match node:
            case Number() | Text() | Day():
                if id(node) not in self._constants:
                    self._constants[id(node)] = self._told(node, node.value)
                return self._constants[id(node)]
            case Name():
                return self._column(node, row)
            case Case():
                return self._case(node, row)
            case Logic():
                return self._logic(node, row)
            case Call() if node.name in AGGREGATES:
                return self._aggregate(node, row)
            case Call() if node.name == "coalesce":
                return self._coalesce(node, row)
            case Negative() | Not():
                return self._single(node, row)
            case Operation() | Comparison():
                return self._pair(node, row)
            case Between():
                return self._between(node, row)
            case OneOf():
                value = self._known(node.value, row)
                return self._told(node, value.value in [option.value for option in node.options], value)
            case Call():
                return self._function(node, row)

    def _told(self, node: Node, value: Value, *because: Figure, note: str = "") -> Figure:
        label, unit, places = self._saying(node)
        return Figure(label=label, value=value, unit=unit, places=places, because=because, note=note)

    def _saying(self, node: Node) -> tuple[str, str, int | None]:
        """How a part of the formula is written, its unit and its places: the same for every row."""
        if id(node) not in self._told_of:
            measure = self.measures.get(id(node))
            self._told_of[id(node)] = (say(node), measure.code if measure else "", self._places(node))
        return self._told_of[id(node)]

    def _places(self, node: Node) -> int | None:
        if isinstance(node, Name) and self.scope:
            return self.scope.columns[self.scope.own(node.name)].places
        return None

    def _own(self, name: str) -> str:
        return self.scope.own(name) if self.scope else name

    def _column(self, node: Name, row: Row) -> Figure:
        if id(node) not in self._columns:
            own = self._own(node.name)
            self._columns[id(node)] = own_name(own, Name(name=own).table)
        name, (_, unit, places) = self._columns[id(node)], self._saying(node)
        return Figure(
            label=node.name, value=row.value(name), unit=unit, places=places, entries=row.entries.get(name, ())
        )

    def _known(self, node: Node, row: Row) -> Figure:
        figure = self._explain(node, row)
        if figure.value is None:
            raise stopped(UNKNOWN, node)
        return figure

    def _number(self, node: Node, row: Row) -> Figure:
        figure = self._known(node, row)
        if not isinstance(figure.value, Fraction):
            raise FormulaRefused(at=node.at, why=f"{say(node)} is not a number.", next="Calculate with numbers only.")
        return figure

    def _truth(self, node: Node, row: Row) -> Figure:
        figure = self._known(node, row)
        if not isinstance(figure.value, bool):
            raise FormulaRefused(at=node.at, why=f"{say(node)} is not a condition.", next="Write a comparison.")
        return figure

    def _single(self, node: Negative | Not, row: Row) -> Figure:
        if isinstance(node, Not):
            truth = self._truth(node.of, row)
            return self._told(node, not truth.value, truth)
        number = self._number(node.of, row)
        return self._told(node, -number.number, number)

    def _pair(self, node: Operation | Comparison, row: Row) -> Figure:
        if isinstance(node, Comparison):
            one, other = self._known(node.left, row), self._known(node.right, row)
            return self._told(node, compared(node, one, other), one, other)
        left, right = self._number(node.left, row), self._number(node.right, row)
        if node.sign == "/":
            return self._divided(node, left, right)
        match node.sign:
            case "+":
                value = left.number + right.number
            case "-":
                value = left.number - right.number
            case _:
                value = left.number * right.number
        return self._told(node, value, left, right)

    def _divided(self, node: Operation, left: Figure, right: Figure) -> Figure:
        if right.number == 0:
            raise stopped(ZERO, node)
        value, note = rounded(left.number / right.number, self.scale)
        return self._told(node, value, left, right, note=note)

    def _logic(self, node: Logic, row: Row) -> Figure:
        left = self._truth(node.left, row)
        if left.value is (node.word == "or"):
            return self._told(node, left.value, left)
        right = self._truth(node.right, row)
        return self._told(node, right.value, left, right)

    def _between(self, node: Between, row: Row) -> Figure:
        value, low, high = (self._known(part, row) for part in (node.value, node.low, node.high))
        inside = ordered(low, value, node) and ordered(value, high, node)
        return self._told(node, inside, value, low, high)

    def _case(self, node: Case, row: Row) -> Figure:
        asked: list[Figure] = []
        for condition, value in node.branches:
            asked.append(self._truth(condition, row))
            if asked[-1].value:
                chosen = self._explain(value, row)
                return self._told(node, chosen.value, *asked, chosen)
        if node.otherwise is None:
            return self._told(node, None, *asked)
        chosen = self._explain(node.otherwise, row)
        return self._told(node, chosen.value, *asked, chosen)

    def _coalesce(self, node: Call, row: Row) -> Figure:
        tried: list[Figure] = []
        for part in node.args:
            tried.append(self._explain(part, row))
            if tried[-1].value is not None:
                break
        return self._told(node, tried[-1].value, *tried)

    def _function(self, node: Call, row: Row) -> Figure:
        if node.name in ROW_FUNCTIONS:
            numbers = [self._number(part, row) for part in node.args]
            value, note = row_function(node.name).value(node, [one.number for one in numbers], self.scale)
            return self._told(node, value, *numbers, note=note)
        if node.name in ("least", "greatest"):
            parts = [self._known(part, row) for part in node.args]
            chosen = parts[0]
            for part in parts[1:]:
                smaller = ordered(part, chosen, node)
                if smaller is (node.name == "least"):
                    chosen = part
            return self._told(node, chosen.value, *parts)
        number = self._number(node.args[0], row)
        if node.name == "abs":
            return self._told(node, abs(number.number), number)
        if node.name == "floor":
            return self._told(node, Fraction(floor(number.number)), number)
        places = int(self._number(node.args[1], row).number)
        return self._told(node, Fraction(round_half_even(number.number, places), 10**places), number)

    def _aggregate(self, node: Call, row: Row) -> Figure:
        names = sorted(names_in(node))
        table = Name(name=self._own(names[0])).table if names else ""
        if table:
            return self._over(node, row.related.get(table, ()))
        if id(node) not in self.totals:
            self.totals[id(node)] = self._over(node, self.rows)
        return self.totals[id(node)]

    def _over(self, node: Call, rows: Sequence[Row]) -> Figure:
        figures = [self._explain(node.args[0], row) for row in rows] if node.args else []
        known = [figure for figure in figures if figure.value is not None]
        entries = tuple(sorted({entry for figure in known for entry in figure.all_entries()}))
        count = len(known) if node.args else len(rows)
        value, note = _aggregated(node, known, count, self.scale)
        said = f"Over {count} {'row' if count == 1 else 'rows'}. {note}".strip()
        told = self._told(node, value, note=said)
        return Figure(label=told.label, value=told.value, unit=told.unit, entries=entries, note=told.note)


def _aggregated(node: Call, known: list[Figure], count: int, scale: int) -> tuple[Value, str]:
    if node.name == "count":
        return Fraction(count), ""
    numbers = node.name == "sum" or node.name in FOUND_TOTALS
    if numbers and not all(isinstance(figure.value, Fraction) for figure in known):
        raise FormulaRefused(at=node.at, why=f"{say(node.args[0])} is not a number.", next="Use count.")
    if node.name == "sum":
        return sum((figure.number for figure in known), Fraction(0)), ""
    if not known:
        return None, ""
    if node.name in FOUND_TOTALS:
        return rounded(total(node.name).value(node, [figure.number for figure in known]), scale)
    chosen = known[0]
    for figure in known[1:]:
        if ordered(figure, chosen, node) is (node.name == "min"):
            chosen = figure
    return chosen.value, ""

