"""Ways to count: one file each, found by looking into this folder."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType, ModuleType

from auzolan.charter.kinds import modules_in
from auzolan.governance.ballot import Ballots, Outcome, Outlook, Roll
from auzolan.governance.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to count ballots.

    options: what can be answered; parameters: what a procedure may set for it, name -> meaning; reasoned: the options
    that need a reason and one of the criteria (name -> meaning); abstaining: those that take no side; count: ballots
    -> outcome; outlook: how it stands while open, in a sentence.
    """

    name: str
    title: str
    summary: str
    options: tuple[str, ...]
    count: Callable[[Ballots, Roll, Terms], Outcome]
    outlook: Callable[[Ballots, Roll, Terms], Outlook]
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reasoned: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    criteria: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def find() -> Mapping[str, Method]:
    """Every method by its name: one for each file in the folder."""
    return _found(tuple(importlib.import_module(__name__).__path__))


@lru_cache(maxsize=8)
def _found(folders: tuple[str, ...]) -> Mapping[str, Method]:
    methods = (_method(importlib.import_module(name)) for name in modules_in(__name__))
    return MappingProxyType({method.name: method for method in methods})


def _method(module: ModuleType) -> Method:
    count: Callable[[Ballots, Roll, Terms], Outcome] = module.count
    return Method(
        name=module.name,
        title=module.title,
        summary=module.summary,
        options=tuple(module.OPTIONS),
        count=count,
        outlook=getattr(module, "outlook", None) or _as_it_stands(count),
        parameters=MappingProxyType(dict(getattr(module, "PARAMETERS", {}))),
        reasoned=tuple(getattr(module, "REASONED", ())),
        abstaining=tuple(getattr(module, "ABSTAINING", ())),
        criteria=MappingProxyType(dict(getattr(module, "CRITERIA", {}))),
    )


def _as_it_stands(count: Callable[[Ballots, Roll, Terms], Outcome]) -> Callable[[Ballots, Roll, Terms], Outlook]:
    """For a method that does not look ahead: what the count would be now, and settled once everybody has answered."""

    def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
        carried = count(ballots, roll, terms).carried
        all_in = all(member in ballots for member in roll)
        stands = "carries" if carried else "does not carry"
        return Outlook(settled=carried if all_in else None, says=f"As it stands it {stands}.")

    return outlook
