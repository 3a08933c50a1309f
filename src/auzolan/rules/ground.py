"""What every kind of rule that pays is given, and what it gives: the ground it stands on, and portions with reasons.

The file of such a kind has `read(article)` and `compute(value, ground)`. The value names `source` and `pays_from` where
one pot is shared out, or `unit` where the whole is the sum of the portions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from auzolan.formula.evaluate import Explainer
from auzolan.formula.scope import Row, Scope
from auzolan.formula.tree import Node
from auzolan.values.figure import Figure


@runtime_checkable
class Paying(Protocol):
    """An article of a kind that shares something out. pays_from: where the source is a fixed amount, else empty."""

    @property
    def source(self) -> str:
        """The account that is shared out, or a fixed amount such as "1876.00 EUR"."""

    @property
    def pays_from(self) -> str:
        """The account that a fixed amount comes from."""


class Measuring(Protocol):
    """An article of a kind that computes something for each row, without one pot."""

    @property
    def unit(self) -> str:
        """The code of the unit that everything comes out in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """One receiver's part in smallest parts, negative for a loss, with the figure that says why.

    source: the account it comes from, where there is no pot; rank: its place, where rows are ranked.
    """

    to: str
    amount: int
    member: str
    figure: Figure
    source: str = ""
    rank: int = 0


class Explains(Protocol):
    """A formula over some rows, ready to be asked."""

    def figure(self, row: Row) -> Figure:
        """The value for one row of these, with its reasons. Raises FormulaRefused where there is none."""


Explaining = Callable[[Node, Sequence[Row], Scope], Explains]


def plain_explaining(node: Node, rows: Sequence[Row], scope: Scope) -> Explains:
    """The plain evaluator, which tells every reason. rows: those that totals are over."""
    return Explainer(node, rows, scope=scope)


NO_ROW = Row(values={})
NO_COLUMNS = Scope(columns={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rule stands on. source: smallest parts, 0 without a pot; figure: the source with its entries; rows: a
    table's rows; scope: the columns of a table; fill: (template, row) -> the account; turn: which run of the rule it
    is; apart, apart_scope: what the article lets the rule know without any row; explaining: what works formulas out,
    for the kinds that ask them row by row."""

    source: int
    unit: str
    places: int
    figure: Figure
    rows: Callable[[str], Sequence[Row]]
    fill: Callable[[str, Row | None], str]
    turn: int
    scope: Callable[[str], Scope]
    apart: Row = NO_ROW
    apart_scope: Scope = NO_COLUMNS
    explaining: Explaining = plain_explaining


class PayingKind(Protocol):
    """The file of a rule kind that shares something out, or computes it for each row."""

    @property
    def name(self) -> str:
        """As articles say it: split, amount ..."""

    def read(self, article: Any) -> Paying | Measuring:
        """The article as a typed value."""

    def compute(self, said: Any, ground: Ground) -> list[Portion]:
        """Share the source out, every unit of it, or compute each row's part."""


def merged(found: Sequence[Portion]) -> list[Portion]:
    """Portions to the same account become one whose figure holds each step; in the order of the accounts' bytes."""
    by_account: dict[str, list[Portion]] = {}
    for portion in found:
        by_account.setdefault(portion.to, []).append(portion)
    whole = []
    for to in sorted(by_account, key=lambda account: account.encode()):
        parts = by_account[to]
        total = parts[0].figure
        for part in parts[1:]:
            total = total.plus(part.figure, label="both together")
        whole.append(replace(parts[0], amount=sum(part.amount for part in parts), figure=total))
    return whole
