"""What a limit on accounts reads: the balance of each, what it received, and what is known of the member it is for."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from auzolan.formula.scope import Given
from auzolan.rules.limits import BALANCE, RECEIVED, Watched, sign_of
from auzolan.rules.limits_figures import Places
from auzolan.rules.limits_state import Latest, Watch
from auzolan.tables.table import Cell
from auzolan.values.quantity import print_fraction


def latest_in(one: Watched, cells: Sequence[Cell], places: Places) -> tuple[tuple[str, str], Latest] | None:
    """What a row of contributions says of somebody that the limit reads: ((article, member), value), or None."""
    _, member, article, amount, unit, day, *_ = cells
    if article not in one.latest:
        return None
    value = Fraction(int(amount or 0), 10 ** places(str(unit), str(article)))
    return (str(article), str(member)), Latest(date=str(day), amount=print_fraction(value))


def received_in(account: str, amount: int, reverses: bool) -> int:
    """What one side of an entry adds to what an account received, in smallest parts; a reversal takes it away again."""
    came = amount * sign_of(account)
    return min(came, 0) if reverses else max(came, 0)


def account_figures(
    one: Watched, watch: Watch, states: Mapping[str, Any], account: str, places: Places
) -> dict[str, Given]:
    """What the condition of a limit on accounts may name, for one account, as things stand."""
    counted = watch.limits[one.limit.id]
    parts = states["flows"].balances.get((account, one.limit.unit), 0)
    values: dict[str, Given] = {
        BALANCE: Fraction(sign_of(account) * parts, 10 ** places(one.limit.unit, "")),
        RECEIVED: Fraction((counted.groups.get((account, "")) or ("0",))[0]),
    }
    place = one.accounts.fullmatch(account) if one.accounts else None
    member = place.groupdict().get("member", "") if place else ""
    known = states["members"].members.get(member)
    if known is not None:
        values |= {"member": member, "class": known.class_.removeprefix("class.")}
        left = date.fromisoformat(known.left) if known.left else None
        values |= {"joined": date.fromisoformat(known.joined), "left": left}
    for article, column in one.latest.items():
        said = counted.latest.get((article, member))
        values[column.column] = Fraction(said.amount) if said else Fraction(column.default, 10**column.places)
    return values


def before_text(
    one: Watched, watch: Watch, states: Mapping[str, Any], account: str, places: Places
) -> Sequence[str]:
    """The numbers that a limit read for an account before an append, as text, by the names they have in a condition."""
    values = account_figures(one, watch, states, account, places)
    return [f"{name}={print_fraction(value)}" for name, value in values.items() if isinstance(value, Fraction)]
