"""The parts a formula is made of, once read; nothing of the parser that read it is left in them.

`at` is the character where a part begins, from 1; it does not count when two formulas are compared.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeAlias


def _files(folder: str) -> tuple[str, ...]:
    """The functions that have a file of their own; function.py says what such a file has."""
    return tuple(sorted(found.name for found in iter_modules([str(Path(__file__).parent / folder)])))


ROW_FUNCTIONS, FOUND_TOTALS = _files("functions"), _files("totals")
AGGREGATES = ("sum", "count", "min", "max", *FOUND_TOTALS)
FUNCTIONS = ("coalesce", "least", "greatest", "round", "floor", "abs", *ROW_FUNCTIONS, *AGGREGATES)
SIGNS = ("+", "-", "*", "/")
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(_Part):
    """A number as written: 1.7, 10%, 12 EUR. value: exact, 10% is 1/10; unit: a code, or empty."""

    value: Fraction
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(_Part):
    """Words between single quotes."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(_Part):
    """A date such as 2026-01-01."""

    value: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(_Part):
    """A column: `hours`, or `contributions.hours` of a related table."""

    name: str

    @property
    def table(self) -> str:
        """The related table, or empty for the rule's own rows."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative(_Part):
    """Minus something."""

    of: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(_Part):
    """Two numbers and one of + - * / between them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(_Part):
    """Two values of the same kind and one of = <> < <= > >= between them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(_Part):
    """Two conditions joined by `and` or `or`."""

    word: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(_Part):
    """The opposite of a condition."""

    of: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(_Part):
    """A value from low to high, both included."""

    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(_Part):
    """A value that is in a list of literals."""

    value: "Node"
    options: tuple["Literal", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(_Part):
    """The value after the first condition that holds; `otherwise` None means: not known."""

    branches: tuple[tuple["Node", "Node"], ...]
    otherwise: "Node | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(_Part):
    """One of FUNCTIONS with its arguments; count without arguments counts rows.

    written: how many of them stand in the text, where the form of a function adds more (share_of adds the sum).
    """

    name: str
    args: tuple["Node", ...] = ()
    written: int | None = None


Literal: TypeAlias = Number | Text | Day
Node: TypeAlias = (
    Number | Text | Day | Name | Negative | Operation | Comparison | Logic | Not | Between | OneOf | Case | Call
)


def parts_of(node: Node) -> tuple[Node, ...]:
    """The parts directly inside a part, in the order they are written."""
    match node:
        case Negative() | Not():
            return (node.of,)
        case Operation() | Comparison() | Logic():
            return (node.left, node.right)
        case Between():
            return (node.value, node.low, node.high)
        case OneOf():
            return (node.value, *node.options)
        case Case():
            pairs = tuple(part for branch in node.branches for part in branch)
            return pairs if node.otherwise is None else (*pairs, node.otherwise)
        case Call():
            return node.args
        case _:
            return ()


def names_in(node: Node) -> frozenset[str]:
    """Every column a formula speaks of, as written."""
    found: set[str] = set()
    waiting: list[Node] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            found.add(part.name)
        waiting.extend(parts_of(part))
    return frozenset(found)
