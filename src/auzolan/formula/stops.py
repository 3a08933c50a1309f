"""Why a formula has no value for a row: the same sentences from the plain evaluator and from every engine."""

from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import Call, Node, Operation

UNKNOWN, ZERO, NEGATIVE = "unknown", "zero", "negative"
_WHAT = "The formula was not worked out"


def stopped(kind: str, node: Node) -> FormulaRefused:
    """The sentence for a part. kind: UNKNOWN, ZERO (it divides by zero) or NEGATIVE (of a total that takes none)."""
    if kind == UNKNOWN:
        return FormulaRefused(
            at=node.at,
            what=_WHAT,
            why=f"The value of {say(node)} is not known for one of its rows.",
            next=f"Record it, or say what it counts as: coalesce({say(node)}, 0), with its unit if it has one (0 h).",
        )
    if kind == NEGATIVE:
        of = node.args[0] if isinstance(node, Call) else node
        return FormulaRefused(
            at=node.at,
            what=_WHAT,
            why=f"{say(node)} compares amounts that people have: {say(of)} is below zero for one of its rows.",
            next="Count such rows as nothing, with greatest, or leave them out.",
        )
    return FormulaRefused(
        at=node.at,
        what=_WHAT,
        why=f"{say(node)} divides by zero: {say(_below(node))} is 0 for one of its rows.",
        next="Leave such rows out, or write case when ... then ... end around it.",
    )


def _below(node: Node) -> Node:
    if isinstance(node, Operation):
        return node.right
    return node.args[-1] if isinstance(node, Call) else node
