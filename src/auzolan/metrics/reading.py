"""What a metric may read: the open tables that rules read, and what surveys came to, which no rule reads."""

from collections.abc import Mapping

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.metrics.survey_tables import TABLES as SURVEYS
from auzolan.rules import formula_findings as of_rules
from auzolan.rules.formula_findings import OPEN_TABLES, formula_findings
from auzolan.tables.table import Table
from auzolan.values.finding import Finding

# Nobody is paid by what people said in confidence: rules do not know these tables.
OWN: Mapping[str, Table] = {table.name: table for table in SURVEYS}
TABLES: Mapping[str, Table] = {**OPEN_TABLES, **OWN}
_KINDS = {"whole": "number"}


def scope_of(table: str, charter: Charter) -> Scope:
    """The columns that a metric over a table can name."""
    if table not in OWN:
        return of_rules.scope_of(table, charter)
    columns = {
        column.name: PlainColumn(name=column.name, kind=_KINDS.get(column.kind, column.kind))
        for column in OWN[table].columns
    }
    return Scope(columns=columns, table=table, units=frozenset(charter.units))


def over_findings(article: Article, field: str, over: str, charter: Charter) -> tuple[str, list[Finding]]:
    """Read "TABLE [where EXPR]": the table's name (empty when it is none) and what is wrong."""
    name, _, rest = over.strip().partition(" ")
    if name not in OWN:
        return of_rules.over_findings(article, field, over, charter)
    word, _, condition = rest.strip().partition(" ")
    if not word:
        return name, []
    if word.lower() != "where":
        why = "After the table only a condition can follow."
        return name, [fault(article, field, "This is not TABLE where CONDITION", why, "Write where before it.", over)]
    return name, formula_findings(article, field, condition, scope_of(name, charter), "truth")
