"""Opening a decision with a roll of 100,000 members, beside bare SQLite putting the same rows.

Ours: who may propose, the roll of the body frozen in a hundred entries, each judged against the members there are,
hashed, folded, drawn into the open tables, read back, hashed again, signed, committed with synchronous=FULL. Bare: the
same rows of the same tables in one commit. Somebody joins before each turn, so that no roll is known from the one
before; the slowest of our turns counts.
Run: python bench/large_roll.py [--members 100000] [--json]. Leaves with 1 when the limit is missed, the rows differ or
the frozen roll is not the list of members. Admitting everybody takes a while and is not measured.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from append import bare, rows_by_batch

from auzolan.charter.decide import DoWhatIsDue, FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import NODE
from auzolan.members.decide import AdmitMember, AdmitMembers
from auzolan.node.founding import found
from auzolan.node.node import STORE_FILE, Node
from auzolan.node.office import Office

Batch = list[tuple[str, list[tuple[Any, ...]]]]
BATCH = 10_000
TIMES = 3
LIMIT_SECONDS = 2.0
LISTED = "SELECT member FROM t_members WHERE until IS NULL AND class = 'worker'"
FROZEN = "SELECT member FROM t_rolls WHERE until IS NULL AND decision = ?"


def peopled(folder: Path, members: int) -> Node:
    """A node with one organisation of so many workers, admitted list by list as an import admits them."""
    node = Node(folder / "ours", state=folder / "state", database_url="")
    node.make()
    found(node, "bench", FoundOrganisation(
        name="Bench", charter=preset("loomio"), origin="localhost/bench", preset="loomio",
    ))
    office = node.office("bench")
    for first in range(0, members, BATCH):
        size = min(BATCH, members - first)
        office.do(AdmitMembers(people=tuple(AdmitMember(class_="worker") for _ in range(size))))
        print(f"admitted {first + size} of {members}", file=sys.stderr, flush=True)
    return node


def opened(office: Office) -> tuple[float, float, float, str]:
    """Seconds until the decision is open, of the node's waking before it, of one ballot after it; and the decision."""
    proposer = str(office.do(AdmitMember(class_="worker")).entries[0].fact.member)
    began = time.perf_counter()
    office.do(DoWhatIsDue(), by=NODE)
    woken = time.perf_counter()
    answer = office.do(OpenProposal(title="Shall we?", text="All of us."), by=proposer)
    spent = time.perf_counter()
    decision = str(answer.fact(ProposalOpened).decision)
    office.do(CastBallot(decision=decision, option="yes"), by=proposer)
    return spent - woken, woken - began, time.perf_counter() - spent, decision


def held_by_both(store: Path, other: Path, batch: Batch, decision: str) -> bool:
    """Whether both databases hold these very rows, table by table, and the frozen roll is the list of members."""
    ours, bare = sqlite3.connect(store), sqlite3.connect(other)
    listed, frozen = ours.execute(LISTED).fetchall(), ours.execute(FROZEN, (decision,)).fetchall()
    same = sorted(listed) == sorted(frozen)
    for name, rows in batch:
        theirs = bare.execute(f"SELECT * FROM {name}").fetchall()
        same = same and len(theirs) == len(rows) and set(theirs) <= set(ours.execute(f"SELECT * FROM {name}"))
    ours.close()
    bare.close()
    return same


def main() -> int:
    """Measure both in turn, and tell the slowest of ours and the best of bare SQLite."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    mine, wakes, casts, theirs, same = [], [], [], [], True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "ours" / STORE_FILE
        node = peopled(folder, said.members)
        office = node.office("bench")
        for _ in range(TIMES):
            spent, woke, cast, decision = opened(office)
            mine.append(spent)
            wakes.append(woke)
            casts.append(cast)
            made, batches = rows_by_batch(store)
            opening = batches[-2:-1]  # the last append is the ballot
            theirs.append(bare(folder, made, opening))
            same = same and held_by_both(store, folder / "bare.sqlite3", opening[0], decision)
            (folder / "bare.sqlite3").unlink()
        node.close()
    figures = {
        "voters": said.members + TIMES, "entries": len(opening[0][0][1]),
        "rows": sum(len(rows) for _, rows in opening[0]), "ours_seconds": round(max(mine), 3),
        "best_seconds": round(min(mine), 3), "limit_seconds": LIMIT_SECONDS, "bare_seconds": round(min(theirs), 3),
        "ratio": round(min(theirs) / max(mine), 3), "ballot_seconds": round(max(casts), 4),
        "waking_seconds": f"{max(wakes):.3f} (somebody joined, and an alarm of this charter looks at all members; "
        "whoever proposes before the node woke waits for that too)",
        "equal": same, "sqlite": sqlite3.sqlite_version, "python": sys.version.split()[0],
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    return 0 if same and max(mine) < LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
