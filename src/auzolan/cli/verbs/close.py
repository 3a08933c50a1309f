"""auzolan close: count a decision whose time is over."""

import argparse

from auzolan.cli.console import Console
from auzolan.cli.deciding import standing
from auzolan.governance.decide import CloseDecision

name = "close"
summary = "Close a decision whose time is over, or that is settled where its procedure lets it close early."
example = "auzolan close d7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision."""
    parser.add_argument("decision", metavar="DECISION")


def run(said: argparse.Namespace, console: Console) -> int:
    """Close, and say what came of it."""
    answer = console.do(CloseDecision(decision=said.decision))
    stands = standing(console.office, said.decision)
    return console.answer(
        {"decision": said.decision, "entries": answer.seqs, "status": stands.status, "says": stands.text}, [stands.text]
    )
