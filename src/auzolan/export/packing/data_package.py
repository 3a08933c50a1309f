"""A data package (Frictionless, version 1): what each table of an export is, so that other programs read it right."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auzolan.tables.table import Column, Table

FILE = "datapackage.json"
CSV, PARQUET = "csv", "parquet"
_TYPES = {"text": "string", "date": "date", "whole": "integer", "amount": "number", "truth": "boolean"}
_MEDIA = {CSV: "text/csv", PARQUET: "application/vnd.apache.parquet"}


@dataclass(slots=True)
class Sizes:
    """What was written, by path: how many bytes, and their SHA-256; noted while the bytes go by."""

    known: dict[str, tuple[int, str]] = field(default_factory=dict)

    def noted(self, path: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The same parts."""
        size, digest = 0, hashlib.sha256()
        for part in parts:
            size += len(part)
            digest.update(part)
            yield part
        self.known[path] = (size, digest.hexdigest())


def data_package(
    tables: Sequence[Table], form: str, sizes: Sizes, *, name: str, title: str, more: Mapping[str, Sequence[str]]
) -> bytes:
    """The description as JSON. form: csv (rows that hold now) or parquet (every row there ever was, amounts in smallest
    parts); more: table -> further text columns of its file."""
    said = {
        "profile": "data-package", "name": name, "title": title,
        "resources": [_resource(table, form, sizes, more.get(table.name, ())) for table in tables],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(table: Table, form: str, sizes: Sizes, more: Sequence[str]) -> dict[str, Any]:
    path = f"{table.name}.{form}"
    size, digest = sizes.known[path]
    said: dict[str, Any] = {
        "name": table.name.replace("_", "-"), "path": path, "description": table.means, "format": form,
        "mediatype": _MEDIA[form], "bytes": size, "hash": f"sha256:{digest}",
        "schema": {"fields": [*_fields(table, form), *({"name": one, "type": "string"} for one in more)]},
    }
    if form == CSV:
        said |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        said["schema"]["primaryKey"] = list(table.key)
    return said


def _fields(table: Table, form: str) -> list[dict[str, Any]]:
    whole = [] if form == CSV else [
        {"name": "n", "type": "integer", "description": "the row's number"},
        {"name": "since", "type": "integer", "description": "the entry from which it holds"},
        {"name": "until", "type": "integer", "description": "the entry from which it holds no longer, or nothing"},
    ]
    return [*whole, *(_field(column, form) for column in table.columns)]


def _field(column: Column, form: str) -> dict[str, Any]:
    said: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind], "description": column.means}
    if column.kind == "truth" and form == CSV:
        said |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.unit:
        said["unit"] = f"as the column {column.unit[1:]} says" if column.unit.startswith("@") else column.unit
    # A cell that its reader may not see is empty in a CSV file, so nothing is required there but what names the row.
    if form == PARQUET and not column.optional:
        said["constraints"] = {"required": True}
    said["seen_by"] = column.seen_by
    return said
