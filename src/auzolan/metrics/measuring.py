"""Working out a metric for a period from the open tables: one number, its denominator, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.charter import Charter, read
from auzolan.charter.load import read_text
from auzolan.charter.state import version_at
from auzolan.flows.units import places_of
from auzolan.formula.evaluate import Explainer, evaluate
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import Row
from auzolan.formula.tree import Node, Number, Operation
from auzolan.metrics.facts import MetricPublished
from auzolan.metrics.reading import TABLES, scope_of
from auzolan.rules.gathering import Gathering, Tables
from auzolan.rules.limits import aggregates_in
from auzolan.rules.running import charter_at
from auzolan.values.figure import Figure
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import print_fraction
from auzolan.values.refusal import Refusal

SMALL_CELL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A metric as it came out. figure: the number with its reasons, None where the cell is too small to be shown;
    denominator: what it was divided by, None for one that is not divided; people: how many it rests on, or rows where
    the table is not about people, -1 where that is not shown; inputs: digest of what was read.
    """

    figure: Figure | None
    denominator: Figure | None
    people: int
    inputs: str

    def as_fact(self, metric: str, article: int, period: str, position: int) -> MetricPublished:
        """The fact that publishes it."""
        figure, below = self.figure, self.denominator
        return MetricPublished(
            metric=metric, article=article, period=period, position=position, inputs=self.inputs,
            value=print_fraction(figure.number) if figure else "", unit=figure.unit if figure else "",
            denominator=print_fraction(below.number) if figure and below else "", count=self.people,
        )


def measure(text: str, charter: Charter, flows: Any, tables: Tables, period: Period) -> Measured:
    """Work out one text of a metric. flows: the state of the books, for units; tables: as of the position.

    Raises Refusal where it has no value.
    """
    said = read(read_text(text))
    table, _, rest = said.over.partition(" ")
    where = parse(rest.strip().partition(" ")[2]) if rest.strip() else None
    gathering = Gathering(tables, charter, period, lambda code: places_of(flows, charter, code))
    rows = [row for row in gathering.rows(table) if where is None or _fits(where, row)]
    by, below = parse(said.by), parse(said.denominator)
    plain = isinstance(below, Number) and below.value == 1 and not below.unit
    whole: Node = by if plain else Operation(sign="/", left=by, right=below)
    try:
        figure = Explainer(whole, rows, scope=scope_of(table, charter)).figure(Row(values={}))
    except FormulaRefused as refused:
        raise _no(said.id, refused.why, refused.next) from refused
    if not isinstance(figure.value, Fraction):
        raise _no(said.id, f"There is nothing to measure in {period.label}.", "Measure a period with something in it.")
    people = _people(table, rows)
    inputs = gathering.inputs()
    if not shown(table, by, rows, people):
        return Measured(figure=None, denominator=None, people=-1, inputs=inputs)
    return Measured(
        figure=figure, denominator=None if plain else figure.because[1], people=len(people) or len(rows), inputs=inputs
    )


def recompute(fact: MetricPublished, states: Mapping[str, Any], tables: Tables) -> MetricPublished:
    """The same metric again, by the text and the charter in force when it was published. tables: as of its position."""
    version = version_at(states["charter"], fact.metric, fact.position)
    if version is None or version.seq != fact.article:
        raise KeyError(f"{fact.metric} was not in force at entry {fact.position}")
    charter = charter_at(states["charter"], fact.position)
    measured = measure(version.text, charter, states["flows"], tables, parse_period(fact.period))
    return measured.as_fact(fact.metric, fact.article, fact.period, fact.position)


def _fits(where: Node, row: Row) -> bool:
    try:
        return evaluate(where, row) is True
    except FormulaRefused:
        return False  # a row for which the condition is not known is not measured


def _people(table: str, rows: Sequence[Row]) -> Counter[str]:
    """How many rows each person has; empty where the table is not about people."""
    person = TABLES[table].person
    return Counter(str(row.values[person]) for row in rows) if person else Counter()


def shown(table: str, by: Node, rows: Sequence[Row], people: Mapping[str, int]) -> bool:
    """Whether nobody's own figure can be worked out of it: enough people, and none of them most of a sum."""
    if not TABLES[table].person:
        return True
    if len(people) < SMALL_CELL:
        return False
    return all(_mixed(call.args[0], table, rows) for call in aggregates_in(by) if call.name in ("sum", "avg"))


def _mixed(what: Node, table: str, rows: Sequence[Row]) -> bool:
    person = TABLES[table].person
    parts: dict[str, Fraction] = {}
    for row in rows:
        try:
            value = evaluate(what, row)
        except FormulaRefused:
            continue  # what is not known for a row is no part of the sum
        if isinstance(value, Fraction):
            who = str(row.values[person])
            parts[who] = parts.get(who, Fraction(0)) + abs(value)
    total, sizes = sum(parts.values()), [*sorted(parts.values(), reverse=True), Fraction(0), Fraction(0)]
    return not total or (2 * sizes[0] <= total and 10 * (total - sizes[0] - sizes[1]) >= sizes[0])


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The metric was not worked out", where=where, why=why, next=next)
