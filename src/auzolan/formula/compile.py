"""Formulas as SQL that gives the same whole numbers as the plain evaluator, on any engine that has exact integers.

Every part of every formula becomes a column, so whoever reads the result can read each step of it. The text is the same
for all engines but for what a Dialect says. Nothing here runs it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from auzolan.formula.check import check
from auzolan.formula.compile_layout import Layout
from auzolan.formula.compile_numbers import NARROW, Dialect, Sized, within
from auzolan.formula.compile_parts import Parts, first
from auzolan.formula.evaluate import SCALE
from auzolan.formula.function import Lines, Over, total
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Scope
from auzolan.formula.stops import stopped
from auzolan.formula.tree import FOUND_TOTALS, Call, Name, Node, names_in

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
        return stopped(*self.failures[number - 1])


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
        over, wrong = self._over(node, parts, "")
        found = []
        for sql, shape in over.columns:
            name = self.column("a")
            found.append(replace(shape, sql=name, level=self.layout.total(name, sql, over.level)))
        failed = self.column("e") if wrong else ""
        if wrong:
            self.layout.total(failed, wrong, over.level)
        return replace(over.finish(parts, found), failed=failed)

    def _related(self, node: Call, table: str) -> Sized:
        """One value over the lines of another table that belong to a row."""
        source = self.sources[table]
        self._others += 1
        layout = Layout(name=f"s{self._others}_", base=base(source, self.dialect))
        parts = Parts(self, layout, lambda one: self._name(one, source), self._aggregate, source.rows)
        over, wrong = self._over(node, parts, f"PARTITION BY c_{source.points}")
        columns = {self.column("a"): sql for sql, _ in over.columns} | ({self.column("e"): wrong} if wrong else {})
        name = f"s{self._others}"
        said = ", ".join(f"{sql} AS {column}" for column, sql in columns.items())
        grouped = f"SELECT c_{source.points} AS belongs, {said} FROM {layout.last} GROUP BY c_{source.points}"
        self.layout.before += [*layout.queries(), f"{name} AS (\n  {grouped}\n)"]
        level = self.layout.join(name, f"c_{self.key}", list(columns), 0)
        shapes = (shape for _, shape in over.columns)
        found = [replace(shape, sql=column, level=level) for shape, column in zip(shapes, columns, strict=False)]
        value = over.finish(self.parts, found)
        if node.name in ("sum", "count"):
            # Where no line belongs to the row there is nothing to join, and the sum of nothing is 0.
            value = self.parts.put(f"COALESCE({value.sql}, 0)", value, (value,))
        return replace(value, failed=list(columns)[-1] if wrong else "")

    def _over(self, node: Call, parts: Parts, apart: str) -> tuple[Over, str]:
        """What to select over rows, and the SQL of the first failure among them."""
        of = parts.value(node.args[0]) if node.args else None
        if of is not None and node.name in FOUND_TOTALS:
            over = total(node.name).compiled(Lines(parts=parts, of=of, call=node, apart=apart))
        else:
            over = self._plain(node, of, parts.rows)
        wrong = ""
        if of is not None and of.failed:
            wrong = f"CAST(MIN(CASE WHEN {of.failed} IS NOT NULL THEN n * {_FAILURES} + {of.failed} END)"
            wrong += f" % {_FAILURES} AS {NARROW})"
        return over, first([wrong, over.wrong])

    def _plain(self, node: Call, of: Sized | None, rows: int) -> Over:
        """sum, count, min and max, which every engine has."""
        level = of.level if of else 0
        if node.name == "count":
            shape = Sized(sql="", kind="number", most=max(rows, 1))
            return Over(columns=((f"COUNT({of.sql if of else '*'})", shape),), finish=_only, level=level)
        if of is None:
            raise FormulaRefused(at=node.at, why=f"{say(node)} names no column.", next="Write count(*).")
        plain = replace(of, least=1, failed="")
        if node.name == "sum":
            most = within(of.most * max(rows, 1), node, rows)
            added = f"COALESCE(SUM({self.dialect.typed(of.sql, of.most, most)}), 0)"
            sql = f"CAST({added} AS {self.dialect.type(most)})"
            return Over(columns=((sql, replace(plain, most=most, maybe=False)),), finish=_only, level=level)
        sql = f"{node.name.upper()}({of.sql})"
        return Over(columns=((sql, replace(plain, maybe=True)),), finish=_only, level=level)


def _only(parts: Parts, found: Sequence[Sized]) -> Sized:
    return found[0]
