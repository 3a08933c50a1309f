"""What a formula may speak of, and the rows it is worked out on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeAlias

from auzolan.formula.refuse import FormulaRefused
from auzolan.values.figure import Value

Given: TypeAlias = Fraction | int | Decimal | str | date | bool | None


class Column(Protocol):
    """A column as a formula needs to know it: the open tables' own columns fit."""

    @property
    def name(self) -> str:
        """As a formula writes it, without a table."""

    @property
    def unit(self) -> str:
        """A code ("EUR", "EUR/kg"), or empty for a pure number, a text, a date or a truth."""

    @property
    def places(self) -> int | None:
        """Decimals to print; None for as many as needed."""

    @property
    def kind(self) -> str:
        """number, text, date or truth."""

    @property
    def visible(self) -> bool:
        """Whether whoever may see the result may see this column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainColumn:
    """A column said in full, where no table defines it."""

    name: str
    unit: str = ""
    places: int | None = None
    kind: str = "number"
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The columns a formula may name. columns: by the name as written, `hours` or `contributions.hours`;
    table: the rule's own table, so that `members.hours` means `hours`; units: the codes a literal may carry
    (empty: those of the columns).
    """

    columns: Mapping[str, Column]
    table: str = ""
    units: frozenset[str] = frozenset()

    def own(self, name: str) -> str:
        """The name without the rule's own table in front."""
        return own_name(name, self.table)


def own_name(name: str, table: str) -> str:
    """`members.hours` is `hours` in a rule over members."""
    return name.removeprefix(f"{table}.") if table else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an open table, as of one position of the journal.

    values: by column; amounts as exact numbers in whole units, None where not known. entries: by column, the journal
    entries that said so. related: by table, the lines that belong to this one in the period of the run.
    """

    values: Mapping[str, Given]
    entries: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    related: Mapping[str, Sequence["Row"]] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """The value of a column. Raises FormulaRefused when the row has no such column, TypeError for a float."""
        try:
            return exact(self.values[name])
        except KeyError as why:
            raise FormulaRefused(
                what="The formula was not worked out",
                why=f"The rows it runs on have no column {name}.",
                next="Name a column that the table has.",
            ) from why

    def within(self, outer: "Row") -> "Row":
        """This row with what the outer row says wherever this one says nothing."""
        return Row(
            values={**outer.values, **self.values},
            entries={**outer.entries, **self.entries},
            related={**outer.related, **self.related},
        )


def exact(given: Given) -> Value:
    """A value as formulas work with it: every number a Fraction. Raises TypeError for a float."""
    if isinstance(given, float):
        raise TypeError("a float has no place in a formula; give a Fraction, a whole number or a Decimal")
    if isinstance(given, bool) or given is None:
        return given
    if isinstance(given, int | Decimal):
        return Fraction(given)
    return given
