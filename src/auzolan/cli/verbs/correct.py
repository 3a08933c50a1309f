"""auzolan correct: undo a wrong entry by its reversal, and put a right one in its place."""

import argparse

from auzolan.cli.accounts import account_id
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.numbers import entry_number
from auzolan.flows.requests import CorrectEntry

name = "correct"
summary = "Reverse a wrong entry and, with --leg, record the right one in its place; nothing is ever deleted."
example = 'auzolan correct 412 --leg "Assets:Bank=-120.00 EUR" --leg "Expenses:Rent=120.00 EUR"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which entry, what would be right."""
    parser.add_argument("entry", type=entry_number, metavar="ENTRY", help="the entry of the books that was wrong")
    parser.add_argument("--leg", action="append", default=[], metavar="ACCOUNT=AMOUNT",
                        help="one leg of the right entry; debits are positive")
    parser.add_argument("--date", default="", help="the day it counts for (default the day of the wrong one)")
    parser.add_argument("--reason", default="", help="what was wrong, for the vault")


def run(said: argparse.Namespace, console: Console) -> int:
    """Correct."""
    legs = []
    for written in said.leg:
        account, sign, amount = written.rpartition("=")
        if not sign or not account.strip():
            raise Unreadable(f'--leg {written}: write ACCOUNT=AMOUNT, such as "Assets:Bank=-120.00 EUR".')
        legs.append((account_id(console, account.strip()), amount.strip()))
    words = {"narration": said.reason} if said.reason else {}
    answer = console.do(CorrectEntry(entry=said.entry, legs=tuple(legs), date=said.date, words=words))
    told = f"Entry {said.entry} is undone by entry {answer.seqs[0]}"
    more = f"; entry {answer.seqs[-1]} stands in its place." if legs else "."
    return console.answer({"entries": answer.seqs}, [told + more])
