"""Seats that fell vacant: every countback is counted again from the ballots of its election."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.countback import recount, sits_by
from auzolan.governance.election_facts import CountbackHeld
from auzolan.journal.entry import Entry
from auzolan.verify.check import RECOMPUTE, Wrong
from auzolan.verify.copy import Copy
from auzolan.verify.runs import SENSELESS


class Countbacks:
    """Follows the countbacks of one journal. computed: how many were counted again."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.computed = 0

    def follow(self, entry: Entry[Any], near: Around) -> None:
        """Check what this entry says of a countback. near: with the states after it. Raises Wrong."""
        fact = entry.fact
        if not isinstance(fact, CountbackHeld) or not fact.rounds:
            return  # where nobody was left to count for, the judge has seen that already
        self.computed += 1
        state = near.states["governance"]
        try:
            tables = self.copy.as_of(state.decisions[fact.decision].closed)
            found = recount(state, fact.decision, near, tables, fact.gone, sits_by(state, fact.body, fact.decision))
        except SENSELESS as why:
            raise Wrong(RECOMPUTE, f"entry {entry.seq} cannot be counted again: {why}", entry.seq) from why
        digest = found.tally.digest if found.tally is not None else ""
        if (digest, found.winner) != (fact.rounds, fact.winner):
            raise Wrong(RECOMPUTE, f"entry {entry.seq}: counting the ballots again gives another result", entry.seq)
