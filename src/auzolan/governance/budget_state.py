"""Which participatory budgets there are, which ideas came in, what they cost, and which accounts hold their money."""

from bisect import insort
from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.budget_facts import (
    BudgetCalled,
    BudgetDropped,
    IdeaChecked,
    IdeaHandedIn,
    IdeaTakenBack,
    ProjectReported,
)
from auzolan.journal.entry import Entry

IDEAS, BALLOT, DROPPED = "ideas", "ballot", "dropped"
WAITING, KEPT, SET_ASIDE, TAKEN_BACK = "waiting", "kept", "set aside", "taken back"


class Idea(msgspec.Struct, frozen=True, kw_only=True):
    """An idea. by: who handed it in; seq: the entry; cost: canonical, or empty; checked: the entry of the last check,
    or -1; reported: that of the last report, or -1; done: whether it is finished."""

    title: str
    by: str
    seq: int
    vault: str = ""
    status: str = WAITING
    cost: str = ""
    checked: int = -1
    reported: int = -1
    done: bool = False


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """One budget. called: its entry; decision: the ballot, once it is open; ideas: in the order of their coming in."""

    title: str
    source: str
    branch: str
    amount: str
    unit: str
    procedure: str
    procedure_seq: int
    until: str
    checked_by: str
    caller: str
    called: int
    called_at: str
    status: str = IDEAS
    ideas: Map[str, Idea] = Map()
    decision: str = ""
    why: str = ""

    @property
    def kept(self) -> tuple[str, ...]:
        """The ideas that can be done, in the order of their coming in."""
        found = [(one.seq, id) for id, one in self.ideas.items() if one.status == KEPT]
        return tuple(id for _, id in sorted(found))


class Opens(msgspec.Struct, frozen=True, order=True):
    """When the checking of a budget is over."""

    at: str
    called: int
    budget: str


class Budgets(msgspec.Struct, frozen=True, kw_only=True):
    """budgets: by id; of: decision -> its budget; opens: whose ballots are due, earliest first; projects: account ->
    (budget, idea) of everything that is on a ballot or was."""

    budgets: Map[str, Budget] = Map()
    of: Map[str, str] = Map()
    opens: tuple[Opens, ...] = ()
    projects: Map[str, tuple[str, str]] = Map()


def planned(state: Budgets, entry: Entry[Any]) -> Budgets:
    """Fold one allowed entry about a participatory budget."""
    fact = entry.fact
    if isinstance(fact, BudgetCalled):
        return _called(state, fact, entry)
    budget = state.budgets[fact.budget]
    match fact:
        case IdeaHandedIn(idea=id, title=title, vault=vault):
            return _idea(state, fact.budget, id, Idea(title=title, by=entry.by, seq=entry.seq, vault=vault))
        case IdeaTakenBack(idea=id):
            return _idea(state, fact.budget, id, replace(budget.ideas[id], status=TAKEN_BACK))
        case IdeaChecked(idea=id, cost=cost):
            checked = replace(
                budget.ideas[id], status=KEPT if cost else SET_ASIDE, cost=cost, checked=entry.seq
            )
            return _idea(state, fact.budget, id, checked)
        case BudgetDropped(why=why):
            return _with(_undue(state, fact.budget), fact.budget, replace(budget, status=DROPPED, why=why))
        case ProjectReported(idea=id, done=done):
            return _idea(state, fact.budget, id, replace(budget.ideas[id], reported=entry.seq, done=done))
    return state


def put_to_vote(state: Budgets, id: str, decision: str) -> Budgets:
    """The ballot of a budget is open: from now on the accounts of its projects belong to them."""
    budget = replace(state.budgets[id], status=BALLOT, decision=decision)
    accounts = {f"{budget.branch}:{idea}": (id, idea) for idea in budget.kept}
    after = _with(_undue(state, id), id, budget)
    return replace(after, of=state.of.set(decision, id), projects=state.projects.update(accounts))


def _called(state: Budgets, fact: BudgetCalled, entry: Entry[Any]) -> Budgets:
    budget = Budget(
        title=fact.title, source=fact.source, branch=fact.branch, amount=fact.amount, unit=fact.unit,
        procedure=fact.procedure, procedure_seq=fact.procedure_seq, until=fact.until, checked_by=fact.checked_by,
        caller=entry.by, called=entry.seq, called_at=entry.at,
    )
    opens = list(state.opens)
    insort(opens, Opens(fact.checked_by, entry.seq, fact.budget))
    return replace(_with(state, fact.budget, budget), opens=tuple(opens))


def _idea(state: Budgets, id: str, name: str, idea: Idea) -> Budgets:
    budget = state.budgets[id]
    return _with(state, id, replace(budget, ideas=budget.ideas.set(name, idea)))


def _with(state: Budgets, id: str, budget: Budget) -> Budgets:
    return replace(state, budgets=state.budgets.set(id, budget))


def _undue(state: Budgets, id: str) -> Budgets:
    return replace(state, opens=tuple(one for one in state.opens if one.budget != id))
