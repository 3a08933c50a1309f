"""All about one person: rows, words and entries that name them, each entry with a proof that needs nobody's trust."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auzolan import areas
from auzolan.export import bundle, csv_tables
from auzolan.governance.hiding import keeps_any, kept_back
from auzolan.journal.merkle import HashTree, inclusion_proof
from auzolan.node.exporting import Moment, aside, keys_of, moment
from auzolan.node.office import Office
from auzolan.tables.table import Cell, Table
from auzolan.values.refusal import Refusal
from auzolan.views.amounts import places_in

README = """This is everything that {name} holds about the member {member}.

  tables/         every row about you, as CSV
  entries.jsonl   every entry of the journal that names you, exactly as it was written
  proofs.json     for each of them: its number and the hashes that lead from it to the signed root
  checkpoint      the signed statement of that root, over {size} entries
  keys.txt        the public keys that may sign it
  words.jsonl     your words, opened: name, addresses, reasons

A proof is checked as RFC 6962 says: SHA-256 of a zero byte and the entry's bytes is the leaf; each hash of its path
is joined to it, left or right by its number, until the root in the checkpoint is reached.
"""


def write_member(office: Office, member: str, out: Path) -> int:
    """Write it; answers how many entries name the member. Raises Refusal when nobody has that id, FileExistsError."""
    with moment(office) as now, aside(out) as beside:
        if member not in now.org.states["members"].members:
            raise Refusal(
                what="Nothing was written out", where=member, why="There is no member of that id.",
                next="See `auzolan members`.",
            )
        place = bundle.place(beside)
        try:
            return _put(now, member, place)
        finally:
            place.close()


def _put(now: Moment, member: str, place: bundle.Folder | bundle.Zip) -> int:
    commitments: set[str] = set()
    for table in areas.tables():
        rows = list(_own(now, table, member))
        commitments.update(str(row["vault"]) for row in rows if row.get("vault"))
        if rows:
            parts = csv_tables.write(table, rows, places_in(now.org))
            place.put(f"tables/{table.name}.csv", (part.encode() for part in parts))
    leaves, named = [], []
    for seq, written, leaf in now.store.entries(0, now.org.seq):
        leaves.append(leaf)
        if member.encode() in written and not _others_hidden(now, seq, written, member):
            named.append((seq, written))
    tree, size = HashTree(leaves), len(leaves)
    place.put("entries.jsonl", (line for _, written in named for line in (written, b"\n")))
    place.put("proofs.json", [json.dumps({"size": size, "root": now.org.frontier.root().hex(), "proofs": [
        {"seq": seq, "path": [one.hex() for one in inclusion_proof(tree, seq, size)]} for seq, _ in named
    ]}, indent=1).encode()])
    place.put("checkpoint", [now.store.checkpoint(size) or b""])
    place.put("keys.txt", ["".join(f"{key}\n" for key in keys_of(now.entries())).encode()])
    place.put("words.jsonl", _words(now, member, commitments))
    place.put("README.txt", [README.format(name=now.title, member=member, size=size).encode()])
    return len(named)


def _others_hidden(now: Moment, seq: int, written: bytes, member: str) -> bool:
    """Whether it is another's ballot, with the member as a candidate, in a vote that hides how it stands."""
    state = now.org.states["governance"]
    if not keeps_any(state):
        return False
    entry = areas.codec().decode(written, seq)
    return kept_back(state, entry.fact) and (entry.for_ or entry.by) != member


def _own(now: Moment, table: Table, member: str) -> Iterator[dict[str, Cell]]:
    for cells in now.store.stream_rows(table.name):
        row: dict[str, Cell] = dict(zip(table.names, cells[1:], strict=True))
        about = row[table.person] == member if table.person else any(_names(cell, member) for cell in row.values())
        if about:
            yield row


def _names(cell: Any, member: str) -> bool:
    return isinstance(cell, str) and member in cell.split(":")


def _words(now: Moment, member: str, commitments: set[str]) -> Iterator[bytes]:
    own = now.office.vault.written_by(member)
    for commitment, value in sorted((own | now.office.vault.opened(commitments)).items()):
        line = {"commitment": commitment, "words": value}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"
