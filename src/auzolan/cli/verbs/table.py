"""auzolan table: an open table, now or as of an entry."""

import argparse
from typing import Any

from auzolan.cli.console import Console, Unreadable, table_lines
from auzolan.cli.numbers import entry_number
from auzolan.node.office import Office
from auzolan.tables.table import Cell, Table
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_amount
from auzolan.views.amounts import places_in

name = "table"
summary = "An open table: what rules read, pages list and exports hold."
example = "auzolan table contributions --period 2026-03"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which table, which rows."""
    parser.add_argument("table", metavar="NAME", help="members, contributions, postings, flows, runs, portions ...")
    parser.add_argument("--period", default="", help="only rows whose day lies in it: 2026, 2026-Q1, 2026-03")
    parser.add_argument("--at", type=entry_number, default=None, metavar="SEQ", help="as it held after this entry")


def printable(office: Office, table: Table, row: dict[str, Cell]) -> dict[str, Any]:
    """A row for people and programs: amounts as exact decimals."""
    places = places_in(office.now())
    said: dict[str, Any] = {}
    for column in table.columns:
        cell = row[column.name]
        if column.kind == "amount" and cell is not None:
            cell = print_amount(int(cell), places(column, row))
        elif column.kind == "truth":
            cell = bool(cell)
        said[column.name] = cell
    return said


def run(said: argparse.Namespace, console: Console) -> int:
    """Print the rows."""
    office = console.office
    reader = office.reader(said.at)
    if said.table not in reader.names():
        raise Unreadable(f"There is no table {said.table}. There are: {', '.join(sorted(reader.names()))}.")
    table = reader.table(said.table)
    between = None
    if said.period:
        try:
            period = parse_period(said.period)
        except ValueError as why:
            raise Unreadable(f"--period: {why}.") from why
        if not table.day:
            raise Unreadable(f"Table {said.table} has no day, so no period can be chosen from it.")
        between = (table.day, period.first_day.isoformat(), period.last_day.isoformat())
    rows = [printable(office, table, row) for row in reader.rows(said.table, between=between)]
    return console.answer(rows, table_lines(table.names, (tuple(row.values()) for row in rows)))
