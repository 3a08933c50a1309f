"""The open table of articles: every version of every article, in the words it was adopted in."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.charter.load import read_text
from auzolan.charter.state import State, newest
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

ARTICLES = Table(
    name="articles",
    means="the articles of the charter; those that hold now are in force",
    columns=(
        Column(name="article", kind="text", means="the article's id", seen_by="public"),
        Column(name="kind", kind="text", means="what kind of article it is", seen_by="public"),
        Column(name="version", kind="whole", means="1 for the first text, then counting on", seen_by="public"),
        Column(name="title", kind="text", means="what people call it", seen_by="public", optional=True),
        Column(name="text", kind="text", means="the article itself, as TOML", seen_by="public"),
        Column(name="adopted", kind="date", means="the day on which it came into force", seen_by="public"),
        Column(name="applies_from", kind="date", means="first day of what it is for", seen_by="public", optional=True),
        Column(name="retroactive", kind="truth", means="whether it counts for days before it", seen_by="public"),
        Column(name="decision", kind="text", means="the decision behind it", seen_by="public", optional=True),
    ),
    key=("article",),
)

TABLES = (ARTICLES,)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """A new version takes the place of the one before it; a retired article's row ends."""
    match entry.fact:
        case ArticleAdopted() as fact:
            ended = (End("articles", (fact.article,)),) if newest(before, fact.article) else ()
            return (*ended, _added(fact, after))
        case ArticleRetired() as fact:
            return (End("articles", (fact.article,)),)
    return ()


def _added(fact: ArticleAdopted, after: State) -> Add:
    article, version = read_text(fact.text), after.articles[fact.article][-1]
    said = version.applies_from if "applies_from" in article.fields else None
    values = (
        article.id, article.kind, fact.version, article.title or None, fact.text, version.at[:10], said,
        version.retroactive, fact.decision or None,
    )
    return Add("articles", values)
