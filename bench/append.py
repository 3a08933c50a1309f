"""Appending entries with everything, beside bare SQLite putting the same rows.

Ours: a request decided, judged, written canonically, hashed, folded, drawn into the open tables, read back, hashed
again, signed, committed with synchronous=FULL. Bare: the same rows of the same tables in the same batches, and a
commit. Each side is run five times in turn and its best time counts, so that other work on the machine weighs little.
Run: python bench/append.py [--batches 20] [--json]. Leaves with 1 when the rows differ or the goal is missed.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import Booking, ImportBooks, Leg
from auzolan.node.founding import found
from auzolan.node.node import STORE_FILE, Node

SIZE = 1_000
OPEN_TABLES = "SELECT name FROM {} WHERE type = 'table' AND name LIKE 't\\_%' ESCAPE '\\'"
TIMES = 5
GOAL = 0.25  # of the speed of bare SQLite
ACCOUNTS = ("Assets:Bank", "Assets:Cash", "Expenses:Food", "Expenses:Rent", "Income:Sales", "Liabilities:Card")


def bookings(batch: int) -> tuple[Booking, ...]:
    """A thousand bookings of two legs, always the same for the same batch."""
    made = []
    for number in range(SIZE):
        cents = 100 + (batch * SIZE + number) * 7 % 99_900
        amount = f"{cents // 100}.{cents % 100:02d}"
        account, other = ACCOUNTS[number % 6], ACCOUNTS[(number + 1 + batch % 5) % 6]
        legs = (Leg(account=account, amount=amount, unit="EUR"), Leg(account=other, amount=f"-{amount}", unit="EUR"))
        made.append(Booking(date=f"2026-{number % 12 + 1:02d}-15", line=number + 1, legs=legs))
    return tuple(made)


def ours(folder: Path, batches: int) -> float:
    """Seconds for all batches through the office."""
    node = Node(folder / "ours", state=folder / "state", database_url="")
    node.make()
    found(node, "bench", FoundOrganisation(
        name="Bench", charter=preset("open_books"), origin="localhost/bench", preset="open_books",
    ))
    office = node.office("bench")
    requests = [
        ImportBooks(source=f"{batch:064x}", format="hledger", bookings=bookings(batch)) for batch in range(batches)
    ]
    began = time.perf_counter()
    for request in requests:
        office.do(request)
    spent = time.perf_counter() - began
    node.close()
    return spent


def rows_by_batch(store: Path) -> tuple[list[str], list[list[tuple[str, list[tuple[Any, ...]]]]]]:
    """The definitions and, for each append, every row it put, read from what ours wrote."""
    db = sqlite3.connect(store)
    made = [row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger'")]
    bounds = db.execute("SELECT first, last FROM appends ORDER BY first").fetchall()[1:]
    tables = [row[0] for row in db.execute(OPEN_TABLES.format("sqlite_master"))]
    batches = []
    for first, last in bounds:
        put = [("entries", db.execute("SELECT * FROM entries WHERE seq BETWEEN ? AND ?", (first, last)).fetchall())]
        put += [(name, db.execute(f"SELECT * FROM {name} WHERE since BETWEEN ? AND ?", (first, last)).fetchall())
                for name in tables]
        put.append(("appends", db.execute("SELECT * FROM appends WHERE first = ?", (first,)).fetchall()))
        put.append(("checkpoints", db.execute("SELECT * FROM checkpoints WHERE size = ?", (last + 1,)).fetchall()))
        put.append(("vault", db.execute("SELECT v.* FROM vault v WHERE 0").fetchall()))
        batches.append([(name, rows) for name, rows in put if rows])
    db.close()
    return made, batches


def bare(folder: Path, made: list[str], batches: list[list[tuple[str, list[tuple[Any, ...]]]]]) -> float:
    """Seconds for the same rows, the same batches, and nothing else."""
    db = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    for statement in made:
        db.execute(statement)
    began = time.perf_counter()
    for batch in batches:
        db.execute("BEGIN IMMEDIATE")
        for name, rows in batch:
            db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' for _ in rows[0])})", rows)
        db.execute("COMMIT")
    spent = time.perf_counter() - began
    db.close()
    return spent


def equal(store: Path, other: Path) -> bool:
    """Whether both databases hold the same rows for the measured batches, table by table."""
    db = sqlite3.connect(store)
    db.execute("ATTACH ? AS bare", (str(other),))
    first = db.execute("SELECT MIN(seq) FROM bare.entries").fetchone()[0]
    names = [row[0] for row in db.execute(OPEN_TABLES.format("bare.sqlite_master"))]
    pairs = [("entries", "seq"), *((name, "since") for name in names)]
    return not any(
        db.execute(f"SELECT * FROM main.{name} WHERE {since} >= {first} EXCEPT SELECT * FROM bare.{name}").fetchone()
        for name, since in pairs
    )


def main() -> int:
    """Measure both in turn, and tell the best of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    mine, theirs, same, rows = [], [], True, 0
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            mine.append(ours(folder, said.batches))
            made, batches = rows_by_batch(folder / "ours" / STORE_FILE)
            theirs.append(bare(folder, made, batches))
            same = same and equal(folder / "ours" / STORE_FILE, folder / "bare.sqlite3")
            rows = sum(len(put) for batch in batches for _, put in batch)
    ratio = min(theirs) / min(mine)
    figures = {
        "entries": said.batches * SIZE, "rows": rows, "ours_seconds": round(min(mine), 3),
        "bare_seconds": round(min(theirs), 3), "ratio": round(ratio, 3), "goal": GOAL, "equal": same,
        "sqlite": sqlite3.sqlite_version, "python": sys.version.split()[0],
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    return 0 if same and ratio >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
