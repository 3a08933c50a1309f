"""The open tables as stored, held against the open tables as the journal makes them, while the pass goes on."""

from collections.abc import Iterator, Sequence
from typing import Any

from auzolan.areas import tables
from auzolan.tables.table import Add, Change
from auzolan.verify.check import REPLAY, Wrong
from auzolan.verify.copy import Copy


class StoredTables:
    """Walks every stored table once, in step with the entries that made its rows."""

    def __init__(self, copy: Copy) -> None:
        names = [table.name for table in tables()]
        self._rows: dict[str, Iterator[tuple[Any, ...]]] = {name: copy.all_rows(name) for name in names}
        self._ends: dict[str, Iterator[tuple[Any, ...]]] = {name: copy.ended_rows(name) for name in names}
        self._next_end = {name: next(ends, None) for name, ends in self._ends.items()}
        self._counts = dict.fromkeys(names, 0)

    def follow(self, seq: int, changes: Sequence[Change]) -> None:
        """Check that the store holds just the rows that this entry makes, and ended just those it ends."""
        ended: dict[str, list[tuple[Any, ...]]] = {}
        for change in changes:
            if isinstance(change, Add):
                number = self._counts[change.table]
                self._counts[change.table] = number + 1
                row = next(self._rows[change.table], None)
                if row is None or row[0] != number or row[1] != seq or row[3:] != change.values:
                    found = "no row" if row is None else f"{row[3:]} since entry {row[1]}"
                    raise Wrong(
                        REPLAY, f"table {change.table}, row {number}: expected {change.values}, found {found}", seq
                    )
                # Of two rows with one key only the older can have ended first; without this the two could be swapped.
                if row[2] is not None and row[2] <= seq:
                    why = f"table {change.table}, row {number}: it ended at {row[2]}, before it held"
                    raise Wrong(REPLAY, why, seq)
            else:
                ended.setdefault(change.table, []).append(change.key)
        for table, keys in ended.items():
            self._follow_ends(seq, table, keys)

    def _follow_ends(self, seq: int, table: str, keys: list[tuple[Any, ...]]) -> None:
        stored = []
        while (end := self._next_end[table]) is not None and end[0] == seq:
            stored.append(end[1:])
            self._next_end[table] = next(self._ends[table], None)
        if sorted(map(repr, stored)) != sorted(map(repr, keys)):
            raise Wrong(REPLAY, f"table {table}: entry {seq} ends {keys}, the store has {stored}", seq)

    def finish(self) -> None:
        """Check that nothing is stored beyond what the journal makes."""
        for table, rows in self._rows.items():
            if (row := next(rows, None)) is not None:
                raise Wrong(REPLAY, f"table {table} holds a row that no entry made: {row}", None)
        for table, end in self._next_end.items():
            if end is not None:
                raise Wrong(REPLAY, f"table {table}: a row was ended at {end[0]} by no entry", end[0])
