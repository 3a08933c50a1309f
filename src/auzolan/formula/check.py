"""A formula held against the columns it may speak of: names, units, and who may see them, before it is computed."""

from auzolan.formula.function import row_function, total
from auzolan.formula.refuse import FormulaRefused, nearest
from auzolan.formula.say import say
from auzolan.formula.scope import Scope
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
from auzolan.formula.units import DATE, NUMBER, TEXT, TRUTH, Measure, measure_of, product, quotient

ROUND_PLACES_MAX = 12


def check(node: Node, scope: Scope, *, wanted: str | None = None) -> Measure:
    """What a formula's result is. wanted: the unit it must have ("EUR", "" for a pure number), "truth" for a condition.

    Raises FormulaRefused in one sentence: an unknown or hidden column, units that do not fit, a result of another unit.
    """
    found = measures(node, scope)[id(node)]
    if wanted is not None:
        need = TRUTH if wanted == "truth" else measure_of(wanted)
        if not found.same_as(need):
            said = found.said if found.kind == "number" and found.said else found.in_words()
            raise FormulaRefused(
                at=node.at, why=f"{say(node)}: {said} is not {need.in_words()}.", next=_mend(found, need)
            )
    return found


def measures(node: Node, scope: Scope) -> dict[int, Measure]:
    """The measure of every part, by the id() of the part: valid while the formula itself is kept."""
    checker = _Checker(scope)
    checker.measure(node)
    return checker.found


def _mend(found: Measure, need: Measure) -> str:
    if need.kind == "truth":
        return "Write a condition, such as hours > 0 h."
    if found.kind == "number" and not found.unit:
        return f"Multiply it by an amount of {need.code}, or write the unit after the number: 12 {need.code}."
    return f"Write a formula whose units come out as {need.code or 'a pure number'}."


class _Checker:
    """Walks a formula once and keeps what each part is."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.found: dict[int, Measure] = {}
        self.table: str | None = None  # inside an aggregate: the table its columns come from
        columns = scope.columns.values()
        self.units = scope.units or {code for column in columns for code, _ in measure_of(column.unit).unit}

    def measure(self, node: Node) -> Measure:
        measure = self._measure(node)
        self.found[id(node)] = measure
        return measure

    def _measure(self, node: Node) -> Measure:
        match node:
            case Number():
                return self._number(node)
            case Text():
                return TEXT
            case Day():
                return DATE
            case Name():
                return self._name(node)
            case Negative():
                return self._needs_number(node.of)
            case Operation():
                return self._operation(node)
            case Comparison():
                return self._comparison(node)
            case Logic():
                self._needs_truth(node.left)
                self._needs_truth(node.right)
                return TRUTH
            case Not():
                self._needs_truth(node.of)
                return TRUTH
            case Between():
                self._ordered(self._alike(node, (node.value, node.low, node.high)), node)
                return TRUTH
            case OneOf():
                self._alike(node, (node.value, *node.options))
                return TRUTH
            case Case():
                return self._case(node)
            case Call():
                return self._call(node)

    def _number(self, node: Number) -> Measure:
        measure = measure_of(node.unit)
        for code, _ in measure.unit:
            if code not in self.units:
                divided = " To divide by a column, write ` / ` with spaces." if "/" in node.unit else ""
                raise FormulaRefused(
                    at=node.at,
                    why=f"{say(node)}: {code} is not a unit known here.",
                    next=f"{nearest(code, self.units)}{divided}",
                )
        return measure

    def _name(self, node: Name) -> Measure:
        name = self.scope.own(node.name)
        column = self.scope.columns.get(name)
        if column is None:
            raise FormulaRefused(
                at=node.at, why=f"There is no column {node.name} here.", next=nearest(name, self._visible())
            )
        if not column.visible:
            raise FormulaRefused(
                at=node.at,
                why=f"The column {node.name} may not be seen by those who may see the result.",
                next="Use a column that they may see, or ask for a wider publication article.",
            )
        table = Name(name=name).table
        if self.table is None and table:
            raise FormulaRefused(
                at=node.at,
                why=f"{table} has several lines for each of these rows, so {node.name} alone is not one value.",
                next=f"Write sum({node.name}), count, min or max.",
            )
        if self.table is not None and table != self.table:
            raise FormulaRefused(
                at=node.at,
                why="One total, such as a sum, reads one table only.",
                next="Use one for each table and combine them.",
            )
        return measure_of(column.unit) if column.kind == "number" else Measure(kind=column.kind)

    def _visible(self) -> list[str]:
        return [name for name, column in self.scope.columns.items() if column.visible]

    def _operation(self, node: Operation) -> Measure:
        left, right = self._needs_number(node.left), self._needs_number(node.right)
        if node.sign == "*":
            return product(left, right)
        if node.sign == "/":
            return quotient(left, right)
        if not left.same_as(right):
            verb = "added to" if node.sign == "+" else "subtracted from"
            first, second = (left, right) if node.sign == "+" else (right, left)
            raise FormulaRefused(
                at=node.at,
                why=f"{say(node)}: {first.in_words()} cannot be {verb} {second.in_words()}.",
                next=self._same_unit_advice(left, right),
            )
        return left

    def _same_unit_advice(self, left: Measure, right: Measure) -> str:
        code = left.code or right.code
        return f"Bring both sides to the same unit; a fixed number carries its own: 12 {code}."

    def _comparison(self, node: Comparison) -> Measure:
        measure = self._alike(node, (node.left, node.right))
        if node.sign not in ("=", "<>"):
            self._ordered(measure, node)
        return TRUTH

    def _alike(self, node: Node, parts: tuple[Node, ...]) -> Measure:
        first, *others = [self.measure(part) for part in parts]
        for other in others:
            if not first.same_as(other):
                raise FormulaRefused(
                    at=node.at,
                    why=f"{say(node)}: {first.in_words()} and {other.in_words()} cannot be held against each other.",
                    next=self._same_unit_advice(first, other)
                    if first.kind == other.kind
                    else "Compare numbers with numbers, dates with dates, and text with 'text'.",
                )
        return first

    def _ordered(self, measure: Measure, node: Node) -> None:
        if measure.kind not in ("number", "date"):
            raise FormulaRefused(
                at=node.at,
                why=f"{say(node)}: {measure.in_words()} has no order of size.",
                next="Use = or <> or in here.",
            )

    def _case(self, node: Case) -> Measure:
        for condition, _ in node.branches:
            self._needs_truth(condition)
        values = tuple(value for _, value in node.branches)
        return self._alike(node, values if node.otherwise is None else (*values, node.otherwise))

    def _call(self, node: Call) -> Measure:
        if node.name in AGGREGATES:
            return self._aggregate(node)
        if node.name in ROW_FUNCTIONS:
            return row_function(node.name).measure(node, [self._needs_number(part) for part in node.args])
        if node.name == "round":
            self._needs_places(node.args[1], node)
            self.measure(node.args[1])
            return self._needs_number(node.args[0])
        if node.name in ("floor", "abs"):
            return self._needs_number(node.args[0])
        measure = self._alike(node, node.args)
        if node.name in ("least", "greatest"):
            self._ordered(measure, node)
        return measure

    def _needs_places(self, node: Node, call: Call) -> None:
        plain = isinstance(node, Number) and not node.unit and not node.percent and node.value.denominator == 1
        if not plain or not isinstance(node, Number) or node.value > ROUND_PLACES_MAX:
            raise FormulaRefused(
                at=call.at,
                why=f"{say(call)}: the places to round to are not a whole number from 0 to {ROUND_PLACES_MAX}.",
                next="Write round(x, 2).",
            )

    def _aggregate(self, node: Call) -> Measure:
        if self.table is not None:
            raise FormulaRefused(
                at=node.at,
                why=f"{say(node)} stands inside another total.",
                next="Compute it in a step of its own.",
            )
        if not node.args:
            return NUMBER
        tables = {Name(name=self.scope.own(name)).table for name in names_in(node.args[0])}
        if not tables:
            raise FormulaRefused(
                at=node.at, why=f"{say(node)} names no column.", next=f"Write {node.name}(hours), or count(*)."
            )
        self.table = sorted(tables)[0]
        measure = self.measure(node.args[0])
        self.table = None
        if node.name in ("sum", *FOUND_TOTALS) and measure.kind != "number":
            verb = "summed" if node.name == "sum" else "reckoned with"
            raise FormulaRefused(
                at=node.at, why=f"{say(node)}: {measure.in_words()} cannot be {verb}.", next="Use count."
            )
        if node.name in ("min", "max"):
            self._ordered(measure, node)
        if node.name in FOUND_TOTALS:
            return total(node.name).measure(measure)
        return NUMBER if node.name == "count" else measure

    def _needs_number(self, node: Node) -> Measure:
        measure = self.measure(node)
        if measure.kind != "number":
            raise FormulaRefused(
                at=node.at,
                why=f"{say(node)} is {measure.in_words()}, not a number.",
                next="Calculate with numbers only.",
            )
        return measure

    def _needs_truth(self, node: Node) -> None:
        measure = self.measure(node)
        if measure.kind != "truth":
            raise FormulaRefused(
                at=node.at,
                why=f"{say(node)} is {measure.in_words()}, not a condition.",
                next="Write a comparison, such as hours > 0 h.",
            )
