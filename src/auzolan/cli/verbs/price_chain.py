"""auzolan price-chain: who keeps what of each euro that is paid at the end of a chain."""

import argparse
from pathlib import Path

from auzolan.cli.console import Console, table_lines
from auzolan.cli.plain_files import read_bytes
from auzolan.intake._columns import Line, read_lines, shortened
from auzolan.values.finding import Finding
from auzolan.values.quantity import DIGITS_MAX, PLACES_MAX, parse_amount, print_amount
from auzolan.views.chain_kept import UNKNOWN, WITHHELD, Kept, Paid, who_keeps

name = "price-chain"
summary = "Who keeps what of each euro at the end of a chain, from payments in a CSV file. Needs no node."
example = (
    "auzolan price-chain coffee.csv\n\n"
    "         from,to,amount\n         drinkers,shop,21.45\n         shop,farmers,4.18"
)
COLUMNS = ("from", "to", "amount")
BYTES_MAX = 16 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and where the chain ends."""
    parser.add_argument("file", type=Path, help="a CSV file: from (who pays), to (who is paid), amount")
    parser.add_argument("--end", action="append", default=[], metavar="NAME",
                        help="whose euros are followed (default: all who pay and are never paid)")


def run(said: argparse.Namespace, console: Console) -> int:
    """Read, tell every finding, or say who keeps what."""
    data = read_bytes(said.file, BYTES_MAX)
    payments, places, found = read_payments(data, said.file.name)
    if found:
        return console.unsound(found)
    kept = who_keeps(payments, [end.strip() for end in said.end])
    if kept.backwards:
        console.tell("Everybody in between pays on more than came in. Are the columns swapped? "
                     "A row says who pays (from), then who is paid (to).")
    for one in kept.below_cost:
        received, paid = print_amount(one.received, places), print_amount(one.paid, places)
        console.tell(f"{one.who} received {received} and paid {paid}: the rest did not come from this price.")
    return console.answer(_document(kept, places), lambda: _words(kept, places))


def read_payments(data: bytes, where: str) -> tuple[list[Paid], int, list[Finding]]:
    """The payments of a file in smallest parts, how many decimals those have, and everything that is wrong with it."""
    lines, found = read_lines(data, known=COLUMNS, required=COLUMNS, mapping={}, where=where)
    if found:
        return [], 0, found
    if not lines:
        why = "Its first line names the columns, each other line is a payment."
        found.append(Finding(what="The file has no payments", why=why, next="Add what was paid.", where=where))
    places = max((len(line.get("amount").partition(".")[2]) for line in lines), default=0)
    places = min(places, PLACES_MAX)
    payments = []
    for line in lines:
        payer, payee = (_named(line.get(column)) for column in COLUMNS[:2])
        wrong = _wrong(line, payer, payee, where)
        amount = 0
        try:
            amount = parse_amount(line.get("amount"), places)
        except ValueError as why:
            wrong.append(_finding(line, where, "amount", "This is no amount", f"{why}.",
                                  f"Write digits and a point, such as 1210.00, at most {DIGITS_MAX} digits."))
        if amount < 0:
            wrong.append(_finding(line, where, "amount", "A payment is never negative",
                                  "Money that goes the other way is paid by the other.", "Swap from and to."))
        found += wrong
        if not wrong:
            payments.append((payer, payee, amount))
    return payments, places, found


def _named(cell: str) -> str:
    """A name as it is written; the two words that name nobody in any spelling of theirs."""
    word = cell.casefold()
    return word if word in (UNKNOWN, WITHHELD) else cell


def _wrong(line: Line, payer: str, payee: str, where: str) -> list[Finding]:
    found = [
        _finding(line, where, column, "A name is missing", "Every payment has who pays and who is paid.",
                 f'Write the name, or "{UNKNOWN}" or "{WITHHELD}" for who is paid.')
        for column, cell in zip(COLUMNS[:2], (payer, payee), strict=True) if not cell
    ]
    if payer in (UNKNOWN, WITHHELD):
        found.append(_finding(
            line, where, "from", f'"{payer}" cannot pay', "It stands for what nobody says about who is paid.",
            "Name who pays, or leave the row out.",
        ))
    return found


def _finding(line: Line, where: str, field: str, what: str, why: str, next: str) -> Finding:
    return Finding(what=what, why=why, next=next, where=where, line=line.number, field=field,
                   excerpt=shortened(line.get(field)))


def _document(kept: Kept, places: int) -> dict[str, object]:
    document: dict[str, object] = {"shares": kept.printed()}
    if kept.below_cost:
        document["below_cost"] = [
            {"who": one.who, "received": print_amount(one.received, places), "paid": print_amount(one.paid, places)}
            for one in kept.below_cost
        ]
    return document


def _words(kept: Kept, places: int) -> list[str]:
    ranked = sorted(kept.printed().items(), key=lambda one: (-kept.shares[one[0]], one[0].encode()))
    ends = ", ".join(kept.ends[:5]) + (", ..." if len(kept.ends) > 5 else "")
    head = f"{ends}: {print_amount(kept.total, places)} paid. Of each 1 of it:"
    return [head, *table_lines(("who", "keeps"), ranked)]
