"""The engine `duckdb`: columnar, embedded, on one machine. Its whole numbers have 38 digits and its `//` is exact."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from auzolan.engines.by_kind import recomputed
from auzolan.engines.session import rows as rows_of
from auzolan.formula.compile import Compiled, Dialect
from auzolan.rules.facts import RunPublished
from auzolan.rules.running import Computed, Tables

name = "duckdb"
summary = "the rule as SQL in DuckDB, for many rows on one machine"
DIALECT = Dialect(name="duckdb", wide="HUGEINT", division="//")
MEMORY = "3GiB"


class DuckDB:
    """A database in memory that no file, no network and no extension can come into."""

    dialect = DIALECT

    def __init__(self) -> None:
        self._db = duckdb.connect(":memory:", config={
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": MEMORY,
            "enable_external_access": "false",
        })

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def load(self, name: str, table: pa.Table) -> None:
        """Have a table under a name; its columns are read where they lie."""
        self._db.register(name, table)

    def keep(self, name: str, sql: str) -> None:
        """Have the answer to a query under a name."""
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._db.execute(sql).fetchall()

    def arrow(self, sql: str) -> pa.Table:
        """The rows of a query as columns."""
        return self._db.execute(sql).to_arrow_table()

    def digest(self, portions: str, places: int, unit: str) -> str:
        """The output digest over a kept table."""
        return str(self.fetch(digest_sql(portions, places, unit))[0][0])


def digest_sql(portions: str, places: int, unit: str) -> str:
    """The output digest as one query that any DuckDB shell runs."""
    one = 10**places
    part = f"|| '.' || lpad(CAST(abs(amount) % {one} AS VARCHAR), {places}, '0')" if places else ""
    number = f"CASE WHEN amount < 0 THEN '-' ELSE '' END || CAST(abs(amount) // {one} AS VARCHAR) {part}"
    line = f'"to" || chr(9) || {number} || chr(9) || {DIALECT.text(unit)} || chr(10)'
    return f"""WITH lines AS (
  SELECT substr(sha256("to"), 1, 4) AS bucket, {line} AS line FROM {portions}
),
buckets AS (
  SELECT bucket, sha256(string_agg(line, '' ORDER BY line)) AS digest FROM lines GROUP BY bucket
)
SELECT sha256(COALESCE(string_agg(digest || chr(10), '' ORDER BY bucket), '')) AS digest FROM buckets"""


def rows(compiled: Compiled, tables: Mapping[str, pa.Table]) -> list[tuple[Any, ...]]:
    """The value of each formula for each row. Raises FormulaRefused as the plain evaluator does."""
    with DuckDB() as session:
        return list(rows_of(session, compiled, tables))


def recompute(fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> Computed:
    """A published run again, by the text and the charter in force when it was published. Raises Refusal."""
    with DuckDB() as session:
        return recomputed(fact, states, tables, session)
