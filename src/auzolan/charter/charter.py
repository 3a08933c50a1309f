"""The charter in force: the articles that tell the software, and everybody, what to do."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from immutables import Map

from auzolan.charter.article import Article
from auzolan.charter.kinds import Kinds
from auzolan.values.quantity import Unit


@dataclass(frozen=True)
class Charter:
    """A set of articles, one of each id. Changing it makes another; nothing is ever altered in place."""

    articles: Map[str, Article] = field(default_factory=Map)

    def __contains__(self, id: str) -> bool:
        return id in self.articles

    def get(self, id: str) -> Article | None:
        """The article of that id, if it is in force."""
        return self.articles.get(id)

    def of_kind(self, kind: str) -> tuple[Article, ...]:
        """All articles of a kind, by id."""
        return self._by_kind.get(kind, ())

    def with_(self, *articles: Article) -> "Charter":
        """This charter with articles added or put in place of those with the same id."""
        return Charter(self.articles.update({article.id: article for article in articles}))

    def without(self, id: str) -> "Charter":
        """This charter without one article."""
        return Charter(self.articles.delete(id)) if id in self.articles else self

    def value(self, id: str) -> Any:
        """The article as its kind reads it: a typed frozen value. Raises KeyError when there is none of that id."""
        return read(self.articles[id])

    def values(self, kind: str) -> tuple[Any, ...]:
        """All articles of a kind as typed values, by id."""
        return tuple(read(article) for article in self.of_kind(kind))

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units that the charter names, by code."""
        return MappingProxyType({unit.code: unit for unit in self.values("unit")})

    @cached_property
    def text(self) -> str:
        """The whole charter as one TOML file: its articles in the order of their ids, an empty line between them."""
        return "\n".join(self.articles[id].text for id in sorted(self.articles))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in hex: the fingerprint of the whole charter, which any tool can compute."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Article, ...]]:
        found: dict[str, list[Article]] = {}
        for id in sorted(self.articles):
            found.setdefault(self.articles[id].kind, []).append(self.articles[id])
        return {kind: tuple(articles) for kind, articles in found.items()}


@lru_cache(maxsize=4096)
def read(article: Article) -> Any:
    """An article as its kind reads it; the same text is read once."""
    return Kinds.find().kind(article.kind).read(article)


def charter_of(articles: tuple[Article, ...]) -> Charter:
    """A charter made of these articles; of two with the same id the later one stands."""
    return Charter(Map({article.id: article for article in articles}))
