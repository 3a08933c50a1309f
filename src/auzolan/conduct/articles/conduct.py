"""The kind `conduct`: what follows when somebody breaks what was agreed, who decides, and who hears an appeal."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "conduct"
summary = "what follows when somebody breaks what was agreed, who decides, and who hears an appeal"
LIVELY = False
DAYS_MAX = 366
DAYS = ("hear_days", "improve_days", "appeal_days", "answer_days")
FIELDS = (
    Field(name="notice_by", type="article", of=("class", "body"),
          means="who may give notice; without it every member may"),
    Field(name="decides", type="article", of=("body",), required=True, means="the body with seats that decides"),
    Field(name="hears_appeal", type="article", of=("body",), required=True,
          means="the other body that hears an appeal; nobody who decided sits in it for this"),
    Field(name="hear_days", type="whole", required=True, means="how many days somebody has to say their side"),
    Field(name="improve_days", type="whole", required=True, means="how many days there are at least to improve"),
    Field(name="appeal_days", type="whole", required=True, means="how many days after the decision to appeal"),
    Field(name="answer_days", type="whole", required=True, means="in how many days an appeal is answered"),
    Field(name="before_parting", type="truth",
          means="whether suspending or parting with a member can be proposed only after all these steps"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What the article says. notice_by: a class or body, or empty for every member; days: whole days."""

    id: str
    notice_by: str
    decides: str
    hears_appeal: str
    hear_days: int
    improve_days: int
    appeal_days: int
    answer_days: int
    before_parting: bool


def read(article: Article) -> Conduct:
    """The article as a typed value."""
    fields = article.fields
    return Conduct(
        id=article.id, notice_by=fields.get("notice_by", ""), decides=fields["decides"],
        hears_appeal=fields["hears_appeal"], hear_days=fields["hear_days"], improve_days=fields["improve_days"],
        appeal_days=fields["appeal_days"], answer_days=fields["answer_days"],
        before_parting=fields.get("before_parting", False),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Every step has its days, an appeal goes to others, those who decide are few, and only one article says it."""
    fields, findings = article.fields, []
    for field in DAYS:
        if not 1 <= (days := fields.get(field, 1)) <= DAYS_MAX:
            why = "Each step needs a day at least, and nobody is left waiting for longer than a year."
            findings.append(fault(article, field, "This is no time for it", why, f"Write 1 to {DAYS_MAX}.", days))
    decides_by, hears = fields.get("decides", ""), fields.get("hears_appeal", "")
    decides = charter.get(decides_by)
    if decides is not None and not decides.fields.get("seats"):
        why = "Whoever decides reads the case: that is for few, who were chosen for it."
        findings.append(fault(article, "decides", "This body has no seats", why, "Name a body with seats.",
                              decides_by))
    if decides_by and decides_by == hears:
        why = "Nobody hears an appeal against what they decided themselves."
        findings.append(fault(article, "hears_appeal", "An appeal goes to the same people", why, "Name another body.",
                              hears))
    others = [one.id for one in charter.of_kind(name) if one.id != article.id]
    if others:
        findings.append(fault(article, "decides", "Two articles say what follows", f"{others[0]} says it already.",
                              "Keep one of them."))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The article in plain words."""
    one = read(article)

    def called(id: str) -> str:
        found = charter.get(id)
        return found.name if found else id

    said = say(
        "When somebody breaks what was agreed, {who} can give notice. The person has {hear} days to say their side and "
        "at least {improve} days to improve, with help; then {decides} decides. Within {appeal} days they can appeal "
        "to {hears}, to people who did not decide, who answer within {answer} days.",
        who=called(one.notice_by) if one.notice_by else "every member", hear=one.hear_days, improve=one.improve_days,
        decides=called(one.decides), appeal=one.appeal_days, hears=called(one.hears_appeal), answer=one.answer_days,
    )
    after = " Suspending or parting with a member can be proposed only after that."
    return said + (say(after) if one.before_parting else "")
