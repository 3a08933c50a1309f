"""The tables of the store, made from the definitions of the open tables; there is no second definition."""

import hashlib
import re
from collections.abc import Iterable

from auzolan.node.database import Database
from auzolan.tables.table import Column, Table

_TYPES = {
    "text": ("TEXT", 'TEXT COLLATE "C"'),
    "whole": ("INTEGER", "BIGINT"),
    "amount": ("INTEGER", "BIGINT"),
    "date": ("TEXT", 'TEXT COLLATE "C"'),
    "truth": ("INTEGER", "BOOLEAN"),
}

_FIXED = (
    "CREATE TABLE IF NOT EXISTS organisations (handle INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE IF NOT EXISTS entries (org INTEGER NOT NULL, seq BIGINT NOT NULL, bytes BLOB NOT NULL,"
    " leaf BLOB NOT NULL, PRIMARY KEY (org, seq)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS appends (org INTEGER NOT NULL, key TEXT NOT NULL, asked TEXT NOT NULL,"
    " first BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (org, key)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS checkpoints (org INTEGER NOT NULL, size BIGINT NOT NULL, note BLOB NOT NULL,"
    " PRIMARY KEY (org, size)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS vault (org INTEGER NOT NULL, commitment TEXT NOT NULL, owner TEXT NOT NULL,"
    " sealed BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (org, commitment)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS books_keys (org INTEGER PRIMARY KEY, key BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sign_in_codes (id TEXT PRIMARY KEY, org INTEGER NOT NULL, member TEXT NOT NULL,"
    " code TEXT NOT NULL, until BIGINT NOT NULL, tries INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS box_papers (org INTEGER NOT NULL, slot BLOB NOT NULL, decision TEXT NOT NULL,"
    " sealed BLOB NOT NULL, PRIMARY KEY (org, slot)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS box_voted (org INTEGER NOT NULL, decision TEXT NOT NULL, member TEXT NOT NULL,"
    " PRIMARY KEY (org, decision, member)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS outbox (org INTEGER NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL,"
    " member TEXT NOT NULL, made BIGINT NOT NULL, tries INTEGER NOT NULL, next BIGINT NOT NULL, sent BIGINT NOT NULL,"
    " PRIMARY KEY (org, kind, about, member)){without_rowid}",
    "CREATE TABLE IF NOT EXISTS layout (name TEXT PRIMARY KEY, digest TEXT NOT NULL)",
)

_APPEND_ONLY = ("entries", "appends", "checkpoints")


def stored_name(table: str) -> str:
    """The name of an open table in the store; ours begin with t_ so that none is a keyword."""
    return f"t_{table}"


def _column(column: Column, postgres: bool) -> str:
    return f'"{column.name}" {_TYPES[column.kind][1 if postgres else 0]}{"" if column.optional else " NOT NULL"}'


def table_statements(table: Table, *, postgres: bool) -> list[str]:
    """The statements that make one open table and the index by which its holding rows are found."""
    name = stored_name(table.name)
    columns = ", ".join(_column(column, postgres) for column in table.columns)
    keyed = ", ".join(f'"{column}"' for column in table.key)
    tail = "" if postgres else " WITHOUT ROWID"
    whole = "BIGINT" if postgres else "INTEGER"
    return [
        f"CREATE TABLE IF NOT EXISTS {name} (org INTEGER NOT NULL, n {whole} NOT NULL, since {whole} NOT NULL,"
        f" until {whole}, {columns}, PRIMARY KEY (org, n)){tail}",
        f"CREATE UNIQUE INDEX IF NOT EXISTS {name}_now ON {name} (org, {keyed}) WHERE until IS NULL",
    ]


def layout_digest(tables: Iterable[Table]) -> str:
    """Which definitions the stored tables were made from; another digest means `auzolan rebuild`."""
    spelt = "\n".join(line for table in tables for line in table_statements(table, postgres=False))
    return hashlib.sha256(spelt.encode()).hexdigest()


def fixed_statements(*, postgres: bool) -> list[str]:
    """The statements that make the journal, the vault and what else is not an open table."""
    spelt = (statement.format(without_rowid="" if postgres else " WITHOUT ROWID") for statement in _FIXED)
    return [one.replace(" BLOB", " BYTEA") if postgres else one for one in spelt]


def triggers(*, postgres: bool) -> list[str]:
    """The statements that make what was written once impossible to change or delete."""
    if postgres:
        made = [
            "CREATE OR REPLACE FUNCTION auzolan_append_only() RETURNS trigger AS"
            " $$ BEGIN RAISE EXCEPTION 'this table is append-only'; END $$ LANGUAGE plpgsql"
        ]
        for name in _APPEND_ONLY:
            made.append(f"DROP TRIGGER IF EXISTS {name}_append_only ON {name}")
            made.append(
                f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
                " FOR EACH STATEMENT EXECUTE FUNCTION auzolan_append_only()"
            )
        return made
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
        " BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END"
        for name in _APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]


def statements(tables: Iterable[Table], *, postgres: bool) -> list[str]:
    """Every statement that makes a store, in their order."""
    open_ = [statement for table in tables for statement in table_statements(table, postgres=postgres)]
    return [*fixed_statements(postgres=postgres), *open_, *triggers(postgres=postgres)]


def make(database: Database, tables: Iterable[Table]) -> None:
    """Make what is missing; leaves alone what is there."""
    tables = tuple(tables)
    if is_current(database, tables) and not _missing(database):
        return
    with database.writing(0):
        for statement in statements(tables, postgres=database.postgres):
            database.execute(statement)
        if database.one("SELECT 1 FROM layout WHERE name = 'tables'") is None:
            note_layout(database, tables)


def _missing(database: Database) -> bool:
    """Whether a table that is no open table is not there yet: an earlier version of the software made the store."""
    names = [re.findall(r"EXISTS (\w+)", statement)[0] for statement in _FIXED]
    if database.postgres:
        found = {name for name in names if (database.one("SELECT to_regclass(?)", (name,)) or (None,))[0] is not None}
    else:
        found = {str(row[0]) for row in database.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return not set(names) <= found


def note_layout(database: Database, tables: Iterable[Table]) -> None:
    """Remember from which definitions the open tables were made."""
    database.execute("DELETE FROM layout WHERE name = 'tables'")
    database.execute("INSERT INTO layout (name, digest) VALUES (?, ?)", ("tables", layout_digest(tables)))


def make_tables(database: Database, tables: Iterable[Table]) -> None:
    """Make the open tables."""
    for table in tables:
        for statement in table_statements(table, postgres=database.postgres):
            database.execute(statement)


def is_current(database: Database, tables: Iterable[Table]) -> bool:
    """Whether the open tables were made from these definitions; if not, `auzolan rebuild` makes them again."""
    if database.postgres:
        there = database.one("SELECT to_regclass('layout')")
        present = there is not None and there[0] is not None
    else:
        present = database.one("SELECT 1 FROM sqlite_master WHERE name = 'layout'") is not None
    made = layout_digest(tables)
    return present and database.one("SELECT digest FROM layout WHERE name = 'tables'") == (made,)
