"""A pot shared among many rows: the digest from the cluster is DuckDB's and the plain share-out's."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from auzolan.engines.duckdb import DuckDB
from auzolan.engines.session import Session, worked_out
from auzolan.engines.share_sql import share_queries
from auzolan.engines.spark import FOLDER, Spark
from auzolan.formula.compile import Shape, Source, compile_formulas
from auzolan.formula.parse import parse
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.rules.digest import outputs
from auzolan.rules.share_out import share_out
from auzolan.values.quantity import print_amount

POT = 123_456_789_01
PLAINLY = 200_000  # rows that the plain share-out is asked about too
SHAPES = {
    "member": Shape(kind="text", maybe=False), "class": Shape(kind="text", maybe=False),
    "hours": Shape(places=2, most=10**6, maybe=False), "index": Shape(places=2, most=10**4, maybe=False),
}


def members(rows: int) -> pa.Table:
    """Hours and an index to the hundredth, many of them alike so that there are ties; one in ten no worker."""
    luck = np.random.default_rng(20260301)
    return pa.table({
        "n": pa.array(np.arange(rows)), "member": pa.array([f"m{number:09d}" for number in luck.permutation(rows)]),
        "class": pa.array(np.where(luck.integers(0, 10, rows) == 0, "retired", "worker")),
        "hours": pa.array(luck.integers(0, 2_500, rows) * 100), "index": pa.array(luck.integers(70, 500, rows)),
    })


def shared(session: Session, table: pa.Table) -> str:
    """The output digest of a split by hours * index, every row of it in the engine."""
    session.load("members", table)
    scope = Scope(columns={
        "member": PlainColumn(name="member", kind="text"), "class": PlainColumn(name="class", kind="text"),
        "hours": PlainColumn(name="hours", unit="h"), "index": PlainColumn(name="index"),
    })
    compiled = compile_formulas(
        {"by": parse("hours * index")}, scope, {"": Source(name="members", columns=SHAPES, rows=table.num_rows)},
        session.dialect, where=parse("class = 'worker'"),
    )
    worked_out(session, compiled, "parts")
    to, wide = session.dialect.named("to"), session.dialect.wide
    weight = compiled.values["by"].sql
    session.keep("weighed", f"SELECT n, 'Equity:Capital:' || c_member AS {to}, {weight} AS weight FROM parts")
    ((whole, most),) = session.fetch(f"SELECT SUM(CAST(weight AS {wide})), MAX(weight) FROM weighed")
    queries = share_queries("weighed", POT, int(whole), int(most), session.dialect)
    session.keep("portions", "WITH " + ",\n".join(queries) + f"\nSELECT {to}, portion AS amount FROM shared")
    ((given,),) = session.fetch(f"SELECT SUM(CAST(amount AS {wide})) FROM portions")
    assert int(given) == POT
    return session.digest("portions", 2, "EUR")


def plainly(table: pa.Table) -> str:
    """The same digest by the plain share-out."""
    rows = table.filter(pa.array([one == "worker" for one in table["class"].to_pylist()])).to_pylist()
    weights = {f"Equity:Capital:{row['member']}": Fraction(row["hours"] * row["index"]) for row in rows}
    return outputs((to, print_amount(n, 2), "EUR") for to, n in share_out(POT, weights).portions.items())


@pytest.mark.usefixtures("started")
def test_a_pot_among_many_rows_has_one_digest_on_every_engine(
    size: Callable[[int, int], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    table = members(size(200_000, 10_000_000))
    with Spark() as spark:
        found = shared(spark, table)
        assert [file.name for file in tmp_path.glob("*/*")] == ["members.parquet"], "the rows were handed over instead"
    assert list(tmp_path.iterdir()) == []
    with DuckDB() as duckdb:
        assert found == shared(duckdb, table)
    if table.num_rows <= PLAINLY:
        assert found == plainly(table)
