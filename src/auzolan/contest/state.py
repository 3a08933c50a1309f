"""Which lines are contested, and which answers are owed."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.contest.facts import STANDS, ContestAnswered, LineContested
from auzolan.governance.facts import DecisionClosed, ProposalOpened, ProposalWithdrawn
from auzolan.journal.entry import Entry

OPEN = "open"
LISTENS = (ProposalOpened, DecisionClosed, ProposalWithdrawn)


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """One objection. status: open, or how it was answered; opened, answered: days; decision: by which it goes on."""

    by: str
    line: int
    to: str
    posting: int
    run: str
    holds: bool
    due: str
    seq: int
    status: str = OPEN
    opened: str = ""
    answered: str = ""
    decision: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """contests: by id; holding: run -> ids of the open contests of those who are to receive the line; waits: (last day
    for the answer, id) of those that wait for one, earliest first; of: decision -> the contest that it is about."""

    contests: Map[str, Contest] = Map()
    holding: Map[str, tuple[str, ...]] = Map()
    waits: tuple[tuple[str, str], ...] = ()
    of: Map[str, str] = Map()

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
                holds=fact.holds, due=fact.due, seq=entry.seq, opened=entry.at[:10],
            )
            holding = state.holding
            if fact.holds:
                holding = holding.set(fact.run, (*holding.get(fact.run, ()), fact.contest))
            waits = tuple(sorted((*state.waits, (fact.due, fact.contest))))
            contests = state.contests.set(fact.contest, contest)
            return replace(state, contests=contests, holding=holding, waits=waits)
        case ContestAnswered() as fact:
            return _answered(state, fact.contest, fact.outcome, entry.at[:10])
        case ProposalOpened(effect="answer_contest") as opening:
            return _carried_on(state, opening)
        case DecisionClosed(decision=decision, carried=False) | ProposalWithdrawn(decision=decision):
            # Those who decide did not say that it is right: the line stands as it is.
            id = state.of.get(decision, "")
            return _answered(state, id, STANDS, entry.at[:10]) if id else state
    return state


def _answered(state: State, id: str, outcome: str, day: str) -> State:
    contest = state.contests[id]
    holding = state.holding
    if contest.holds and id in holding.get(contest.run, ()):
        left = tuple(one for one in holding[contest.run] if one != id)
        holding = holding.set(contest.run, left) if left else holding.delete(contest.run)
    answered = replace(contest, status=outcome, answered=day)
    waits = tuple(one for one in state.waits if one[1] != id)
    return replace(state, contests=state.contests.set(id, answered), holding=holding, waits=waits)


def _carried_on(state: State, fact: ProposalOpened) -> State:
    id = next(one.value for one in fact.details if one.name == "contest")
    contest = replace(state.contests[id], decision=fact.decision)
    waits = tuple(one for one in state.waits if one[1] != id)
    return replace(
        state, contests=state.contests.set(id, contest), waits=waits, of=state.of.set(fact.decision, id)
    )
