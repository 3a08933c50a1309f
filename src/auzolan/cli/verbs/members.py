"""auzolan members: who belongs, by number and class; names only when asked for."""

import argparse

from auzolan.cli.console import Console, table_lines
from auzolan.cli.numbers import entry_number
from auzolan.node.names import Names

name = "members"
summary = "Everybody who belongs or belonged."
example = "auzolan members --names"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether names are shown."""
    parser.add_argument("--names", action="store_true", help="with the names from the vault, for who may see them")
    parser.add_argument("--at", type=entry_number, default=None, metavar="SEQ", help="as of this entry")


def run(said: argparse.Namespace, console: Console) -> int:
    """Print the members."""
    reader = console.office.reader(said.at)
    names = Names(console.office.vault, reader)
    people = []
    for row in reader.rows("members"):
        person = {key: row[key] for key in ("member", "class", "joined", "left")}
        if said.names:
            person["name"] = names.called(str(row["member"]))
        people.append(person)
    head = ("member", "class", "joined", "left", *(("name",) if said.names else ()))
    return console.answer(people, table_lines(head, ([person[key] for key in head] for person in people)))
