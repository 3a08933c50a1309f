"""The kind `limit`: something that must stay true; what would break it is refused, or raises an alarm."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.rules.formula_findings import formula_findings, over_findings, scope_of
from auzolan.values.finding import Finding

name = "limit"
summary = "something that must stay true"
LIVELY = True
BREACHES = ("refuse", "alarm")
FIELDS = (
    Field(name="must", type="text", required=True, means="what must stay true, as a formula"),
    Field(name="over", type="text", required=True, means="over which rows: a table, and where"),
    Field(name="breach", type="text", required=True, choices=BREACHES, means="whether a breach is refused or told"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What must stay true. must: a formula; over: "TABLE [where EXPR]"; breach: refuse or alarm."""

    id: str
    name: str
    must: str
    over: str
    breach: str


def read(article: Article) -> Limit:
    """The article as a typed value."""
    fields = article.fields
    return Limit(id=article.id, name=article.name, must=fields["must"], over=fields["over"], breach=fields["breach"])


def check(article: Article, charter: Charter) -> list[Finding]:
    """Its formula can be read; what needs a look at every row may only raise an alarm."""
    must = article.fields.get("must", "")
    findings = []
    scans = [word for word in ("max(", "min(", "avg(", "median(", "gini(") if word in must.replace(" ", "")]
    if scans and article.fields.get("breach") == "refuse":
        why = f"{scans[0]}...) looks at every row, which cannot be done before each entry."
        after = 'Write breach = "alarm".'
        findings.append(fault(article, "breach", "This limit can only raise an alarm", why, after, must))
    if not (over := article.fields.get("over")):
        return findings
    table, wrong = over_findings(article, "over", over, charter)
    findings += wrong
    if must and table:
        findings += formula_findings(article, "must", must, scope_of(table, charter), "truth")
    return findings


def words(article: Article, charter: Charter) -> str:
    """The limit in plain words."""
    limit = read(article)
    refuse = limit.breach == "refuse"
    then = "An entry that would break it is refused." if refuse else "When it is broken, all are told."
    said = article.says or say("It must stay true that {must}, over {over}.", must=limit.must, over=limit.over)
    return f"{said} {then}"
