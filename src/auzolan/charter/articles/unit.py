"""The kind `unit`: what amounts are counted in, and how finely."""

from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding
from auzolan.values.quantity import DIMENSIONS, PLACES_MAX, Unit

name = "unit"
summary = "what is counted (EUR, h, kg) and how finely"
LIVELY = False
FIELDS = (
    Field(name="code", type="text", means="how amounts in it are written"),
    Field(name="places", type="whole", required=True, means="how many decimals its smallest part has"),
    Field(name="dimension", type="text", required=True, choices=DIMENSIONS, means="what kind of thing is counted"),
    Field(name="rate_source", type="text", means="where its rate to other money is read, by name"),
)


def code_of(article: Article) -> str:
    """The unit's code: as said, else what stands behind the point in its id."""
    said = article.fields.get("code")
    return said if isinstance(said, str) and said else article.id.partition(".")[2]


def read(article: Article) -> Unit:
    """The article as a unit."""
    fields = article.fields
    return Unit(code=code_of(article), places=fields["places"], dimension=fields["dimension"])


def stand_in(article: Article) -> dict[str, Any]:
    """Fields with which other articles can be checked where this one has faults of its own."""
    whole = {"places": 2, "dimension": "money", **article.fields}
    whole["places"] = min(whole["places"], PLACES_MAX)
    return whole if code_of(article) else {**whole, "code": "?"}


def check(article: Article, charter: Charter) -> list[Finding]:
    """A unit has a code of its own and not too many decimals."""
    findings = []
    code, places = code_of(article), article.fields.get("places", 0)
    if places > PLACES_MAX:
        why = f"Amounts are kept exactly, with at most {PLACES_MAX} decimals."
        findings.append(fault(article, "places", "The unit is too fine", why, f"Write at most {PLACES_MAX}.", places))
    if not code or any(c.isspace() for c in code):
        why = "A code is one word, written behind each amount."
        findings.append(fault(article, "code", "The unit has no code", why, 'Write a code such as "EUR".', code))
    twins = [other.id for other in charter.of_kind("unit") if other.id < article.id and code_of(other) == code]
    if twins:
        why = f"{twins[0]} is written the same way."
        findings.append(fault(article, "code", "Two units have one code", why, "Give one of them another code.", code))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The unit in one sentence."""
    unit = read(article)
    if unit.places:
        template = "We count {dimension} in {code}, with {places} decimals."
        said = say(template, dimension=unit.dimension, code=unit.code, places=unit.places)
    else:
        said = say("We count {dimension} in whole {code}.", dimension=unit.dimension, code=unit.code)
    source = article.fields.get("rate_source")
    return said + (say(" Its rate is read from {source}.", source=source) if source else "")
