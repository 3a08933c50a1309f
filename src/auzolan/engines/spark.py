"""The engine `spark`: the same SQL on a cluster, for more rows than one machine holds. Its quotients end at 63 bits.

Where the cluster is stands in AUZOLAN_SPARK_MASTER. Nothing of Spark is imported before a rule is worked out on it.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from auzolan.engines.by_kind import recomputed
from auzolan.formula.compile import Dialect
from auzolan.formula.compile_numbers import NARROW_MOST, magnitude
from auzolan.rules.facts import RunPublished
from auzolan.rules.running import Computed, Tables
from auzolan.values.refusal import Refusal

name = "spark"
summary = "the rule as SQL on a Spark cluster, for more rows than one machine holds"
MASTER, FOLDER = "AUZOLAN_SPARK_MASTER", "AUZOLAN_SPARK_FOLDER"
DIALECT = Dialect(
    name="spark", wide="DECIMAL(38, 0)", division="div", quotient_most=NARROW_MOST, quote="`", backslashes=True,
    words="STRING",
)
# What a figure may depend on is said here and never left to how a cluster was set up.
EXACT = {
    "spark.sql.ansi.enabled": "true",  # a number too large stops the query; without it, it becomes NULL or another one
    "spark.sql.ansi.doubleQuotedIdentifiers": "false",
    "spark.sql.ansi.enforceReservedKeywords": "false",
    "spark.sql.caseSensitive": "false",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.variable.substitute": "false",  # with it, a text with ${...} in it would be another text
}
# A cluster on this machine gets little; any other is set up by its own spark-defaults.conf.
HERE = {
    "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "2g",
    "spark.executor.memory": "768m", "spark.sql.shuffle.partitions": "2",
}
HANDED_OVER = 8 * 2**20  # bytes; a larger table goes through a file that the workers read for themselves
ROWS_AT_ONCE = 250_000  # of such a file; each worker reads some of these groups
ANSWER_SECONDS = 5


class Spark:
    """Tables of one computation on a cluster.

    It shares the Spark session of this program where there is one; else it begins one, which ends with it.
    """

    dialect = DIALECT

    def __init__(self) -> None:
        shared = active()
        self._own = shared is None
        # Names of tables and settings are this computation's alone.
        self._spark = (begin() if shared is None else shared).newSession()
        for key, value in EXACT.items():
            self._spark.conf.set(key, value)
        self._files: Path | None = None
        self._kept: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        for name in list(self._kept):
            self._forget(name)
        if self._files is not None:
            shutil.rmtree(self._files, ignore_errors=True)
        if self._own:
            self._spark.stop()

    def load(self, name: str, table: pa.Table) -> None:
        """Have a table under a name."""
        if table.nbytes <= HANDED_OVER:
            frame = self._spark.createDataFrame(table, schema=_schema(table))
        else:
            path = self._folder() / f"{name}.parquet"
            pq.write_table(table, path, row_group_size=ROWS_AT_ONCE)
            frame = self._spark.read.schema(_schema(table)).parquet(path.as_uri())
        self._named(name, frame)

    def keep(self, name: str, sql: str) -> None:
        """Have the answer to a query under a name."""
        # Computed once, with how it came about forgotten: queries over queries would otherwise double step by step.
        self._named(name, self._spark.sql(sql).localCheckpoint())

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return [tuple(row) for row in self._spark.sql(sql).collect()]

    def digest(self, portions: str, places: int, unit: str) -> str:
        """The output digest over a kept table."""
        return str(self.fetch(digest_sql(portions, places, unit))[0][0])

    def _named(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._kept[name] = frame

    def _forget(self, name: str) -> None:
        self._spark.catalog.dropTempView(name)
        del self._kept[name]

    def _folder(self) -> Path:
        if self._files is None:
            within = os.environ.get(FOLDER) or None
            if within is None and not _here(self._spark.sparkContext.master):
                raise _not_worked_out(
                    FOLDER, "The rows are too many to hand over, and no folder is named that every worker can read.",
                    f"Set {FOLDER} to a folder at the same path on every machine of the cluster.",
                )
            self._files = Path(tempfile.mkdtemp(prefix="auzolan-spark-", dir=within))
        return self._files


def digest_sql(portions: str, places: int, unit: str) -> str:
    """The output digest as one query that any Spark shell runs."""
    # Decimals are cut out of the digits: `div` ends at 63 bits, and an amount may not.
    part = f" || '.' || right(padded, {places})" if places else ""
    number = f"CASE WHEN minus THEN '-' ELSE '' END || left(padded, length(padded) - {places}){part}"
    line = f"`to` || chr(9) || {number} || chr(9) || {DIALECT.text(unit)} || chr(10)"
    return f"""WITH spelt AS (
  SELECT `to`, amount < 0 AS minus, CAST({magnitude('amount')} AS STRING) AS digits FROM {portions}
),
whole AS (SELECT *, lpad(digits, greatest(length(digits), {places + 1}), '0') AS padded FROM spelt),
lines AS (
  SELECT substr(sha2(`to`, 256), 1, 4) AS bucket, {line} AS line FROM whole
),
buckets AS (
  SELECT bucket, sha2(array_join(array_sort(collect_list(line)), ''), 256) AS digest FROM lines GROUP BY bucket
),
every AS (SELECT array_sort(collect_list(struct(bucket, digest))) AS found FROM buckets)
SELECT sha2(array_join(transform(found, x -> x.digest || chr(10)), ''), 256) AS digest FROM every"""


def active() -> Any | None:
    """The SparkSession that this program has begun, or None. Raises Refusal when PySpark is not installed."""
    if find_spec("pyspark") is None:
        raise _not_worked_out("--engine spark", "PySpark is not installed.", "Install it: pip install pyspark.")
    return import_module("pyspark.sql").SparkSession.getActiveSession()


def begin() -> Any:
    """A SparkSession on the cluster that AUZOLAN_SPARK_MASTER names. Raises Refusal when there is none to be had."""
    master = os.environ.get(MASTER, "")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise _not_worked_out(
            "--engine spark", "Spark needs Java 17 or newer, and there is none.",
            "Install it: sudo apt-get install openjdk-17-jre-headless.",
        )
    if not master:
        raise _not_worked_out(
            MASTER, "No Spark cluster is named.",
            f"Start one with `make spark` and set {MASTER} to the address it prints, such as spark://127.0.0.1:7077.",
        )
    _answering(master)
    builder = import_module("pyspark.sql").SparkSession.builder.master(master).appName("auzolan")
    said = {**(HERE if _here(master) else {}), "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    for key, value in said.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def recompute(fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> Computed:
    """A published run again, by the text and the charter in force when it was published. Raises Refusal."""
    with Spark() as session:
        return recomputed(fact, states, tables, session)


def _here(master: str) -> bool:
    return master.startswith("local") or urlsplit(master).hostname in ("127.0.0.1", "localhost")


def _answering(master: str) -> None:
    """See that a standalone master answers; Spark itself would go on asking for minutes."""
    if not master.startswith("spark://"):
        return
    addresses = [urlsplit(f"spark://{one}") for one in master.removeprefix("spark://").split(",")]
    for address in addresses:
        try:
            socket.create_connection((address.hostname or "", address.port or 7077), ANSWER_SECONDS).close()
            return
        except OSError:
            continue
    raise _not_worked_out(
        MASTER, f"No Spark master answers at {master}.", "Start one with `make spark`, or name another address.",
    )


def _schema(table: pa.Table) -> str:
    """The columns as Spark declares them."""
    kinds = {pa.int64(): "BIGINT", pa.string(): "STRING", pa.bool_(): "BOOLEAN", pa.decimal128(38, 0): DIALECT.wide}
    return ", ".join(f"{DIALECT.named(field.name)} {kinds[field.type]}" for field in table.schema)


def _not_worked_out(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The rule was not worked out", where=where, why=why, next=next)
