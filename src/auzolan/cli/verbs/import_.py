"""auzolan import: books, members and contributions from files, or a whole organisation from a bundle."""

import argparse
from pathlib import Path

from auzolan.cli.bundles import check_signed, given
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.plain_files import plain_file
from auzolan.cli.store_file import holds_store
from auzolan.export.bundle import BundleUnsound
from auzolan.node.node import Node
from auzolan.node.receive import receive
from auzolan.node.taking_in import Taking, formats

name = "import"
summary = "Take in a file: all of it or nothing. The same file twice adds nothing and says so."
example = "auzolan import hledger 2026.journal\n         auzolan import members people.csv --map Nombre=name --dry-run"

FILE_BYTES_MAX = 512 * 1024 * 1024  # no single file is larger; each format has its own, smaller measure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Format, file, mapping."""
    parser.add_argument("format", choices=sorted((*formats(), "bundle")))
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help="what a column of a CSV is")
    parser.add_argument("--correct", action="store_true", help="replace bids of a tender that were misread before")
    parser.add_argument("--dry-run", action="store_true", help="say what would come in, write nothing")


def run(said: argparse.Namespace, console: Console) -> int:
    """Read, tell every finding, or take it in."""
    if said.format == "bundle":
        return _bundle(said, console)
    if said.correct and said.format != "bids":
        raise Unreadable("--correct is for bids; books are corrected with `auzolan correct`.")
    plain_file(said.file, FILE_BYTES_MAX)
    mapping = {}
    for pair in said.map:
        column, sign, field = pair.partition("=")
        if not sign:
            raise Unreadable(f"--map {pair}: write COLUMN=FIELD.")
        mapping[column] = field
    taken = Taking(
        office=console.office, file=said.file, format=said.format, mapping=mapping, do=console.do, dry=said.dry_run,
        correct=said.correct,
    ).take()
    for note in taken.notes:
        console.tell(str(note))
    if taken.findings:
        if said.json:
            console.answer(taken.as_json())
            return 1
        return console.findings(taken.findings)
    return console.answer(taken.as_json(), [_told(said, taken.entries, taken.skipped)])


def _told(said: argparse.Namespace, entries: int, skipped: int) -> str:
    if skipped:
        return f"{said.file.name} was taken in before; nothing was added ({skipped} skipped)."
    if said.dry_run:
        return f"{said.file.name}: {entries} would be taken in; nothing was written."
    return f"{said.file.name}: {entries} entries written."


def _bundle(said: argparse.Namespace, console: Console) -> int:
    bundle = given(said.file)
    check_signed(bundle)
    if said.dry_run:
        return console.answer({"entries": bundle.manifest["entries"], "skipped": 0, "findings": []})
    node = Node(said.data)
    holds_store(node)
    node.make()
    console.node = node
    if str(bundle.manifest["org"]) in node.organisations():
        there = node.office(str(bundle.manifest["org"])).now().seq
        return console.answer({"entries": 0, "skipped": there, "findings": []},
                              ["An organisation of that id lives here already; nothing was added."])
    try:
        org = receive(node, bundle, lambda seq: console.tell(f"  ... entry {seq}") if seq % 5_000 == 0 else None)
    except BundleUnsound as why:
        raise Unreadable(f"{said.file} cannot be read to its end: {why}. Nothing was taken in.") from why
    return console.answer(
        {
            "org": bundle.manifest["org"],
            "entries": org.seq,
            "skipped": 0,
            "findings": [],
            "root": org.frontier.root().hex(),
        },
        [f"Taken in: {org.seq} entries, root {org.frontier.root().hex()}."],
    )
