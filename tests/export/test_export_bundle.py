"""The bundle as a folder and as one file: the same content, the same bytes, types that any SQL shell reads."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auzolan.charter.around import Secret
from auzolan.export import bundle
from auzolan.tables.table import Column, Table

TABLE = Table(
    name="things", means="Things.", key=("thing",),
    columns=(
        Column(name="thing", kind="text", means="what", seen_by="members"),
        Column(name="amount", kind="amount", unit="EUR", means="how much", seen_by="members", optional=True),
        Column(name="count", kind="whole", means="how many", seen_by="members"),
        Column(name="done", kind="truth", means="whether", seen_by="members"),
    ),
)
ROWS = [(0, 4, None, "a", 10**30, 3, 1), (1, 5, 9, "b", None, 0, 0)]
SECRET = Secret(commitment="ab" * 32, r=bytes(32), value='{"payee":"Ünal"}'.encode(), owner="books")


def written(path: Path) -> bundle.Bundle:
    place = bundle.place(path)

    def rows() -> Iterator[tuple[Any, ...]]:
        return iter(ROWS)

    bundle.write(
        place, manifest={"org": "errota", "entries": 2}, entries=[b'{"seq":0}', b'{"seq":1}'], charter="# none\n",
        keys=["k1", "k2"], checkpoints=[(10, b"ten"), (9, b"nine")], tables=[(TABLE, rows())], secrets=[SECRET],
        readme="Read me.",
    )
    place.close()
    return bundle.Bundle(path)


@pytest.mark.parametrize("name", ["folder", "file.zip"])
def test_what_was_put_in_comes_out(tmp_path: Path, name: str) -> None:
    found = written(tmp_path / name)
    assert found.manifest == {"org": "errota", "entries": 2}
    assert list(found.entries()) == [b'{"seq":0}', b'{"seq":1}']
    assert found.checkpoints() == [(9, b"nine"), (10, b"ten")]
    assert list(found.secrets()) == [SECRET]
    assert list(found.rows(TABLE)) == ROWS
    assert found.read("keys.txt") == b"k1\nk2\n"
    with pytest.raises(FileExistsError):
        bundle.place(tmp_path / name)


def test_the_same_bundle_has_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path / "one.zip")
    written(tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_amounts_are_decimals_without_places_and_counts_are_64_bits() -> None:
    file = pq.ParquetFile(io.BytesIO(bundle.parquet(TABLE, iter(ROWS))))
    types = {field.name: field.type for field in file.schema_arrow}
    assert types == {
        "n": pa.int64(), "since": pa.int64(), "until": pa.int64(), "thing": pa.string(), "amount": pa.decimal128(38, 0),
        "count": pa.int64(), "done": pa.bool_(),
    }


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    found = written(tmp_path / "folder")
    other = Table(name="things", means="Things.", key=("thing",), columns=TABLE.columns[:1])
    with pytest.raises(ValueError, match="other columns"):
        list(found.rows(other))
