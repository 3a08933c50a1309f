"""How many decimals an amount in a row of an open table has."""

from collections.abc import Callable, Mapping

from auzolan.flows.articles.contribution import PLAIN
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import contributed
from auzolan.tables.table import Cell, Column

Places = Callable[[Column, Mapping[str, Cell]], int]


def places_in(org: Organisation) -> Places:
    """The function (column, row) -> decimals. A plain number has those of its contribution article."""
    plain = {one.article: one.places for one in contributed(org.charter) if not one.unit}

    def places(column: Column, row: Mapping[str, Cell]) -> int:
        code = str(row[column.unit[1:]]) if column.unit.startswith("@") else column.unit
        if code == PLAIN:
            return plain.get(str(row.get("contribution", "")), 0)
        return places_of(org.states["flows"], org.charter, code)

    return places
