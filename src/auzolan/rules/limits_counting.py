"""Counts what was there before a limit was adopted, so that one adopted later can refuse as well."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Protocol

from msgspec.structs import replace

from auzolan.charter.charter import Charter
from auzolan.formula.scope import Row
from auzolan.rules.gathering import Tables
from auzolan.rules.limits import Watched, table_of
from auzolan.rules.limits_accounts import latest_in, received_in
from auzolan.rules.limits_figures import Places, adds, counts, day_in, group_of, places_in, values_of
from auzolan.rules.limits_following import key_text, may_end, plus
from auzolan.rules.limits_state import Counted, Kept, Latest
from auzolan.tables.table import Cell
from auzolan.values.quantity import print_fraction


class Part(Protocol):
    """One part of what was there before, as an entry spells it."""

    @property
    def value(self) -> str:
        """The account, or the value that is held apart; of a newest value, the member."""

    @property
    def period(self) -> str:
        """The span, where spans are held apart."""

    @property
    def sums(self) -> tuple[str, ...]:
        """Exact numbers."""

    @property
    def key(self) -> str:
        """Of a row that can end; of a newest value, the article."""

    @property
    def date(self) -> str:
        """The day of a newest value; else empty."""


def with_part(counted: Counted, part: Part) -> Counted:
    """A limit's sums with one part of what was there before added to what came since."""
    if part.date:
        key = (part.key, part.value)
        known = counted.latest.get(key)
        if known is not None and known.date >= part.date:
            return counted
        return replace(counted, latest=counted.latest.set(key, Latest(date=part.date, amount=part.sums[0])))
    if part.key and part.key in counted.gone:
        return counted
    group = (part.value, part.period)
    more = [Fraction(one) for one in part.sums]
    sums = plus(counted.groups.get(group) or ("0",) * len(more), more)
    counted = replace(counted, groups=counted.groups.set(group, sums))
    if not part.key:
        return counted
    kept = Kept(value=part.value, period=part.period, sums=part.sums)
    return replace(counted, kept=counted.kept.set(part.key, kept))


def parts_before(one: Watched, charter: Charter, flows: Any, tables: Tables) -> list[dict[str, Any]]:
    """What was there, in a fixed order: the fields of each part. tables: as of the entry that adopted the limit."""
    places = places_in(charter, flows)
    found = [*_of_accounts(one, tables, places)] if one.accounts else [*_of_rows(one, tables, places)]
    sums: dict[tuple[str, str], tuple[str, ...]] = {}
    apart = []
    for part in found:
        if part.get("key"):
            apart.append(part)
            continue
        group = (part["value"], part.get("period", ""))
        before = sums.get(group) or ("0",) * len(part["sums"])
        sums[group] = plus(before, [Fraction(text) for text in part["sums"]])
    whole = [{"value": value, "period": period, "sums": text} for (value, period), text in sorted(sums.items())]
    return [*whole, *sorted(apart, key=lambda part: (part["key"], part["value"]))]


def _cells(row: Mapping[str, Cell], names: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(row[name] for name in names)


def _of_rows(one: Watched, tables: Tables, places: Places) -> Iterator[dict[str, Any]]:
    table = table_of(one)
    for raw in tables.rows(table.name):
        cells = _cells(raw, table.names)
        row = Row(values=values_of(table, cells, one.needed, places))
        if not counts(one, row):
            continue
        value, period = group_of(one, row, day_in(one, cells))
        part = {"value": value, "period": period, "sums": tuple(map(print_fraction, adds(one, row)))}
        if may_end(one, cells):
            part["key"] = key_text([raw[name] for name in table.key])
        yield part


def _of_accounts(one: Watched, tables: Tables, places: Places) -> Iterator[dict[str, Any]]:
    wanted: dict[str, Cell] = {"unit": one.limit.unit, "status": "posted"}
    for raw in tables.rows("postings", wanted):
        account, amount = str(raw["account"]), int(raw["amount"] or 0)
        received = received_in(account, amount, raw["mends"] is not None)
        if one.accounts is not None and one.accounts.fullmatch(account) and received:
            exact = Fraction(received, 10 ** places(one.limit.unit, ""))
            yield {"value": account, "sums": (print_fraction(exact),)}
    if not one.latest:
        return
    table = tables.table("contributions")
    newest: dict[tuple[str, str], Latest] = {}
    for raw in tables.rows("contributions"):
        found = latest_in(one, _cells(raw, table.names), places)
        if found is not None and not ((known := newest.get(found[0])) and known.date > found[1].date):
            newest[found[0]] = found[1]
    for (article, member), latest in newest.items():
        yield {"key": article, "value": member, "sums": (latest.amount,), "date": latest.date}
