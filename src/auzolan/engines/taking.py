"""Rows of open tables taken to an SQL engine, with the formulas that run on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from auzolan.engines.columns import columns, kinds_of
from auzolan.engines.session import Session
from auzolan.formula.compile import Compiled, Source, compile_formulas
from auzolan.formula.scope import Scope
from auzolan.formula.tree import Name, Node, names_in
from auzolan.rules.chosen import stopped
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.rules.ground import Ground
from auzolan.rules.steps import Over

Taken = Callable[[Source, str, pa.Table], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How one rule's rows come to the engine. taken: is told which rows of which open table went, and as what."""

    session: Session
    ground: Ground
    taken: Taken = lambda source, table, rows: None

    def compiled(
        self, number: int, over: Over, formulas: Mapping[str, Node], templates: tuple[str, ...] = (), *,
        named: bool = False,
    ) -> Compiled:
        """Formulas over the rows of a table, with the rows in the engine as given1, given2 and so on.

        templates: of accounts, whose columns are taken too; named: whether what a row is called is taken too.
        """
        rows, scope = self.ground.rows(over.table), self.ground.scope(over.table)
        read = [*formulas.values(), *([over.where] if over.where is not None else [])]
        names = {scope.own(name) for node in read for name in names_in(node)}
        own = {name for name in names if not Name(name=name).table}
        own |= {column for template in templates for column in self.places(template)}
        related = sorted({Name(name=name).table for name in names} - {""})
        key = self.key(over.table) if rows and (related or named) else ""
        source, table = columns(f"given{number}", rows, kinds_of(sorted(own | ({key} if key else set())), scope))
        self.taken(source, over.table, table)
        self.session.load(source.name, table)
        sources = {"": source} | {
            other: self.related(number, other, over.table, names, scope) for other in related
        }
        return compile_formulas(formulas, scope, sources, self.session.dialect, where=over.where, key=key)

    def related(self, number: int, table: str, own: str, names: set[str], scope: Scope) -> Source:
        """The lines of another table that point to these rows."""
        points = next(column for column, to in OPEN_TABLES[table].foreign if to == own)
        kinds = {name.rpartition(".")[2]: scope.columns[name].kind for name in sorted(names)
                 if Name(name=name).table == table}
        rows = self.ground.rows(table)
        source, found = columns(f"{table}{number}", rows, {points: "text", **kinds}, points=points)
        self.taken(source, table, found)
        self.session.load(source.name, found)
        return source

    def key(self, table: str) -> str:
        """The column that a row is called by."""
        return next(iter(self.ground.rows(table)[0].values), "")

    def places(self, template: str) -> list[str]:
        """The columns that an account is named by."""
        return [word[1:-1] for word in self.ground.fill(template, None).split(":") if word.startswith("{")]

    def filled(self, template: str, table: str) -> str:
        """The SQL of the account that a row's part goes to."""
        words = self.ground.fill(template, None).split(":")
        return " || ':' || ".join(
            self.word(word[1:-1], table) if word.startswith("{") else self.session.dialect.text(word) for word in words
        )

    def word(self, column: str, table: str) -> str:
        """The SQL of a column's value as accounts spell it."""
        if any(not isinstance(row.value(column), str | None) for row in self.ground.rows(table)):
            raise stopped(column, "The names of accounts are made of texts here.", "Use the engine python.")
        return f"COALESCE(c_{column}, 'None')"
