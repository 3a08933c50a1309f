"""What an adopted rule says besides its steps: contest days, approval, who may hold a line back."""

from dataclasses import dataclass
from functools import lru_cache

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a rule.

    contest_days: how long a line can be contested before it is posted; approval: whether a decision must approve
    each run; source: the account template it shares out.
    """

    article: Article
    contest_days: int
    approval: bool


def terms(text: str, charter: Charter) -> Terms:
    """The terms of a rule's text; what it leaves out is as its procedure says."""
    article = read_text(text)
    procedure = charter.get(str(article.fields.get("procedure", "")))
    fallback = int(procedure.fields.get("contest_days", 0)) if procedure else 0
    return _terms(article, fallback)


@lru_cache(maxsize=1024)
def _terms(article: Article, fallback: int) -> Terms:
    return Terms(
        article=article,
        contest_days=int(article.fields.get("contest_days", fallback)),
        approval=bool(article.fields.get("approval", False)),
    )
