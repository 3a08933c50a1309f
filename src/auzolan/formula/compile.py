"""Formulas as SQL that gives the same whole numbers as the plain evaluator, on any engine that has exact integers.

Every part of every formula becomes a column, so whoever reads the result can read each step of it. The text is the same
for all engines but for what a Dialect says. Nothing here runs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from auzolan.formula.check import check
from auzolan.formula.compile_layout import Layout
from auzolan.formula.compile_numbers import NARROW, Dialect, Sized, within
from auzolan.formula.compile_parts import UNKNOWN, Parts
from auzolan.formula.evaluate import SCALE
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Scope
from auzolan.formula.tree import Call, Name, Node, Operation, names_in

_FAILURES = 100_000  # above the number of ways to fail: row * this + the way, so the least is the first row's

__all__ = ["Compiled", "Dialect", "Part", "Shape", "Source", "compile_formulas"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A column of a table as it comes in. kind: number (a whole number of 10^-places), text, date (ISO text) or truth;
    most: its largest magnitude in those parts; maybe: whether it may be NULL."""

    kind: str = "number"
    places: int = 0
    most: int = 10**18 - 1
    maybe: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table of the engine, which has a column `n`, the place of each row. rows: at most; points: of a related table,
    the column with the key of the row that a line belongs to."""

    name: str
    columns: Mapping[str, Shape]
    rows: int
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where one part of a formula stands in the result. label: the part as written; column, places: where and how."""

    label: str
    column: str
    kind: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What to run. queries: `name AS (...)` each, in order; rows: the name of the last one; values: each formula's own
    column; where: the condition's failure, if it can fail; parts: every part of every formula.

    The result has `n`, `c_NAME` for each column of the table, and the columns that values and parts name. Where a
    value's `failed` column is not NULL, refusal(number) is what the plain evaluator says there.
    """

    queries: tuple[str, ...]
    rows: str
    values: Mapping[str, Sized]
    where: str
    parts: tuple[Part, ...]
    failures: tuple[tuple[str, Node], ...]

    @property
    def sql(self) -> str:
        """The whole as one statement."""
        return self.select(f"SELECT * FROM {self.rows} ORDER BY n")

    def select(self, end: str) -> str:
        """The queries with something else at their end."""
        return "WITH " + ",\n".join(self.queries) + "\n" + end

    def refusal(self, number: int) -> FormulaRefused:
        """Why a value could not be worked out, in the evaluator's words."""
        kind, node = self.failures[number - 1]
        if kind == UNKNOWN:
            return FormulaRefused(
                at=node.at, what="The formula was not worked out",
                why=f"The value of {say(node)} is not known for one of its rows.",
                next=f"Record it, or say what it counts as: coalesce({say(node)}, 0).",
            )
        right = say(node.right) if isinstance(node, Operation) else say(node)
        return FormulaRefused(
            at=node.at, what="The formula was not worked out",
            why=f"{say(node)} divides by zero: {right} is 0 for one of its rows.",
            next="Leave such rows out, or write case when ... then ... end around it.",
        )


def compile_formulas(
    formulas: Mapping[str, Node], scope: Scope, sources: Mapping[str, Source], dialect: Dialect, *,
    where: Node | None = None, key: str = "", scale: int = SCALE,
) -> Compiled:
    """Compile formulas over the rows of one table, all in one query.

    formulas: by a name; sources: "" is the rule's own table, others by the name as formulas write it; where: only rows
    that meet it, and totals are over those; key: the own column that related tables point to. Raises FormulaRefused
    when a formula does not pass the check, or a part may have more than 37 digits.
    """
    if where is not None:
        check(where, scope, wanted="truth")
    for node in formulas.values():
        check(node, scope)
    work = _Work(scope, sources, dialect, key, scale)
    failed = ""
    if where is not None:
        found = work.parts.value(where)
        met = f"{found.sql} IS TRUE" + (f" OR {found.failed} IS NOT NULL" if found.failed else "")
        work.layout.only(met, found.level)
        failed = found.failed
    values = {name: work.parts.value(node) for name, node in formulas.items()}
    return Compiled(
        queries=tuple(work.layout.queries()), rows=work.layout.last, values=values, where=failed,
        parts=tuple(work.found), failures=tuple(work.failures),
    )


def base(source: Source, dialect: Dialect) -> str:
    """The first query over a table: its columns under names of their own, in the types that their numbers need."""
    names = [name.lower() for name in source.columns]
    if len(set(names)) < len(names):
        raise ValueError(f"table {source.name}: two columns differ only in capital letters")
    chosen = ["CAST(n AS BIGINT) AS n"]
    for name, shape in source.columns.items():
        kind = dialect.type(shape.most) if shape.kind == "number" else dialect.words
        kind = "BOOLEAN" if shape.kind == "truth" else kind
        chosen.append(f"CAST({dialect.named(name)} AS {kind}) AS c_{name}")
    return "SELECT " + ",\n    ".join(chosen) + f"\n  FROM {dialect.named(source.name)}"


@dataclass(slots=True)
class _Work:
    """One compilation on its way."""

    scope: Scope
    sources: Mapping[str, Source]
    dialect: Dialect
    key: str
    scale: int
    found: list[Part] = field(default_factory=list)
    failures: list[tuple[str, Node]] = field(default_factory=list)
    layout: Layout = field(init=False)
    parts: Parts = field(init=False)
    _columns: int = 0
    _others: int = 0

    def __post_init__(self) -> None:
        own = self.sources[""]
        self.layout = Layout(name="r", base=base(own, self.dialect))
        self.parts = Parts(self, self.layout, lambda node: self._name(node, own), self._aggregate, own.rows)

    def column(self, letter: str) -> str:
        """A name that no other column has."""
        self._columns += 1
        return f"{letter}{self._columns}"

    def failure(self, kind: str, node: Node) -> int:
        """The number of a way to fail."""
        self.failures.append((kind, node))
        return len(self.failures)

    def told(self, node: Node, value: Sized) -> None:
        """A part and where its value stands."""
        self.found.append(Part(label=say(node), column=value.sql, kind=value.kind, places=value.places))

    def _name(self, node: Name, source: Source) -> Sized:
        name = Name(name=self.scope.own(node.name)).name.rpartition(".")[2]
        shape = source.columns[name]
        return Sized(
            sql=f"c_{name}", kind=shape.kind, places=shape.places, most=within(shape.most, node, source.rows),
            maybe=shape.maybe,
        )

    def _aggregate(self, parts: Parts, node: Call) -> Sized:
        names = sorted(names_in(node))
        table = Name(name=self.scope.own(names[0])).table if names else ""
        if table:
            return self._related(node, table)
        of = parts.value(node.args[0]) if node.args else None
        total, wrong, shape = self._over(node, of, parts.rows)
        name, after = self.column("a"), of.level if of else 0
        level = self.layout.total(name, total, after)
        shape = replace(shape, sql=name, level=level)
        if wrong:
            shape = replace(shape, failed=self.column("e"))
            self.layout.total(shape.failed, wrong, after)
        return shape

    def _related(self, node: Call, table: str) -> Sized:
        """One value over the lines of another table that belong to a row."""
        source = self.sources[table]
        self._others += 1
        layout = Layout(name=f"s{self._others}_", base=base(source, self.dialect))
        parts = Parts(self, layout, lambda one: self._name(one, source), self._aggregate, source.rows)
        of = parts.value(node.args[0])
        total, wrong, shape = self._over(node, of, source.rows)
        columns = {self.column("a"): total} | ({self.column("e"): wrong} if wrong else {})
        name = f"s{self._others}"
        said = ", ".join(f"{sql} AS {column}" for column, sql in columns.items())
        grouped = f"SELECT c_{source.points} AS belongs, {said} FROM {layout.last} GROUP BY c_{source.points}"
        self.layout.before += [*layout.queries(), f"{name} AS (\n  {grouped}\n)"]
        level = self.layout.join(name, f"c_{self.key}", list(columns), 0)
        value, *failed = columns
        shape = replace(shape, sql=value, failed="".join(failed), level=level)
        if node.name in ("sum", "count"):
            # Where no line belongs to the row there is nothing to join, and the sum of nothing is 0.
            shape = replace(self.parts.put(f"COALESCE({value}, 0)", shape, (shape,)), failed=shape.failed)
        return shape

    def _over(self, node: Call, of: Sized | None, rows: int) -> tuple[str, str, Sized]:
        """The SQL of a value over rows, of the first failure among them, and what comes out."""
        wrong = ""
        if of is not None and of.failed:
            wrong = f"CAST(MIN(CASE WHEN {of.failed} IS NOT NULL THEN n * {_FAILURES} + {of.failed} END)"
            wrong += f" % {_FAILURES} AS {NARROW})"
        if node.name == "count":
            most = max(rows, 1)
            return f"COUNT({of.sql if of else '*'})", wrong, Sized(sql="", kind="number", most=most)
        if of is None:
            raise FormulaRefused(at=node.at, why=f"{say(node)} names no column.", next="Write count(*).")
        if node.name == "sum":
            most = within(of.most * max(rows, 1), node, rows)
            total = f"COALESCE(SUM({self.dialect.typed(of.sql, of.most, most)}), 0)"
            return f"CAST({total} AS {self.dialect.type(most)})", wrong, replace(of, most=most, least=1, maybe=False)
        return f"{node.name.upper()}({of.sql})", wrong, replace(of, least=1, maybe=True)
