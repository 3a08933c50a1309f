"""What is smaller and what is the same: numbers with numbers, dates with dates."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import Comparison, Node
from auzolan.values.figure import Figure

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def compared(node: Comparison, one: Figure, other: Figure) -> bool:
    """Whether a comparison holds between two values. Raises FormulaRefused where they have no order."""
    if node.sign in ("=", "<>"):
        return bool(_COMPARE[node.sign](one.value, other.value))
    return _by_size(_COMPARE[node.sign], one, other, node)


def ordered(one: Figure, other: Figure, node: Node) -> bool:
    """Whether one is at most the other. Raises FormulaRefused where they have no order."""
    return _by_size(le, one, other, node)


def _by_size(compare: Callable[[Any, Any], bool], one: Figure, other: Figure, node: Node) -> bool:
    left, right = one.value, other.value
    for kind in (Fraction, date):
        if isinstance(left, kind) and isinstance(right, kind):
            return bool(compare(left, right))
    raise FormulaRefused(
        at=node.at,
        what="The formula was not worked out",
        why=f"{say(node)}: {one.printed()} and {other.printed()} have no order.",
        next="Compare numbers with numbers and dates with dates.",
    )
