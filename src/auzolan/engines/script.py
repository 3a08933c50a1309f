"""A run as a script for the DuckDB shell: from the tables of a bundle to the digest, without any of our programs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from auzolan.charter.load import read_text
from auzolan.engines.again import Said, again
from auzolan.engines.by_kind import worked
from auzolan.engines.duckdb import DIALECT, DuckDB, digest_sql
from auzolan.engines.gather_sql import Reading
from auzolan.formula.compile import Source
from auzolan.rules.correcting import as_if
from auzolan.rules.facts import RunPublished
from auzolan.rules.given import read_given
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.running import Tables, account_filler, charter_at, text_of
from auzolan.values.period import parse_period

HEAD = """-- Run {run} of {rule}, version {version}, for {period}: the tables as of entry {position}.
-- Run it in the folder of the bundle: duckdb < FILE. It prints the digest of what the rule gives;
-- what was published is {outputs}
"""


def script(fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> str:
    """The SQL of a run, statement after statement. states: of every area; tables: as of the run's position.

    The rows, the formulas, the shares and the digest are computed by it; the amounts that the steps share out stand in
    it as numbers. Raises Refusal as computing the run does.
    """
    charter = charter_at(states["charter"], fact.position)
    period = parse_period(fact.period)
    rule = read_text(text_of(fact, states))
    reading = Reading(
        tables=as_if(states, fact.mends, tables), charter=charter, period=period, position=fact.position,
        given=read_given(rule.fields.get("given", ())), fill=account_filler(period), dialect=DIALECT,
        units=lambda: {**states["flows"].units, **{code: unit.places for code, unit in charter.units.items()}},
    )
    with _Written(reading) as session:
        computed = again(fact, states, tables, session.computing)
        statements = [*session.statements, digest_sql("portions", computed.places, computed.unit) + ";\n"]
    head = HEAD.format(run=fact.run, rule=fact.rule, version=fact.version, period=fact.period,
                       position=fact.position, outputs=fact.outputs)
    return head + "\n" + "\n".join(statements)


class _Written(DuckDB):
    """A database that writes down what it is asked to keep."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        self.statements: list[str] = []
        self.read: set[str] = set()

    def computing(self, said: Said, ground: Ground) -> tuple[list[Portion], str]:
        """Work a rule out."""
        return worked(said, ground, self, self.taken)

    def taken(self, source: Source, table: str, rows: pa.Table) -> None:
        """Write down how the rows of an open table are read."""
        self.read.add(source.name)
        self.write(source.name, self.reading.table(source, table, rows))

    def load(self, name: str, table: pa.Table) -> None:
        """Have a table; what was not read from the bundle is written down cell by cell."""
        super().load(name, table)
        if name not in self.read:
            cells = ", ".join(f"({', '.join(map(_literal, row.values()))})" for row in table.to_pylist())
            names = ", ".join(DIALECT.named(column) for column in table.column_names)
            empty = ", ".join(f"NULL AS {DIALECT.named(column)}" for column in table.column_names)
            self.write(name, f"SELECT * FROM (VALUES {cells}) AS cells({names})" if cells else
                       f"SELECT {empty} WHERE FALSE")

    def keep(self, name: str, sql: str) -> None:
        """Have the answer to a query."""
        super().keep(name, sql)
        self.write(name, sql)

    def write(self, name: str, sql: str) -> None:
        """One more statement."""
        self.statements.append(f"CREATE OR REPLACE TEMP TABLE {name} AS\n{sql};\n")


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return DIALECT.text(value)
    return f"CAST('{value}' AS HUGEINT)" if isinstance(value, int | Decimal) else "NULL"
