"""The kind `body`: who decides together; an assembly of classes, or a council with seats."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "body"
summary = "who decides together: assembly, council, circle"
LIVELY = False
FIELDS = (
    Field(
        name="classes", type="articles", of=("class",), required=True,
        means="whose members sit in it or, where it has seats, fill them",
    ),
    Field(name="seats", type="whole", means="how many sit in it; without it all members of its classes do"),
    Field(name="elected_by", type="article", of=("body",), means="who elects and recalls those who sit in it"),
    Field(name="term_months", type="whole", means="for how long one sits in it"),
    Field(name="terms_max", type="whole", means="how often one may sit in it in a row"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who decides together. seats: 0 where all members of the classes do; term_months, terms_max: 0 for no limit."""

    id: str
    name: str
    classes: tuple[str, ...]
    seats: int
    elected_by: str
    term_months: int
    terms_max: int


def read(article: Article) -> Body:
    """The article as a typed value."""
    fields = article.fields
    return Body(
        id=article.id, name=article.name, classes=tuple(fields["classes"]), seats=fields.get("seats", 0),
        elected_by=fields.get("elected_by", ""), term_months=fields.get("term_months", 0),
        terms_max=fields.get("terms_max", 0),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """A body is not empty, and seats are filled by somebody."""
    fields = article.fields
    findings = []
    if fields.get("classes") == []:
        why = "Nobody would sit in it."
        findings.append(fault(article, "classes", "The body has no classes", why, "Name at least one class."))
    if fields.get("seats") and "elected_by" not in fields:
        why = "A body with seats is elected and can be recalled."
        findings.append(fault(article, "elected_by", "Nobody elects this body", why, "Name the body that elects it."))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The body in plain words."""
    body = read(article)
    classes = ", ".join(one.name if (one := charter.get(id)) else id for id in body.classes)
    if not body.seats:
        return say("{name} is all members of: {classes}.", name=body.name, classes=classes)
    elector = charter.get(body.elected_by)
    said = say("{name} has {seats} seats, filled from: {classes}", name=body.name, seats=body.seats, classes=classes)
    said += say(", elected by {elector}", elector=elector.name) if elector else ""
    return said + (say(" for {months} months.", months=body.term_months) if body.term_months else ".")
