"""Units of a formula: hours and euros do not add, and what a formula gives must be what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from auzolan.formula.refuse import FormulaRefused, nearest
from auzolan.formula.say import say
from auzolan.formula.tree import (
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
)

Kind: TypeAlias = Literal["number", "text", "date", "truth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that a formula may name. unit: a code, or empty for a plain number; visible: to who asks."""

    name: str
    kind: Kind = "number"
    unit: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a part of a formula is: its kind, and for numbers its unit as powers of codes ({"EUR": 1, "h": -1})."""

    kind: Kind = "number"
    powers: tuple[tuple[str, int], ...] = field(default=())

    def said(self) -> str:
        """The unit in words: "h x EUR/kg", "a plain number"."""
        if self.kind != "number":
            return {"text": "a text", "date": "a date", "truth": "a condition"}[self.kind]
        above = [code for code, power in self.powers for _ in range(power)]
        below = [code for code, power in self.powers for _ in range(-power)]
        if not above and not below:
            return "a plain number"
        return " x ".join(above or ["1"]) + "".join(f"/{code}" for code in below)


PLAIN, TRUTH = Measure(), Measure(kind="truth")
Scope: TypeAlias = Mapping[str, Column]


def measure_of(unit: str) -> Measure:
    """The measure of a number in one unit."""
    return Measure(powers=((unit, 1),)) if unit else PLAIN


def check(node: Node, scope: Scope) -> Measure:
    """What a formula gives, in which unit. Raises FormulaRefused with a sentence where it makes no sense."""
    match node:
        case Number():
            return measure_of(node.unit)
        case Text():
            return Measure(kind="text")
        case Day():
            return Measure(kind="date")
        case Name():
            return _column(node, scope)
        case Negative():
            return _number(node.of, scope)
        case Operation():
            return _operation(node, scope)
        case Comparison():
            return _alike(node, check(node.left, scope), check(node.right, scope), TRUTH)
        case Between():
            value = check(node.value, scope)
            _alike(node, value, check(node.low, scope), TRUTH)
            return _alike(node, value, check(node.high, scope), TRUTH)
        case OneOf():
            value = check(node.value, scope)
            for option in node.options:
                _alike(node, value, check(option, scope), TRUTH)
            return TRUTH
        case Logic():
            return _truth(node.left, scope) and _truth(node.right, scope)
        case Not():
            return _truth(node.of, scope)
        case Case():
            return _case(node, scope)
        case Call():
            return _call(node, scope)


def expect(node: Node, scope: Scope, unit: str) -> None:
    """Refuse a formula that does not give an amount of this unit (empty: a plain number)."""
    found = check(node, scope)
    if found != measure_of(unit):
        wanted = f"an amount of {unit}" if unit else "a plain number"
        raise FormulaRefused(
            why=f"{say(node)}: {found.said()} is not {wanted}.", next=f"Write a formula that gives {wanted}.", at=node.at,
        )


def _column(node: Name, scope: Scope) -> Measure:
    column = scope.get(node.name)
    if column is None:
        raise FormulaRefused(why=f"There is no column {node.name}.", next=nearest(node.name, scope), at=node.at)
    if not column.visible:
        raise FormulaRefused(
            why=f"The column {node.name} is not open to those who would read the result.",
            next="Use a column that they can see, or ask for one in the publication article.", at=node.at,
        )
    return measure_of(column.unit) if column.kind == "number" else Measure(kind=column.kind)


def _number(node: Node, scope: Scope) -> Measure:
    found = check(node, scope)
    if found.kind != "number":
        raise FormulaRefused(why=f"{say(node)} is {found.said()}, not a number.", next="Use a number here.", at=node.at)
    return found


def _truth(node: Node, scope: Scope) -> Measure:
    found = check(node, scope)
    if found.kind != "truth":
        raise FormulaRefused(
            why=f"{say(node)} is {found.said()}, not a condition.", next="Compare it with something.", at=node.at
        )
    return found


def _operation(node: Operation, scope: Scope) -> Measure:
    left, right = _number(node.left, scope), _number(node.right, scope)
    if node.sign in "+-":
        return _alike(node, left, right, left)
    sign = 1 if node.sign == "*" else -1
    powers = dict(left.powers)
    for code, power in right.powers:
        powers[code] = powers.get(code, 0) + sign * power
    return Measure(powers=tuple(sorted((code, power) for code, power in powers.items() if power)))


def _alike(node: Node, left: Measure, right: Measure, gives: Measure) -> Measure:
    if left != right:
        raise FormulaRefused(
            why=f"{say(node)}: {left.said()} and {right.said()} do not go together.",
            next="Bring both to the same unit, for instance with a rate.", at=node.at,
        )
    return gives


def _case(node: Case, scope: Scope) -> Measure:
    values = [value for _, value in node.branches] + ([] if node.otherwise is None else [node.otherwise])
    for condition, _ in node.branches:
        _truth(condition, scope)
    first = check(values[0], scope)
    for value in values[1:]:
        _alike(node, first, check(value, scope), first)
    return first


def _call(node: Call, scope: Scope) -> Measure:
    if node.name == "count":
        for argument in node.args:
            check(argument, scope)
        return PLAIN
    if node.name == "round":
        _number(node.args[1], scope)
        return _number(node.args[0], scope)
    first = check(node.args[0], scope) if node.name == "coalesce" else _number(node.args[0], scope)
    for argument in node.args[1:]:
        _alike(node, first, check(argument, scope), first)
    return first
