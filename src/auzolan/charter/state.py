"""The charter as the journal has made it: every version of every article, and which one holds when."""

from datetime import date
from typing import Any

import msgspec
from immutables import Map

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.facts import ArticleAdopted, ArticleRetired, MeaningRaised, OrganisationFounded, SigningKeyChanged
from auzolan.charter.load import read_text
from auzolan.journal.entry import Entry
from auzolan.values.instant import day_of
from auzolan.values.period import Period

ALWAYS = "0001-01-01"  # a founding article holds for every period: no other came before it
CACHED_MAX = 256


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One adopted text of an article.

    seq, at: the entry that adopted it; because: the entry of the decision (the founding is 0); applies_from: the
    first day of the earliest period it is for; retroactive: adopted to count before it was adopted, said for ever;
    retired_seq: the entry that ended it without a successor, or -1; retired_by: the entry of the
    decision that did, or -1.
    """

    version: int
    text: str
    seq: int
    at: str
    because: int
    applies_from: str
    decision: str = ""
    retroactive: bool = False
    retired_seq: int = -1
    retired_by: int = -1


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """How the organisation began."""

    at: str
    by: str
    name: str
    origin: str
    preset: str
    exercise: bool
    articles: int
    digest: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """articles: id -> its versions, oldest first. key: the newest verifier key told, empty before any change; raised:
    the entries that raised the meaning, oldest first, each with the meaning from there on."""

    founding: Founding | None = None
    meaning: int = 0
    key: str = ""
    origin: str = ""
    articles: Map[str, tuple[Version, ...]] = Map()
    raised: tuple[tuple[int, int], ...] = ()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """The charter's state after one allowed entry."""
    match entry.fact:
        case OrganisationFounded() as fact:
            return _founded(state, fact, entry)
        case ArticleAdopted() as fact:
            versions = state.articles.get(fact.article, ())
            adopted = _version(fact, entry)
            return _with(state, articles=state.articles.set(fact.article, (*versions, adopted)))
        case ArticleRetired() as fact:
            *before, last = state.articles[fact.article]
            ended = msgspec.structs.replace(last, retired_seq=entry.seq, retired_by=entry.because or 0)
            return _with(state, articles=state.articles.set(fact.article, (*before, ended)))
        case MeaningRaised() as fact:
            return _with(state, meaning=fact.meaning, raised=(*state.raised, (entry.seq, fact.meaning)))
        case SigningKeyChanged() as fact:
            return _with(state, key=fact.key, origin=fact.origin)
    return state


def meaning_at(state: State, seq: int) -> int:
    """The meaning by which an entry of this number is judged and counted."""
    earlier = [meaning for raised, meaning in state.raised if raised < seq]
    return earlier[-1] if earlier else state.raised[0][1] - 1 if state.raised else state.meaning


def _with(state: State, **changed: Any) -> State:
    return msgspec.structs.replace(state, **changed)


def _founded(state: State, fact: OrganisationFounded, entry: Entry[Any]) -> State:
    founding = Founding(
        at=entry.at, by=entry.by, name=fact.name, origin=fact.origin, preset=fact.preset, exercise=fact.exercise,
        articles=fact.articles, digest=fact.charter_digest,
    )
    return _with(state, founding=founding, meaning=fact.meaning, origin=fact.origin, key=fact.key)


def _version(fact: ArticleAdopted, entry: Entry[Any]) -> Version:
    because = entry.because or 0
    said = read_text(fact.text).fields.get("applies_from")
    applies_from = said.isoformat() if isinstance(said, date) else (entry.at[:10] if because else ALWAYS)
    return Version(
        version=fact.version, text=fact.text, seq=entry.seq, at=entry.at, because=because, decision=fact.decision,
        applies_from=applies_from, retroactive=bool(because) and applies_from < entry.at[:10],
    )


# The charter is asked for at every entry; it is built once for each set of articles.
_built: dict[int, tuple[Map[str, tuple[Version, ...]], Charter]] = {}


def charter(state: State) -> Charter:
    """The articles in force. Empty until the founding is complete, so that nothing is allowed before."""
    if state.founding is None or len(state.articles) < state.founding.articles:
        return _NO_CHARTER
    return assembled(state.articles)


_NO_CHARTER = Charter()


def assembled(articles: Map[str, tuple[Version, ...]]) -> Charter:
    """The charter that these versions make, whether or not the founding is complete."""
    known = _built.get(id(articles))
    if known is not None and known[0] is articles:
        return known[1]
    made = Charter(Map({id: read_text(last[-1].text) for id, last in articles.items() if last[-1].retired_seq < 0}))
    if len(_built) >= CACHED_MAX:
        _built.clear()
    _built[id(articles)] = (articles, made)
    return made


def origin(state: State) -> str:
    """The origin line of the organisation's checkpoints."""
    return state.origin


def versions(state: State, article: str) -> tuple[Version, ...]:
    """Every version of an article, oldest first; empty when there never was one."""
    return state.articles.get(article, ())


def newest(state: State, article: str) -> Version | None:
    """The version in force, or None when there is none (any more)."""
    all_of_it = state.articles.get(article, ())
    return all_of_it[-1] if all_of_it and all_of_it[-1].retired_seq < 0 else None


def version_at(state: State, article: str, seq: int) -> Version | None:
    """The version that was in force after entry `seq`, or None."""
    for version in reversed(state.articles.get(article, ())):
        if version.seq <= seq:
            return None if 0 <= version.retired_seq <= seq else version
    return None


def covers(version: Version, period: Period) -> bool:
    """Whether a version is for a period: the period begins on or after the day it applies from.

    Where the text names no day, that is the first period that had not begun when it was adopted; an article of the
    founding is for every period.
    """
    begins = period.first_day
    if not version.because or read_text(version.text).fields.get("applies_from") is not None:
        return begins >= date.fromisoformat(version.applies_from)
    return begins > day_of(version.at)


def version_for(state: State, article: str, period: Period, seq: int | None = None) -> Version | None:
    """The version of an article that a run over a period uses: the newest one in force that is for that period.

    seq: as of that entry; None for now. None is answered when the article is not in force or none is for the period.
    """
    if seq is None:
        known = state.articles.get(article, ())
    else:
        known = tuple(one for one in state.articles.get(article, ()) if one.seq <= seq)
    if not known or (known[-1].retired_seq >= 0 and (seq is None or known[-1].retired_seq <= seq)):
        return None
    return next((one for one in reversed(known) if covers(one, period)), None)


def rule_for_period(state: State, article: str, period: Period, seq: int | None = None) -> Article | None:
    """The text of a rule that a run over a period uses; None as in `version_for`."""
    version = version_for(state, article, period, seq)
    return None if version is None else read_text(version.text)
