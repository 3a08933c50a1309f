"""What a rule reads, as SQL over the tables of a bundle: the rows as of a position, in whole numbers.

It says in SQL what rules/gathering and rules/known say in Python, for whoever works a run out without our programs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa

from auzolan.charter.charter import Charter
from auzolan.flows.articles.contribution import PLAIN
from auzolan.formula.compile import Dialect, Shape, Source
from auzolan.rules.correcting import AsIf
from auzolan.rules.gathering import Contributed, Tables, contributed
from auzolan.rules.given import BEFORE, IN, NOW, OUT, PERIOD, Given
from auzolan.rules.known import DEBITS, FIRST_DAY, LAST_DAY
from auzolan.tables.table import Column, Table
from auzolan.values.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What all tables of one run are read by. units: every unit with its places; fill: (template, None) -> account."""

    tables: Tables
    charter: Charter
    period: Period
    position: int
    given: Sequence[Given]
    units: Callable[[], dict[str, int]]
    fill: Callable[[str, None], str]
    dialect: Dialect

    def table(self, source: Source, table: str, rows: pa.Table) -> str:
        """The query for the rows of an open table, with the columns that a step needs of them.

        rows: what was read; a quoted rate or a value of a bid is written into the query from there.
        """
        definition = self.tables.table(table)
        more = {one.column: one for one in contributed(self.charter)} if table == "members" else {}
        given = {one.name: one for one in self.given}
        chosen, come = ["ROW_NUMBER() OVER (ORDER BY held.n) - 1 AS n"], [f"FROM ({self.held(definition)}) AS held"]
        for name, shape in source.columns.items():
            if name in definition.names:
                said = self.cell(definition, definition.column(name), shape)
            elif name in more:
                come.append(self.contributions(more[name], name))
                default = more[name].default
                said = rescaled(f"COALESCE(of_{name}.amount, {default})", more[name].places, shape.places, self.dialect)
            elif given[name].account:
                said, joined = self.account(given[name], shape)
                come += [joined] if joined else []
            else:
                values = ", ".join(f"({n}, {value})" for n, value in _values(rows, name))
                cells = f"(VALUES {values}) AS of_{name}(place, amount)"
                come.append(f"LEFT JOIN {cells} ON of_{name}.place = held.n_in_order")
                said = f"of_{name}.amount"
            chosen.append(f"{said} AS {self.dialect.named(name)}")
        return "SELECT " + ",\n  ".join(chosen) + "\n" + "\n".join(come)

    def held(self, table: Table) -> str:
        """The rows of a table that the run could read."""
        conditions = [f"since <= {self.position}", f"(until IS NULL OR until > {self.position})"]
        first, last = self.days()
        conditions += self.not_there(table.name)
        if table.day:
            conditions.append(f"{self.dialect.named(table.day)} BETWEEN {first} AND {last}")
        if table.name == "members":
            conditions += [f"joined <= {last}", f"(\"left\" IS NULL OR \"left\" = '' OR \"left\" > {first})"]
        ordered = "ROW_NUMBER() OVER (ORDER BY n) - 1 AS n_in_order"
        return f"SELECT *, {ordered} FROM {file_of(table.name)} WHERE {' AND '.join(conditions)}"

    def not_there(self, table: str) -> list[str]:
        """What a corrected run leaves out: what was posted by the one that it mends, and by those after it."""
        if not isinstance(self.tables, AsIf):
            return []
        if table == "postings":
            return [f"(run IS NULL OR {self._none_of(self.tables.later)})"]
        return [self._none_of(self.tables.mended)] if table in ("runs", "portions") else []

    def _none_of(self, runs: frozenset[str]) -> str:
        return f"run NOT IN ({', '.join(self.dialect.text(run) for run in sorted(runs))})"

    def days(self) -> tuple[str, str]:
        """The first and the last day of the period as literals."""
        return f"'{self.period.first_day.isoformat()}'", f"'{self.period.last_day.isoformat()}'"

    def cell(self, table: Table, column: Column, shape: Shape) -> str:
        """One column of the table itself."""
        here = f"held.{self.dialect.named(column.name)}"
        if column.kind != "amount":
            return rescaled(here, 0, shape.places, self.dialect) if column.kind == "whole" else here
        if not column.unit.startswith("@"):
            return rescaled(here, self.units()[column.unit], shape.places, self.dialect)
        unit = f"held.{self.dialect.named(column.unit[1:])}"
        cases = [f"WHEN {unit} = {self.dialect.text(code)} THEN {rescaled(here, places, shape.places, self.dialect)}"
                 for code, places in sorted(self.units().items())]
        if "contribution" in table.names:
            cases += [
                f"WHEN {unit} = '{PLAIN}' AND held.contribution = {self.dialect.text(one.article)}"
                f" THEN {rescaled(here, one.places, shape.places, self.dialect)}" for one in contributed(self.charter)
            ]
        return f"CASE {' '.join(cases)} ELSE {rescaled(here, 0, shape.places, self.dialect)} END"

    def contributions(self, one: Contributed, name: str) -> str:
        """What each member contributed: the sum of the period, or the latest until its end."""
        first, last = self.days()
        held = f"since <= {self.position} AND (until IS NULL OR until > {self.position})"
        which = f"contribution = {self.dialect.text(one.article)} AND date <= {last}"
        amount = "LAST(amount ORDER BY date, since, n)"
        if not one.latest:
            which, amount = f"{which} AND date >= {first}", "SUM(amount)"
        return (
            f"LEFT JOIN (SELECT member, {amount} AS amount FROM {file_of('contributions')}\n"
            f"  WHERE {held} AND {which} GROUP BY member) AS of_{name} ON of_{name}.member = held.member"
        )

    def account(self, one: Given, shape: Shape) -> tuple[str, str]:
        """What an account holds, and the join that finds each row's own."""
        template, filled = one.account.split(":"), self.fill(one.account, None).split(":")
        keys, which = [], [f"unit = {self.dialect.text(one.unit)}", "status = 'posted'",
                           f"since <= {self.position}", f"(until IS NULL OR until > {self.position})",
                           f"len(string_split(account, ':')) = {len(template)}", self._between(one),
                           *self.not_there("postings")]
        for place, (said, word) in enumerate(zip(template, filled, strict=True), 1):
            if word.startswith("{"):
                keys.append((place, word[1:-1]))
            elif said != "*":
                which.append(f"split_part(account, ':', {place}) = {self.dialect.text(word)}")
        grows = 1 if template[0] in DEBITS else -1
        if one.side in (IN, OUT):
            which.append(f"amount {'>=' if (one.side == IN) == (grows > 0) else '<='} 0")
        sign = (1 if filled[0] in DEBITS else -1) * (-1 if one.side == OUT else 1)
        parts = ", ".join(f"split_part(account, ':', {place}) AS key{place}" for place, _ in keys)
        total = f"{sign} * CAST(SUM(amount) AS {self.dialect.wide}) AS amount FROM {file_of('postings')}"
        total += f" WHERE {' AND '.join(which)}"
        places = self.units()[one.unit]
        if not keys:
            return rescaled(f"COALESCE((SELECT {total}), 0)", places, shape.places, self.dialect), ""
        on = " AND ".join(f"of_{one.name}.key{place} = held.{self.dialect.named(column)}" for place, column in keys)
        joined = f"LEFT JOIN (SELECT {parts}, {total} GROUP BY ALL) AS of_{one.name} ON {on}"
        return rescaled(f"COALESCE(of_{one.name}.amount, 0)", places, shape.places, self.dialect), joined

    def _between(self, one: Given) -> str:
        first, last = self.days()
        if one.days == PERIOD:
            return f"date BETWEEN {first} AND {last}"
        if one.days == BEFORE:
            return f"date BETWEEN '{FIRST_DAY}' AND '{(self.period.first_day - timedelta(days=1)).isoformat()}'"
        return f"date BETWEEN '{FIRST_DAY}' AND " + (f"'{LAST_DAY}'" if one.days == NOW else last)


def file_of(table: str) -> str:
    """A table of a bundle, seen from its folder."""
    return f"'tables/{table}.parquet'"


def rescaled(sql: str, has: int, needs: int, dialect: Dialect) -> str:
    """A whole number with other decimals; where it has fewer, those left out are zeros."""
    if needs == has:
        return sql
    wide = f"CAST({sql} AS {dialect.wide})"
    return f"{wide} * {10 ** (needs - has)}" if needs > has else dialect.idiv(wide, str(10 ** (has - needs)))


def _values(rows: pa.Table, name: str) -> list[tuple[int, str]]:
    values = rows.column(name).to_pylist()
    return [(n, "NULL" if value is None else str(value)) for n, value in enumerate(values)] or [(-1, "NULL")]
