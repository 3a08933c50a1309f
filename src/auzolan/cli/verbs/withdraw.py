"""auzolan withdraw: take a proposal back before anybody has answered."""

import argparse

from auzolan.cli.console import Console
from auzolan.governance.decide import WithdrawProposal

name = "withdraw"
summary = "Take your own proposal back, with --as MEMBER, as long as nobody has answered it."
example = "auzolan withdraw d7f3k2q9xwabcdef --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which proposal."""
    parser.add_argument("decision", metavar="DECISION")


def run(said: argparse.Namespace, console: Console) -> int:
    """Withdraw."""
    answer = console.do(WithdrawProposal(decision=said.decision))
    return console.answer({"decision": said.decision, "entries": answer.seqs}, [f"{said.decision} is withdrawn."])
