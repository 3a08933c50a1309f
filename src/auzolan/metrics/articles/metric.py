"""The kind `metric`: something that members chose to measure together; it is shown, and nobody is paid by it."""

from collections.abc import Iterator
from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.formula.parse import parse
from auzolan.metrics.reading import over_findings, scope_of
from auzolan.rules.formula_findings import formula_findings
from auzolan.rules.limits import aggregates_in, bare_names
from auzolan.values.finding import Finding

name = "metric"
summary = "something that is measured and shown, never paid"
LIVELY = True
PERIODS = ("year", "quarter", "month")
FIELDS = (
    Field(name="meaning", type="text", required=True, means="what the number tells, and what it does not"),
    Field(name="by", type="text", required=True, means="what is measured, as a sum, count or the like"),
    Field(name="denominator", type="text", required=True, means='what it is divided by, or "1" for a number as it is'),
    Field(name="over", type="text", required=True, means="over which rows: a table, and where"),
    Field(name="period", type="text", required=True, choices=PERIODS, means="for which spans of days"),
    Field(name="proposed_by", type="article", of=("class", "body"), required=True, means="who proposed to measure it"),
    Field(name="about", type="article", of=("class", "body"), required=True, means="whose reality it describes"),
    Field(name="adopted", type="date", means="the day on which those it describes agreed to it"),
)
NOTHING = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What is measured. by, denominator: formulas; over: "TABLE [where EXPR]"; period: year, quarter or month."""

    id: str
    name: str
    meaning: str
    by: str
    denominator: str
    over: str
    period: str
    proposed_by: str
    about: str


def read(article: Article) -> Metric:
    """The article as a typed value."""
    fields = article.fields
    return Metric(
        id=article.id, name=article.name, meaning=fields["meaning"], by=fields["by"],
        denominator=fields["denominator"], over=fields["over"], period=fields["period"],
        proposed_by=fields["proposed_by"], about=fields["about"],
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """It is one number over a table that members can open, and it says what it is divided by."""
    fields = article.fields
    over = fields.get("over")
    if not over:
        return []
    table, findings = over_findings(article, "over", over, charter)
    if not table:
        return findings
    for field in ("by", "denominator"):
        if formula := fields.get(field):
            wrong = formula_findings(article, field, formula, scope_of(table, charter))
            findings += wrong or _one_number(article, field, formula)
    return findings


def _one_number(article: Article, field: str, formula: str) -> Iterator[Finding]:
    if formula.strip() == NOTHING and field == "denominator":
        return
    node = parse(formula)
    bare = next(bare_names(node), "")
    if bare or not any(aggregates_in(node)):
        why = f"{bare} has a value for each row." if bare else "It is the same number whatever happens."
        after = "Write sum(hours) or count(*)."
        yield fault(article, field, "This is not one number over all rows", why, after, formula)


def words(article: Article, charter: Charter) -> str:
    """What is measured, in one sentence."""
    one = read(article)
    divided = "" if one.denominator.strip() == NOTHING else say(" divided by {below}", below=one.denominator)
    about, proposed = charter.get(one.about), charter.get(one.proposed_by)
    return say(
        "{meaning}: {by}{divided} over {over}, for each {period}; it describes {about}, was proposed by {who}, and "
        "nobody is paid by it.", meaning=one.meaning.rstrip("."), by=one.by, divided=divided, over=one.over,
        period=one.period, about=about.name if about else one.about, who=proposed.name if proposed else one.proposed_by,
    )
