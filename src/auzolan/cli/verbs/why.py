"""auzolan why: the tree of one portion, down to the entries and up to the decision."""

import argparse

from auzolan.cli.accounts import account_id
from auzolan.cli.console import Console
from auzolan.explain.why import why

name = "why"
summary = "Why an account got what it got: every part, the rounding, the entries, the decision behind the rule."
example = 'auzolan why r7f3k2q9xwabcdef "Equity:Capital:m7f3k2q9xwabcdef:2026"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which portion of which run."""
    parser.add_argument("run", metavar="RUN")
    parser.add_argument("to", metavar="TO", help="an account that `auzolan run` printed")


def run(said: argparse.Namespace, console: Console) -> int:
    """Compute the run again and tell the tree."""
    office = console.office
    found = why(said.run, account_id(console, said.to), office.now(), office.reader, office.fact)
    return console.answer(found.as_json(), found.lines)
