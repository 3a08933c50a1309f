"""What every account holds, and whether the books add up."""

from collections.abc import Callable, Iterable, Mapping

from auzolan.charter.charter import Charter
from auzolan.flows.accounts import BALANCING
from auzolan.flows.state import State
from auzolan.flows.units import places_of
from auzolan.values.quantity import print_amount


def balances(state: State, charter: Charter, prefix: str = "") -> dict[str, dict[str, str]]:
    """What every account holds in each unit, as exact decimals, zeros left out: {"Assets:Bank": {"EUR": "3618.80"}}.

    prefix: only this account and what lies under it. Legs that only balance an exchange are left out.
    """
    return printed(
        ((account, unit, amount) for (account, unit), amount in state.balances.items() if under(account, prefix)),
        lambda code: places_of(state, charter, code),
    )


def under(account: str, prefix: str) -> bool:
    """Whether an account is this branch or lies under it."""
    return not prefix or account == prefix or account.startswith(prefix.rstrip(":") + ":")


def printed(held: Iterable[tuple[str, str, int]], places: Callable[[str], int]) -> dict[str, dict[str, str]]:
    """Accounts, sorted, with their amounts as decimals. held: account, unit, parts; places: of a unit's code."""
    found: dict[str, dict[str, str]] = {}
    for account, unit, amount in sorted(held):
        if amount and account not in BALANCING:
            found.setdefault(account, {})[unit] = print_amount(amount, places(unit))
    return found


def trial_balance(state: State) -> Mapping[str, int]:
    """The sum of all balances in each unit, where it is not zero: empty for books that add up."""
    sums: dict[str, int] = {}
    for (_account, unit), amount in state.balances.items():
        sums[unit] = sums.get(unit, 0) + amount
    return {unit: amount for unit, amount in sorted(sums.items()) if amount}
