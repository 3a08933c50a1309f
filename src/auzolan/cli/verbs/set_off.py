"""auzolan set-off: debts in a CSV file cleared against each other, as much as can be, oldest debt first."""

import argparse
from pathlib import Path
from typing import Any

from auzolan.cli.console import Console, table_lines
from auzolan.cli.plain_files import read_bytes
from auzolan.intake._columns import BYTES_MAX
from auzolan.values.quantity import print_amount

name = "set-off"
summary = "Clear debts against each other in rings, as much as can be; nobody's net position moves. Needs no node."
example = "auzolan set-off debts.csv        (columns debtor, creditor, amount and, if known, due)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="columns debtor, creditor, amount[, due]")


def run(said: argparse.Namespace, console: Console) -> int:
    """Tell every fault in the file, or what is cleared of each debt."""
    # The solver takes a second to load, which no other verb should wait for.
    from auzolan.intake._debts import read_debts
    from auzolan.kernels.set_off import gather, set_off

    owed, findings = read_debts(read_bytes(said.file, BYTES_MAX), where=said.file.name)
    if findings:
        return console.unsound(findings)
    if owed.left_out:
        console.tell(f"Left out: {', '.join(owed.left_out)}.")
    result = set_off(gather(owed.debts))
    edges = []
    for debt, cleared in result.edges():
        edge: dict[str, Any] = {"debtor": debt.debtor, "creditor": debt.creditor}
        if debt.due:
            edge["due"] = debt.due
        edge |= {"amount": print_amount(debt.amount, owed.places), "cleared": print_amount(cleared, owed.places)}
        edges.append(edge)
    total, gross = (
        print_amount(sum(amounts), owed.places)
        for amounts in (result.cleared.tolist(), result.debts.amount.tolist())
    )
    head = ("debtor", "creditor", "due", "amount", "cleared")
    return console.answer(
        {"cleared_total": total, "edges": edges},
        lambda: [
            *table_lines(head, ([edge.get(column, "") for column in head] for edge in edges)), "",
            f"{total} of {gross} can be cleared. Everybody gives as much as they get.",
        ],
    )
