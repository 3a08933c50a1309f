"""auzolan hours: what a member brought in: hours, an index, produce, care."""

import argparse

from auzolan.cli.console import Console, Unreadable
from auzolan.cli.numbers import entry_number
from auzolan.flows.requests import ConfirmContribution, RecordContribution

name = "hours"
summary = "Record what a member brought in, under a contribution article (hours, unless another is named)."
example = "auzolan hours m7f3k2q9xwabcdef 38.5 --date 2026-03-06"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, how much, of what, when."""
    parser.add_argument("who", nargs="?", default="", metavar="MEMBER")
    parser.add_argument("amount", nargs="?", default="", help="how much, such as 38.5")
    parser.add_argument("--confirm", type=entry_number, metavar="ENTRY", help="confirm what a member recorded")
    parser.add_argument("--contribution", default="hours", help="the article, such as hours, index, harvest")
    parser.add_argument("--date", default="", help="the day (default today)")
    parser.add_argument("--unpaid", action="store_true", help="these hours are not paid for")


def run(said: argparse.Namespace, console: Console) -> int:
    """Record it, or confirm it."""
    if said.confirm is not None:
        answer = console.do(ConfirmContribution(entry=said.confirm))
        return console.answer({"entries": answer.seqs}, [f"Entry {said.confirm} is confirmed and counts."])
    if not said.who or not said.amount:
        raise Unreadable(f"Say who brought in how much, such as: {example}.")
    answer = console.do(RecordContribution(
        contribution=said.contribution, amount=said.amount, member=said.who, date=said.date, paid=not said.unpaid,
    ))
    return console.answer({"entries": answer.seqs}, [f"Recorded as entry {answer.seqs[-1]}."])
