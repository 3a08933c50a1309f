"""What lies where in a bundle, and how the columns of a table stand in Parquet."""

import pyarrow as pa

from auzolan.tables.table import Table

JOURNAL, CHARTER, KEYS, VAULT, MANIFEST, README = (
    "journal.jsonl", "charter.toml", "keys.txt", "vault.jsonl", "manifest.json", "README.txt",
)
CHECKPOINTS, TABLES = "checkpoints", "tables"
_ARROW = {
    "text": pa.string(), "date": pa.string(), "whole": pa.int64(), "amount": pa.decimal128(38, 0), "truth": pa.bool_(),
}


def table_file(table: Table) -> str:
    """Where a table lies."""
    return f"{TABLES}/{table.name}.parquet"


def schema(table: Table) -> pa.Schema:
    """The Parquet columns of a table: n, since, until, then its own; amounts are DECIMAL(38,0), counts BIGINT."""
    fixed = [pa.field("n", pa.int64(), False), pa.field("since", pa.int64(), False), pa.field("until", pa.int64())]
    own = [pa.field(column.name, _ARROW[column.kind], column.optional) for column in table.columns]
    return pa.schema(fixed + own)
