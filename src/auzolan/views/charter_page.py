"""The charter as members read it: articles by kind, in plain words, and each version with the decision behind it."""

from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.diff import Segment, plain_words, segments
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import read_text
from auzolan.charter.state import Version as Adopted
from auzolan.charter.state import versions
from auzolan.governance.state import State as Decisions
from auzolan.organisation import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article in force. version, entry: its newest text, and where that was adopted."""

    id: str
    name: str
    words: str
    version: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All articles of one kind. summary: what such an article is."""

    kind: str
    summary: str
    articles: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An article that is no longer in force. entry: what ended it."""

    id: str
    name: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterPage:
    """The whole charter. founded: the day; changed: texts adopted since then; digest: SHA-256 of the whole text."""

    groups: tuple[Group, ...]
    count: int
    founded: str
    changed: int
    ended: tuple[Ended, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One adopted text. title: of the decision; change: against the version before it, in plain words.

    retired: the entry that ended the article with this version, or -1.
    """

    version: int
    entry: int
    at: str
    applies_from: str
    retroactive: bool
    decision: str
    title: str
    change: tuple[Segment, ...]
    retired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another article that this one speaks of, or a decision about it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One article. benefits, bears_cost, decides: ids with names where it says so; review: ISO day or empty;
    versions: newest first; proposed: open decisions that would change it.
    """

    id: str
    name: str
    kind: str
    words: str
    text: str
    in_force: bool
    benefits: Named | None
    bears_cost: Named | None
    decides: Named | None
    review: str
    learned_from: str
    as_of: str
    versions: tuple[Version, ...]
    proposed: tuple[Named, ...]


def charter_page(org: Organisation) -> CharterPage:
    """Every article in force, the kinds in the order in which a charter is read."""
    state, charter = org.states["charter"], org.charter
    groups = []
    for kind in sorted(Kinds.find(), key=lambda one: _rank(one.name)):
        if found := charter.of_kind(kind.name):
            lines = tuple(_line(one, charter, versions(state, one.id)[-1]) for one in found)
            groups.append(Group(kind=kind.name, summary=kind.summary, articles=lines))
    ended = [(id, known[-1]) for id, known in sorted(state.articles.items()) if id not in charter]
    adopted = sum(1 for known in state.articles.values() for one in known if one.because)
    return CharterPage(
        groups=tuple(groups), count=len(charter.articles), founded=state.founding.at[:10], changed=adopted,
        ended=tuple(Ended(id=id, name=read_text(one.text).name, entry=one.retired_seq) for id, one in ended),
        digest=charter.digest,
    )


ORDER = ("purpose", "class", "body", "procedure", "mandate", "rule", "limit", "contribution")


def _rank(kind: str) -> tuple[int, str]:
    # Why we are here and who decides come before what is counted and how; what the software needs comes last.
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), kind)


def _line(article: Article, charter: Charter, version: Adopted) -> Line:
    return Line(
        id=article.id, name=article.name, words=plain_words(article, charter), version=version.version,
        entry=version.seq,
    )


def article_page(org: Organisation, id: str) -> ArticlePage:
    """One article with its history. Raises KeyError when there never was one of that id."""
    known = versions(org.states["charter"], id)
    if not known:
        raise KeyError(id)
    charter, decisions = org.charter, org.states["governance"]
    article = read_text(known[-1].text)
    fields = article.fields
    return ArticlePage(
        id=id, name=article.name, kind=article.kind, words=plain_words(article, charter), text=article.text,
        in_force=id in charter, benefits=_named(fields.get("benefits"), charter),
        bears_cost=_named(fields.get("bears_cost"), charter), decides=_named(fields.get("decides"), charter),
        review=str(fields.get("review", "")), learned_from=str(fields.get("learned_from", "")),
        as_of=str(fields.get("as_of", "")), versions=_history(known, charter, decisions),
        proposed=tuple(
            Named(id=one, name=decisions.decisions[one].title) for one in sorted(decisions.open)
            if id in decisions.decisions[one].articles
        ),
    )


def _named(id: object, charter: Charter) -> Named | None:
    if not isinstance(id, str) or not id:
        return None
    known = charter.get(id)
    return Named(id=id, name=known.name if known else id)


def _history(known: tuple[Adopted, ...], charter: Charter, decisions: Decisions) -> tuple[Version, ...]:
    made: list[Version] = []
    before = ""
    for one in known:
        words = plain_words(read_text(one.text), charter)
        decided = decisions.decisions.get(one.decision)
        made.append(Version(
            version=one.version, entry=one.seq, at=one.at, applies_from=one.applies_from if one.because else "",
            retroactive=one.retroactive, decision=one.decision, title=decided.title if decided else "",
            change=segments(before, words) if before else (), retired=one.retired_seq,
        ))
        before = words
    return tuple(reversed(made))
