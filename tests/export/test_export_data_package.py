"""The dictionary of the tables stands in the manual, and every export of tables says what its files are."""

import csv
import hashlib
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from auzolan import areas
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.members.decide import AdmitMember
from auzolan.node.exporting import Wanted, write
from auzolan.node.founding import found
from auzolan.node.node import Node

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import manual_tables  # noqa: E402

READS = {
    "string": str, "integer": int, "number": Decimal, "date": date.fromisoformat,
    "boolean": lambda text: {"yes": True, "no": False}[text],
}


def test_the_page_of_the_tables_says_what_their_definitions_say() -> None:
    written = (ROOT / "docs" / "guides" / "tables.md").read_text("utf-8")
    assert written == manual_tables.page(), "run: python tools/manual_tables.py"
    assert all(f"## {table.name}\n" in written for table in areas.tables())


@pytest.fixture
def office(tmp_path: Path):
    node = Node(tmp_path / "node", state=tmp_path / "state", database_url="")
    node.make()
    found(node, "oven", FoundOrganisation(name="The Oven", charter=preset("mondragon"), origin="localhost/oven"))
    office = node.office("oven")
    office.do(AdmitMember(member="mane", class_="worker", joined="2026-01-01"))
    office.do(RecordContribution(contribution="hours", amount="7.5", member="mane", date="2026-02-01", paid=True))
    legs = (("Assets:Bank", "12.50 EUR"), ("Equity:Opening", "-12.50 EUR"))
    office.do(RecordEntry(legs=legs, date="2026-02-02"))
    yield office
    node.close()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_data_package_names_every_file_with_its_bytes_and_every_column_with_its_type(office, tmp_path, form) -> None:
    out = tmp_path / "out"
    write(office, form, out, Wanted())
    said = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert (said["profile"], said["title"]) == ("data-package", "The Oven")
    resources = {one["path"]: one for one in said["resources"]}
    assert set(resources) == {f"{table.name}.{form}" for table in areas.tables()}
    for path, one in resources.items():
        data = (out / path).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        names = [field["name"] for field in one["schema"]["fields"]]
        if form == "parquet":
            assert names == pq.read_schema(out / path).names
            continue
        head, *rows = list(csv.reader((out / path).read_text("utf-8").splitlines()))
        assert head == names
        for row in rows:
            for text, column in zip(row, one["schema"]["fields"], strict=True):
                assert text == "" or READS[column["type"]](text) is not None
    postings = next(one for one in said["resources"] if one["name"] == "postings")
    (amount,) = (one for one in postings["schema"]["fields"] if one["name"] == "amount")
    assert amount["type"] == "number" and amount["unit"] == "as the column unit says"
