"""What a yes does: one file each, found by looking into every area's folder `effects`."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, ModuleType

import auzolan
from auzolan.charter.around import Around, Draft
from auzolan.charter.facts import ArticleDigest
from auzolan.charter.kinds import modules_in
from auzolan.governance.facts import ProposalOpened
from auzolan.values.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that a carried proposal does by itself.

    check: what is wrong with a proposal of it; enact: the entries that do it, with the seq of the closing as cause
    (raises Refusal where it can no longer be done); done: whether those entries are there; procedure: the id of the
    procedure that it must be decided by, or empty where any will do; adopts: the texts that the outcome names.
    """

    name: str
    summary: str
    check: Callable[[ProposalOpened, Around], list[Finding]]
    enact: Callable[[ProposalOpened, Around, int], Sequence[Draft]]
    done: Callable[[ProposalOpened, Around, int], bool]
    procedure: Callable[[ProposalOpened, Around], str]
    adopts: Callable[[ProposalOpened], tuple[ArticleDigest, ...]]


def find() -> Mapping[str, Effect]:
    """Every effect by its name: one for each file in the folders."""
    return _found(tuple(importlib.import_module(__name__).__path__))


@lru_cache(maxsize=8)
def _found(folders: tuple[str, ...]) -> Mapping[str, Effect]:
    effects = (_effect(importlib.import_module(name)) for folder in _folders() for name in modules_in(folder))
    return MappingProxyType({effect.name: effect for effect in effects})


def _folders() -> Iterator[str]:
    """The folders `effects` of all areas: an effect that belongs to a higher area lives there."""
    for area in sorted(found.name for found in pkgutil.iter_modules(auzolan.__path__) if found.ispkg):
        place = importlib.util.find_spec(f"auzolan.{area}")
        rooms = pkgutil.iter_modules(place.submodule_search_locations) if place else ()
        if any(room.name == "effects" and room.ispkg for room in rooms):
            yield f"auzolan.{area}.effects"


def _effect(module: ModuleType) -> Effect:
    return Effect(
        name=module.name,
        summary=module.summary,
        check=module.check,
        enact=module.enact,
        done=module.done,
        procedure=getattr(module, "procedure", None) or _any_procedure,
        adopts=getattr(module, "adopts", None) or _no_texts,
    )


def _any_procedure(proposal: ProposalOpened, around: Around) -> str:
    return ""


def _no_texts(proposal: ProposalOpened) -> tuple[ArticleDigest, ...]:
    return ()
