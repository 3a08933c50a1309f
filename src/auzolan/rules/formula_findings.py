"""Finds what is wrong with the formulas of an article before anybody votes on it: words, columns, units."""

from collections.abc import Callable, Mapping

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.nearest import nearest
from auzolan.flows.articles.contribution import PLAIN, column_of
from auzolan.flows.tables import TABLES as FLOWS
from auzolan.formula.check import check
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.members.tables import TABLES as MEMBERS
from auzolan.rules.bids_tables import TABLES as BIDS
from auzolan.tables.table import Column as TableColumn
from auzolan.tables.table import Table
from auzolan.values.finding import Finding

OPEN_TABLES: Mapping[str, Table] = {table.name: table for table in (*MEMBERS, *FLOWS, *BIDS)}
OPEN_TO_READERS = ("public", "members")


def scope_of(table: str, charter: Charter) -> Scope:
    """The columns that a formula over a table can name, related tables with their name before a point.

    A related table is reached by its one declared foreign key. Contribution articles add their columns to members.
    """
    columns = _own(table, charter)
    for other, known in OPEN_TABLES.items():
        if other != table and sum(to == table for _, to in known.foreign) == 1:
            columns |= {f"{other}.{name}": column for name, column in _own(other, charter).items()}
    return Scope(columns=columns, table=table, units=frozenset(charter.units))


def _own(table: str, charter: Charter) -> dict[str, PlainColumn]:
    scope = {column.name: _column(column) for column in OPEN_TABLES[table].columns}
    if table == "members":
        for article in charter.of_kind("contribution"):
            unit = str(article.fields.get("unit", PLAIN))
            name = column_of(article)
            scope[name] = PlainColumn(name=name, unit="" if unit == PLAIN else unit)
    return scope


def _column(column: TableColumn) -> PlainColumn:
    visible = column.seen_by in OPEN_TO_READERS
    if column.kind in ("amount", "whole"):
        # Where another column of the row names the unit, the amount is a plain number to a formula.
        unit = "" if column.unit.startswith("@") else column.unit
        return PlainColumn(name=column.name, unit=unit, visible=visible)
    return PlainColumn(name=column.name, kind=column.kind, visible=visible)


def over_findings(
    article: Article, field: str, over: str, charter: Charter, scope: Callable[[str], Scope] | None = None
) -> tuple[str, list[Finding]]:
    """Read "TABLE [where EXPR]": the table's name (empty when it is none) and what is wrong.

    scope: the columns of a table, where the article knows more of its rows than the table says.
    """
    name, _, where = over.strip().partition(" ")
    if name not in OPEN_TABLES:
        why = f"There is no open table called {name[:40]!r}."
        after = f"The nearest is {nearest(name, OPEN_TABLES)!r}."
        return "", [fault(article, field, "This table is not known", why, after, over)]
    word, _, condition = where.strip().partition(" ")
    if not word:
        return name, []
    if word.lower() != "where":
        why = "After the table only a condition can follow."
        return name, [fault(article, field, "This is not TABLE where CONDITION", why, "Write where before it.", over)]
    columns = scope(name) if scope else scope_of(name, charter)
    return name, formula_findings(article, field, condition, columns, "truth")


def formula_findings(
    article: Article, field: str, formula: str, scope: Scope, wanted: str | None = None
) -> list[Finding]:
    """What is wrong with a formula: how it is written, columns that are not there, units that do not go together.

    scope: the columns it may name; wanted: the unit that must come of it, "truth" for a condition, None for any number.
    """
    try:
        check(parse(formula), scope, wanted=wanted)
    except FormulaRefused as refused:
        place = f" (at character {refused.at})" if refused.at else ""
        return [fault(article, field, "The formula was not accepted", f"{refused.why}{place}", refused.next, formula)]
    return []
