"""Participatory budgets as people see them: the ideas, what they cost, what was chosen, and how far each has come."""

from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance.budget_ballot import cannot_choose
from auzolan.governance.budget_facts import BudgetCalled, IdeaChecked, ProjectReported
from auzolan.governance.budget_state import BALLOT, IDEAS, TAKEN_BACK, Budget, Idea
from auzolan.governance.closing import proposal_of
from auzolan.governance.state import CARRIED, OPEN
from auzolan.members.body import roll
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.quantity import print_amount
from auzolan.views.represented import Way, ways

HAND_IN, TAKE_BACK, CHECK, DROP, REPORT = "hand_in", "take_back", "check", "drop", "report"
CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """A budget in the list. status: ideas, checking, ballot, closed or dropped; until: when that ends."""

    budget: str
    title: str
    amount: str
    unit: str
    status: str
    until: str
    ideas: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetList:
    """running: the one that ends first stands first; past: newest first; by: the procedures by which the viewer may
    call one; sources, branches: accounts that could hold one, and under which projects could have theirs."""

    running: tuple[InList, ...]
    past: tuple[InList, ...]
    by: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Something that was paid out of a project's account. amount: canonical, positive where it was paid out."""

    date: str
    amount: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An idea, and the project that it became. cost, paid, left: canonical, empty where there is none; vault, checked,
    reported: commitments to its words, to the reasons of the check, and to the last report; mine: the viewer's own."""

    idea: str
    title: str
    by: str
    status: str
    cost: str
    chosen: bool
    paid: str
    left: str
    done: bool
    payments: tuple[Payment, ...]
    vault: str
    checked: str
    reported: str
    account: str
    mine: bool
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPage:
    """One budget. status as in the list; may: what the viewer can do now; ways: both ways to divide the money by the
    same ballots, once it is counted; spent: what was given to projects, canonical, or empty."""

    budget: str
    title: str
    text: str
    amount: str
    unit: str
    source: str
    procedure: str
    procedure_name: str
    status: str
    until: str
    checked_by: str
    caller: str
    entry: int
    why: str
    decision: str
    ideas: tuple[Project, ...]
    ways: tuple[Way, ...]
    spent: str
    may: frozenset[str]


def status_of(org: Organisation, one: Budget, at: str) -> str:
    """What a budget is at: ideas, checking, ballot, closed or dropped."""
    if one.status == BALLOT and org.states["governance"].decisions[one.decision].status != OPEN:
        return CLOSED
    return "checking" if one.status == IDEAS and at >= one.until else one.status


def budget_list(org: Organisation, around: Around, member: str) -> BudgetList:
    """Every budget, and what one could be called with. member: who looks, or empty."""
    every = [_in_list(org, id, one, around) for id, one in org.states["governance"].budgets.budgets.items()]
    running = sorted((one for one in every if one.status not in (CLOSED, "dropped")),
                     key=lambda one: (one.until, one.entry))
    past = sorted((one for one in every if one.status in (CLOSED, "dropped")), key=lambda one: -one.entry)
    flows = org.states["flows"]
    sources = sorted({account for (account, _), held in flows.balances.items()
                      if held < 0 and account.startswith("Equity:")})
    branches = sorted(
        branch.removesuffix(":*") for one in org.charter.of_kind("account")
        for branch in one.fields.get("branches", (one.fields.get("branch", ""),))
        if branch.startswith("Equity:") and branch.endswith(":*")
    )
    return BudgetList(running=tuple(running), past=tuple(past), by=_by(org, around, member), sources=tuple(sources),
                      branches=tuple(branches))


def _in_list(org: Organisation, id: str, one: Budget, around: Around) -> InList:
    status = status_of(org, one, around.at)
    decision = org.states["governance"].decisions.get(one.decision)
    until = decision.closes_at if decision is not None else one.checked_by if status == "checking" else one.until
    there = sum(idea.status != TAKEN_BACK for idea in one.ideas.values())
    return InList(budget=id, title=one.title, amount=one.amount, unit=one.unit, status=status, until=until, ideas=there,
                  entry=one.called)


def _by(org: Organisation, around: Around, member: str) -> tuple[tuple[str, str], ...]:
    if not member:
        return ()
    people = org.states["members"]
    return tuple(
        (one.id, one.name) for one in org.charter.of_kind("procedure")
        if not cannot_choose(one.id, around)
        and (member in roll(people, org.charter, org.charter.value(one.id).propose, around.at)
             or around.may("governance.budget_called", {}) is None)
    )


def budget_page(org: Organisation, id: str, around: Around, tables: Tables, member: str, past: Tables) -> BudgetPage:
    """One budget. tables: as they hold now; past: as of the closing entry, where it was voted on. Raises KeyError."""
    one: Budget = org.states["governance"].budgets.budgets[id]
    decision = org.states["governance"].decisions.get(one.decision)
    called = around.fact(one.called)
    procedure = org.charter.get(one.procedure)
    counted = decision is not None and decision.status != OPEN and decision.closed >= 0 and bool(decision.counts)
    ideas = tuple(
        _project(org, id, name, idea, around, tables, member)
        for name, idea in sorted(one.ideas.items(), key=lambda pair: pair[1].seq)
    )
    return BudgetPage(
        budget=id, title=one.title, text=called.text if isinstance(called, BudgetCalled) else "", amount=one.amount,
        unit=one.unit, source=one.source, procedure=one.procedure,
        procedure_name=procedure.name if procedure else one.procedure, status=status_of(org, one, around.at),
        until=_in_list(org, id, one, around).until, checked_by=one.checked_by, caller=one.caller, entry=one.called,
        why=one.why, decision=one.decision, ideas=ideas,
        ways=ways(org, one.decision, around, past) if counted else (), spent=_spent(org, one, around),
        may=_may(org, one, around, member),
    )


def _spent(org: Organisation, one: Budget, around: Around) -> str:
    decision = org.states["governance"].decisions.get(one.decision)
    if decision is None or decision.status != CARRIED:
        return ""
    places = org.charter.units[one.unit].places
    costs = {ask.option: ask.cost for ask in proposal_of(decision, around).asks}
    whole = sum(int(costs[name].replace(".", "")) for name in decision.winners)
    return print_amount(whole, places)


def _project(
    org: Organisation, budget: str, name: str, idea: Idea, around: Around, tables: Tables, member: str
) -> Project:
    one: Budget = org.states["governance"].budgets.budgets[budget]
    decision = org.states["governance"].decisions.get(one.decision)
    chosen = decision is not None and decision.status == CARRIED and name in decision.winners
    account, places = f"{one.branch}:{name}", org.charter.units[one.unit].places
    left = -org.states["flows"].balances.get((account, one.unit), 0) if chosen else 0
    payments = _payments(tables, account, places) if chosen else ()
    paid = sum(int(pay.amount.replace(".", "")) for pay in payments)
    checked = around.fact(idea.checked) if idea.checked >= 0 else None
    reported = around.fact(idea.reported) if idea.reported >= 0 else None
    return Project(
        idea=name, title=idea.title, by=idea.by, status=idea.status, cost=idea.cost, chosen=chosen,
        paid=print_amount(paid, places) if chosen else "", left=print_amount(left, places) if chosen else "",
        done=idea.done, payments=payments, vault=idea.vault,
        checked=checked.vault if isinstance(checked, IdeaChecked) else "",
        reported=reported.vault if isinstance(reported, ProjectReported) else "", account=account,
        mine=idea.by == member, entry=idea.seq,
    )


def _payments(tables: Tables, account: str, places: int) -> tuple[Payment, ...]:
    """What left the account, and what came back to it; what was reserved on it at first is no payment."""
    rows = sorted(tables.rows("postings", {"account": account}), key=lambda row: int(row["entry"] or 0))
    return tuple(
        Payment(date=str(row["date"]), amount=print_amount(int(row["amount"] or 0), places),
                entry=int(row["entry"] or 0))
        for row in rows[1:]
    )


def _may(org: Organisation, one: Budget, around: Around, member: str) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    known = org.states["members"].members.get(member)
    belongs = known is not None and known.belongs(around.at[:10])
    before = one.status == IDEAS and around.at < one.checked_by
    can = {
        HAND_IN: belongs and one.status == IDEAS and around.at < one.until,
        TAKE_BACK: before, CHECK: belongs and before and around.may("governance.idea_checked", {}) is None,
        DROP: before and member == one.caller,
        REPORT: belongs and around.may("governance.project_reported", {}) is None,
    }
    return frozenset(what for what, whether in can.items() if whether)
