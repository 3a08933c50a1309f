"""The rule kind `score`: ranks rows by weighted criteria on published scales, or by what they cost in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.formula.evaluate import explain
from auzolan.formula.parse import parse
from auzolan.formula.scope import Row, Scope
from auzolan.formula.tree import Node
from auzolan.rules.chosen import chosen_rows, named, stopped
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.score_check import points_of, score_findings, score_words
from auzolan.rules.score_figures import figure_of
from auzolan.rules.scoring import LOWEST_WINS, WEIGHTED, Criterion, life_cycle, scored
from auzolan.rules.steps import Over, over
from auzolan.values.figure import Figure
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share

name = "score"
summary = "ranks rows by weighted criteria on published scales, or by what they cost in the end"
POINTS = 100
CRITERION = (
    Field(name="name", type="text", required=True, means="what is looked at, such as price"),
    Field(name="weight", type="text", means='how much it counts: "50%", or points'),
    Field(name="by", type="text", required=True, means="the value of a row, as a formula over its columns"),
    Field(name="scale", type="text", required=True, choices=(*WEIGHTED, *LOWEST_WINS), means="how a value is judged"),
    Field(name="ceiling", type="text", means="for against_ceiling: the value above which a row is out"),
    Field(name="from", type="text", means="for anchored: the value that gets nothing"),
    Field(name="to", type="text", means="for anchored: the value that gets all of the weight"),
    Field(name="worth", type="text", means="for quality_to_price: what the quality is worth, taken off the price"),
    Field(name="yearly", type="text", means="for life_cycle: what it costs each year"),
    Field(name="years", type="whole", means="for life_cycle: how many years it is used"),
    Field(name="discount", type="share", means="for life_cycle: how much less a cost counts for each year it is away"),
    Field(name="end", type="text", means="for life_cycle: what it costs when the years are over"),
)
FIELDS = (
    Field(name="unit", type="text", required=True, means="the unit of the score; its places are those of the score"),
    Field(name="among", type="text", required=True, means="the rows that are ranked: TABLE where CONDITION"),
    Field(name="points", type="whole", means="the points of a row that is best in everything, 100 by default"),
    Field(name="criteria", type="tables", required=True, inner=CRITERION, means="what is looked at, and how"),
    Field(name="given", type="tables", inner=GIVEN, means="what else is known about each row"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One criterion as its article says it. formulas: by field; points: what it counts; years, rate: of life_cycle."""

    name: str
    scale: str
    points: Fraction
    formulas: Mapping[str, Node]
    years: int
    rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A way of scoring as its article says it. unit: of the score."""

    unit: str
    among: Over
    criteria: tuple[Judged, ...]


def read(article: Article) -> Score:
    """The article as a typed value; it was checked before."""
    fields = article.fields
    whole = int(fields.get("points", POINTS))
    return Score(
        unit=fields["unit"], among=over(fields["among"]),
        criteria=tuple(_criterion(one, whole) for one in fields["criteria"]),
    )


def _criterion(said: Mapping[str, Any], whole: int) -> Judged:
    texts = ("by", "ceiling", "from", "to", "worth", "yearly", "end")
    return Judged(
        name=said["name"], scale=said["scale"], points=points_of(str(said.get("weight", "100%")), whole),
        formulas={field: parse(said[field]) for field in texts if field in said}, years=int(said.get("years", 0)),
        rate=parse_share(said["discount"]) if "discount" in said else Fraction(0),
    )


def check(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in the criteria: formulas, units, scales without their bounds, weights that do not come out."""
    return score_findings(article, sound, charter, POINTS)


def words(article: Article, charter: Charter) -> str:
    """The criteria in plain words."""
    return score_words(article.fields, POINTS)


def compute(said: Score, ground: Ground) -> list[Portion]:
    """A score and a place for every row; nothing is paid.

    Raises Refusal when there are no rows, a value is not known, or a scale cannot be worked out.
    """
    weighed = weigh(said, ground)
    try:
        found = scored(weighed.criteria, weighed.values(), ground.places)
    except ValueError as why:
        raise stopped(said.among.said, f"{why}.", "Choose another scale, or look at the values.") from why
    unit = (ground.unit, ground.places)
    portions = [
        Portion(
            to=one.row, amount=one.score, member=str(weighed.rows[one.row].values.get("member", "")), rank=one.rank,
            figure=figure_of(one, weighed.criteria, weighed.figures, weighed.bounds, unit),
        )
        for one in found
    ]
    return sorted(portions, key=lambda portion: portion.to.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything that is scored, in numbers with their reasons. rows: by name; figures: criterion -> row -> value;
    bounds: criterion -> ceiling or anchors."""

    rows: Mapping[str, Row]
    criteria: tuple[Criterion, ...]
    figures: Mapping[str, Mapping[str, Figure]]
    bounds: Mapping[str, Mapping[str, Figure]]

    def values(self) -> dict[str, dict[str, Fraction]]:
        """Criterion -> row -> the plain number."""
        return {name: {row: figure.number for row, figure in of.items()} for name, of in self.figures.items()}


def weigh(said: Score, ground: Ground) -> Weighed:
    """The rows that are ranked and what each criterion sees of them. Raises Refusal as compute does."""
    rows = {named(row): row for row in chosen_rows(said.among, ground)}
    if not rows:
        raise stopped(said.among.said, "No row is among these.", "Look at the condition, or record the bids.")
    scope = ground.scope(said.among.table)
    bounds = {one.name: _bounds(one, scope) for one in said.criteria}
    criteria = tuple(
        Criterion(name=one.name, weight=one.points, scale=one.scale, **{
            field: bound.number for field, bound in bounds[one.name].items()
        })
        for one in said.criteria
    )
    figures = {one.name: _values(one, rows, scope, ground) for one in said.criteria}
    return Weighed(rows=rows, criteria=criteria, figures=figures, bounds=bounds)


def _values(one: Judged, rows: Mapping[str, Row], scope: Scope, ground: Ground) -> dict[str, Figure]:
    """Row -> the value that the criterion looks at, with its reasons."""
    everyone: Sequence[Row] = tuple(rows.values())
    explainers = {
        field: ground.explaining(node, everyone, scope) for field, node in one.formulas.items()
        if field in ("by", "worth", "yearly", "end")
    }
    found = {}
    for name, row in rows.items():
        parts = {field: explainer.figure(row) for field, explainer in explainers.items()}
        for part in parts.values():
            if part.value is None:
                why = f"For {name} it is not known how much {part.label} is."
                raise stopped(name, why, "Record it, or leave the row out by the condition.")
        found[name] = _value(one, parts)
    return found


def _value(one: Judged, parts: Mapping[str, Figure]) -> Figure:
    by = parts["by"]
    if one.scale == "quality_to_price":
        worth = parts["worth"]
        return Figure(label=f"{by.label} less what the quality is worth", value=by.number - worth.number, unit=by.unit,
                      because=(by, worth))
    if one.scale != "life_cycle":
        return by
    yearly, end = (parts[field].number if field in parts else Fraction(0) for field in ("yearly", "end"))
    each = life_cycle(by.number, yearly, end, one.years, one.rate)
    over_years = Figure(
        label=f"{parts['yearly'].label if 'yearly' in parts else 'nothing'}, each of {one.years} years", unit=by.unit,
        value=sum(each[1:-1], Fraction(0)), because=tuple(parts[field] for field in ("yearly",) if field in parts),
        note="each year's cost divided by one plus the discount for every year it is away",
    )
    last = Figure(label=f"the end, after {one.years} years", value=each[-1], unit=by.unit,
                  because=tuple(parts[field] for field in ("end",) if field in parts))
    return Figure(label="what it costs over its life", value=sum(each, Fraction(0)), unit=by.unit,
                  because=(by, over_years, last))


def _bounds(one: Judged, scope: Scope) -> dict[str, Figure]:
    """The ceiling or the anchors: values that no row can change."""
    said = {"ceiling": "ceiling", "from": "start", "to": "end"}
    return {
        said[field]: explain(node, Row(values={}), scope=scope)
        for field, node in one.formulas.items() if field in said and one.scale in ("against_ceiling", "anchored")
    }
