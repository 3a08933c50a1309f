"""auzolan assert: somebody signs what an account really holds; a second person signs the same."""

import argparse

from auzolan.cli.accounts import account_id
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.numbers import entry_number
from auzolan.flows.requests import AssertBalance, SignBalance

name = "assert"
summary = "Sign that an account really holds an amount; refused where the books say something else."
example = 'auzolan assert Assets:Bank "3618.80 EUR" --date 2026-03-31\n         auzolan assert --sign 412'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The account and its statement, or the entry to sign as the second."""
    parser.add_argument("account", nargs="?", default="", metavar="ACCOUNT")
    parser.add_argument("amount", nargs="?", default="", metavar="AMOUNT", help='such as "3618.80 EUR"')
    parser.add_argument("--date", default="", help="the day of the statement (default today)")
    parser.add_argument("--sign", type=entry_number, metavar="ENTRY", help="sign somebody else's as the second")


def run(said: argparse.Namespace, console: Console) -> int:
    """Assert, or sign."""
    if said.sign is not None:
        answer = console.do(SignBalance(entry=said.sign))
        return console.answer({"entries": answer.seqs}, [f"Entry {said.sign} is signed by a second person."])
    if not said.account or not said.amount:
        raise Unreadable('Name an account and an amount, such as: auzolan assert Assets:Bank "3618.80 EUR".')
    account = account_id(console, said.account)
    answer = console.do(AssertBalance(account=account, amount=said.amount, date=said.date))
    words = [f"Signed as entry {answer.seqs[-1]}; a second person can sign it."]
    return console.answer({"entries": answer.seqs}, words)
