"""An open table: one definition that rules read, pages list, the API serves and an export holds."""

from dataclasses import dataclass
from typing import Literal

import msgspec

Kind = Literal["text", "whole", "amount", "date", "truth"]
Class = Literal["public", "members", "mandate", "own", "nobody"]

Cell = str | int | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it means and who may see it.

    kind: text, whole (a count or a position), amount (an integer of the unit's smallest parts), date (ISO text), truth.
    unit: a unit's code, or "@column" when another column of the row names it, or empty.
    seen_by: the privacy class; a column without one cannot be made.
    """

    name: str
    kind: Kind
    means: str
    seen_by: Class
    unit: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One open table. Rows are never updated: each holds from the entry `since` until the entry `until`.

    key: the columns that name a row that holds now; no two holding rows share them.
    person: the column with the member a row is about ("own" columns are that member's); empty if none.
    day: the date column that a period selects by; empty if none.
    foreign: column -> table it points to (by that table's key).
    """

    name: str
    means: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    person: str = ""
    day: str = ""
    foreign: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if taken := {"org", "n", "since", "until"} & set(names):
            raise ValueError(f"table {self.name}: every row has {sorted(taken)} already; choose other words")
        if missing := {*self.key, *filter(None, (self.person, self.day))} - set(names):
            raise ValueError(f"table {self.name}: {sorted(missing)} are no columns of it")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the dictionary's order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


class Add(msgspec.Struct, frozen=True, gc=False):
    """A row that holds from the entry being read on. values: one cell a column, in order."""

    table: str
    values: Row


class End(msgspec.Struct, frozen=True, gc=False):
    """The row with this key no longer holds from the entry being read on."""

    table: str
    key: Row


Change = Add | End
