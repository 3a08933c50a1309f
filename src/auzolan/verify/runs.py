"""Every run of a journal again: computed, or, where a proof was kept with it, checked by that without a solver."""

from typing import Any

from auzolan.journal.entry import Entry
from auzolan.rules.facts import Mark, PortionsPublished, ProofPublished, RunPublished, Share
from auzolan.rules.proving import unproved
from auzolan.rules.running import Computed, recompute
from auzolan.rules.state import Run
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal
from auzolan.verify.check import RECOMPUTE, Wrong
from auzolan.verify.copy import Copy

# What reading an entry that makes no sense can come to.
SENSELESS = (Refusal, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)


class Runs:
    """Follows the runs of one journal, entry by entry. computed, proved: how many there were of each sort."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.computed = self.proved = 0
        self._again: Computed | None = None
        self._proving: RunPublished | None = None
        self._shares: list[Share] = []
        self._marks: list[Mark] = []

    def follow(self, entry: Entry[Any], states: Any) -> None:
        """Check what this entry says of a run. states: of every area, after the entry. Raises Wrong."""
        fact = entry.fact
        if isinstance(fact, RunPublished):
            self._begin(fact, entry.seq, states)
        elif isinstance(fact, PortionsPublished) and self._proving is not None:
            self._shares += fact.portions
        elif isinstance(fact, PortionsPublished) and self._again is not None:
            due = self._again.shares_after(states["rules"].runs[fact.run].published - len(fact.portions))
            if tuple(due[: len(fact.portions)]) != fact.portions:
                raise Wrong(RECOMPUTE, f"run {fact.run}: the portions are not those that the rule gives", entry.seq)
        elif isinstance(fact, ProofPublished) and self._proving is not None:
            self._marks += fact.marks
            run: Run = states["rules"].runs[fact.run]
            if not run.unproved:
                self._prove(self._proving, entry.seq, states)

    def _begin(self, fact: RunPublished, seq: int, states: Any) -> None:
        self._again = self._proving = None
        self._shares, self._marks = [], []
        if fact.proof:
            self._proving = fact
            return
        self.computed += 1
        try:
            found = recompute(fact, states, self.copy.as_of(fact.position))
        except SENSELESS as why:
            raise Wrong(RECOMPUTE, f"run {fact.run}: {fact.rule} cannot be computed again: {why}", seq) from why
        amount = print_amount(found.amount, found.places)
        again = (found.inputs, found.outputs, amount, found.unit, found.source, len(found.portions))
        if again != (fact.inputs, fact.outputs, fact.amount, fact.unit, fact.source, fact.count):
            raise Wrong(RECOMPUTE, f"run {fact.run}: computing {fact.rule} again gives another result", seq)
        self._again = found

    def _prove(self, fact: RunPublished, seq: int, states: Any) -> None:
        self._proving = None
        self.proved += 1
        try:
            wrong = unproved(fact, self._shares, self._marks, states, self.copy.as_of(fact.position))
        except SENSELESS as why:
            raise Wrong(RECOMPUTE, f"run {fact.run}: {fact.rule} cannot be proved: {why}", seq) from why
        if wrong:
            raise Wrong(RECOMPUTE, f"run {fact.run} is not what its proof shows: {wrong[0]}", seq)
