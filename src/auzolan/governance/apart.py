"""Answers that a member does not give here with their own hand: into a sealed box, elsewhere, or on paper."""

from typing import Any

from msgspec.structs import replace

from auzolan.governance.decision import Decision, Keyed
from auzolan.governance.external_facts import EXTERNAL_FACTS, ResultMissing
from auzolan.governance.external_state import from_elsewhere
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.sealed_facts import BoxLost
from auzolan.governance.sealed_state import unboxed
from auzolan.journal.entry import Entry

UNCOUNTED = (BoxLost, ResultMissing)


def answered_apart(decision: Decision, entry: Entry[Any]) -> Decision:
    """Fold one allowed entry about such an answer."""
    fact = entry.fact
    if isinstance(fact, PaperKeyed):
        one = Keyed(
            by=entry.by, seq=entry.seq, option=fact.option, criterion=fact.criterion, ranks=fact.ranks,
            points=fact.points,
        )
        return replace(decision, keyed=decision.keyed.set(entry.for_ or entry.by, one))
    return from_elsewhere(decision, entry) if isinstance(fact, EXTERNAL_FACTS) else unboxed(decision, entry)
