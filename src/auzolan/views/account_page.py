"""One account: every posting, and what the account held after it."""

from dataclasses import dataclass

from auzolan.flows.facts import POSTED
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.quantity import print_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One posting. amount: debits positive; balance: of its unit after it, empty while it does not count."""

    entry: int
    date: str
    amount: str
    unit: str
    balance: str
    status: str
    vault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """account: its id; balances: (amount, unit) now; lines: newest first."""

    account: str
    balances: tuple[tuple[str, str], ...]
    lines: tuple[Posted, ...]


def account_page(tables: Tables, org: Organisation, account: str) -> AccountPage:
    """The page of one account; without lines when nothing was ever posted to it."""
    state, charter = org.states["flows"], org.charter

    def text(amount: int, unit: str) -> str:
        return print_amount(amount, places_of(state, charter, unit))

    held: dict[str, int] = {}
    lines = []
    rows = tables.rows("postings", {"account": account})
    for row in sorted(rows, key=lambda one: (str(one["date"]), int(one["entry"] or 0), int(one["leg"] or 0))):
        unit, amount = str(row["unit"]), int(row["amount"] or 0)
        counts = row["status"] == POSTED
        if counts:
            held[unit] = held.get(unit, 0) + amount
        lines.append(
            Posted(
                entry=int(row["entry"] or 0),
                date=str(row["date"]),
                amount=text(amount, unit),
                unit=unit,
                balance=text(held[unit], unit) if counts else "",
                status=str(row["status"]),
                vault=str(row["vault"] or ""),
            )
        )
    balances = tuple((text(amount, unit), unit) for unit, amount in sorted(held.items()) if amount)
    return AccountPage(account=account, balances=balances, lines=tuple(reversed(lines)))
