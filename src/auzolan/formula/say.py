"""A formula written out again, the one way: as few brackets as it needs."""

from fractions import Fraction

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
from auzolan.values.quantity import print_fraction

# How tightly a part holds together; a part inside a tighter one needs brackets.
_OR, _AND, _NOT, _EQUAL, _ORDER, _RANGE, _SUM, _PRODUCT, _MINUS, _ATOM = range(10)


def say(node: Node) -> str:
    """The text of a formula; reading it again gives the same formula."""
    match node:
        case Number():
            return _say_number(node)
        case Text():
            return "'" + node.value.replace("'", "''") + "'"
        case Day():
            return node.value.isoformat()
        case Name():
            return node.name
        case Negative():
            return f"- {_inside(node.of, _MINUS)}"
        case Not():
            return f"not {_inside(node.of, _NOT)}"
        case Operation() | Comparison():
            hold = _hold(node)
            return f"{_inside(node.left, hold)} {node.sign} {_inside(node.right, hold + 1)}"
        case Logic():
            hold = _hold(node)
            return f"{_inside(node.left, hold)} {node.word} {_inside(node.right, hold + 1)}"
        case Between():
            return f"{_inside(node.value, _SUM)} between {_inside(node.low, _SUM)} and {_inside(node.high, _SUM)}"
        case OneOf():
            return f"{_inside(node.value, _SUM)} in ({', '.join(say(option) for option in node.options)})"
        case Case():
            return _say_case(node)
        case Call():
            return f"{node.name}({', '.join(say(part) for part in node.args[: node.written]) or '*'})"


def _say_number(node: Number) -> str:
    if node.percent:
        return f"{print_fraction(node.value * 100)}%"
    return f"{print_fraction(node.value)} {node.unit}".strip()


def _say_case(node: Case) -> str:
    said = " ".join(f"when {say(condition)} then {say(value)}" for condition, value in node.branches)
    tail = "" if node.otherwise is None else f" else {say(node.otherwise)}"
    return f"case {said}{tail} end"


def _inside(node: Node, hold: int) -> str:
    return f"({say(node)})" if _hold(node) < hold else say(node)


def _hold(node: Node) -> int:
    match node:
        case Logic():
            return _OR if node.word == "or" else _AND
        case Not():
            return _NOT
        case Comparison():
            return _EQUAL if node.sign in ("=", "<>") else _ORDER
        case Between() | OneOf():
            return _RANGE
        case Operation():
            return _SUM if node.sign in "+-" else _PRODUCT
        case Negative():
            return _MINUS
        case Number() if node.value < Fraction(0):
            return _MINUS
        case _:
            return _ATOM
