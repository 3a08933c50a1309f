"""auzolan balances: what is in every account."""

import argparse
from datetime import date

from auzolan.cli.console import Console, Unreadable, table_lines
from auzolan.node.names import Names
from auzolan.views.balances import balances

name = "balances"
summary = "The balance of every account and unit; zeros are left out."
example = "auzolan balances --account Assets"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Day and branch."""
    parser.add_argument("--at", default="", metavar="DATE", help="as of the end of this day")
    parser.add_argument("--account", default="", metavar="PREFIX", help="only this account and what is under it")
    parser.add_argument("--below", action="store_true", help="each account with all accounts below it, as ledger shows")


def run(said: argparse.Namespace, console: Console) -> int:
    """Print balances under their display names."""
    if said.at:
        try:
            date.fromisoformat(said.at)
        except ValueError as why:
            raise Unreadable(f"--at {said.at}: {why}. Write a day as 2026-03-31.") from why
    office = console.office
    names = Names(office.vault, office.reader())
    found = balances(
        office.reader(), office.now(), names.account, at=said.at, prefix=said.account, below=said.below
    )
    rows = ((account, amount, unit) for account, units in found.items() for unit, amount in units.items())
    return console.answer({"accounts": found}, table_lines(("account", "amount", "unit"), rows))
