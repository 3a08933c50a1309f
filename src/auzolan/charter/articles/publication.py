"""The kind `publication`: what anyone may see, what members see, and what only the person sees."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "publication"
summary = "what is public, what members see, what only the person sees"
LIVELY = False
FIELDS = (
    Field(name="public", type="texts", means='tables, columns ("accounts.name") and pages that anyone may see'),
    Field(name="members", type="texts", means="tables, columns and pages that members see"),
    Field(name="own", type="texts", means="tables, columns and pages that only the person sees"),
)
LISTS = ("public", "members", "own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is shown to whom: names of tables, columns ("table.column") or pages."""

    public: tuple[str, ...]
    members: tuple[str, ...]
    own: tuple[str, ...]


def read(article: Article) -> Publication:
    """The article as a typed value."""
    return Publication(**{one: tuple(article.fields.get(one, ())) for one in LISTS})


def check(article: Article, charter: Charter) -> list[Finding]:
    """Nothing is said twice. That no column is shown more widely than its privacy class is held by the policy."""
    said: dict[str, str] = {}
    findings = []
    for other in (one for one in charter.of_kind(name) if one.id <= article.id):
        for list_ in LISTS:
            for what in other.fields.get(list_, ()):
                before = said.setdefault(what, f"{other.id} {list_}")
                if before != f"{other.id} {list_}" and other.id == article.id:
                    why = f"{before} says something else about it."
                    said_twice = "This is shown to two circles"
                    findings.append(fault(article, list_, said_twice, why, "Keep one of them.", what))
    return findings


def words(article: Article, charter: Charter) -> str:
    """What is shown to whom, in plain words."""
    shown = read(article)
    parts = (
        ("Anyone may see {names}.", shown.public),
        ("Members see {names}.", shown.members),
        ("Only the person sees {names}.", shown.own),
    )
    said = [say(template, names=", ".join(names)) for template, names in parts if names]
    return " ".join(said) or "Nothing is shown beyond what everyone is owed."
