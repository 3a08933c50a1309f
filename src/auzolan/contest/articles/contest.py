"""The kind `contest`: in how many days an objection is answered, and who decides when it is not, or not well."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "contest"
summary = "in how many days objections are answered, and who decides when they are not"
LIVELY = False
DAYS_MAX = 366
AGAIN_DAYS = 14
FIELDS = (
    Field(name="answer_days", type="whole", required=True, means="in how many days an objection is answered"),
    Field(
        name="carried_on", type="article", of=("procedure",), required=True,
        means="how it is decided when it was not answered in time, or the one who objects is not satisfied",
    ),
    Field(
        name="again_days", type="whole",
        means=f"how many days after the answer it can be carried on; without it {AGAIN_DAYS}",
    ),
    Field(name="pays", type="text", means="who pays for a correction, in words for those who read it"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contesting:
    """What the article says. carried_on: the procedure; days: whole days; pays: words, or empty."""

    id: str
    answer_days: int
    carried_on: str
    again_days: int
    pays: str


def read(article: Article) -> Contesting:
    """The article as a typed value."""
    fields = article.fields
    return Contesting(
        id=article.id, answer_days=fields["answer_days"], carried_on=fields["carried_on"],
        again_days=fields.get("again_days", AGAIN_DAYS), pays=fields.get("pays", ""),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """There is time to answer, and it ends; only one article says it."""
    findings = []
    for field in ("answer_days", "again_days"):
        days = article.fields.get(field, 1)
        if not 1 <= days <= DAYS_MAX:
            why = "An answer needs a day, and nobody waits longer than a year for one."
            after = f"Write 1 to {DAYS_MAX}."
            findings.append(fault(article, field, "This is no time for an answer", why, after, days))
    others = [one.id for one in charter.of_kind(name) if one.id != article.id]
    if others:
        why = f"{others[0]} says it already."
        findings.append(fault(article, "answer_days", "Two articles say how objections are answered", why,
                              "Keep one of them."))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The article in plain words."""
    one = read(article)
    by = charter.get(one.carried_on)
    said = say(
        "Objections are answered within {days} days. If not, or if the answer does not satisfy the one who objects "
        "within {again} days, it goes on by itself or at their word: {by}.",
        days=one.answer_days, again=one.again_days, by=by.name if by else one.carried_on,
    )
    return said + (say(" A correction is paid so: {pays}", pays=one.pays) if one.pays else "")
