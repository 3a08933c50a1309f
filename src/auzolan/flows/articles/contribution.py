"""The kind `contribution`: what counts as bringing something in, in what it is counted, and who confirms it."""

import re
from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "contribution"
summary = "what counts as bringing something in: hours, produce, capital, care"
LIVELY = False
AGGREGATES = ("sum", "latest")
FIELDS = (
    Field(name="unit", type="text", required=True, means='its unit, or "1" for a plain number'),
    Field(name="brings", type="text", means="what is brought in, in a word: hours, produce, capital, care"),
    Field(name="column", type="text", means="the column it adds to the table of members"),
    Field(name="aggregate", type="text", choices=AGGREGATES, means="whether a period adds up or keeps the latest"),
    Field(name="confirms", type="article", of=("mandate", "body"), means="who confirms it"),
    Field(name="who", type="article", of=("class", "body"), means="whose contributions count"),
    Field(name="places", type="whole", means="how many decimals a plain number has"),
    Field(name="default", type="share", means="what counts for a member for whom nothing was recorded"),
)
PLAIN = "1"
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Words of the formula language cannot be names of columns.
KEYWORDS = frozenset((
    "and", "or", "not", "case", "when", "then", "else", "end", "between", "in", "is", "null", "true", "false", "where",
    "sum", "count", "min", "max", "avg", "median", "share_of", "gini", "coalesce", "least", "greatest", "round",
    "floor",
    "abs", "power", "source", "rest",
))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What counts as a contribution. unit: a code or "1"; column: in the table of members; aggregate: sum or latest.

    places: decimals of a plain number; default: exact text of what counts where nothing was recorded, or empty.
    """

    id: str
    unit: str
    brings: str
    column: str
    aggregate: str
    confirms: str
    who: str
    places: int
    default: str


def column_of(article: Article) -> str:
    """The column it adds to the table of members: as said, else the name behind the point in its id."""
    return str(article.fields.get("column") or article.id.rpartition(".")[2])


def read(article: Article) -> Contribution:
    """The article as a typed value."""
    fields = article.fields
    return Contribution(
        id=article.id, unit=fields["unit"], brings=fields.get("brings", article.id.rpartition(".")[2]),
        column=column_of(article), aggregate=fields.get("aggregate", "sum"), confirms=fields.get("confirms", ""),
        who=fields.get("who", ""), places=fields.get("places", 4), default=fields.get("default", ""),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Its unit is known and its column has a name of its own that formulas can use."""
    findings = []
    unit, column = article.fields.get("unit", PLAIN), column_of(article)
    units = {one.fields.get("code", one.id.partition(".")[2]) for one in charter.of_kind("unit")}
    if unit != PLAIN and unit not in units:
        why = f"The charter has no unit {unit}."
        findings.append(fault(article, "unit", "This unit is not known", why, f'Write ["unit.{unit}"], or "1".', unit))
    if not _COLUMN.fullmatch(column) or column in KEYWORDS:
        why = "A column's name is small letters, digits and _, and no word of the formula language."
        findings.append(fault(article, "column", "This cannot be a column", why, "Choose another name.", column))
    twins = [one.id for one in charter.of_kind(name) if one.id < article.id and column_of(one) == column]
    if twins:
        why = f"{twins[0]} adds a column of that name too."
        findings.append(fault(article, "column", "Two contributions, one column", why, "Rename one of them.", column))
    return findings


def words(article: Article, charter: Charter) -> str:
    """What counts, in one sentence."""
    one = read(article)
    counted = "as a plain number" if one.unit == PLAIN else say("in {unit}", unit=one.unit)
    how = "the latest one counts" if one.aggregate == "latest" else "a period adds them up"
    said = say("Members bring in {what}, counted {counted}; {how}", what=one.brings, counted=counted, how=how)
    confirms = charter.get(one.confirms)
    return said + (say("; {who} confirms them.", who=confirms.name) if confirms else ".")
