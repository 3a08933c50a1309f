"""auzolan verify: the four checks, on the node, an export or a copy."""

import argparse
import json
import tempfile
import zipfile
from itertools import zip_longest
from pathlib import Path

from auzolan.areas import tables
from auzolan.cli.console import Console, Unreadable
from auzolan.export.bundle import Bundle
from auzolan.journal.fault import JournalFault
from auzolan.node.copy import StoreCopy
from auzolan.node.node import STORE_FILE, Node
from auzolan.node.office import Office
from auzolan.node.receive import receive
from auzolan.node.verifying import damaged, verify_office
from auzolan.values.refusal import Refusal
from auzolan.verify.check import REPLAY, Check, Verdict
from auzolan.verify.verify import verify

name = "verify"
summary = "Check everything again: bytes and proofs, every entry under the charter of its time, every run, the books."
example = "auzolan verify            # this node\n         auzolan verify out.zip    # what somebody gave you"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A path, or nothing for this node."""
    parser.add_argument("path", nargs="?", type=Path, help="an export (folder or .zip), or a copy of a node's folder")


def run(said: argparse.Namespace, console: Console) -> int:
    """Verify, tell, and exit 0 when all four hold."""
    if said.path is None:
        verdict, erased = _node(console.office, console)
    elif not said.path.exists():
        raise Unreadable(f"{said.path} is not there. Name an export, or a copy of a node's folder.")
    elif (said.path / STORE_FILE).exists():
        said.data = said.path
        verdict, erased = _node(console.office, console)
    else:
        verdict, erased = _bundle(said.path, console), 0
    words = [f"{'holds' if check.holds else 'FAILS':6} {check.name}: {check.message}" for check in verdict.checks]
    if erased:
        words.append(f"       {erased} values in the vault were erased; every proof still holds")
    words.append(
        f"{'Everything holds' if verdict.holds else 'It does not hold'}: {verdict.entries} entries, root {verdict.root}"
    )
    console.answer(verdict.as_json(), words)
    return 0 if verdict.holds else 1


def _node(office: Office, console: Console) -> tuple[Verdict, int]:
    found = verify_office(office, lambda seq: console.tell(f"  ... entry {seq}") if seq else None)
    if not found.kept:
        console.tell("No kept checkpoint was found (AUZOLAN_STATE); those in the store are checked.")
    return found.verdict, found.erased


def _bundle(path: Path, console: Console) -> Verdict:
    try:
        bundle = Bundle(path)
        entries = int(bundle.manifest["entries"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as why:
        raise Unreadable(f"{path} is not a bundle that can be read: {why}") from why
    with tempfile.TemporaryDirectory(prefix="auzolan-verify-") as folder:
        node = Node(Path(folder) / "data", state=Path(folder) / "state", database_url="")
        node.make()
        try:
            receive(node, bundle)
        except (Refusal, JournalFault) as why:
            return damaged(str(why), getattr(why, "seq", None))
        except (OSError, KeyError, ValueError, json.JSONDecodeError) as why:
            raise Unreadable(f"{path} cannot be read to its end: {why}") from why
        office = node.office(str(bundle.manifest["org"]))
        copy = office.copy()
        with copy.database.reading():
            verdict = verify(copy, office.keeping.kept(office.org))
        if verdict.holds and (wrong := _other_table(bundle, copy)):
            verdict = Verdict(entries=verdict.entries, root=verdict.root, checks=(
                verdict.checks[0], Check(name=REPLAY, holds=False, message=wrong), *verdict.checks[2:],
            ))
        node.close()
        if verdict.holds and verdict.entries != entries:
            return damaged(f"its manifest promises {entries} entries; there are {verdict.entries}", verdict.entries)
        return verdict


def _other_table(bundle: Bundle, copy: StoreCopy) -> str:
    for table in tables():
        for mine, theirs in zip_longest(copy.all_rows(table.name), bundle.rows(table)):
            if mine is None or theirs is None or tuple(mine) != tuple(theirs):
                return f"table {table.name}: the export says {theirs}, the journal makes {mine}"
    return ""
