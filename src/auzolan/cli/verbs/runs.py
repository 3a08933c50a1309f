"""auzolan runs: every run there was."""

import argparse

from auzolan.cli.console import Console, table_lines
from auzolan.cli.verbs.table import printable

name = "runs"
summary = "Every time a rule was applied to a period, and how far it has come."
example = "auzolan runs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(said: argparse.Namespace, console: Console) -> int:
    """Print the runs."""
    reader = console.office.reader()
    rows = [printable(console.office, reader.table("runs"), row) for row in reader.rows("runs")]
    head = ("run", "rule", "version", "period", "amount", "unit", "count", "status")
    return console.answer(rows, table_lines(head, ([row[key] for key in head] for row in rows)))
