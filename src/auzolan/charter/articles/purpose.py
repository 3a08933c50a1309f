"""The kind `purpose`: why the organisation exists, and how its members would notice that it no longer does."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "purpose"
summary = "why we exist, in the members' words, and what \"drifted\" would mean"
LIVELY = False
FIELDS = (Field(name="drifted", type="text", means="how the members would notice that the purpose was lost"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Why an organisation exists. says: in its members' words; drifted: how they would notice that it was lost."""

    says: str
    drifted: str


def read(article: Article) -> Purpose:
    """The article as a typed value."""
    return Purpose(says=article.says, drifted=article.fields.get("drifted", ""))


def check(article: Article, charter: Charter) -> list[Finding]:
    """A purpose must say something."""
    if article.says.strip():
        return []
    why = "A purpose without words binds nobody."
    return [fault(article, "says", "The field says is missing", why, "Write in your own words why you exist.")]


def words(article: Article, charter: Charter) -> str:
    """The purpose in one sentence."""
    purpose = read(article)
    drifted = say(" We would have drifted if this were so: {drifted}", drifted=purpose.drifted)
    return say("We exist for this: {says}", says=purpose.says) + (drifted if purpose.drifted else "")
