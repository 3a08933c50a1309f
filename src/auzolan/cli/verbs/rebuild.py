"""auzolan rebuild: every open table computed again from the journal."""

import argparse

from auzolan.cli.console import Console
from auzolan.node.rebuilding import rebuild

name = "rebuild"
summary = "Compute every open table again from the journal, for instance after an upgrade."
example = "auzolan rebuild"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(said: argparse.Namespace, console: Console) -> int:
    """Rebuild, with progress."""
    rebuilt = rebuild(console.node, console.tell)
    return console.answer(rebuilt, [f"{org}: {count} entries read again" for org, count in rebuilt.items()])
