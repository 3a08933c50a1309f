"""The books: what we have and owe, what was earned and spent, and what is still open between us and others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auzolan.flows.accounts import BALANCING, classify
from auzolan.flows.facts import POSTED
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount

SHEET = ("Assets", "Liabilities", "Equity", "Unclassified")
RESULT = ("Income", "Expenses")
# Credits are negative in the books; a statement shows what is owed, owned and earned as positive.
TURNED = ("Liabilities", "Equity", "Income")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A branch or an account. key: its address in the books, empty for a branch; depth: how far in, from 1.

    amounts: (amount, unit) as exact decimals, of this account and all below it.
    """

    name: str
    key: str
    depth: int
    amounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One root of the account tree with its lines and its total."""

    root: str
    lines: tuple[Line, ...]
    total: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A claim that is open. debtor, creditor: ids; amount: still open."""

    claim: str
    debtor: str
    creditor: str
    amount: str
    unit: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """sheet: balances of all time; result: what was earned and spent in the period, and left: income less expenses;
    open_result: the same over all time, which nobody has set aside yet."""

    period: str
    sheet: tuple[Part, ...]
    result: tuple[Part, ...]
    left: tuple[tuple[str, str], ...]
    open_result: tuple[tuple[str, str], ...]
    owed: tuple[Owed, ...]
    pending: int


Held = dict[tuple[str, str], int]


def books(
    tables: Tables, org: Organisation, called: Callable[[str], str], period: Period, *, sees_claims: bool
) -> Books:
    """The statements. called: account id -> the name this reader may see."""
    state = org.states["flows"]
    printed = _Printed(org)
    span = ("date", period.first_day.isoformat(), period.last_day.isoformat())
    moved: Held = {}
    for row in tables.rows("postings", {"status": POSTED}, between=span):
        key = (str(row["account"]), str(row["unit"]))
        moved[key] = moved.get(key, 0) + int(row["amount"] or 0)
    claims = tables.rows("claims") if sees_claims else []
    return Books(
        period=period.label,
        sheet=tuple(_part(root, state.balances.items(), called, printed) for root in SHEET),
        result=tuple(_part(root, moved.items(), called, printed) for root in RESULT),
        left=printed.all(_earned(moved.items())),
        open_result=printed.all(_earned(state.balances.items())),
        owed=tuple(
            Owed(
                claim=str(row["claim"]), debtor=str(row["debtor"]), creditor=str(row["creditor"]),
                amount=printed.one(int(row["open"] or 0), str(row["unit"])), unit=str(row["unit"]),
                since=str(row["date"] or ""),
            )
            for row in claims
        ),
        pending=len(state.pending),
    )


class _Printed:
    """Writes smallest parts as decimals of their unit."""

    def __init__(self, org: Organisation) -> None:
        self._state = org.states["flows"]
        self._charter = org.charter

    def one(self, amount: int, unit: str) -> str:
        return print_amount(amount, places_of(self._state, self._charter, unit))

    def all(self, sums: dict[str, int]) -> tuple[tuple[str, str], ...]:
        return tuple((self.one(amount, unit), unit) for unit, amount in sorted(sums.items()) if amount)


def _earned(held: Iterable[tuple[tuple[str, str], int]]) -> dict[str, int]:
    """Income less expenses, by unit."""
    left: dict[str, int] = {}
    for (account, unit), amount in held:
        if classify(account) in RESULT:
            left[unit] = left.get(unit, 0) - amount
    return left


def _part(
    root: str, held: Iterable[tuple[tuple[str, str], int]], called: Callable[[str], str], printed: _Printed
) -> Part:
    sign = -1 if root in TURNED else 1
    sums: dict[tuple[str, ...], dict[str, int]] = {}
    keys: dict[tuple[str, ...], str] = {}
    for (account, unit), amount in held:
        if account in BALANCING or classify(account) != root or not amount:
            continue
        words = tuple(called(account).split(":"))
        keys[words] = account
        for depth in range(1, len(words) + 1):
            branch = sums.setdefault(words[:depth], {})
            branch[unit] = branch.get(unit, 0) + sign * amount
    total: dict[str, int] = {}
    for words, amounts in sums.items():
        if len(words) == 1:
            for unit, amount in amounts.items():
                total[unit] = total.get(unit, 0) + amount
    lines = (
        Line(name=words[-1], key=keys.get(words, ""), depth=len(words) - 1, amounts=printed.all(sums[words]))
        for words in sorted(sums)
        if len(words) > 1 or words in keys
    )
    return Part(root=root, lines=tuple(line for line in lines if line.amounts), total=printed.all(total))
