"""The weights on the rolls, worked out again: what the formula of a procedure gave when a decision was opened."""

from collections.abc import Mapping
from typing import Any

from auzolan.charter.load import read_text
from auzolan.charter.state import version_at
from auzolan.governance.facts import ProposalOpened, RollFrozen, Voter
from auzolan.governance.terms import terms_of
from auzolan.governance.weighing import again
from auzolan.journal.entry import Entry
from auzolan.rules.running import charter_at
from auzolan.verify.check import RECOMPUTE, Wrong
from auzolan.verify.copy import Copy
from auzolan.verify.runs import SENSELESS


class Weights:
    """Follows the rolls of one journal. computed: how many were worked out again."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.computed = 0
        self._opened: ProposalOpened | None = None
        self._at = ""
        self._voters: list[Voter] = []

    def follow(self, entry: Entry[Any], states: Mapping[str, Any]) -> None:
        """Check what this entry says of a roll with weights. states: of every area, after it. Raises Wrong."""
        fact = entry.fact
        if isinstance(fact, ProposalOpened):
            self._opened = fact if fact.weighed else None
            self._at, self._voters = entry.at, list(fact.roll)
        elif isinstance(fact, RollFrozen) and self._opened is not None and fact.decision == self._opened.decision:
            self._voters += fact.voters
        else:
            return
        if self._opened is not None and len(self._voters) == self._opened.voters:
            self._compare(self._opened, entry.seq, states)
            self._opened = None

    def _compare(self, fact: ProposalOpened, seq: int, states: Mapping[str, Any]) -> None:
        self.computed += 1
        version = version_at(states["charter"], fact.procedure, fact.procedure_seq)
        if version is None:
            raise Wrong(RECOMPUTE, f"decision {fact.decision}: {fact.procedure} was not in force", seq)
        people = [one.member for one in self._voters]
        try:
            due = again(
                terms_of(read_text(version.text)), people, self._at, charter_at(states["charter"], fact.weighed),
                states["flows"], self.copy.as_of(fact.weighed),
            )
        except SENSELESS as why:
            raise Wrong(RECOMPUTE, f"decision {fact.decision}: its weights cannot be worked out again", seq) from why
        for one in self._voters:
            if due[one.member] != one.weight:
                said = f"decision {fact.decision}: {one.member} does not weigh what the formula gives"
                raise Wrong(RECOMPUTE, said, seq)
