"""Looking ahead: what would be so after entries that are not written yet."""

import importlib
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Around, Draft
from auzolan.charter.state import charter as charter_of
from auzolan.governance.following import brought
from auzolan.governance.state import LISTENS, State, evolve
from auzolan.journal.entry import NODE, Entry, Fact
from auzolan.members.mandate import may
from auzolan.values.refusal import Refusal

AREA = "governance"


class Ahead:
    """Drafts one after the other, each on what the ones before it made so.

    One append can close a decision and bring about its effect, and the effect of another one after it; the second must
    be judged by what the first has changed.
    """

    def __init__(self, state: State, around: Around) -> None:
        self.around = replace(around, states={**around.states, AREA: state})
        self.drafts: list[Draft] = []

    @property
    def state(self) -> State:
        """The state of the decisions after the drafts."""
        state: State = self.around.states[AREA]
        return state

    def fork(self) -> "Ahead":
        """A second one that can go wrong without harm."""
        other = Ahead(self.state, self.around)
        other.drafts = list(self.drafts)
        return other

    def judge(self, draft: Draft) -> Refusal | None:
        """What the area of the fact says to it, as if it were read now."""
        area = _area(draft.fact)
        states = self.around.states
        refused: Refusal | None = _room(area, "allowed").allowed(states[area], self._entry(draft), self._by_node())
        return refused

    def take(self, draft: Draft) -> None:
        """Add a draft; from here on what it says is so."""
        entry = self._entry(draft)
        area = _area(draft.fact)
        states: Mapping[str, Any] = self.around.states
        states = {**states, area: _room(area, "state").evolve(states[area], entry)}
        if isinstance(draft.fact, LISTENS):
            states = {**states, AREA: evolve(states[AREA], entry)}
        charter = charter_of(states["charter"]) if area == "charter" else self.around.charter
        earlier = self.around.fact

        def fact(seq: int) -> Fact:
            return draft.fact if seq == entry.seq else earlier(seq)

        self.around = replace(self.around, states=states, charter=charter, seq=entry.seq + 1, fact=fact)
        self.drafts.append(draft)

    def _entry(self, draft: Draft) -> Entry[Fact]:
        return Entry(
            seq=self.around.seq, at=self.around.at, by=draft.by or self.around.by, charter=0, because=draft.because,
            fact=draft.fact,
        )

    def _by_node(self) -> Around:
        around = self.around

        def asked_of_mandates(kind: str, amounts: Mapping[str, int]) -> Refusal | None:
            return may(around.states["members"], around.charter, NODE, None, around.at, kind, amounts)

        def brings(near: Around, fact: Fact, because: int | None) -> bool:
            return brought(around, fact, because)

        return replace(around, by=NODE, via=None, may=asked_of_mandates, brings=brings)


def _area(fact: Fact) -> str:
    """The area whose fact it is: that of the package in which it is defined."""
    return type(fact).__module__.split(".")[-2]


def _room(area: str, room: str) -> Any:
    # An effect may live in an area above this one, so that its rooms are found by name and not imported.
    return importlib.import_module(f"auzolan.{area}.{room}")
