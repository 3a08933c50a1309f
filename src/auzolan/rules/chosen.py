"""The rows that a rule is about, and what to tell when a formula has no answer for one of them."""

from collections.abc import Sequence

from auzolan.formula.scope import Row
from auzolan.rules.ground import Ground
from auzolan.rules.steps import Over
from auzolan.values.refusal import Refusal


def chosen_rows(over: Over, ground: Ground) -> Sequence[Row]:
    """The rows of a table that meet its condition, in the table's order."""
    everyone = ground.rows(over.table)
    if over.where is None:
        return everyone
    holds = ground.explaining(over.where, everyone, ground.scope(over.table))
    return [row for row in everyone if holds.figure(row).value is True]


def named(row: Row) -> str:
    """How a refusal names a row: by its first column, which is what the row is called in the open tables."""
    return str(next(iter(row.values.values()), ""))


def stopped(where: str, why: str, next: str) -> Refusal:
    """The refusal of a run that its own figures do not allow."""
    return Refusal(what="The rule was not run", where=where, why=why, next=next)
