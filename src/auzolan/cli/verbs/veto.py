"""auzolan veto: stop a carried decision before it takes effect."""

import argparse

from auzolan.cli.console import Console
from auzolan.governance.decide import VetoDecision

name = "veto"
summary = "Stop a carried decision before it takes effect, with --as MEMBER, where its procedure gives that right."
example = 'auzolan veto d7f3k2q9xwabcdef --reason "It ends what the federation agreed" --as m7f3k2q9xwabcdef'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, and why."""
    parser.add_argument("decision", metavar="DECISION")
    parser.add_argument("--reason", required=True, help="what speaks against it; a veto needs its reasons")


def run(said: argparse.Namespace, console: Console) -> int:
    """Veto."""
    answer = console.do(VetoDecision(decision=said.decision, reason=said.reason))
    told = f"{said.decision} is vetoed and does not take effect."
    return console.answer({"decision": said.decision, "entries": answer.seqs}, [told])
