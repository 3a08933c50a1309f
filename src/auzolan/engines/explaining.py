"""Formulas worked out by an SQL engine for the kinds of rule that then compare, match or clear: values without reasons.

A score, a matching and a set-off are more than one query. What their formulas say of each row is asked of the engine;
what is done with it is what the plain evaluator's kinds do, so that both end with the same digest.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import count

from auzolan.engines.columns import columns, kinds_of
from auzolan.engines.session import Session
from auzolan.formula.compile import Compiled, Source, compile_formulas
from auzolan.formula.compile_numbers import Sized
from auzolan.formula.evaluate import Explainer
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Row, Scope
from auzolan.formula.tree import Name, Node, names_in
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.rules.ground import Explaining, Explains, Ground
from auzolan.values.figure import Figure, Value


def explaining(session: Session, ground: Ground) -> Explaining:
    """What explains formulas by an engine instead of the plain evaluator. ground: gives the rows of related tables."""
    number = count(1)
    return lambda node, rows, scope: _Asked(session, ground, node, rows, scope, next(number))


class _Asked(Explains):
    """One formula over rows, all asked at once when the first is wanted. Tables in the engine: asked1, asked2 ..."""

    def __init__(
        self, session: Session, ground: Ground, node: Node, rows: Sequence[Row], scope: Scope, number: int
    ) -> None:
        self.session, self.ground, self.scope = session, ground, scope
        self.node, self.rows, self.name = node, rows, f"asked{number}"
        self.unit = measure.code if (measure := Explainer(node, scope=scope).measures.get(id(node))) else ""
        self.known: dict[int, Value | FormulaRefused] = {}

    def figure(self, row: Row) -> Figure:
        """The value for one row of these. Raises FormulaRefused as the plain evaluator does."""
        if not self.known:
            self._ask()
        found = self.known[id(row)]
        if isinstance(found, FormulaRefused):
            raise found
        return Figure(label=say(self.node), value=found, unit=self.unit)

    def _ask(self) -> None:
        compiled = self._compiled()
        value, kept = compiled.values["value"], f"{self.name}_out"
        self.session.keep(kept, compiled.select(f"SELECT * FROM {compiled.rows}"))
        answers = self.session.fetch(f"SELECT {value.sql}, {value.failed or 'NULL'} FROM {kept} ORDER BY n")
        for row, (answer, failed) in zip(self.rows, answers, strict=True):
            self.known[id(row)] = compiled.refusal(int(failed)) if failed is not None else _read(answer, value)

    def _compiled(self) -> Compiled:
        names = {self.scope.own(name) for name in names_in(self.node)}
        related = sorted({Name(name=name).table for name in names} - {""})
        own = {name for name in names if not Name(name=name).table}
        key = next(iter(self.rows[0].values), "") if related else ""
        source, table = columns(self.name, self.rows, kinds_of(sorted(own | ({key} if key else set())), self.scope))
        self.session.load(source.name, table)
        sources = {"": source} | {other: self._related(other, names) for other in related}
        return compile_formulas({"value": self.node}, self.scope, sources, self.session.dialect, key=key)

    def _related(self, table: str, names: set[str]) -> Source:
        """The lines of another table that point to these rows."""
        points = next(column for column, to in OPEN_TABLES[table].foreign if to == self.scope.table)
        kinds = {name.rpartition(".")[2]: self.scope.columns[name].kind for name in sorted(names)
                 if Name(name=name).table == table}
        source, found = columns(
            f"{self.name}_{table}", self.ground.rows(table), {points: "text", **kinds}, points=points
        )
        self.session.load(source.name, found)
        return source


def _read(answer: object, value: Sized) -> Value:
    """An engine's answer as the evaluator has it: a fraction, a text, a day or a truth; None where it is not known."""
    if answer is None:
        return None
    if value.kind == "number":
        return Fraction(int(str(answer)), 10**value.places)
    if value.kind == "date":
        return date.fromisoformat(str(answer))
    return bool(answer) if value.kind == "truth" else str(answer)
