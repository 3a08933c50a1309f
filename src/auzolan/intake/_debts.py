"""Reading who owes whom from a CSV file: columns debtor, creditor, amount and, if known, due; all faults at once.

It begins with an underscore because nothing of it enters the books: it is read, set off and forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from auzolan.intake._columns import LEFT_OUT, Line, read_lines, shortened
from auzolan.kernels.set_off import Debt
from auzolan.values.finding import Finding
from auzolan.values.instant import is_day
from auzolan.values.quantity import PLACES_MAX, parse_amount

KNOWN = ("debtor", "creditor", "amount", "due")
REQUIRED = ("debtor", "creditor", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The debts of a file. places: the decimals that the finest amount has; left_out: columns that say nothing here."""

    debts: tuple[Debt, ...]
    places: int
    left_out: tuple[str, ...]


def read_debts(data: bytes, *, where: str) -> tuple[Owed, list[Finding]]:
    """The debts of a CSV file and every fault in it, each with its line. Other columns are left out."""
    mapping, left_out = _mapping(data)
    lines, findings = read_lines(data, known=KNOWN, required=REQUIRED, mapping=mapping, where=where)
    if findings:
        return Owed(debts=(), places=0, left_out=left_out), findings
    places = max((_places(line.get("amount")) for line in lines), default=0)
    debts = []
    for line in lines:
        faults = _faults(line, where)
        findings += faults
        if not faults:
            amount = parse_amount(line.get("amount"), places)
            debtor, creditor = line.get("debtor"), line.get("creditor")
            debts.append(Debt(debtor=debtor, creditor=creditor, amount=amount, due=line.get("due")))
    return Owed(debts=tuple(debts), places=places, left_out=left_out), findings


def _mapping(data: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns of the first line that mean nothing here, to be left out."""
    first = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace").rstrip("\r")
    columns = [cell.strip().strip('"') for cell in first.split(max(",;\t", key=first.count))]
    others = [column for column in columns if column and column.lower().replace(" ", "_") not in KNOWN]
    return dict.fromkeys(others, LEFT_OUT), tuple(others)


def _places(amount: str) -> int:
    return min(len(amount.partition(".")[2]), PLACES_MAX)


def _faults(line: Line, where: str) -> Sequence[Finding]:
    """What is wrong with one row."""
    found = []

    def fault(field: str, what: str, why: str, next: str) -> None:
        excerpt = shortened(line.get(field))
        found.append(
            Finding(what=what, why=why, next=next, where=where, line=line.number, field=field, excerpt=excerpt)
        )

    debtor, creditor, amount, due = (line.get(name) for name in KNOWN)
    for field in ("debtor", "creditor"):
        if not line.get(field):
            fault(field, f"The {field} is missing", "A debt is between two parties.", "Name both.")
    if debtor and debtor == creditor:
        fault("creditor", "This is a debt to oneself", f"{debtor} owes nothing to {creditor}.", "Leave the row out.")
    try:
        if parse_amount(amount, PLACES_MAX) < 0:
            fault("amount", "A debt is not below zero", "Who owes stands first.", "Swap debtor and creditor.")
    except ValueError as why:
        said = str(why).replace("of its unit", "that are counted here")
        fault("amount", "This is no amount", f"{said[:1].upper()}{said[1:]}.", "Write it as 1210 or 1210.00.")
    if due and not is_day(due):
        fault("due", "This is no day", "Days are written year, month, day.", "Write 2026-03-01, or leave it empty.")
    return found

