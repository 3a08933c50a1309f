"""The whole of `verify` over a journal of a million entries: bytes and checkpoints, replay and tables, runs, books.

The limit is a promise, not a peer: 120 s now (goal 60 s), memory below 2 GiB. For comparison one hashlib loop over the
same bytes is timed in the same run. Run: python bench/verify.py [--entries 1000000] [--json]
"""

import argparse
import hashlib
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from append import SIZE, bookings

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import ImportBooks
from auzolan.node.founding import found
from auzolan.node.node import STORE_FILE, Node

LIMIT_SECONDS, LIMIT_MIB = 120, 2_048


def write(folder: Path, entries: int) -> int:
    """A node with so many entries; answers how many there are."""
    node = Node(folder / "data", state=folder / "data.state", database_url="")
    node.make()
    found(node, "bench", FoundOrganisation(
        name="Bench", charter=preset("open_books"), origin="localhost/bench", preset="open_books",
    ))
    office = node.office("bench")
    for batch in range(entries // SIZE):
        office.do(ImportBooks(source=f"{batch:064x}", format="hledger", bookings=bookings(batch)))
    size = office.now().seq
    node.close()
    return size


def one_loop(store: Path) -> float:
    """Seconds of one hashlib loop over the same bytes, nothing else."""
    rows = [row[0] for row in sqlite3.connect(store).execute("SELECT bytes FROM entries ORDER BY seq")]
    began = time.perf_counter()
    for row in rows:
        hashlib.sha256(b"\0" + row).digest()
    return time.perf_counter() - began


def main() -> int:
    """Write, verify in a process of its own, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        size = write(folder, said.entries)
        wrote = time.perf_counter() - began
        began = time.perf_counter()
        answer = subprocess.run(
            [sys.executable, "-m", "auzolan.cli", "verify", "--json", "--data", str(folder / "data")],
            capture_output=True, text=True, check=False,
        )
        spent = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        holds = json.loads(answer.stdout)["holds"]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "auzolan.cli", "balances", "--json", "--data", str(folder / "data")],
                       capture_output=True, check=True)
        ready = time.perf_counter() - began
        figures = {
            "entries": size, "holds": holds, "verify_seconds": round(spent, 1), "limit_seconds": LIMIT_SECONDS,
            "verify_peak_mib": memory, "limit_mib": LIMIT_MIB, "write_seconds": round(wrote, 1),
            "hashlib_loop_seconds": round(one_loop(folder / "data" / STORE_FILE), 2),
            "start_to_balances_seconds": round(ready, 2), "python": sys.version.split()[0],
        }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    within = holds and spent <= LIMIT_SECONDS * size / 1_000_000 + 2 and memory < LIMIT_MIB
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
