"""auzolan void: take back a run that was not settled."""

import argparse

from auzolan.cli.console import Console
from auzolan.rules.decide import VoidRun

name = "void"
summary = "Take back a run that was not settled; it stays readable, and another can be published for its period."
example = "auzolan void r7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run."""
    parser.add_argument("run", metavar="RUN")


def run(said: argparse.Namespace, console: Console) -> int:
    """Void."""
    answer = console.do(VoidRun(run=said.run))
    return console.answer({"run": said.run, "entries": answer.seqs}, [f"{said.run} is void: nothing of it is posted."])
