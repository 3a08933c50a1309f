"""The three examples of the language's manual: what a formula gives, what is refused, and what only some engines take.

Each example is worked out by the plain evaluator and by DuckDB, which must agree; then it is a line of the manual.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from auzolan.engines.columns import columns
from auzolan.engines.duckdb import DIALECT, DuckDB
from auzolan.engines.session import rows as worked
from auzolan.engines.spark import DIALECT as SPARK
from auzolan.formula.check import check
from auzolan.formula.compile import Compiled, Dialect, compile_formulas
from auzolan.formula.evaluate import Explainer
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.formula.tree import Node
from auzolan.values.figure import Figure

WHO = ("ane", "bea", "carla", "dora")
TABLE: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    "hours": ("h", "number", (40, 30, 20, None)),
    "rate": ("EUR/h", "number", (Decimal("25.00"), Decimal("25.00"), Decimal("18.50"), Decimal("18.50"))),
    "index": ("", "number", (Decimal("1.0"), Decimal("1.7"), Decimal("1.25"), Decimal("1.0"))),
    "saved": ("EUR", "number", (0, 300, -50, 100)),
    "class": ("", "text", ("worker", "worker", "grower", "grower")),
    "joined": ("", "date", (date(2020, 5, 1), date(2024, 2, 29), date(2026, 1, 15), date(2026, 3, 1))),
    "active": ("", "truth", (True, True, False, True)),
    "illness": ("", "text", ("none",) * 4),
}
HIDDEN = ("illness",)
SALES: dict[str, tuple[str, str]] = {"grower": ("", "text"), "weight": ("kg", "number"), "price": ("EUR/kg", "number")}
SOLD = (("carla", 10, Decimal("2.40")), ("carla", 5, Decimal("3.00")), ("dora", 8, Decimal("2.50")))
SCOPE = Scope(
    columns={name: PlainColumn(name=name, unit=unit, kind=kind, visible=name not in HIDDEN)
             for name, (unit, kind, _) in TABLE.items()}
    | {f"sales.{name}": PlainColumn(name=name, unit=unit, kind=kind) for name, (unit, kind) in SALES.items()},
    table="members", units=frozenset(("h", "EUR", "kg")),
)
LINES = [Row(values=dict(zip(SALES, line, strict=True))) for line in SOLD]
ROWS = [
    Row(values={"member": who} | {name: values[place] for name, (_, _, values) in TABLE.items()},
        related={"sales": [line for line in LINES if line.values["grower"] == who]})
    for place, who in enumerate(WHO)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the manual: a formula and what comes of it. refused: whether that is a refusal."""

    formula: str
    comes: str
    refused: bool = False


LINES_SHOWN: list[Line] = []  # of the paragraph that runs; the tool that writes the manual empties and reads it


def gives(formula: str, said: str = "", **for_whom: str) -> None:
    """A formula's value for each member. said: where it is the same for all; else `ane="1000 EUR"` for those shown."""
    node = parse(formula)
    check(node, SCOPE)
    chosen = [who for who in WHO if not for_whom or who in for_whom]
    figures = dict(zip(chosen, _plainly(node, chosen), strict=True))
    shown = {who: _printed(figures[who]) for who in figures}
    assert shown == (for_whom or dict.fromkeys(WHO, said)), formula
    assert _fast(node, chosen) == {who: _value(figure) for who, figure in figures.items()}
    LINES_SHOWN.append(Line(formula=formula, comes=said or ", ".join(f"{who} {for_whom[who]}" for who in for_whom)))


def refused(formula: str, why: str, *, wanted: str | None = None) -> None:
    """A formula that has no value: refused when it is read, or for its rows in every engine by the same sentence."""
    with pytest.raises(FormulaRefused) as caught:
        node = parse(formula)
        check(node, SCOPE, wanted=wanted)
        _plainly(node, WHO)
    assert caught.value.why == why, formula
    assert caught.value.next
    if caught.value.what == "The formula was not worked out":
        with pytest.raises(FormulaRefused) as fast:
            _fast(parse(formula), WHO)
        assert fast.value.why == why
    needed = f" (where {wanted} is needed)" if wanted else ""
    LINES_SHOWN.append(Line(formula=formula, comes=f"{why} {caught.value.next}{needed}", refused=True))


def not_on(engine: str, formula: str, why: str, **for_whom: str) -> None:
    """A formula that the plain evaluator works out, and that an engine refuses rather than to give a near value."""
    node = parse(formula)
    shown = {who: _printed(one) for who, one in zip(for_whom, _plainly(node, for_whom), strict=True)}
    assert shown == for_whom, formula
    with pytest.raises(FormulaRefused) as caught:
        _compiled(node, {"duckdb": DIALECT, "spark": SPARK}[engine])
    assert caught.value.why == why, formula
    LINES_SHOWN.append(Line(formula=formula, comes=f"On {engine}: {why}", refused=True))


def _plainly(node: Node, chosen: Collection[str]) -> list[Figure]:
    explainer = Explainer(node, ROWS, scope=SCOPE)
    return [explainer.figure(row) for row in ROWS if row.values["member"] in chosen]


def _compiled(node: Node, dialect: Dialect) -> tuple[Compiled, dict[str, Any]]:
    kinds = {"member": "text"} | {name: kind for name, (_, kind, _) in TABLE.items()}
    source, own = columns("own", ROWS, kinds)
    other, sales = columns("sales", LINES, {name: kind for name, (_, kind) in SALES.items()}, points="grower")
    found = compile_formulas({"f": node}, SCOPE, {"": source, "sales": other}, dialect, key="member")
    return found, {"own": own, "sales": sales}


def _fast(node: Node, chosen: Collection[str]) -> dict[str, Any]:
    compiled, tables = _compiled(node, DIALECT)
    value = compiled.values["f"]
    with DuckDB() as session:
        if len(chosen) == len(WHO):
            cells = dict(worked(session, compiled, tables))
        else:  # for the others it stops, as the paragraph says
            for name, table in tables.items():
                session.load(name, table)
            cells = dict(session.fetch(compiled.select(f"SELECT n, {value.sql} FROM {compiled.rows} ORDER BY n")))
    return {who: _exact(cells[n], value.kind, value.places) for n, who in enumerate(WHO) if who in chosen}


def _exact(cell: Any, kind: str, places: int) -> Any:
    return cell if cell is None or kind != "number" else Fraction(int(cell), 10**places)


def _value(figure: Figure) -> Any:
    return figure.value.isoformat() if isinstance(figure.value, date) else figure.value


def _printed(figure: Figure) -> str:
    return f"{figure.printed()} {figure.unit}".strip() if figure.value is not None else figure.printed()
