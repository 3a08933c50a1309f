"""Looks up what a rule knows beyond its tables: balances, rates and values of bids, as of the run's position."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from auzolan.formula.scope import Row
from auzolan.rules.gathering import Gathering
from auzolan.rules.given import BEFORE, IN, NOW, OUT, PERIOD, Given
from auzolan.tables.table import Cell
from auzolan.values.quantity import parse_share

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
DEBITS = ("Assets", "Expenses")  # roots whose accounts hold what is on their debit side
Found = tuple[Fraction | None, tuple[int, ...]]


class Known:
    """The further columns of one run, each looked up once. fill: (template, row) -> the account."""

    def __init__(self, gathering: Gathering, given: Sequence[Given], fill: Callable[[str, Row | None], str]) -> None:
        self.gathering = gathering
        self.given = given
        self.fill = fill
        self._rows: dict[str, list[Row]] = {}
        self._looked_up: dict[tuple[str, ...], Any] = {}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table with everything that is known about them."""
        if table not in self._rows:
            found = self.gathering.rows(table)
            has = set(self.gathering.tables.table(table).names)
            about = [one for one in self.given if one.needs() <= has]
            self._rows[table] = [self._with(row, about) for row in found] if about else found
        return self._rows[table]

    def apart(self) -> Row:
        """What is known without looking at any row."""
        return self._with(Row(values={}), [one for one in self.given if not one.needs()])

    def _with(self, row: Row, about: Sequence[Given]) -> Row:
        values, entries = dict(row.values), dict(row.entries)
        for one in about:
            values[one.name], entries[one.name] = self._value(one, row)
        return Row(values=values, entries=entries, related=row.related)

    def _value(self, one: Given, row: Row) -> Found:
        if one.bid:
            return self._bids(one).get(str(row.values["bid"]), (None, ()))
        if one.rate:
            day = row.values[one.on] if one.on else self.gathering.period.last_day
            return self._rate(one, day) if isinstance(day, date) else (None, ())
        return self._account(one, row)

    def _account(self, one: Given, row: Row) -> Found:
        template, account = one.account.split(":"), self.fill(one.account, row).split(":")
        key = _key(account, template)
        amount, entries = self._sums(one, account, template).get(key, (0, ()))
        sign = 1 if account[0] in DEBITS else -1
        return Fraction(sign * amount, 10 ** self.gathering.places(one.unit)), tuple(dict.fromkeys(entries))

    def _sums(
        self, one: Given, account: Sequence[str], template: Sequence[str]
    ) -> Mapping[tuple[str, ...], tuple[int, list[int]]]:
        """What each account of a template holds; an account that is the same for every row is read alone."""
        alone = "*" not in template and not one.needs()
        looked = ("account", one.name, *(account if alone else ()))
        if looked not in self._looked_up:
            rows = self.gathering.postings(one.unit, *self._days(one), account=":".join(account) if alone else "")
            self._looked_up[looked] = _summed(rows, template, one.side)
        found: Mapping[tuple[str, ...], tuple[int, list[int]]] = self._looked_up[looked]
        return found

    def _days(self, one: Given) -> tuple[str, str]:
        period = self.gathering.period
        if one.days == PERIOD:
            return period.first_day.isoformat(), period.last_day.isoformat()
        if one.days == BEFORE:
            return FIRST_DAY, (period.first_day - timedelta(days=1)).isoformat()
        return FIRST_DAY, LAST_DAY if one.days == NOW else period.last_day.isoformat()

    def _rate(self, one: Given, day: date) -> Found:
        quotes = self._quotes(one)
        until = [quote for quote in quotes if quote[0] <= day.isoformat()]
        return (until[-1][2], (until[-1][1],)) if until else (None, ())

    def _quotes(self, one: Given) -> list[tuple[str, int, Fraction]]:
        looked = ("rate", one.name)
        if looked not in self._looked_up:
            in_, _, of = one.rate.partition("/")
            wanted: dict[str, Cell] = {"unit": of, "quoted_in": in_}
            if one.said_by:
                wanted["source"] = one.said_by
            self._looked_up[looked] = sorted(
                (str(row["date"]), int(row["since"] or 0), parse_share(str(row["rate"])))
                for row in self.gathering.rates(wanted)
            )
        found: list[tuple[str, int, Fraction]] = self._looked_up[looked]
        return found

    def _bids(self, one: Given) -> Mapping[str, Found]:
        looked = ("bid", one.name)
        if looked not in self._looked_up:
            self._looked_up[looked] = {
                str(row["bid"]): (parse_share(str(row["value"])), (int(row["since"] or 0),))
                for row in self.gathering.raw("bid_values")
                if row["name"] == one.bid and (row["unit"] or "") == one.unit
            }
        found: Mapping[str, Found] = self._looked_up[looked]
        return found


def _key(account: Sequence[str], template: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word, place in zip(account, template, strict=True) if place != "*")


def _summed(
    rows: Iterable[Mapping[str, Cell]], template: Sequence[str], side: str
) -> dict[tuple[str, ...], tuple[int, list[int]]]:
    grows = 1 if template[0] in DEBITS else -1
    found: dict[tuple[str, ...], tuple[int, list[int]]] = {}
    for row in rows:
        account, amount = str(row["account"]).split(":"), int(row["amount"] or 0)
        if len(account) != len(template) or (side == IN and amount * grows < 0) or (side == OUT and amount * grows > 0):
            continue
        total, entries = found.get(key := _key(account, template), (0, []))
        entries.append(int(row["since"] or 0))
        # What went out is a positive amount too: its direction is said by the side.
        found[key] = (total + (-amount if side == OUT else amount), entries)
    return found
