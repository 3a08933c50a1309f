"""Open tables as CSV that every spreadsheet opens, and in which no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from auzolan.tables.table import Cell, Table
from auzolan.values.quantity import print_amount
from auzolan.views.amounts import Places

name = "csv"
summary = "Every open table as a CSV file, with a dictionary of its columns."
suffix = ".csv"
# A spreadsheet takes a cell that begins so for a formula, which could call out or alter what is shown.
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_AT_ONCE = 1_000


def neutral(text: str) -> str:
    """A text that a spreadsheet shows as it stands: one that would act as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(ACTS) else text


def write(
    table: Table, rows: Iterable[Mapping[str, Cell]], places: Places, more: tuple[str, ...] = ()
) -> Iterator[str]:
    """The table in pieces of CSV: a head, then a line a row; amounts are exact decimals, truths yes or no.

    rows: by column name; a column that is not in a row stays empty. places: (column, row) -> decimals; more: further
    text columns that the rows hold.
    """
    yield _lines([[*table.names, *more]])
    waiting: list[list[str]] = []
    for row in rows:
        waiting.append([*(_cell(table, row, column, places) for column in table.names),
                        *(neutral(str(row.get(column) or "")) for column in more)])
        if len(waiting) == ROWS_AT_ONCE:
            yield _lines(waiting)
            waiting = []
    yield _lines(waiting)


def dictionary(tables: Iterable[Table]) -> Iterator[str]:
    """What every column of every table means, as CSV."""
    yield _lines([["table", "column", "kind", "unit", "seen_by", "means"]])
    for table in tables:
        yield _lines(
            [table.name, column.name, column.kind, column.unit.removeprefix("@"), column.seen_by, neutral(column.means)]
            for column in table.columns
        )


def _cell(table: Table, row: Mapping[str, Cell], name: str, places: Places) -> str:
    column, cell = table.column(name), row.get(name)
    if cell is None:
        return ""
    if column.kind == "truth":
        return "yes" if cell else "no"
    if column.kind == "amount":
        return print_amount(int(cell), places(column, row))
    return neutral(str(cell)) if column.kind == "text" else str(cell)


def _lines(rows: Iterable[list[str]]) -> str:
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\r\n").writerows(rows)
    return sink.getvalue()
