"""Accounts as people write them on the command line, turned into the accounts that the books know."""

from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Request
from auzolan.cli.console import Console
from auzolan.flows.requests import OpenBooks, PayClaim, RecordEntry, RecordFlow
from auzolan.node.names import Names


def account_id(console: Console, name: str) -> str:
    """The account that is called so; the same words where none is, for a new one to be opened under them."""
    return _names(console).account_id(name)


def with_ids(console: Console, request: Request, part: str = "") -> Request:
    """A request about the books with every account that people know by its name under its id. part: as `do` has it."""
    names = _names(console, part)
    changed: dict[str, Any] = {}
    if isinstance(request, RecordEntry):
        changed["legs"] = tuple((names.account_id(account), amount) for account, amount in request.legs)
    elif isinstance(request, RecordFlow | PayClaim):
        changed["leaves"] = {part: names.account_id(account) for part, account in request.leaves.items()}
    elif isinstance(request, OpenBooks):
        changed["balances"] = tuple(replace(one, account=names.account_id(one.account)) for one in request.balances)
        changed["against"] = names.account_id(request.against)
    return replace(request, **changed) if changed else request


def _names(console: Console, part: str = "") -> Names:
    # The same key must lead to the same request, also where the first one opened the account under this name.
    key = console.key(part)
    before = console.office.store.append_of(key) if key else None
    return Names(console.office.vault, console.office.reader(before[1] - 1 if before else None))
