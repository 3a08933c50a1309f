"""The store: entries in their order, and the open tables made from them. Knows no rule; keeps what it is given."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from auzolan.journal.entry import Entry
from auzolan.node.database import OVERFLOWS, Database
from auzolan.node.schema import stored_name
from auzolan.organisation import Written
from auzolan.tables.table import Add, Cell, Change, End, Table
from auzolan.values.refusal import Refusal

HOLDS_AT = "since <= ? AND (until IS NULL OR until > ?)"


class Store:
    """What one database keeps of one organisation."""

    def __init__(self, database: Database, handle: int, tables: Sequence[Table]) -> None:
        self.database = database
        self.handle = handle
        self.tables = {table.name: table for table in tables}

    # --- the journal

    def size(self) -> int:
        """How many entries there are."""
        found = self.database.one("SELECT COALESCE(MAX(seq) + 1, 0) FROM entries WHERE org = ?", (self.handle,))
        return int(found[0]) if found else 0

    def entries(self, first: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes, bytes]]:
        """(seq, bytes, leaf) from the first on, in order, up to but not with `end`."""
        limit = "" if end is None else " AND seq < ?"
        values = (self.handle, first) if end is None else (self.handle, first, end)
        statement = f"SELECT seq, bytes, leaf FROM entries WHERE org = ? AND seq >= ?{limit} ORDER BY seq"
        for seq, written, leaf in self.database.stream(statement, values):
            yield seq, bytes(written), bytes(leaf)

    def entry(self, seq: int) -> bytes | None:
        """The bytes of one entry."""
        found = self.database.one("SELECT bytes FROM entries WHERE org = ? AND seq = ?", (self.handle, seq))
        return bytes(found[0]) if found else None

    def append(self, written: Sequence[Written], counts: dict[str, int]) -> None:
        """Put entries and the changes they make to the open tables; the caller holds the write lock.

        counts: rows of each table before these entries; a new row is numbered from there.
        """
        handle = self.handle
        self.database.executemany(
            "INSERT INTO entries (org, seq, bytes, leaf) VALUES (?, ?, ?, ?)",
            [(handle, one.entry.seq, one.written, one.leaf) for one in written],
        )
        self.change(((one.entry.seq, one.changes) for one in written), counts)

    def change(self, changes: Iterable[tuple[int, Sequence[Change]]], counts: dict[str, int]) -> None:
        """Make rows hold and end. Rows are put a table at a time, but never past an End of the same table."""
        handle = self.handle
        waiting: dict[str, list[tuple[Any, ...]]] = {}
        for seq, made in changes:
            for change in made:
                table = change.table
                if type(change) is Add:
                    number = counts.get(table, 0)
                    counts[table] = number + 1
                    if table not in waiting:
                        waiting[table] = []
                    waiting[table].append((handle, number, seq, *change.values))
                elif isinstance(change, End):
                    self._put(table, waiting)
                    self.database.execute(self._ending(table), (seq, handle, *change.key))
        for name in list(waiting):
            self._put(name, waiting)

    def _put(self, table: str, waiting: dict[str, list[tuple[Any, ...]]]) -> None:
        if rows := waiting.pop(table, None):
            try:
                self.database.executemany(self._adding(table), rows)
            except OVERFLOWS as why:
                raise Refusal(
                    what="Nothing was written", where=f"table {table}", why="An amount has more than 18 digits.",
                    next="Give the unit fewer places in its article, or check the amount.",
                ) from why

    def _adding(self, table: str) -> str:
        names = self.tables[table].names
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
        return f"INSERT INTO {stored_name(table)} (org, n, since, until, {columns}) VALUES (?, ?, ?, NULL, {marks})"

    def _ending(self, table: str) -> str:
        keyed = " AND ".join(f'"{column}" = ?' for column in self.tables[table].key)
        return f"UPDATE {stored_name(table)} SET until = ? WHERE org = ? AND {keyed} AND until IS NULL"

    def read_back(self, first: int) -> list[tuple[Any, ...]]:
        """(bytes, leaf) of what was just put, read again from the database before anything is signed over it."""
        statement = "SELECT bytes, leaf FROM entries WHERE org = ? AND seq >= ? ORDER BY seq"
        return list(self.database.stream(statement, (self.handle, first)))

    # --- idempotency

    def append_of(self, key: str) -> tuple[str, int, int] | None:
        """(asked, first seq, last seq) of the append that had this key."""
        found = self.database.one(
            "SELECT asked, first, last FROM appends WHERE org = ? AND key = ?", (self.handle, key)
        )
        return (str(found[0]), int(found[1]), int(found[2])) if found else None

    def note_append(self, entry: Entry[Any], last: int) -> None:
        """Remember which entries answered a key, for ever."""
        self.database.execute(
            "INSERT INTO appends (org, key, asked, first, last) VALUES (?, ?, ?, ?, ?)",
            (self.handle, entry.key, entry.asked, entry.seq, last),
        )

    def appends(self) -> Iterator[tuple[str, str, int, int]]:
        """(key, asked, first, last) of every append, in order."""
        statement = "SELECT key, asked, first, last FROM appends WHERE org = ? ORDER BY first"
        for key, asked, first, last in self.database.stream(statement, (self.handle,)):
            yield str(key), str(asked), int(first), int(last)

    # --- checkpoints

    def note_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint."""
        self.database.execute(
            "INSERT INTO checkpoints (org, size, note) VALUES (?, ?, ?)", (self.handle, size, note)
        )

    def checkpoints(self) -> list[tuple[int, bytes]]:
        """(size, note) of every checkpoint, smallest first."""
        found = self.database.all("SELECT size, note FROM checkpoints WHERE org = ? ORDER BY size", (self.handle,))
        return [(int(size), bytes(note)) for size, note in found]

    def checkpoint(self, size: int | None = None) -> bytes | None:
        """The newest signed checkpoint, or the one of that size."""
        if size is None:
            statement, values = "SELECT note FROM checkpoints WHERE org = ? ORDER BY size DESC LIMIT 1", (self.handle,)
        else:
            statement, values = "SELECT note FROM checkpoints WHERE org = ? AND size = ?", (self.handle, size)  # type: ignore[assignment]
        found = self.database.one(statement, values)
        return bytes(found[0]) if found else None

    # --- open tables

    def rows(
        self, table: str, at: int | None = None, where: str = "", values: Sequence[Cell] = (), tail: str = ""
    ) -> list[tuple[Any, ...]]:
        """The rows of a table that hold now, or held after entry `at`: (since, values in the order of its columns).

        where: a condition of ours with `?`, never text from outside; tail: ORDER BY and LIMIT.
        """
        return list(self.stream_rows(table, at, where, values, tail))

    def stream_rows(
        self, table: str, at: int | None = None, where: str = "", values: Sequence[Cell] = (), tail: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        """The same, one at a time (inside `reading` on PostgreSQL)."""
        known = self.tables[table]
        columns = ", ".join(f'"{column}"' for column in known.names)
        held = "until IS NULL" if at is None else HOLDS_AT
        when = () if at is None else (at, at)
        more = f" AND ({where})" if where else ""
        statement = (
            f"SELECT since, {columns} FROM {stored_name(table)} WHERE org = ? AND {held}{more} {tail or 'ORDER BY n'}"
        )
        yield from self.database.all(statement, (self.handle, *when, *values))

    def all_rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """(n, since, until, values...) of every row there ever was, in order."""
        known = self.tables[table]
        columns = ", ".join(f'"{column}"' for column in known.names)
        statement = f"SELECT n, since, until, {columns} FROM {stored_name(table)} WHERE org = ? ORDER BY n"
        yield from self.database.stream(statement, (self.handle,))

    def ended_rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """(until, key...) of every row that no longer holds, in the order in which they ended."""
        keyed = ", ".join(f'"{column}"' for column in self.tables[table].key)
        statement = (
            f"SELECT until, {keyed} FROM {stored_name(table)} WHERE org = ? AND until IS NOT NULL ORDER BY until, n"
        )
        yield from self.database.stream(statement, (self.handle,))
