"""auzolan settle: post what stands of a run."""

import argparse

from auzolan.cli.console import Console
from auzolan.rules.decide import SettleRun
from auzolan.rules.facts import RunSettled

name = "settle"
summary = "Post what stands of a run after its contest days; contested lines wait for their answer."
example = "auzolan settle r7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run."""
    parser.add_argument("run", metavar="RUN")


def run(said: argparse.Namespace, console: Console) -> int:
    """Settle."""
    answer = console.do(SettleRun(run=said.run))
    settled = answer.fact(RunSettled)
    words = [f"{settled.count} portions posted, {settled.amount} in all."]
    words += [f"Waiting for an answer: {to}" for to in settled.held]
    return console.answer({"run": said.run, "entries": answer.seqs}, words)
