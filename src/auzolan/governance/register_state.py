"""Who sees to what was decided, and what was done: kept beside the decisions."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.register_facts import CarriedOut, DelegateBound, OwnerNamed
from auzolan.journal.entry import Entry


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One decision to be carried out. owner: a member, or empty; due: a day, or empty; done: the day, or empty; by: who
    said so; vault: commitment to a word about it; seq: the newest entry about it."""

    owner: str = ""
    due: str = ""
    done: str = ""
    by: str = ""
    vault: str = ""
    seq: int = -1


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """tasks: by decision; bound: decision -> (delegate, answer)."""

    tasks: Map[str, Task] = Map()
    bound: Map[str, tuple[str, str]] = Map()


def registered(state: Register, entry: Entry[Any]) -> Register:
    """Fold one allowed entry about what became of a decision."""
    fact = entry.fact
    if isinstance(fact, DelegateBound):
        return replace(state, bound=state.bound.set(fact.decision, (fact.member, fact.answer)))
    task = state.tasks.get(fact.decision, Task())
    if isinstance(fact, OwnerNamed):
        task = replace(task, owner=fact.member, due=fact.due, seq=entry.seq)
    elif isinstance(fact, CarriedOut):
        task = replace(task, done=entry.at[:10], by=entry.for_ or entry.by, vault=fact.vault, seq=entry.seq)
    return replace(state, tasks=state.tasks.set(fact.decision, task))
