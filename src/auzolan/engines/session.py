"""What a rule needs of an SQL engine: take tables, keep the answer to a question, give rows back."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa

from auzolan.formula.compile import Compiled, Dialect


class Session(Protocol):
    """One connection to an engine, with tables of its own that end with it."""

    @property
    def dialect(self) -> Dialect:
        """How the engine is spoken to."""

    def load(self, name: str, table: pa.Table) -> None:
        """Have a table under a name; one of that name before is forgotten."""

    def keep(self, name: str, sql: str) -> None:
        """Have the answer to a query under a name."""

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def digest(self, portions: str, places: int, unit: str) -> str:
        """The output digest of docs/formats/run.md over a kept table with the columns `to` and `amount`."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        """End, and forget every table."""


def worked_out(session: Session, compiled: Compiled, kept: str) -> None:
    """Keep the compiled rows. Raises FormulaRefused as the evaluator does, for the first row that fails."""
    session.keep(kept, compiled.select(f"SELECT * FROM {compiled.rows}"))
    stop_at(session, compiled, kept, compiled.where)


def stop_at(session: Session, compiled: Compiled, kept: str, failed: str) -> None:
    """Raise what the evaluator says of the first row where a formula failed. failed: its column, or empty."""
    if failed:
        found = session.fetch(f"SELECT {failed} FROM {kept} WHERE {failed} IS NOT NULL ORDER BY n LIMIT 1")
        if found:
            raise compiled.refusal(int(found[0][0]))


def rows(session: Session, compiled: Compiled, tables: Mapping[str, pa.Table]) -> Sequence[tuple[Any, ...]]:
    """The value of each formula for each row, in the order of the rows: (n, value, ...) as whole numbers.

    tables: by their names in the sources that were compiled. Raises FormulaRefused as the evaluator does.
    """
    for name, table in tables.items():
        session.load(name, table)
    worked_out(session, compiled, "kept")
    for value in compiled.values.values():
        stop_at(session, compiled, "kept", value.failed)
    columns = "".join(f", {value.sql}" for value in compiled.values.values())
    return session.fetch(f"SELECT n{columns} FROM kept ORDER BY n")
