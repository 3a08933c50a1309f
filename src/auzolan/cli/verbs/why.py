"""auzolan why: the tree of one portion, down to the entries and up to the decision."""

import argparse

from auzolan.cli.accounts import account_id
from auzolan.cli.console import Console
from auzolan.explain.mended import mended
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
    org, to = office.now(), account_id(console, said.to)
    found = why(said.run, to, org, office.reader, office.fact)
    among = mended(said.run, org, office.fact)
    before, posts = among.line(to)
    more = {"corrects": among.corrects, "corrected_by": among.corrected_by, "before": before, "posts": posts}
    document = {**found.as_json(), **{name: value for name, value in more.items() if value}}
    return console.answer(document, lambda: [*found.lines(), *among.words(to)])
