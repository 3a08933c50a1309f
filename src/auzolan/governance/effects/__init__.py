"""What a yes does: one file each, found by looking into every area's folder `effects`."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any

import auzolan
from auzolan.charter.around import Around, Draft, Secret
from auzolan.charter.facts import ArticleDigest
from auzolan.charter.kinds import Field, modules_in
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import NODE, Entry, Fact
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

Facts = Callable[[ProposalOpened, tuple[str, ...], Around], Sequence[Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that a carried proposal does by itself.

    check: what is wrong with a proposal of it; enact: the entries that do it, with the seq of the closing as cause
    (raises Refusal where it can no longer be done); done: whether those entries are there; procedure: the id of the
    procedure that it must be decided by, or empty where any will do; adopts: the texts that the outcome names; fields:
    the particulars that a proposal of it gives, asks: those that its proposer is asked for; facts: what happens, in
    order, from the proposal, what was chosen and the moment; where a file has `facts`, enact and done follow from it;
    several: whether it is about what was chosen among several; prepare: the particulars as they may stand in the
    journal, and the words about people that may not; opens: who may open a proposal of it, instead of those whom the
    procedure names.
    """

    name: str
    summary: str
    check: Callable[[ProposalOpened, Around], list[Finding]]
    enact: Callable[[ProposalOpened, Around, int], Sequence[Draft]]
    done: Callable[[ProposalOpened, Around, int], bool]
    procedure: Callable[[ProposalOpened, Around], str]
    adopts: Callable[[ProposalOpened], tuple[ArticleDigest, ...]]
    fields: tuple[Field, ...] = ()
    facts: Facts | None = None
    asks: tuple[Field, ...] = ()
    several: bool | None = False
    prepare: Callable[[Mapping[str, str], Around], tuple[Mapping[str, str], tuple[Secret, ...]]] | None = None
    opens: Callable[[ProposalOpened, Entry[Any], Around], Refusal | None] | None = None


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
    facts: Facts | None = getattr(module, "facts", None)
    return Effect(
        name=module.name,
        summary=module.summary,
        check=module.check,
        enact=getattr(module, "enact", None) or _enacting(module.facts),
        done=getattr(module, "done", None) or _doing(module.facts),
        fields=tuple(getattr(module, "FIELDS", ())),
        asks=tuple(getattr(module, "ASKS", getattr(module, "FIELDS", ()))),
        facts=facts,
        several=getattr(module, "SEVERAL", False),
        prepare=getattr(module, "prepare", None),
        opens=getattr(module, "opens", None),
        procedure=getattr(module, "procedure", None) or _any_procedure,
        adopts=getattr(module, "adopts", None) or _no_texts,
    )


def details(proposal: ProposalOpened) -> dict[str, str]:
    """The particulars that a proposal gives, by name."""
    return {one.name: one.value for one in proposal.details}


def _winners(proposal: ProposalOpened, around: Around) -> tuple[str, ...]:
    winners: tuple[str, ...] = around.states["governance"].decisions[proposal.decision].winners
    return winners


def _enacting(facts: Facts) -> Callable[[ProposalOpened, Around, int], Sequence[Draft]]:
    def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
        happens = facts(proposal, _winners(proposal, around), around)
        return [Draft(fact=fact, because=because, by=NODE) for fact in happens]

    return enact


def _doing(facts: Facts) -> Callable[[ProposalOpened, Around, int], bool]:
    def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
        # They stand right before the entry that says it is done: nobody stands between.
        expected = facts(proposal, _winners(proposal, around), around)
        first = around.seq - len(expected)
        return all(around.fact(first + n) == fact for n, fact in enumerate(expected))

    return done


def _any_procedure(proposal: ProposalOpened, around: Around) -> str:
    return ""


def _no_texts(proposal: ProposalOpened) -> tuple[ArticleDigest, ...]:
    return ()
