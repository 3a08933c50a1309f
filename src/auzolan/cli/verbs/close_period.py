"""auzolan close-period: a period and all before it take no more entries."""

import argparse

from auzolan.cli.console import Console
from auzolan.flows.requests import ClosePeriod

name = "close-period"
summary = "Close a period and all before it; what is recorded later counts from the first open day."
example = "auzolan close-period 2026-03"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which period."""
    parser.add_argument("period", metavar="P", help="2026, 2026-Q1, 2026-03 or DATE..DATE")


def run(said: argparse.Namespace, console: Console) -> int:
    """Close it."""
    answer = console.do(ClosePeriod(period=said.period))
    return console.answer({"entries": answer.seqs}, [f"{said.period} is closed, by entry {answer.seqs[-1]}."])
