"""The kind `body`: who decides together; an assembly of classes, or a council with seats."""

from dataclasses import dataclass
from fractions import Fraction

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault, is_share
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share

COUNTBACK, BY_ELECTION = "countback", "by_election"
NEEDS_SEATS = ("cooling_months", "renews", "holdover_days", "vacancies", "recall_support")

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
    Field(
        name="cooling_months", type="whole",
        means="how long somebody must be out before their terms are counted anew; without it, half a term",
    ),
    Field(
        name="renews", type="share",
        means="which share of the seats comes up each year; without it all come up together",
    ),
    Field(
        name="holdover_days", type="whole",
        means="how long those whose term is over stay in until others are elected, 0 for not at all; "
        "without it, as long as it takes",
    ),
    Field(
        name="vacancies", type="text", choices=(COUNTBACK, BY_ELECTION),
        means="how a seat is filled that falls vacant before its term is over: countback (the ballots of its election "
        "are counted again) or by_election; without it, by_election",
    ),
    Field(
        name="recall_support", type="share",
        means="which share of those who elect must support that somebody's recall is put to them",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who decides together. seats: 0 where all members of the classes do; term_months, terms_max: 0 for no limit.

    cooling_months, holdover_days: None where nothing is said; renews: the share of seats a year, or None; vacancies:
    countback or by_election; recall_support: a share, or None.
    """

    id: str
    name: str
    classes: tuple[str, ...]
    seats: int
    elected_by: str
    term_months: int
    terms_max: int
    cooling_months: int | None = None
    renews: Fraction | None = None
    holdover_days: int | None = None
    vacancies: str = BY_ELECTION
    recall_support: Fraction | None = None


def read(article: Article) -> Body:
    """The article as a typed value."""
    fields = article.fields
    return Body(
        id=article.id, name=article.name, classes=tuple(fields["classes"]), seats=fields.get("seats", 0),
        elected_by=fields.get("elected_by", ""), term_months=fields.get("term_months", 0),
        terms_max=fields.get("terms_max", 0), cooling_months=fields.get("cooling_months"),
        renews=_share(fields.get("renews")), holdover_days=fields.get("holdover_days"),
        vacancies=fields.get("vacancies", BY_ELECTION), recall_support=_share(fields.get("recall_support")),
    )


def _share(said: str | None) -> Fraction | None:
    return None if said is None else parse_share(said)


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
    for name in NEEDS_SEATS if not fields.get("seats") else ():
        if name in fields:
            why = "It is about seats, and all members of its classes sit in this body."
            findings.append(fault(article, name, "This body has no seats", why, "Leave it out, or say how many seats."))
    return [*findings, *_renewal(article)]


def _renewal(article: Article) -> list[Finding]:
    said = str(article.fields.get("renews", ""))
    if not is_share(said) or not article.fields.get("seats"):
        return []  # what is wrong with the fields by themselves is said already
    renews, months = parse_share(said), article.fields.get("term_months", 0)
    if not 0 < renews < 1 or not months:
        why = "A part of the seats comes up each year, each for a term of several years."
        return [fault(article, "renews", "This share renews nothing", why, 'Write "1/2" and term_months = 24.')]
    years = -(-1 // renews)
    if months != 12 * years:
        why = f"{said} of the seats a year is everybody within {years} years."
        return [fault(article, "renews", "It does not fit the term", why, f"Write term_months = {12 * years}.")]
    return []


def words(article: Article, charter: Charter) -> str:
    """The body in plain words."""
    body = read(article)
    classes = ", ".join(one.name if (one := charter.get(id)) else id for id in body.classes)
    if not body.seats:
        return say("{name} is all members of: {classes}.", name=body.name, classes=classes)
    elector = charter.get(body.elected_by)
    said = say("{name} has {seats} seats, filled from: {classes}", name=body.name, seats=body.seats, classes=classes)
    said += say(", elected by {elector}", elector=elector.name) if elector else ""
    said += say(" for {months} months", months=body.term_months) if body.term_months else ""
    said += say(", {share} of them each year", share=body.renews) if body.renews else ""
    said += say(", at most {terms} times in a row", terms=body.terms_max) if body.terms_max else ""
    return said + "." + _afterwards(body)


def _afterwards(body: Body) -> str:
    """What happens when a term is over, or a seat falls vacant before."""
    said = ""
    if body.holdover_days is not None:
        said += say(" Whoever's term is over stays in for {days} days at most.", days=body.holdover_days)
    if body.vacancies == COUNTBACK:
        said += say(" When a seat falls vacant, the ballots of its election are counted again.")
    if body.recall_support is not None:
        said += say(" A recall is put to those who elect when {share} of them support it.", share=body.recall_support)
    return said
