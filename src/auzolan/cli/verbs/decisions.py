"""auzolan decisions: everything that was put to members, and how it stands."""

import argparse

from auzolan.cli.console import Console, table_lines
from auzolan.cli.deciding import standing
from auzolan.cli.verbs.table import printable

name = "decisions"
summary = "Every decision, how it stands and what is still missing, newest first."
example = "auzolan decisions --open"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether only those that can still be answered."""
    parser.add_argument("--open", action="store_true", help="only those that are not closed")


def run(said: argparse.Namespace, console: Console) -> int:
    """Print them."""
    office = console.office
    reader = office.reader()
    where = {"status": "open"} if said.open else None
    found = []
    for row in reader.rows("decisions", where, newest_first=True):
        stands = standing(office, str(row["decision"]))
        found.append(printable(office, reader.table("decisions"), row) | {
            "answered": stands.answered, "says": stands.text,
        })
    head = ("decision", "status", "closes", "title", "says")
    return console.answer(found, table_lines(head, ([one[key] for key in head] for one in found)))
