"""The kind `class`: a class of member, how one joins and leaves it, what it owns."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "class"
summary = "a class of member: how one joins and leaves, what it owns"
LIVELY = False
ADMITS = ("body", "procedure", "mandate")
FIELDS = (
    Field(name="joins", type="article", of=ADMITS, means="who admits to it, or by which procedure"),
    Field(name="leaves", type="article", of=ADMITS, means="who lets go, or by which procedure"),
    Field(name="entry_share", type="amount", means="what is paid on joining"),
    Field(name="owns", type="text", means="what the class owns of the organisation"),
    Field(name="affected", type="truth", means="whether these are people outside who can contest what concerns them"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberClass:
    """A class of member. joins, leaves: ids of a body, procedure or mandate, or empty; entry_share: "AMOUNT UNIT"."""

    id: str
    name: str
    joins: str
    leaves: str
    entry_share: str
    owns: str
    affected: bool


def read(article: Article) -> MemberClass:
    """The article as a typed value."""
    fields = article.fields
    return MemberClass(
        id=article.id, name=article.name, joins=fields.get("joins", ""), leaves=fields.get("leaves", ""),
        entry_share=fields.get("entry_share", ""), owns=fields.get("owns", ""), affected=fields.get("affected", False),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """What is paid on joining is in a unit of this charter; people outside neither join nor vote."""
    findings = []
    code = article.fields.get("entry_share", "").partition(" ")[2]
    if code and code not in {unit.fields.get("code", unit.id.partition(".")[2]) for unit in charter.of_kind("unit")}:
        why = f"The charter has no unit {code}."
        findings.append(fault(article, "entry_share", "This unit is not known", why, f'Write ["unit.{code}"].', code))
    votes = [body.id for body in charter.of_kind("body") if article.id in body.fields.get("classes", ())]
    if article.fields.get("affected") and votes:
        why = f"People outside have no vote, but {votes[0]} counts them in."
        findings.append(fault(article, "affected", "Outside and inside at once", why, "Say which of the two is meant."))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The class in plain words."""
    one = read(article)
    if one.affected:
        return say("{name} are people outside: they see what concerns them and can contest it.", name=one.name)
    joining = charter.get(one.joins)
    said = say("{name} are members", name=one.name)
    said += say(", admitted by {joins}", joins=joining.name) if joining else ""
    said += say(", who pay {share} on joining", share=one.entry_share) if one.entry_share else ""
    return said + (say("; they own {owns}.", owns=one.owns) if one.owns else ".")
