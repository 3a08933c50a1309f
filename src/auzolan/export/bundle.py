"""The bundle: everything an organisation has, in open formats, so that anyone can verify it and go on elsewhere.

docs/formats/bundle.md is the format.
"""

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from auzolan.charter.around import Secret
from auzolan.export.packing.given import Bundle as Bundle
from auzolan.export.packing.given import BundleUnsound as BundleUnsound
from auzolan.export.packing.layout import (
    CHARTER,
    CHECKPOINTS,
    JOURNAL,
    KEYS,
    MANIFEST,
    README,
    VAULT,
    schema,
    table_file,
)
from auzolan.tables.table import Table

name = "bundle"
summary = "Everything: journal, charter, tables, checkpoints and public keys; `auzolan verify` accepts it anywhere."

ROWS_AT_ONCE = 50_000


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
        to.put(f"{CHECKPOINTS}/{size}", [note])
    for table, rows in tables:
        to.put(table_file(table), [parquet(table, rows)])
    to.put(VAULT, (_sealed(secret) for secret in secrets))


def _sealed(secret: Secret) -> bytes:
    line = {
        "commitment": secret.commitment, "owner": secret.owner, "r": b64encode(secret.r).decode(),
        "value": secret.value.decode(),
    }
    return json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def parquet(table: Table, rows: Iterator[tuple[Any, ...]]) -> bytes:
    """One table with every row it ever had."""
    sink = io.BytesIO()
    shape = schema(table)
    truths = {3 + i for i, column in enumerate(table.columns) if column.kind == "truth"}
    # No minima and maxima beside the pages: whoever altered them could hide rows from programs that trust them.
    with pq.ParquetWriter(
        sink, shape, compression="zstd", write_statistics=False, write_page_checksum=True
    ) as writer:
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
