"""Which drafts there are, whose they are, and who may read them."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.deliberation.draft_facts import DraftKept
from auzolan.journal.entry import Entry

KEPT, PROPOSED, AWAY = "kept", "proposed", "put away"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One draft. status: kept, proposed or put away; seq, at: of its newest version; first: the entry that kept it
    first; vault: commitment to its words; shown: whether members may read it; decision: what was proposed from it."""

    by: str
    first: int
    seq: int
    at: str
    vault: str
    shown: bool = False
    status: str = KEPT
    decision: str = ""


Drafts = Map[str, Draft]


def drafted(known: Drafts, entry: Entry[Any]) -> Drafts:
    """Fold one allowed entry about a draft."""
    fact = entry.fact
    before = known.get(fact.draft)
    if isinstance(fact, DraftKept):
        first = entry.seq if before is None else before.first
        return known.set(fact.draft, Draft(
            by=entry.by, first=first, seq=entry.seq, at=entry.at, vault=fact.vault, shown=fact.shown
        ))
    status = PROPOSED if fact.decision else AWAY
    return known.set(fact.draft, replace(known[fact.draft], status=status, decision=fact.decision, seq=entry.seq))
