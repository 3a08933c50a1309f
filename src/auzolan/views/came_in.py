"""What came in during a period, and where it went: exact, from the postings, to the last cent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from auzolan.flows.accounts import classify
from auzolan.flows.facts import POSTED
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount
from auzolan.views.receivers import BUYERS, COMMON, FREIGHT, RECEIVERS, TAXES, is_tax_owed, kind_of, last_word

INCOME, EXPENSES, EQUITY = "Income", "Expenses", "Equity"
GIVERS_MAX = 6
GAVE, GOT = "gave", "got"
REST = "rest"
TAXED = "taxed"  # stands before the income account that a tax was taken in with


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Someone who gave or got. key: account branch, or kind; label: an account's last word, or empty for a kind.

    parts: smallest parts of the unit; amount: the same as text; share: hundredths of each unit that came in.
    """

    key: str
    label: str
    kind: str
    parts: int
    amount: str
    share: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """givers and receivers add up to the same total. drawn: more went out than came in, by this much (text, or empty).

    unit: the unit that most income is in; others: what came in in further units, as (amount, unit); entries: how many
    entries of the books these figures rest on.
    """

    period: str
    unit: str
    total: str
    parts: int
    givers: tuple[Side, ...]
    receivers: tuple[Side, ...]
    drawn: str = ""
    others: tuple[tuple[str, str], ...] = ()
    entries: int = 0


Row = Mapping[str, Any]


def came_in(tables: Tables, org: Organisation, period: Period, called: Callable[[str], str]) -> CameIn:
    """The money of one period. called: account id -> the name this reader may see."""
    legs = legs_of(tables, period)
    sums = _summed(legs)
    units: dict[str, int] = {}
    for (account, unit), amount in sums.items():
        if classify(account) == INCOME:
            units[unit] = units.get(unit, 0) - amount
    unit = _main(units, org)
    if not unit:
        return CameIn(period=period.label, unit="", total="", parts=0, givers=(), receivers=())
    state, charter = org.states["flows"], org.charter

    def text(amount: int, of: str) -> str:
        return print_amount(amount, places_of(state, charter, of))

    return _told(
        period.label,
        unit,
        {account: amount for (account, of), amount in sums.items() if of == unit},
        called,
        lambda amount: text(amount, unit),
        len({leg["entry"] for leg in legs}),
        tuple((text(amount, of), of) for of, amount in sorted(units.items()) if of != unit and amount),
    )


def legs_of(tables: Tables, period: Period) -> list[Row]:
    """The legs of the books that this picture is drawn from, taxes renamed to the sale they came with."""
    span = ("date", period.first_day.isoformat(), period.last_day.isoformat())
    return list(_that_count(tables.rows("postings", {"status": POSTED}, between=span)))


def sides_of(account: str, called: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """On which sides of the picture a leg stands: ("gave", giver's label), ("got", kind of receiver), or both."""
    if classify(account) == EXPENSES:
        kind = kind_of(account)
        return ((GOT, kind if kind in RECEIVERS else FREIGHT),)
    sold = account.removeprefix(f"{TAXED}:")
    gave = (GAVE, last_word(called(sold)))
    return (gave,) if sold == account else (gave, (GOT, TAXES))


def _that_count(rows: Iterable[Row]) -> Iterable[Row]:
    """The legs that count: income, expenses, and taxes taken in with a sale; a closing of the books is left out.

    A tax stands with the largest line of its sale: whoever bought paid both.
    """
    for _entry, legs in groupby(sorted(rows, key=_by_entry), key=_by_entry):
        whole = [leg for leg in legs if not leg["added"]]
        roots = {_root(leg) for leg in whole}
        if not roots & {INCOME, EXPENSES} or roots <= {INCOME, EXPENSES, EQUITY}:
            continue
        sold = min((leg for leg in whole if _root(leg) == INCOME), key=_amount, default=None)
        for leg in whole:
            if _root(leg) in (INCOME, EXPENSES):
                yield leg
            elif sold is not None and is_tax_owed(str(leg["account"])):
                yield {**leg, "account": f"{TAXED}:{sold['account']}"}


def _root(row: Row) -> str:
    return classify(str(row["account"]))


def _amount(row: Row) -> int:
    return int(row["amount"])


def _by_entry(row: Row) -> int:
    return int(row["entry"])


def _summed(rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (str(row["account"]), str(row["unit"]))
        sums[key] = sums.get(key, 0) + int(row["amount"])
    return sums


def _main(units: Mapping[str, int], org: Organisation) -> str:
    named = {code: unit.dimension for code, unit in org.charter.units.items()}
    money = [code for code, amount in units.items() if amount > 0 and named.get(code, "money") == "money"]
    return max(money, key=lambda code: (units[code], code), default="")


def _told(
    period: str,
    unit: str,
    sums: Mapping[str, int],
    called: Callable[[str], str],
    text: Callable[[int], str],
    entries: int,
    others: tuple[tuple[str, str], ...],
) -> CameIn:
    given: dict[tuple[str, str], int] = {}
    got = dict.fromkeys(RECEIVERS, 0)
    for account, amount in sums.items():
        for way, key in sides_of(account, called):
            if way == GOT:
                got[key] += amount if classify(account) == EXPENSES else -amount
            else:
                giver = (key, kind_of(account.removeprefix(f"{TAXED}:")))
                given[giver] = given.get(giver, 0) - amount
    total = sum(given.values())
    left = total - sum(got.values())
    got[COMMON] += max(left, 0)
    return CameIn(
        period=period,
        unit=unit,
        total=text(total),
        parts=total,
        givers=_givers(given, text),
        receivers=_receivers(got, text),
        drawn=text(-left) if left < 0 else "",
        others=others,
        entries=entries,
    )


def _givers(given: Mapping[tuple[str, str], int], text: Callable[[int], str]) -> tuple[Side, ...]:
    """The largest givers by name; the others together."""
    ranked = sorted(given.items(), key=lambda one: (-one[1], one[0]))
    sides = [
        Side(key=label, label=label, kind=kind, parts=amount, amount=text(amount))
        for (label, kind), amount in ranked
        if amount
    ]
    if len(sides) <= GIVERS_MAX:
        return tuple(sides)
    rest = sum(one.parts for one in sides[GIVERS_MAX - 1 :])
    return (*sides[: GIVERS_MAX - 1], Side(key=REST, label="", kind=BUYERS, parts=rest, amount=text(rest)))


def _receivers(got: Mapping[str, int], text: Callable[[int], str]) -> tuple[Side, ...]:
    kinds = [kind for kind in RECEIVERS if got[kind]]
    shares = spread(100, [max(got[kind], 0) for kind in kinds])
    return tuple(
        Side(key=kind, label="", kind=kind, parts=got[kind], amount=text(got[kind]), share=share)
        for kind, share in zip(kinds, shares, strict=True)
    )


def spread(whole: int, weights: list[int]) -> list[int]:
    """A whole number divided by weights, to the unit: what is left over goes to the largest remainders, first first."""
    total = sum(weights)
    if not total:
        return [0 for _ in weights]
    found = [whole * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(whole * weights[at] % total), at))
    for at in order[: whole - sum(found)]:
        found[at] += 1
    return found
