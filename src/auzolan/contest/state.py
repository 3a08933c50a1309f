"""Which lines are contested, and which answers are owed."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.journal.entry import Entry

OPEN = "open"


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """One objection. status: open, or how it was answered."""

    by: str
    line: int
    to: str
    posting: int
    run: str
    holds: bool
    due: str
    seq: int
    status: str = OPEN


class State(msgspec.Struct, frozen=True, kw_only=True):
    """contests: by id; holding: run -> ids of the open contests of those who are to receive the line."""

    contests: Map[str, Contest] = Map()
    holding: Map[str, tuple[str, ...]] = Map()

    def held(self, run: str) -> frozenset[str]:
        """The accounts of a run whose portions wait for an answer."""
        return frozenset(self.contests[id].to for id in self.holding.get(run, ()))


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry about an objection."""
    match entry.fact:
        case LineContested() as fact:
            contest = Contest(
                by=entry.for_ or entry.by, line=fact.line, to=fact.to, posting=fact.posting, run=fact.run,
                holds=fact.holds, due=fact.due, seq=entry.seq,
            )
            holding = state.holding
            if fact.holds:
                holding = holding.set(fact.run, (*holding.get(fact.run, ()), fact.contest))
            return replace(state, contests=state.contests.set(fact.contest, contest), holding=holding)
        case ContestAnswered() as fact:
            contest = state.contests[fact.contest]
            holding = state.holding
            if contest.holds:
                left = tuple(id for id in holding.get(contest.run, ()) if id != fact.contest)
                holding = holding.set(contest.run, left) if left else holding.delete(contest.run)
            answered = replace(contest, status=fact.outcome)
            return replace(state, contests=state.contests.set(fact.contest, answered), holding=holding)
    return state
