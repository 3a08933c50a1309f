"""Row 13 of the promises about reliability: a node whose data folder is an older copy refuses to sign."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auzolan.journal.fault import JournalStale
from auzolan.node.verifying import verify_office
from node_house import ORG, House, books, bread, sell


def test_every_older_copy_of_the_data_folder_refuses_to_sign(tmp_path: Path, size: Callable[[int, int], int]) -> None:
    house = House(folder=tmp_path, url="")
    office = house.found()
    office.do(books(3))
    copies = []
    for number in range(size(5, 20)):
        office.store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copies.append(tmp_path / f"copy {number}")
        shutil.copytree(house.folder / "data", copies[-1])
        sell(office, 100 + number)
    office.store.database.close()
    newest = tmp_path / "newest"
    shutil.move(house.folder / "data", newest)
    kept = (house.folder / "state" / ORG / "checkpoint").read_bytes()
    for copy in copies:
        shutil.copytree(copy, house.folder / "data")
        restored = house.again()
        with pytest.raises(JournalStale, match="older copy"):
            restored.do(bread(999))
        assert not verify_office(restored).verdict.holds
        restored.store.database.close()
        shutil.rmtree(house.folder / "data")
        assert (house.folder / "state" / ORG / "checkpoint").read_bytes() == kept, "nothing was signed over it"
    shutil.copytree(newest, house.folder / "data")
    again = house.again()
    assert sell(again, 500).entries, "with the newest data folder everything goes on"
    assert verify_office(again).verdict.holds
