"""What an entry says about people whom its reader may not read about: then its bytes stay closed to them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from auzolan.policy.policy import MANDATE, NOBODY, OWN, Published, Viewer, columns
from auzolan.tables.table import Cell, Table


class Store(Protocol):
    """Where the rows of the open tables are."""

    @property
    def tables(self) -> Mapping[str, Table]:
        """Every open table by name."""

    def rows(
        self, table: str, at: int | None = None, where: str = "", values: Sequence[Cell] = (), tail: str = ""
    ) -> list[tuple[Any, ...]]:
        """(since, values in the order of the columns) of the rows that held after entry `at`."""


def withheld(store: Store, seq: int, viewer: Viewer, said: Published) -> bool:
    """Whether an entry made a row about a person of which this viewer may not see every open column.

    seq: which entry; said: what the charter narrows to its person. What only mandates read is no open column: an entry
    holds no more than a commitment to it.
    """
    some = not viewer.belongs or bool(said.own)
    return any(
        hides(table, dict(zip(table.names, row[1:], strict=True)), viewer, said)
        for table in store.tables.values() if table.person and (some or _personal(table))
        for row in store.rows(table.name, seq, "since = ?", (seq,))
    )


def _personal(table: Table) -> bool:
    """Whether the table itself, and not only a charter, keeps a column for the person that a row is about."""
    return any(column.seen_by == OWN for column in table.columns)


def hides(table: Table, row: Mapping[str, Cell], viewer: Viewer, said: Published) -> bool:
    """Whether a row about a person has an open column that this viewer may not see."""
    open_ = {one.name for one in table.columns if one.seen_by not in (MANDATE, NOBODY)}
    return bool(row[table.person]) and not open_ <= columns(viewer, table, row, said).keys()
