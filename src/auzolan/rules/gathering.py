"""What a rule reads: open tables as of one position, with the columns that contribution articles add."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from auzolan.charter.charter import Charter
from auzolan.flows.articles.contribution import PLAIN
from auzolan.formula.scope import Row
from auzolan.rules.digest import inputs, table_digest
from auzolan.tables.table import Cell, Column, Table
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import parse_amount, parse_share, round_half_even


class Tables(Protocol):
    """The open tables as they held after one entry."""

    def table(self, name: str) -> Table:
        """The definition. Raises KeyError."""

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None
    ) -> list[dict[str, Cell]]:
        """Rows by column name, with `since`: the entry from which each holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed:
    """A column that a contribution article adds to members.

    article: its id; column: its name; unit: its code, or "" for a plain number; latest: the last value said counts,
    instead of the sum; default: what counts where nothing was recorded, in smallest parts.
    """

    article: str
    column: str
    unit: str
    places: int
    latest: bool
    default: int


def contributed(charter: Charter) -> tuple[Contributed, ...]:
    """The columns that the charter's contribution articles add to the table of members."""
    found = []
    for said in charter.values("contribution"):
        plain = said.unit == PLAIN
        places = said.places if plain else charter.units[said.unit].places
        found.append(Contributed(
            article=said.id, column=said.column, unit="" if plain else said.unit, places=places,
            latest=said.aggregate == "latest",
            default=round_half_even(parse_share(said.default), places) if said.default else 0,
        ))
    return tuple(found)


class _Related(Mapping[str, Sequence[Row]]):
    """The lines of other tables that belong to one row, looked up when a formula asks for them."""

    def __init__(self, rows: Callable[[str], Sequence[Row]]) -> None:
        self._rows = rows

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self._rows(table)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(slots=True)
class Gathering:
    """Reads each table once and remembers what was read, for the digest. places: decimals of a unit's code."""

    tables: Tables
    charter: Charter
    period: Period
    places: Callable[[str], int]
    digests: dict[str, str] = field(default_factory=dict)
    _made: dict[str, list[Row]] = field(default_factory=dict)
    _read: dict[str, list[dict[str, Cell]]] = field(default_factory=dict)
    _by_key: dict[tuple[str, str], dict[Any, list[Row]]] = field(default_factory=dict)

    def raw(self, name: str) -> list[dict[str, Cell]]:
        """The rows of a table; one that has a day is limited to the period."""
        if name not in self._read:
            table = self.tables.table(name)
            between = (table.day, self.period.first_day.isoformat(), self.period.last_day.isoformat())
            rows = self.tables.rows(name, between=between if table.day else None)
            self._note(name, name, rows)
            self._read[name] = rows
        return self._read[name]

    def inputs(self) -> str:
        """The digest of everything that was read."""
        return inputs(self.digests)

    def account(self, account: str, unit: str, *, whole: bool) -> tuple[int, tuple[int, ...]]:
        """What an account holds (debits positive) in smallest parts, and the entries behind it.

        whole: everything until the position; otherwise what is dated in the period, and what settlements of runs for
        days of the period took out, whenever they were posted.
        """
        wanted: dict[str, Cell] = {"account": account, "unit": unit, "status": "posted"}
        rows = self.tables.rows("postings", wanted) if whole else self._of_period(wanted)
        self._note(f"postings of {account} in {unit}", "postings", rows)
        entries = dict.fromkeys(int(row["since"] or 0) for row in rows)
        return sum(int(row["amount"] or 0) for row in rows), tuple(entries)

    def postings(self, unit: str, first: str, last: str, *, account: str = "") -> list[dict[str, Cell]]:
        """What was posted in a unit from one day to another, in all accounts or in one."""
        wanted: dict[str, Cell] = {"unit": unit, "status": "posted", **({"account": account} if account else {})}
        rows = self.tables.rows("postings", wanted, between=("date", first, last))
        self._note(f"postings of {account or 'all accounts'} in {unit}, {first} to {last}", "postings", rows)
        return rows

    def rates(self, wanted: Mapping[str, Cell]) -> list[dict[str, Cell]]:
        """What was quoted until the period's last day."""
        last = self.period.last_day.isoformat()
        rows = self.tables.rows("rates", wanted, between=("date", "0001-01-01", last))
        self._note(f"rates of {' '.join(str(cell) for cell in wanted.values())} until {last}", "rates", rows)
        return rows

    def rows(self, name: str) -> list[Row]:
        """The rows of a table as a formula reads them: amounts in whole units, exact."""
        if name not in self._made:
            table = self.tables.table(name)
            found = [self._row(table, row) for row in self.raw(name)]
            self._made[name] = self._with_contributed(self._belonging(found)) if name == "members" else found
        return self._made[name]

    def _of_period(self, wanted: Mapping[str, Cell]) -> list[dict[str, Cell]]:
        # A settlement is dated when it is posted, often in the next period; it empties the period its run was for.
        runs = self.tables.rows("runs", {"source": wanted["account"]})
        self._note(f"runs from {wanted['account']}", "runs", runs)
        period_of = {row["run"]: parse_period(str(row["period"])) for row in runs}
        between = ("date", self.period.first_day.isoformat(), self.period.last_day.isoformat())
        found = [row for row in self.tables.rows("postings", wanted, between=between) if row["run"] not in period_of]
        for run, period in period_of.items():
            if period.first_day in self.period and period.last_day in self.period:
                found += self.tables.rows("postings", {**wanted, "run": run})
        return found

    def _note(self, key: str, name: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        names = self.tables.table(name).names
        self.digests[key] = table_digest(tuple(row[column] for column in names) for row in rows)

    def _belonging(self, members: Sequence[Row]) -> list[Row]:
        """Those who belonged on at least one day of the period."""
        first, last = self.period.first_day.isoformat(), self.period.last_day.isoformat()
        days = [(row, str(row.values["joined"]), str(row.values["left"] or "")) for row in members]
        return [row for row, joined, left in days if joined <= last and (not left or left > first)]

    def _related(self, own: str, key: Any) -> Callable[[str], Sequence[Row]]:
        def rows(table: str) -> Sequence[Row]:
            column = next((column for column, other in self.tables.table(table).foreign if other == own), "")
            if not column:
                raise KeyError(f"{table} has no column that points to {own}")
            if (table, column) not in self._by_key:
                by_key: dict[Any, list[Row]] = {}
                for row in self.rows(table):
                    by_key.setdefault(row.values[column], []).append(row)
                self._by_key[table, column] = by_key
            return self._by_key[table, column].get(key, ())

        return rows

    def _row(self, table: Table, row: Mapping[str, Cell]) -> Row:
        values: dict[str, Any] = {}
        for column in table.columns:
            cell = row[column.name]
            if column.kind == "amount" and cell is not None:
                values[column.name] = Fraction(int(cell), 10 ** self._places(column, row))
            elif column.kind == "whole" and cell is not None:
                values[column.name] = Fraction(int(cell))
            elif column.kind == "date" and cell:
                values[column.name] = date.fromisoformat(str(cell))
            elif column.kind == "truth":
                values[column.name] = bool(cell)
            else:
                values[column.name] = cell
        seq = int(row["since"] or 0)
        key = values[table.key[0]]
        related = _Related(self._related(table.name, key))
        return Row(values=values, entries=dict.fromkeys(values, (seq,)), related=related)

    def _places(self, column: Column, row: Mapping[str, Cell]) -> int:
        code = str(row[column.unit[1:]]) if column.unit.startswith("@") else column.unit
        if code == PLAIN:  # a plain number has as many decimals as its contribution article says
            return next((one.places for one in contributed(self.charter) if one.article == row.get("contribution")), 0)
        return self.places(code)

    def _with_contributed(self, members: Sequence[Row]) -> list[Row]:
        columns = contributed(self.charter)
        if not columns:
            return list(members)
        sums = self._sums(columns)
        widened = []
        for row in members:
            values, sources = dict(row.values), dict(row.entries)
            for column in columns:
                amount, entries = sums.get((str(values["member"]), column.column), (column.default, ()))
                values[column.column] = Fraction(amount, 10**column.places)
                sources[column.column] = tuple(entries)
            widened.append(Row(values=values, entries=sources, related=row.related))
        return widened

    def _sums(self, columns: Sequence[Contributed]) -> dict[tuple[str, str], tuple[int, tuple[int, ...]]]:
        by_article = {column.article: column for column in columns}
        found: dict[tuple[str, str], tuple[int, list[int]]] = {}
        for row in self._contributions(any(column.latest for column in columns)):
            column = by_article.get(str(row["contribution"]))
            if column is None:
                continue
            if not column.latest and str(row["date"]) < self.period.first_day.isoformat():
                continue
            key = (str(row["member"]), column.column)
            amount, entries = found.get(key, (0, []))
            if column.latest:
                found[key] = (int(row["amount"] or 0), [int(row["since"] or 0)])
            else:
                entries.append(int(row["since"] or 0))
                found[key] = (amount + int(row["amount"] or 0), entries)
        return {key: (amount, tuple(entries)) for key, (amount, entries) in found.items()}

    def _contributions(self, latest: bool) -> list[dict[str, Cell]]:
        """Those of the period; where the latest value counts, those before it too, in the order of their days."""
        if not latest:
            return self.raw("contributions")
        table = self.tables.table("contributions")
        last = self.period.last_day.isoformat()
        rows = self.tables.rows("contributions", between=(table.day, "0001-01-01", last))
        self._note(f"contributions until {last}", "contributions", rows)
        return sorted(rows, key=lambda row: (str(row["date"]), int(row["since"] or 0)))


def amount_of(charter: Charter, text: str) -> tuple[int, str]:
    """Read "1876.00 EUR" into smallest parts and the unit's code. Raises ValueError."""
    number, _, code = text.strip().partition(" ")
    unit = charter.units.get(code.strip())
    if unit is None:
        raise ValueError(f"{text!r} names no unit of the charter")
    return parse_amount(number, unit.places), unit.code
