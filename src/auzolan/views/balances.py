"""What is in every account, under the names that its reader may see."""

from collections.abc import Callable

from auzolan.flows.accounts import BALANCING
from auzolan.flows.balances import printed, under
from auzolan.flows.facts import POSTED
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables


def balances(
    tables: Tables, org: Organisation, called: Callable[[str], str], *, at: str = "", prefix: str = "",
    below: bool = False,
) -> dict[str, dict[str, str]]:
    """Account -> unit -> balance as an exact decimal, zeros and balancing legs left out.

    called: account id -> its display name; at: the last day that counts, or empty for all; prefix: a branch, by name;
    below: each account together with those below it.
    """
    state = org.states["flows"]
    held = dict(state.balances) if not at else _until(tables, at)
    named: dict[tuple[str, str], int] = {}
    for (account, unit), amount in held.items():
        if account in BALANCING:
            continue
        name = called(account)
        if under(name, prefix):
            named[name, unit] = named.get((name, unit), 0) + amount
    charter = org.charter
    if below:
        named = _with_below(named)
    return printed(
        ((name, unit, amount) for (name, unit), amount in named.items()), lambda code: places_of(state, charter, code)
    )


def _with_below(named: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Every account that has postings of its own, together with the accounts below it."""
    own = {name for name, _unit in named}
    sums: dict[tuple[str, str], int] = {}
    for (name, unit), amount in named.items():
        words = name.split(":")
        for depth in range(1, len(words) + 1):
            above = ":".join(words[:depth])
            if above in own:
                sums[above, unit] = sums.get((above, unit), 0) + amount
    return sums


def _until(tables: Tables, day: str) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for row in tables.rows("postings", {"status": POSTED}, between=("date", "0001-01-01", day)):
        key = (str(row["account"]), str(row["unit"]))
        sums[key] = sums.get(key, 0) + int(row["amount"] or 0)
    return sums
