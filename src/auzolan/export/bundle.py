"""The bundle: everything an organisation has, in open formats, so that anyone can verify it and go on elsewhere.

docs/formats/bundle.md is the format.
"""

import io
import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from auzolan.charter.around import Secret
from auzolan.tables.table import Table

name = "bundle"
summary = "Everything: journal, charter, tables, checkpoints and public keys; `auzolan verify` accepts it anywhere."

JOURNAL, CHARTER, KEYS, VAULT, MANIFEST, README = (
    "journal.jsonl", "charter.toml", "keys.txt", "vault.jsonl", "manifest.json", "README.txt",
)
ROWS_AT_ONCE = 50_000
_ARROW = {
    "text": pa.string(), "date": pa.string(), "whole": pa.int64(), "amount": pa.decimal128(38, 0), "truth": pa.bool_(),
}


class Place(Protocol):
    """Where the files of a bundle are put."""

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write one file."""


class Folder:
    """A bundle as a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=False)

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write one file, the parts behind each other."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for part in parts:
                file.write(part)

    def close(self) -> None:
        """Nothing is left to do."""


class Zip:
    """A bundle as one file. The dates inside are fixed, so that the same bundle has the same bytes."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED)

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Write one file, the parts behind each other."""
        info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as file:
            for part in parts:
                file.write(part)

    def close(self) -> None:
        """Write the directory of the file."""
        self._zip.close()


def place(path: Path) -> Folder | Zip:
    """A zip file where the name ends in .zip, else a folder. Raises FileExistsError."""
    return Zip(path) if path.suffix == ".zip" else Folder(path)


def write(
    to: Place, *, manifest: Mapping[str, Any], entries: Iterable[bytes], charter: str, keys: Sequence[str],
    checkpoints: Iterable[tuple[int, bytes]], tables: Iterable[tuple[Table, Iterator[tuple[Any, ...]]]],
    secrets: Iterable[Secret], readme: str,
) -> None:
    """Write a bundle. entries: canonical bytes in order; tables: (definition, rows n, since, until, values...)."""
    to.put(MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"])
    to.put(README, [readme.encode()])
    to.put(CHARTER, [charter.encode()])
    to.put(KEYS, ["".join(f"{key}\n" for key in keys).encode()])
    to.put(JOURNAL, (line for entry in entries for line in (entry, b"\n")))
    for size, note in checkpoints:
        to.put(f"checkpoints/{size}", [note])
    for table, rows in tables:
        to.put(f"tables/{table.name}.parquet", [parquet(table, rows)])
    to.put(VAULT, (_sealed(secret) for secret in secrets))


def _sealed(secret: Secret) -> bytes:
    line = {
        "commitment": secret.commitment, "owner": secret.owner, "r": b64encode(secret.r).decode(),
        "value": secret.value.decode(),
    }
    return json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def schema(table: Table) -> pa.Schema:
    """The Parquet columns of a table: n, since, until, then its own; amounts are DECIMAL(38,0), counts BIGINT."""
    fixed = [pa.field("n", pa.int64(), False), pa.field("since", pa.int64(), False), pa.field("until", pa.int64())]
    own = [pa.field(column.name, _ARROW[column.kind], column.optional) for column in table.columns]
    return pa.schema(fixed + own)


def parquet(table: Table, rows: Iterator[tuple[Any, ...]]) -> bytes:
    """One table with every row it ever had."""
    sink = io.BytesIO()
    shape = schema(table)
    truths = {3 + i for i, column in enumerate(table.columns) if column.kind == "truth"}
    with pq.ParquetWriter(sink, shape, compression="zstd") as writer:
        while batch := [row for _, row in zip(range(ROWS_AT_ONCE), rows, strict=False)]:
            columns = list(zip(*batch, strict=True))
            for place_ in truths:
                columns[place_] = tuple(None if cell is None else bool(cell) for cell in columns[place_])
            writer.write_batch(
                pa.record_batch(
                    [pa.array(cells, field.type) for cells, field in zip(columns, shape, strict=True)], shape
                )
            )
    return sink.getvalue()


class Bundle:
    """A bundle that somebody was given; nothing in it is believed until `verify` has read it."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path) if path.is_file() else None
        self._root = path

    @property
    def manifest(self) -> dict[str, Any]:
        """Which organisation, how many entries, which tables."""
        found: dict[str, Any] = json.loads(self.read(MANIFEST))
        return found

    def read(self, path: str) -> bytes:
        """One file of it. Raises KeyError or FileNotFoundError when there is none."""
        return self._zip.read(path) if self._zip is not None else (self._root / path).read_bytes()

    def entries(self) -> Iterator[bytes]:
        """The canonical bytes of every entry, in order."""
        with self._zip.open(JOURNAL) if self._zip is not None else (self._root / JOURNAL).open("rb") as lines:
            for line in lines:
                yield line.removesuffix(b"\n")

    def checkpoints(self) -> list[tuple[int, bytes]]:
        """(size, note), smallest first."""
        if self._zip is not None:
            names = [one for one in self._zip.namelist() if one.startswith("checkpoints/")]
        else:
            names = [f"checkpoints/{one.name}" for one in (self._root / "checkpoints").iterdir()]
        return sorted((int(one.rpartition("/")[2]), self.read(one)) for one in names)

    def secrets(self) -> Iterator[Secret]:
        """The opened words that came with it."""
        for line in self.read(VAULT).splitlines():
            said = json.loads(line)
            yield Secret(
                commitment=said["commitment"], r=b64decode(said["r"]), value=said["value"].encode(), owner=said["owner"]
            )

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """(n, since, until, values...) as the table holds them; amounts and truths as integers."""
        file = pq.ParquetFile(io.BytesIO(self.read(f"tables/{table.name}.parquet")))
        if file.schema_arrow != schema(table):
            raise ValueError(f"table {table.name} has other columns than its definition")
        for batch in file.iter_batches(ROWS_AT_ONCE):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield tuple(int(cell) if cell is not None and not isinstance(cell, str) else cell for cell in row)
