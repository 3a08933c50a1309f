"""Reading the open tables as of one position: what rules, pages, exports and replays look at."""

from collections.abc import Mapping, Sequence

from auzolan.node.store import Store
from auzolan.organisation import Organisation
from auzolan.tables.table import Cell, Table

SINCE = "since"  # the entry from which a row holds: the proof behind its figures


class Reader:
    """The open tables as they held after one entry.

    at: the position (None: now); columns come by name.
    """

    def __init__(self, store: Store, org: Organisation, at: int | None = None) -> None:
        self.store = store
        self.org = org
        self.at = at

    def table(self, name: str) -> Table:
        """The definition of a table. Raises KeyError."""
        return self.store.tables[name]

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None,
        newest_first: bool = False, limit: int = 0, offset: int = 0,
    ) -> list[dict[str, Cell]]:
        """Rows as dictionaries, with `since`: the entry from which each holds.

        where: column -> value that it equals; between: (date column, first, last).
        """
        table = self.table(name)
        conditions, values = [], []
        for column, value in (where or {}).items():
            table.column(column)
            conditions.append(f'"{column}" = ?')
            values.append(value)
        if between:
            table.column(between[0])
            conditions.append(f'"{between[0]}" BETWEEN ? AND ?')
            values.extend(between[1:])
        tail = f"ORDER BY n{' DESC' if newest_first else ''}"
        if limit:
            tail += f" LIMIT {int(limit)} OFFSET {int(offset)}"
        found = self.store.rows(name, self.at, " AND ".join(conditions), values, tail)
        names = (SINCE, *table.names)
        return [dict(zip(names, row, strict=True)) for row in found]

    def count(self, name: str) -> int:
        """How many rows hold."""
        return len(self.store.rows(name, self.at))

    def names(self) -> Sequence[str]:
        """The tables there are."""
        return tuple(self.store.tables)
