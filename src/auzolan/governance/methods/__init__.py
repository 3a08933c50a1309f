"""Ways to count: one file each, found by looking into this folder."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any

from auzolan.charter.kinds import modules_in
from auzolan.charter.meaning import FIRST
from auzolan.governance import several
from auzolan.governance.ballot import Ballots, Outcome, Outlook, Roll
from auzolan.governance.tally import Election, Paper, Tally, TieLaw
from auzolan.governance.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to count ballots.

    options: what can be answered, empty where the proposal says what there is to choose from; parameters: what a
    procedure may set for it, name -> meaning; reasoned: the options that need a reason and one of the criteria (name ->
    meaning); abstaining: those that take no side; count: ballots -> outcome; outlook: how it stands while open, in a
    sentence. Where it chooses among several: shape, what a ballot says (governance/tally.py),
    and shape_by, where parameters change that; tally: election,
    parameters and which of equals goes first -> winners and every round; fault: what is wrong with a ballot that has
    the shape, in a sentence, or nothing; prices: whether options cost something, out of a budget; few: whether points
    are amounts of money that only whoever gave them and a mandate may read; least: how many options there must be.
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
    shape: str = ""
    shape_by: Callable[[Mapping[str, Any]], str] | None = None
    tally: Callable[[Election, Mapping[str, Any], TieLaw], Tally] | None = None
    fault: Callable[[Paper, tuple[str, ...], Mapping[str, Any]], str] | None = None
    prices: bool = False
    few: bool = False
    least: int = 2


    def takes(self, parameters: Mapping[str, Any]) -> str:
        """What a ballot says under these parameters of a procedure; empty for a question of yes or no."""
        return self.shape if self.shape_by is None else self.shape_by(parameters)


def find(meaning: int | None = None) -> Mapping[str, Method]:
    """Every method by its name: one for each file in the folder.

    meaning: which entries mean (charter/meaning.py); a file with a MEANING counts from that one on, beside the file
    of the same name that counted before it. Without it, the newest ways.
    """
    return _found(tuple(importlib.import_module(__name__).__path__), meaning)


@lru_cache(maxsize=32)
def _found(folders: tuple[str, ...], meaning: int | None) -> Mapping[str, Method]:
    modules = [importlib.import_module(name) for name in modules_in(__name__)]
    known = [one for one in modules if meaning is None or getattr(one, "MEANING", FIRST) <= meaning]
    newest = sorted(known, key=lambda one: int(getattr(one, "MEANING", FIRST)))
    return MappingProxyType({one.name: _method(one) for one in newest})


def _method(module: ModuleType) -> Method:
    tally = getattr(module, "tally", None)
    count: Callable[[Ballots, Roll, Terms], Outcome]
    count = module.count if tally is None else several.counted(_shape(module), tally)
    return Method(
        name=module.name,
        title=module.title,
        summary=module.summary,
        options=tuple(module.OPTIONS) if tally is None else (),
        count=count,
        outlook=getattr(module, "outlook", None) or (_as_it_stands(count) if tally is None else several.outlook),
        parameters=MappingProxyType(dict(getattr(module, "PARAMETERS", {}))),
        reasoned=tuple(getattr(module, "REASONED", ())),
        abstaining=tuple(getattr(module, "ABSTAINING", ())),
        criteria=MappingProxyType(dict(getattr(module, "CRITERIA", {}))),
        shape="" if tally is None else module.SHAPE,
        tally=tally,
        fault=getattr(module, "fault", None),
        shape_by=getattr(module, "shape", None),
        prices=getattr(module, "PRICES", False),
        few=getattr(module, "FEW", False),
        least=getattr(module, "LEAST", 2),
    )


def _shape(module: ModuleType) -> Callable[[Mapping[str, Any]], str]:
    always: str = module.SHAPE
    by: Callable[[Mapping[str, Any]], str] = getattr(module, "shape", None) or (lambda parameters: always)
    return by


def _as_it_stands(count: Callable[[Ballots, Roll, Terms], Outcome]) -> Callable[[Ballots, Roll, Terms], Outlook]:
    """For a method that does not look ahead: what the count would be now, and settled once everybody has answered."""

    def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
        carried = count(ballots, roll, terms).carried
        all_in = all(member in ballots for member in roll)
        stands = "carries" if carried else "does not carry"
        return Outlook(settled=carried if all_in else None, says=f"As it stands it {stands}.")

    return outlook
