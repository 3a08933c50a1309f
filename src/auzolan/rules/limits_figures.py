"""The figures of a limit: what one row adds to its sums, and what its conditions come to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.flows.articles.contribution import PLAIN
from auzolan.flows.units import places_of
from auzolan.formula.evaluate import Explainer, evaluate
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Given, Row
from auzolan.formula.tree import Call, Comparison, Node
from auzolan.rules.gathering import contributed
from auzolan.rules.limits import ROW, Watched, table_of
from auzolan.rules.limits_state import Group
from auzolan.tables.table import Cell, Column, Table
from auzolan.values.figure import Figure

Places = Callable[[str, str], int]  # (a unit's code, the contribution where it is a plain number) -> decimals
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One condition that does not hold. figure: what it came to; bound: what it is held against; gap: by how much it
    misses, or None where that is no number; why: the sentence where it could not be worked out.
    """

    condition: Node
    figure: Figure | None
    bound: Figure | None
    gap: Fraction | None
    why: str = ""


def places_in(charter: Charter, flows: Any) -> Places:
    """How many decimals an amount has, by its unit."""

    def places(code: str, contribution: str) -> int:
        if code == PLAIN:
            return next((one.places for one in contributed(charter) if one.article == contribution), 0)
        return places_of(flows, charter, code)

    return places


def values_of(table: Table, cells: Sequence[Cell], needed: Sequence[str], places: Places) -> dict[str, Given]:
    """The columns that a limit needs of one row, as formulas read them: amounts in whole units, exact."""
    at = {name: number for number, name in enumerate(table.names)}
    return {name: _given(table.column(name), cells, at, places) for name in needed if name in at}


def _given(column: Column, cells: Sequence[Cell], at: Mapping[str, int], places: Places) -> Given:
    cell = cells[at[column.name]]
    if cell is None:
        return None
    if column.kind == "amount":
        code = str(cells[at[column.unit[1:]]]) if column.unit.startswith("@") else column.unit
        contribution = str(cells[at["contribution"]]) if "contribution" in at else ""
        return Fraction(int(cell), 10 ** places(code, contribution))
    if column.kind == "whole":
        return Fraction(int(cell))
    if column.kind == "date":
        return date.fromisoformat(str(cell))
    return bool(cell) if column.kind == "truth" else cell


def counts(one: Watched, row: Row) -> bool:
    """Whether the limit is about this row. One for which its condition is not known is not counted."""
    return bool(counted(one, (row,)))


def counted(one: Watched, rows: Sequence[Row]) -> list[Row]:
    """The rows that the limit is about."""
    if one.where is None:
        return list(rows)
    condition = Explainer(one.where)
    return [row for row in rows if _holds(condition, row)]


def _holds(condition: Explainer, row: Row) -> bool:
    try:
        return condition.figure(row).value is True
    except FormulaRefused:
        return False


def adds(one: Watched, row: Row) -> tuple[Fraction, ...]:
    """What one row adds to each sum; what is not known for it adds nothing."""
    return tuple(_adds(call, row) for call in one.sums)


def _adds(call: Call, row: Row) -> Fraction:
    if not call.args:
        return Fraction(1)
    try:
        value = evaluate(call.args[0], row)
    except FormulaRefused:
        return ZERO
    if call.name == "count":
        return Fraction(value is not None)
    return value if isinstance(value, Fraction) else ZERO


def group_of(one: Watched, row: Row, day: str) -> Group:
    """Where a row's figures are held apart. day: the row's own, ISO, or empty."""
    value = row.values.get(one.limit.per) if one.limit.per != ROW else None
    return ("" if value is None else str(value), span(day, one.limit.period))


def span(day: str, period: str) -> str:
    """The year, quarter or month of a day, as people write it; empty where nothing is held apart."""
    if period == "month":
        return day[:7]
    if period == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[:4] if period == "year" else ""


def day_in(one: Watched, cells: Sequence[Cell]) -> str:
    """The day of a row of the limit's table, ISO, or empty."""
    table = table_of(one)
    return str(cells[table.names.index(table.day)] or "") if one.limit.period and table.day else ""


class Testing:
    """The conditions of one limit over one set of rows: what is summed over all rows is summed once."""

    def __init__(self, one: Watched, rows: Sequence[Row] = (), sums: Sequence[Fraction] = ()) -> None:
        self.explainers = [(condition, Explainer(condition, rows, scope=one.scope)) for condition in one.conditions]
        for _, explainer in self.explainers:
            for call, total in zip(one.sums, sums, strict=False):
                unit = explainer.measures.get(id(call))
                figure = Figure(label=say(call), value=total, unit=unit.code if unit else "")
                explainer.totals[id(call)] = figure

    def misses(self, row: Row) -> list[Told]:
        """The conditions that do not hold for a row, or for all of them where the row is empty."""
        found = []
        for condition, explainer in self.explainers:
            try:
                figure = explainer.figure(row)
            except FormulaRefused as refused:
                found.append(Told(condition=condition, figure=None, bound=None, gap=None, why=refused.why))
                continue
            if figure.value is not True:
                found.append(_told(condition, figure))
        return found


def misses(one: Watched, row: Row, sums: Sequence[Fraction] = ()) -> list[Told]:
    """The conditions that do not hold. row: what bare columns say; sums: the totals that are kept."""
    return Testing(one, (), sums).misses(row)


def _told(condition: Node, figure: Figure) -> Told:
    if not isinstance(condition, Comparison) or len(figure.because) != 2:
        return Told(condition=condition, figure=None, bound=None, gap=None)
    left, right = figure.because
    both = isinstance(left.value, Fraction) and isinstance(right.value, Fraction)
    return Told(
        condition=condition, figure=left, bound=right, gap=abs(left.number - right.number) if both else None
    )
