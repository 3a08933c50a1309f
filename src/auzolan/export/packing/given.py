"""A bundle that somebody was given, read with care: nothing outside it, nothing endless, nothing believed."""

import binascii
import json
import stat
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from auzolan.charter.around import Secret
from auzolan.export.packing.layout import CHECKPOINTS, JOURNAL, MANIFEST, VAULT, schema, table_file
from auzolan.export.packing.zipped import ZIP_ERRORS, Zipped
from auzolan.journal.entry import ENTRY_BYTES_MAX
from auzolan.tables.table import Table

# What is read in one piece is bounded; the journal and the words are read line by line, tables batch by batch.
PIECE_BYTES_MAX = 4_000_000
TABLE_BYTES_MAX = 256 * 1024 * 1024
CHECKPOINTS_MAX = 10_000
CELL_LETTERS_MAX = 1_000_000
ROWS_AT_ONCE = 2_000


class BundleUnsound(ValueError):
    """What was given is not a bundle that can be read; the message says why."""


class _Opened:
    """A bundle as a folder. Links are not followed: they could lead to any file of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def size(self, path: str) -> int:
        """How many bytes a file has. Raises BundleUnsound when there is no such plain file in the folder."""
        place = self._root
        for part in path.split("/"):
            place = place / part
            if place.is_symlink():
                raise BundleUnsound(f"{path} is a link; a bundle holds its files itself")
        try:
            found = place.stat()
        except OSError as why:
            raise BundleUnsound(f"{path} is not in it") from why
        if not stat.S_ISREG(found.st_mode):
            raise BundleUnsound(f"{path} is not a file")
        return found.st_size

    def open(self, path: str) -> IO[bytes]:
        """One file of it."""
        self.size(path)
        return (self._root / path).open("rb")

    def below(self, folder: str) -> list[str]:
        """What the files in one of its folders are called."""
        place = self._root / folder
        if place.is_symlink() or not place.is_dir():
            return []
        names = []
        for one in place.iterdir():
            names.append(one.name)
            if len(names) > CHECKPOINTS_MAX:
                break
        return names


class Bundle:
    """A bundle that somebody was given; nothing in it is believed until `verify` has read it.

    Whatever cannot be read is a BundleUnsound, which says in a sentence what is wrong.
    """

    def __init__(self, path: Path) -> None:
        with _told("it"):
            if not path.is_file() and not path.is_dir():
                raise BundleUnsound("it is neither a folder nor a file")
            self._files: _Opened | Zipped = Zipped(path, BundleUnsound) if path.is_file() else _Opened(path)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Which organisation, how many entries, which tables."""
        with _told(MANIFEST):
            found = json.loads(self.read(MANIFEST))
        if not isinstance(found, dict) or not isinstance(found.get("org"), str):
            raise BundleUnsound(f"{MANIFEST} does not say whose bundle it is")
        if type(found.get("entries")) is not int or found["entries"] < 0:
            raise BundleUnsound(f"{MANIFEST} does not say how many entries there are")
        return found

    def read(self, path: str) -> bytes:
        """One of its small files."""
        with _told(path):
            if self._files.size(path) > PIECE_BYTES_MAX:
                raise BundleUnsound(f"{path} is larger than {PIECE_BYTES_MAX:,} bytes")
            with self._files.open(path) as file:
                return self._bounded(path, file.read(PIECE_BYTES_MAX + 1), PIECE_BYTES_MAX)

    def entries(self) -> Iterator[bytes]:
        """The canonical bytes of every entry, in order."""
        return self._lines(JOURNAL, ENTRY_BYTES_MAX + 1)

    def checkpoints(self) -> list[tuple[int, bytes]]:
        """(size, note), smallest first."""
        with _told(CHECKPOINTS):
            names = self._files.below(CHECKPOINTS)
        if len(names) > CHECKPOINTS_MAX:
            raise BundleUnsound(f"it holds more than {CHECKPOINTS_MAX:,} checkpoints")
        for name in names:
            if not (name.isascii() and name.isdecimal() and len(name) < 16 and str(int(name)) == name):
                raise BundleUnsound(f"{CHECKPOINTS}/{name[:40]} is not called by a number of entries")
        return [(size, self.read(f"{CHECKPOINTS}/{size}")) for size in sorted(map(int, names))]

    def secrets(self) -> Iterator[Secret]:
        """The opened words that came with it."""
        seen: set[str] = set()
        for number, line in enumerate(self._lines(VAULT, PIECE_BYTES_MAX), 1):
            with _told(f"line {number} of {VAULT}"):
                said = json.loads(line)
                secret = Secret(
                    commitment=_words(said["commitment"]), r=b64decode(_words(said["r"]), validate=True),
                    value=_words(said["value"]).encode(), owner=_words(said["owner"]),
                )
                json.loads(secret.value)
            if secret.commitment in seen:
                raise BundleUnsound(f"line {number} of {VAULT} opens what another line opens already")
            seen.add(secret.commitment)
            yield secret

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """(n, since, until, values...) as the table holds them; amounts and truths as integers."""
        path = table_file(table)
        with _told(path):
            if self._files.size(path) > TABLE_BYTES_MAX:
                raise BundleUnsound(f"{path} is larger than {TABLE_BYTES_MAX:,} bytes")
            with self._files.open(path) as file:
                # Texts stay as the file spells them once, until a row is asked for: a few bytes can stand for many.
                texts = [field.name for field in schema(table) if field.type == pa.string()]
                held = pq.ParquetFile(file, read_dictionary=texts, page_checksum_verification=True)
                if not _is_shape(held.schema_arrow, schema(table)):
                    raise BundleUnsound(f"table {table.name} has other columns than its definition")
                _within(held.metadata, path)
                for batch in held.iter_batches(ROWS_AT_ONCE):
                    yield from _each(batch, path)

    def _lines(self, path: str, longest: int) -> Iterator[bytes]:
        with _told(path), self._files.open(path) as file:
            number = 0
            while line := file.readline(longest + 1):
                number += 1
                if len(line) > longest:
                    raise BundleUnsound(f"line {number} of {path} is longer than {longest - 1:,} bytes")
                yield line.removesuffix(b"\n")

    @staticmethod
    def _bounded(path: str, data: bytes, most: int) -> bytes:
        if len(data) > most:
            raise BundleUnsound(f"{path} is larger than {most:,} bytes")
        return data


def _is_shape(found: pa.Schema, wanted: pa.Schema) -> bool:
    plain = [
        pa.field(one.name, one.type.value_type if pa.types.is_dictionary(one.type) else one.type, one.nullable)
        for one in found
    ]
    return bool(pa.schema(plain) == wanted)


def _within(said: pq.FileMetaData, path: str) -> None:
    for group in range(said.num_row_groups):
        for column in range(said.num_columns):
            one = said.row_group(group).column(column)
            if one.is_stats_set:
                raise BundleUnsound(f"{path} carries minima and maxima, which could hide rows")
            if one.total_uncompressed_size > TABLE_BYTES_MAX:
                raise BundleUnsound(f"{path} unfolds to more than {TABLE_BYTES_MAX:,} bytes")


def _each(batch: pa.RecordBatch, path: str) -> Iterator[tuple[Any, ...]]:
    columns: list[list[int | str | None]] = []
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            columns.append(_spelt(column, path))
        else:
            cells: list[int | str | None] = [None if one is None else int(one) for one in column.to_pylist()]
            columns.append(cells)
    yield from zip(*columns, strict=True)


def _spelt(column: pa.DictionaryArray, path: str) -> list[int | str | None]:
    at = column.indices.to_pylist()
    words = {one: column.dictionary[one].as_py() for one in set(at) if one is not None}
    if any(len(word or "") > CELL_LETTERS_MAX for word in words.values()):
        raise BundleUnsound(f"{path} holds a text of more than {CELL_LETTERS_MAX:,} letters")
    return [None if one is None else words[one] for one in at]


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise BundleUnsound("a text is expected where something else stands")
    return value


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever the readers of JSON, zip and Parquet say becomes one kind of fault with its place."""
    try:
        yield
    except BundleUnsound:
        raise
    except (
        *ZIP_ERRORS, OSError, KeyError, TypeError, ValueError, RecursionError, binascii.Error, pa.ArrowException,
    ) as why:
        raise BundleUnsound(f"{what} cannot be read: {str(why)[:200]}") from why
