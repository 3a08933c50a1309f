"""Row 10 of the promises about reliability: one flipped bit in the store is harmless, or `verify` names it."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from auzolan.journal.fault import JournalFault
from auzolan.members.decide import AdmitMember
from auzolan.node.database import DRIVER_ERRORS
from auzolan.node.node import STORE_FILE, Node
from auzolan.node.verifying import verify_node
from auzolan.values.refusal import Refusal
from node_house import ORG, House, books, sell


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store in one file, and the state folder beside it."""
    folder = tmp_path_factory.mktemp("small")
    office = House(folder=folder, url="").found()
    office.do(books(4))
    office.do(AdmitMember(class_="member", person={"name": "Maialen", "email": "m@bakery.example"}))
    sell(office, 250)
    office.store.database.execute("PRAGMA journal_mode=DELETE")
    office.store.database.close()
    shutil.rmtree(folder / "data" / "snapshots", ignore_errors=True)
    return folder


def everything(path: Path) -> list[object]:
    """All that the store says, table by table."""
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    said = [(name, db.execute(f"SELECT * FROM {name}").fetchall()) for name in names]
    db.close()
    return [*said]


def unnoticed(folder: Path, clean: bytes, before: list[object], position: int, bit: int) -> bool:
    """Flip one bit; True when the store says something else and `verify` says that it holds."""
    path = folder / "data" / STORE_FILE
    content = bytearray(clean)
    content[position] ^= 1 << bit
    path.write_bytes(content)
    node = Node(folder / "data", state=folder / "state", database_url="")
    try:
        holds = verify_node(node, ORG).verdict.holds
    except (Refusal, JournalFault, *DRIVER_ERRORS):
        return False  # the node says in a sentence that it cannot read its store
    finally:
        node.close()
    if not holds:
        return False
    try:
        return everything(path) != before
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def journal_positions(clean: bytes, folder: Path) -> list[int]:
    """Where the bytes of the journal's rows stand in the file."""
    db = sqlite3.connect(folder / "data" / STORE_FILE)
    rows = [bytes(row[0]) for row in db.execute("SELECT bytes FROM entries ORDER BY seq")]
    rows += [bytes(row[0]) for row in db.execute("SELECT leaf FROM entries ORDER BY seq")]
    db.close()
    found = []
    for row in rows:
        # A long row continues on other pages: each page's part is looked for on its own.
        for start in range(0, len(row), 200):
            part = row[start : start + 200]
            at = clean.find(part)
            if at >= 0:
                found.extend(range(at, at + len(part)))
    return sorted(set(found))


def test_no_flipped_bit_goes_unnoticed(small: Path, tmp_path: Path, size: Callable[[int, int], int]) -> None:
    path = small / "data" / STORE_FILE
    clean = path.read_bytes()
    before = everything(path)
    chance = random.Random("one flipped bit")
    journal = journal_positions(clean, small)
    assert len(journal) > 4_000, "the journal's rows were found in the file"
    chosen = journal + [chance.randrange(len(clean)) for _ in range(size(2_000, 20_000))]
    missed = []
    for position in chosen:
        bit = chance.randrange(8)
        if unnoticed(small, clean, before, position, bit):
            missed.append((position, bit))
    path.write_bytes(clean)
    assert missed == []


def test_the_untouched_store_holds(small: Path) -> None:
    node = Node(small / "data", state=small / "state", database_url="")
    assert verify_node(node, ORG).verdict.holds
    node.close()
