"""What an area is told about the rest of the house when it judges, decides or draws rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from auzolan.charter.charter import Charter
from auzolan.journal.entry import NODE, TERMINAL, Entry, Fact
from auzolan.values.luck import Luck
from auzolan.values.refusal import Refusal


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="request"):
    """Something that is asked of the organisation, in the imperative. An area answers with facts or a Refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Words about people that stay out of the journal: only a commitment to them is written.

    commitment: hex of HMAC-SHA256(r, value); value: canonical JSON bytes; owner: the id of the person whose key
    seals it, or "books" for the organisation's own.
    """

    commitment: str
    r: bytes
    value: bytes
    owner: str


class Draft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact on its way into the journal, before it has a number.

    because: seq of the entry that caused it; because_draft: index of the draft of the same append that did.
    by: only where the node itself is the author of what a published rule triggers.
    """

    fact: Fact
    because: int | None = None
    because_draft: int | None = None
    by: str | None = None
    for_: str | None = None
    evidence: str | None = None
    secrets: tuple[Secret, ...] = ()


def _no_tables(at: int | None) -> Any:
    raise RuntimeError("no table is read when an entry is judged or replayed")


def _no_box(decision: str) -> Any:
    raise RuntimeError("no box is opened when an entry is judged or replayed")


def _nothing_brought(around: "Around", fact: Fact, because: int | None) -> bool:
    return False


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """The rest of the house, as far as one area may know it.

    at: the moment of the entry; by: who writes it; for_: for whom, where somebody else; via: `terminal` or None;
    exercise: whether the clock may be bent.
    charter: the articles in force. states: every area's state by area name, to read, never to change.
    may: (fact kind such as "flows.postings_made", amounts by unit code in smallest parts) -> None or a Refusal; asks
    the mandates. fact: seq -> the fact of an earlier entry. luck: only when deciding.
    held: run -> the accounts whose portions wait for the answer to a contest. tables: position (None: now) -> the
    open tables as they held there; prepared: what was computed before the write lock; revealed: commitment -> the
    random bytes in hex behind it, or empty where they are lost; opened: commitment -> the sealed words, None where they
    are erased; working: the engine that rules are worked out by, None for the plain evaluator; box: decision -> what
    lay in its sealed box; all six only when
    deciding. brings: how `decided` is told; it is given this very value.
    """

    at: str
    by: str
    charter: Charter
    states: Mapping[str, Any]
    may: Callable[[str, Mapping[str, int]], Refusal | None]
    fact: Callable[[int], Fact]
    seq: int
    via: str | None = None
    for_: str | None = None
    exercise: bool = False
    luck: Luck | None = None
    held: Callable[[str], frozenset[str]] = lambda run: frozenset()
    tables: Callable[[int | None], Any] = _no_tables
    prepared: Any = None
    revealed: Callable[[str], str] = lambda commitment: ""
    opened: Callable[[str], Mapping[str, Any] | None] = lambda commitment: None
    working: Any = None
    box: Callable[[str], Any] = _no_box
    boxed: Callable[[str, str], tuple[int, bool]] = lambda decision, member: (0, False)
    brings: Callable[["Around", Fact, int | None], bool] = _nothing_brought

    def decided(self, fact: Fact, because: int | None) -> bool:
        """Whether a carried decision, closed by entry `because` and now due, brings about just this fact."""
        return self.brings(self, fact, because)

    def in_person(self, entry: Entry[Any]) -> bool:
        """Whether a member signed in to write it; in an exercise the terminal may write as one. Neither the node nor
        the machine in hand is anybody."""
        return entry.by not in (NODE, TERMINAL) and (entry.via != TERMINAL or self.exercise)

    def draw(self) -> Luck:
        """The chance given with the request. Raises when judging, where nothing may be drawn."""
        if self.luck is None:
            raise RuntimeError("nothing is left to chance when an entry is judged or replayed")
        return self.luck
