"""auzolan support: help a proposal to be put to the body."""

import argparse

from auzolan.cli.console import Console
from auzolan.governance.decide import SupportProposal

name = "support"
summary = "Support with --as MEMBER that a proposal is put to the body, where its procedure asks for supporters."
example = "auzolan support d7f3k2q9xwabcdef --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which proposal."""
    parser.add_argument("decision", metavar="DECISION")


def run(said: argparse.Namespace, console: Console) -> int:
    """Support it, and say how many more it needs."""
    answer = console.do(SupportProposal(decision=said.decision))
    known = console.office.now().states["governance"].decisions[said.decision]
    missing = max(0, known.support - len(known.supporters))
    told = f"{missing} more must support it." if missing else "It is put to the body."
    return console.answer(
        {"decision": said.decision, "entries": answer.seqs, "missing": missing}, [f"Supported. {told}"]
    )
