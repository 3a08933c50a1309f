"""One way to speak to SQLite and to PostgreSQL: the same statements, the same locks, the same answers."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

WRITE_LOCK_SPACE = 0x4155_5A4F  # the first half of every advisory lock key of ours ("AUZO")
BUSY_SECONDS = 30
BATCH = 5_000
# Whatever a driver says when the database is damaged or away.
DRIVER_ERRORS = (sqlite3.Error, psycopg.Error, UnicodeDecodeError)
# What each driver says when a number does not fit into 64 bits.
OVERFLOWS = (OverflowError, psycopg.errors.NumericValueOutOfRange)


class Database:
    """One connection; a thread keeps its own.

    url: the path of a SQLite file, or postgresql://...; statements use `?` for values on both.
    """

    def __init__(self, url: str | Path, *, read_only: bool = False) -> None:
        self.url = str(url)
        self.postgres = self.url.startswith(("postgresql://", "postgres://"))
        self._db: Any
        self._streams = 0
        self._transactions = 0
        if self.postgres:
            self._db = psycopg.connect(self.url, autocommit=True)
        else:
            path = Path(self.url)
            if read_only:
                self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            else:
                self._db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
            self._prepare_sqlite(read_only)

    def _prepare_sqlite(self, read_only: bool) -> None:
        # An acknowledged entry survives a power cut (FULL); INSERT OR REPLACE must not slip past the
        # append-only triggers (recursive_triggers).
        pragmas = ["recursive_triggers=ON", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}",
                   "cache_size=-65536", "temp_store=MEMORY"]
        if not read_only:
            pragmas += ["journal_mode=WAL", "synchronous=FULL"]
        for pragma in pragmas:
            self._db.execute(f"PRAGMA {pragma}")

    def _spelt(self, statement: str) -> str:
        return statement.replace("%", "%%").replace("?", "%s") if self.postgres else statement

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement; answers the driver's cursor."""
        if self.postgres and not values:
            return self._db.execute(statement)
        return self._db.execute(self._spelt(statement), values)

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        if not rows:
            return
        cursor = self._db.cursor()
        cursor.executemany(self._spelt(statement), rows)
        cursor.close()

    def one(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found = self.execute(statement, values).fetchone()
        return None if found is None else tuple(found)

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row."""
        return [tuple(row) for row in self.execute(statement, values).fetchall()]

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Every row, a batch at a time, so that a large table does not fill the memory."""
        if not self.postgres:
            cursor = self._db.execute(statement, values)
            while batch := cursor.fetchmany(BATCH):
                yield from batch
        elif self._db.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            yield from self._server_side(statement, values)
        else:
            # PostgreSQL keeps a cursor of its own only inside a transaction.
            with self.reading():
                yield from self._server_side(statement, values)

    def _server_side(self, statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        self._streams += 1
        during = self._transactions
        cursor = self._db.cursor(name=f"stream_{self._streams}")
        cursor.itersize = BATCH
        try:
            cursor.execute(self._spelt(statement), values)
            for row in cursor:
                yield tuple(row)
        finally:
            # Its transaction may be over when nobody reads on; the cursor went with it.
            if during == self._transactions:
                cursor.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view of everything for as long as it lasts."""
        self._db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN")
        try:
            yield
        finally:
            self._transactions += 1
            self._db.execute("ROLLBACK")

    @contextmanager
    def writing(self, handle: int) -> Iterator[None]:
        """The organisation's write lock: nobody else writes to it until this ends. All or nothing."""
        if self.postgres:
            self._db.execute("BEGIN")
        else:
            self._db.execute("BEGIN IMMEDIATE")
        try:
            if self.postgres:
                self._db.execute("SELECT pg_advisory_xact_lock(%s, %s)", (WRITE_LOCK_SPACE, handle))
            yield
            self._transactions += 1
            self._db.execute("COMMIT")
        except BaseException:
            self._transactions += 1
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.postgres:
            self._db.rollback()
        elif self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def delete_for_good(self) -> None:
        """From now on this connection overwrites what it deletes (SQLite; PostgreSQL does when it is vacuumed)."""
        if not self.postgres:
            self._db.execute("PRAGMA secure_delete=ON")

    def forget_deleted(self, tables: Sequence[str]) -> None:
        """Leave nothing of deleted rows behind: not in free pages, not in the write-ahead log."""
        if self.postgres:
            for table in tables:
                self._db.execute(f"VACUUM FULL {table}")
        else:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def integrity(self) -> str:
        """What the database says about its own pages: "ok", or the first damage it names."""
        if self.postgres:
            return "ok"  # PostgreSQL checks its pages when it reads them (data checksums)
        try:
            found = self.one("PRAGMA integrity_check(1)")
        except sqlite3.DatabaseError as why:
            return str(why)
        return str(found[0]) if found else "no answer"

    def close(self) -> None:
        """Give the connection back."""
        self._db.close()


def text_of(value: Any) -> bytes:
    """The bytes of a blob, whichever driver it came from."""
    return bytes(value)
