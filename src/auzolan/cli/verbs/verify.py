"""auzolan verify: the four checks, on the node, an export or a copy."""

import argparse
from itertools import zip_longest
from pathlib import Path

from auzolan.areas import tables
from auzolan.cli.bundles import broken_promise, check_signed, given, looked_into, withheld
from auzolan.cli.console import Console
from auzolan.export.bundle import Bundle, BundleUnsound
from auzolan.journal.fault import JournalFault
from auzolan.node.copy import StoreCopy
from auzolan.node.node import STORE_FILE
from auzolan.node.office import Office
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
    more: dict[str, int] = {}
    if said.path is None:
        verdict, erased = _node(console.office, console)
    elif (said.path / STORE_FILE).exists():
        said.data = said.path
        verdict, erased = _node(console.office, console)
    else:
        verdict, more["withheld"] = _bundle(given(said.path))
        erased = 0
    words = [f"{'holds' if check.holds else 'FAILS':6} {check.name}: {check.message}" for check in verdict.checks]
    if erased:
        words.append(f"       {erased} values in the vault were erased; every proof still holds")
    if more.get("withheld"):
        words.append(f"       {more['withheld']} words are withheld; every proof holds without them")
    words.append(
        f"{'Everything holds' if verdict.holds else 'It does not hold'}: {verdict.entries} entries, root {verdict.root}"
    )
    console.answer(verdict.as_json() | more, words)
    return 0 if verdict.holds else 1


def _node(office: Office, console: Console) -> tuple[Verdict, int]:
    found = verify_office(office, lambda seq: console.tell(f"  ... entry {seq}") if seq else None)
    if not found.kept:
        console.tell("No kept checkpoint was found (AUZOLAN_STATE); those in the store are checked.")
    return found.verdict, found.erased


def _bundle(bundle: Bundle) -> tuple[Verdict, int]:
    try:
        check_signed(bundle)
        with looked_into(bundle) as office:
            copy = office.copy()
            with copy.database.reading():
                verdict = verify(copy)
            if verdict.holds and (wrong := _other_table(bundle, copy)):
                verdict = Verdict(entries=verdict.entries, root=verdict.root, checks=(
                    verdict.checks[0], Check(name=REPLAY, holds=False, message=wrong), *verdict.checks[2:],
                ))
            if verdict.holds and (wrong := broken_promise(bundle, office)):
                return damaged(wrong), 0
            return verdict, withheld(bundle, office)
    except (Refusal, JournalFault) as why:
        return damaged(why.why if isinstance(why, Refusal) else str(why), getattr(why, "seq", None)), 0
    except BundleUnsound as why:
        return damaged(str(why)), 0


def _other_table(bundle: Bundle, copy: StoreCopy) -> str:
    for table in tables():
        for mine, theirs in zip_longest(copy.all_rows(table.name), bundle.rows(table)):
            if mine is None or theirs is None or tuple(mine) != tuple(theirs):
                return f"table {table.name}: the export says {theirs}, the journal makes {mine}"
    return ""
