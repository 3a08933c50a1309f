"""auzolan record: the everyday books, from a small TOML file: flows, payments, entries, openings, rates."""

import argparse
import sys
from pathlib import Path

from auzolan.cli.accounts import with_ids
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.numbers import entry_number
from auzolan.cli.plain_files import as_text, read_text
from auzolan.cli.toml_bounds import bounded_toml
from auzolan.flows.flow_file import BYTES_MAX, read
from auzolan.flows.requests import SettlePending, VoidPending
from auzolan.values.refusal import Refusal

name = "record"
summary = "Record what is in a TOML file: flows, payments, entries, openings, rates (docs/formats/flow-toml.md)."
example = "auzolan record march.toml\n         echo 'posting = \"pay\" ...' | auzolan record -"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, or the entry that waits for a second signature."""
    parser.add_argument("file", nargs="?", default="", metavar="FLOW.toml|-", help="a TOML file, or - for stdin")
    parser.add_argument("--sign", type=entry_number, metavar="ENTRY", help="sign an entry that waits; then it counts")
    parser.add_argument("--void", type=entry_number, metavar="ENTRY", help="void an entry that waits; it never counts")


def text_of(file: str) -> str:
    """The text of a file, or of what comes in. Raises Unreadable."""
    if file == "-":
        return as_text(sys.stdin.buffer.read(BYTES_MAX + 1), "what comes in")
    return read_text(Path(file), 4 * BYTES_MAX)  # letters are up to four bytes; how many there may be is told by `read`


def run(said: argparse.Namespace, console: Console) -> int:
    """Read everything first; then record one after the other. Or sign or void what waits."""
    if said.sign is not None or said.void is not None:
        return _pending(said, console)
    if not said.file:
        raise Unreadable(f"Name a file, or - for what comes in, such as: {example.splitlines()[0]}.")
    where = "flow" if said.file == "-" else Path(said.file).name
    try:
        requests, findings = read(bounded_toml(text_of(said.file), where), where=where)
    except ValueError as why:  # a number of thousands of digits
        raise Unreadable(f"{where} cannot be read: {why}.") from why
    if findings:
        return console.unsound(findings, entries=[])
    entries: list[int] = []
    for number, request in enumerate(requests):
        part = f"{number}" if len(requests) > 1 else ""
        try:
            entries += console.do(with_ids(console, request, part), part=part).seqs
        except Refusal as refusal:
            if not entries:
                raise
            raise Refusal(
                what=f"{number} of {len(requests)} were recorded (entries {entries[0]} to {entries[-1]}), not the next",
                where=refusal.where, why=refusal.why, next=f"{refusal.next} Record only what is left.",
            ) from refusal
    counted = "entry" if len(entries) == 1 else "entries"
    return console.answer({"entries": entries}, [f"Recorded as {counted} {', '.join(map(str, entries))}."])


def _pending(said: argparse.Namespace, console: Console) -> int:
    if said.sign is not None:
        answer = console.do(SettlePending(entry=said.sign))
        return console.answer({"entries": answer.seqs}, [f"Entry {said.sign} is signed and counts."])
    answer = console.do(VoidPending(entry=said.void))
    return console.answer({"entries": answer.seqs}, [f"Entry {said.void} is void and never counts."])
