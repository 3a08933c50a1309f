"""Kinds of article: what fields each has, how it is checked, and how it says itself in plain words."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import auzolan
from auzolan.charter.article import Article
from auzolan.values.finding import Finding

if TYPE_CHECKING:
    from auzolan.charter.charter import Charter

Type = Literal[
    "text", "texts", "article", "articles", "whole", "number", "share", "amount", "truth", "date", "table", "tables",
    "any",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind of article: its name, what may stand in it and what it means.

    type: text, texts (a list), article or articles (ids of others), whole, number, share ("45%", "2/3"), amount
    ("5000.00 EUR"), truth, date, table, tables, any. of: the kinds an id may be of; choices: the words allowed;
    inner: the fields of a table, empty where they are checked elsewhere; form: how it is written, where the type
    does not say it.
    """

    name: str
    type: Type
    means: str
    required: bool = False
    choices: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    inner: tuple["Field", ...] = ()
    form: str = ""


class Kind(Protocol):
    """What the file of a kind of article offers."""

    name: str
    summary: str
    FIELDS: tuple[Field, ...]
    LIVELY: bool

    def check(self, article: Article, charter: "Charter") -> list[Finding]:
        """What is wrong with it beyond its fields' types."""

    def words(self, article: Article, charter: "Charter") -> str:
        """One sentence of plain words that says what it means."""

    def read(self, article: Article) -> Any:
        """The article as a typed frozen value; assumes that it was checked."""


EVERY = (
    Field(name="title", type="text", means="what people call it"),
    Field(name="says", type="text", means="what it means, in the members' words"),
    Field(name="learned_from", type="text", means="whose practice or which law it follows"),
    Field(name="as_of", type="date", means="the day on which that source was looked at"),
)

# An article that changes what somebody gets or decides names who benefits and who keeps power over it.
LIVELY_FIELDS = (
    Field(name="benefits", type="article", of=("class", "body"), required=True, means="who gains by it"),
    Field(name="bears_cost", type="article", of=("class", "body"), required=True, means="who bears what it costs"),
    Field(name="decides", type="article", of=("body",), required=True, means="who keeps power over it"),
    Field(name="review", type="date", required=True, means="the day by which it is looked at again"),
    Field(name="applies_from", type="date", means="the first day of the earliest period it is for"),
    Field(name="procedure", type="article", of=("procedure",), means="how it is changed; else procedure.charter"),
)


class Kinds:
    """All kinds of article, found by looking into every area's folder `articles`; nothing lists them."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = MappingProxyType(dict(sorted(kinds.items())))

    @staticmethod
    @cache
    def find() -> "Kinds":
        """The kinds that are installed."""
        found = (cast(Kind, importlib.import_module(name)) for name in _modules())
        return Kinds({kind.name: kind for kind in found})

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __contains__(self, name: str) -> bool:
        return name in self._kinds

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all kinds, sorted."""
        return tuple(self._kinds)

    def get(self, name: str) -> Kind | None:
        """The kind of that name, if there is one."""
        return self._kinds.get(name)

    def kind(self, name: str) -> Kind:
        """The kind of that name. Raises KeyError."""
        return self._kinds[name]

    def fields(self, kind: Kind) -> tuple[Field, ...]:
        """Every field that an article of a kind may have."""
        return EVERY + (LIVELY_FIELDS if kind.LIVELY else ()) + kind.FIELDS


def modules_in(folder: str) -> list[str]:
    """The dotted names of the modules in a package, without those that begin with an underscore; sorted."""
    package = importlib.import_module(folder)
    return sorted(f"{folder}.{found.name}" for found in pkgutil.iter_modules(package.__path__) if found.name[0] != "_")


def _modules() -> Iterator[str]:
    for area in sorted(found.name for found in pkgutil.iter_modules(auzolan.__path__) if found.ispkg):
        place = importlib.util.find_spec(f"auzolan.{area}")
        rooms = pkgutil.iter_modules(place.submodule_search_locations) if place else ()
        if any(room.name == "articles" and room.ispkg for room in rooms):
            yield from modules_in(f"auzolan.{area}.articles")
