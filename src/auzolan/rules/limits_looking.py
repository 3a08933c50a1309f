"""Looking at a limit as things stand: from its sums where they are kept, else at every row of its table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.flows.units import places_of
from auzolan.formula.scope import Row
from auzolan.rules.gathering import Gathering, Tables
from auzolan.rules.limits import ROW, Watched, table_of
from auzolan.rules.limits_figures import Testing, Told, counted, span
from auzolan.rules.limits_judging import misses_now
from auzolan.rules.limits_saying import Broken, said
from auzolan.rules.limits_state import Watch
from auzolan.tables.table import Cell
from auzolan.values.period import Period, parse_period

Found = tuple[Told, str]


def look(
    one: Watched, watch: Watch, charter: Charter, states: Mapping[str, Any], tables: Tables, day: str
) -> Broken | None:
    """Whether a limit is broken now, and how; of several it is broken for, the first by name, with how many others.

    day: today, ISO; where spans are held apart, the one it lies in. tables: as of the states.
    """
    period = span(day, one.limit.period)
    if one.scan or one.limit.per == ROW:
        found = list(_by_rows(one, charter, states, tables, day, period))
    else:
        found = list(_by_sums(one, watch, charter, states, period))
    if not found:
        return None
    told, about = min(found, key=lambda pair: pair[1])
    first = said(one, told, about, period, charter, now=True)
    others = len({about for _, about in found}) - 1
    return replace(first, why=f"{first.why} It is broken for {others} more.") if others else first


def _by_sums(
    one: Watched, watch: Watch, charter: Charter, states: Mapping[str, Any], period: str
) -> Iterator[Found]:
    if one.accounts:
        held = states["flows"].balances
        names = {name for name, unit in held if unit == one.limit.unit and one.accounts.fullmatch(name)}
        groups = [(name, "") for name in names]
    else:
        groups = [group for group in watch.limits[one.limit.id].groups if group[1] == period]
    for group in groups:
        for told in misses_now(one, watch, charter, states, group):
            yield told, group[0]


@dataclass(slots=True)
class _Gathering(Gathering):
    """Without spans, everything ever written counts, and the members who belong today. No run tells what was read."""

    today: str = ""

    def _note(self, key: str, name: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        return

    def _belonging(self, members: Any) -> list[Row]:
        if not self.today:
            return Gathering._belonging(self, members)
        days = [(row, str(row.values["joined"]), str(row.values["left"] or "")) for row in members]
        return [row for row, joined, left in days if joined <= self.today and (not left or left > self.today)]


def rows_of(one: Watched, charter: Charter, states: Mapping[str, Any], tables: Tables, day: str) -> list[Row]:
    """The rows that a limit is about, as formulas read them."""
    label = span(day, one.limit.period)
    ever = Period(label="ever", first_day=date.min, last_day=date.max)
    gathering = _Gathering(
        tables, charter, parse_period(label) if label else ever, lambda code: places_of(states["flows"], charter, code),
        today="" if label else day,
    )
    return counted(one, gathering.rows(table_of(one).name))


def _by_rows(
    one: Watched, charter: Charter, states: Mapping[str, Any], tables: Tables, day: str, period: str
) -> Iterator[Found]:
    rows = rows_of(one, charter, states, tables, day)
    if one.limit.per == ROW:
        key, testing = table_of(one).key[0], Testing(one, rows)
        for row in rows:
            for told in testing.misses(row):
                yield told, _plain(row.values[key])
        return
    apart: dict[str, list[Row]] = {}
    for row in rows:
        apart.setdefault(_plain(row.values[one.limit.per]) if one.limit.per else "", []).append(row)
    for value, some in apart.items():
        for told in Testing(one, some).misses(Row(values={one.limit.per: value} if one.limit.per else {})):
            yield told, value


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
