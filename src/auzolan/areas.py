"""The areas of the house, found by their rooms: nothing lists them."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import auzolan
from auzolan.charter.around import Around, Draft, Request
from auzolan.journal.entry import Codec, Entry, Fact
from auzolan.tables.table import Change, Table
from auzolan.values.refusal import Refusal

ROOMS = ("facts", "state", "allowed", "decide", "tables")

Handler = Callable[[Any, Any, Around], Sequence[Draft]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area of the house and its rooms: what can have happened, what is so, what is allowed, what it answers.

    facts: what the area itself writes; listens: facts of areas below that it also folds; judges: those of them that
    need its yes too.
    prepare: request type -> slow work done before the write lock, from the tables at a position.
    """

    name: str
    facts: tuple[type[Fact], ...]
    listens: tuple[type[Fact], ...]
    judges: tuple[type[Fact], ...]
    state: type[Any]
    empty: Any
    evolve: Callable[[Any, Entry[Any]], Any]
    allowed: Callable[[Any, Entry[Any], Around], Refusal | None]
    handlers: Mapping[type[Request], Handler]
    prepare: Mapping[type[Request], Handler]
    due: Callable[[Any, Around], Sequence[Draft]] | None
    tables: tuple[Table, ...]
    rows: Callable[[Entry[Any], Any, Any, Around], Sequence[Change]]


def _room(package: str, room: str) -> ModuleType:
    return importlib.import_module(f"{package}.{room}")


def _area(name: str, package: str) -> Area:
    facts, state, allowed, decide, tables = (_room(package, room) for room in ROOMS)
    return Area(
        name=name,
        facts=tuple(facts.FACTS),
        listens=tuple(getattr(state, "LISTENS", ())),
        judges=tuple(getattr(allowed, "JUDGES_ALSO", ())),
        state=state.State,
        empty=state.EMPTY,
        evolve=state.evolve,
        allowed=allowed.allowed,
        handlers=decide.HANDLERS,
        prepare=getattr(decide, "PREPARE", {}),
        due=getattr(decide, "due", None),
        tables=tuple(tables.TABLES),
        rows=tables.rows,
    )


@cache
def areas() -> tuple[Area, ...]:
    """Every package of the house that has a facts.py, by name."""
    packages = pkgutil.iter_modules(auzolan.__path__, "auzolan.")
    return tuple(
        _area(package.name.removeprefix("auzolan."), package.name)
        for package in packages
        if package.ispkg and importlib.util.find_spec(f"{package.name}.facts") is not None
    )


@cache
def tables() -> tuple[Table, ...]:
    """Every open table of the house."""
    return tuple(table for area in areas() for table in area.tables)


@cache
def codec() -> Codec:
    """Reads the entries of every area."""
    return Codec([fact for area in areas() for fact in area.facts])


@cache
def owners() -> Mapping[type[Fact], tuple[Area, tuple[Area, ...]]]:
    """Fact type -> (the area whose fact it is, every area that folds it, the owner first)."""
    return {
        fact: (area, (area, *(other for other in areas() if fact in other.listens)))
        for area in areas()
        for fact in area.facts
    }


@cache
def judges() -> Mapping[type[Fact], tuple[Area, ...]]:
    """Fact type -> every area whose yes it needs, its own first."""
    return {
        fact: (area, *(other for other in areas() if fact in other.judges)) for area in areas() for fact in area.facts
    }


@cache
def handlers() -> Mapping[type[Request], Area]:
    """Request type -> the area that answers it."""
    return {request: area for area in areas() for request in area.handlers}
