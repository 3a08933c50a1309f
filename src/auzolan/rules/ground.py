"""What every kind of rule that pays is given, and what it gives: the ground it stands on, and portions with reasons.

The file of such a kind has `read(article)`, whose value names `source` and `pays_from`, and `compute(value, ground)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from auzolan.formula.scope import Row, Scope
from auzolan.values.figure import Figure


class Paying(Protocol):
    """An article of a kind that shares something out. pays_from: where the source is a fixed amount, else empty."""

    @property
    def source(self) -> str:
        """The account that is shared out, or a fixed amount such as "1876.00 EUR"."""

    @property
    def pays_from(self) -> str:
        """The account that a fixed amount comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """One receiver's part in smallest parts, negative for a loss, with the figure that says why."""

    to: str
    amount: int
    member: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a rule stands on. source: smallest parts; figure: the source with its entries; rows: a table's rows;
    scope: the columns of a table; fill: (template, row) -> the account; turn: which run of the rule it is."""

    source: int
    unit: str
    places: int
    figure: Figure
    rows: Callable[[str], Sequence[Row]]
    fill: Callable[[str, Row | None], str]
    turn: int
    scope: Callable[[str], Scope]


class PayingKind(Protocol):
    """The file of a rule kind that shares something out."""

    def read(self, article: Any) -> Paying:
        """The article as a typed value."""

    def compute(self, said: Any, ground: Ground) -> list[Portion]:
        """Share the source out; every unit of it is given away."""
