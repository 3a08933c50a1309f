"""Tables of whole numbers go into an engine, whole numbers come out, and nothing else can be reached from there."""

import duckdb
import pyarrow as pa
import pytest

from auzolan.engines.duckdb import DIALECT, DuckDB, rows
from auzolan.formula.compile import Compiled, Shape, Source, compile_formulas
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope

SCOPE = Scope(columns={"hours": PlainColumn(name="hours", unit="h"), "index": PlainColumn(name="index")})
MEMBERS = pa.table({"n": [0, 1, 2], "hours": [160_000, 80_001, 0], "index": [100, 170, None]})


def compiled(*formulas: str, where: str = "") -> Compiled:
    columns = {"hours": Shape(places=2, most=10**6, maybe=False), "index": Shape(places=2, most=10**4)}
    return compile_formulas(
        {formula: parse(formula) for formula in formulas}, SCOPE,
        {"": Source(name="members", columns=columns, rows=3)}, DIALECT, where=parse(where) if where else None,
    )


def test_each_formula_has_its_whole_number_for_each_row() -> None:
    found = rows(compiled("hours * coalesce(index, 1)", "sum(hours) / 7", where="hours > 0 h"), {"members": MEMBERS})
    assert found == [(0, 16_000_000, 342_858_571_428_571), (1, 13_600_170, 342_858_571_428_571)]


def test_a_value_that_is_not_known_stops_with_its_sentence() -> None:
    with pytest.raises(FormulaRefused, match="The value of index is not known for one of its rows"):
        rows(compiled("hours * index"), {"members": MEMBERS})


@pytest.mark.parametrize("sql", [
    "SELECT * FROM read_csv('/etc/hostname')", "SELECT * FROM '/etc/hostname'", "INSTALL httpfs", "LOAD httpfs",
    "ATTACH '/tmp/x.db'", "COPY (SELECT 1) TO '/tmp/x.csv'", "SET enable_external_access = true",
])
def test_no_file_and_no_network_can_be_reached_from_inside(sql: str) -> None:
    with DuckDB() as session, pytest.raises(duckdb.Error):
        session.fetch(sql)
