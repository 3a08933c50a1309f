"""What is asked of a participatory budget: to call it, to hand ideas in, to check them, to report; and its ballot."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.secret import BOOKS, seal
from auzolan.charter.state import newest
from auzolan.governance.ahead import Ahead
from auzolan.governance.budget_ballot import cannot_open
from auzolan.governance.budget_facts import (
    BudgetCalled,
    BudgetDropped,
    IdeaChecked,
    IdeaHandedIn,
    IdeaTakenBack,
    ProjectReported,
)
from auzolan.governance.budget_judging import no
from auzolan.governance.state import State
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE

WORDS_MAX = 10_000
NAME_MAX = 28


class CallBudget(Request, frozen=True, kw_only=True, tag="governance.call_budget"):
    """Put money at the disposal of those who live with what it buys. amount: such as "500.00 EUR"; source: the account
    that holds it; branch: under which each project gets its account; days, check_days: for ideas, and to check them."""

    title: str
    amount: str
    source: str
    branch: str
    procedure: str
    days: int
    check_days: int
    text: str = ""


class HandIn(Request, frozen=True, kw_only=True, tag="governance.hand_in"):
    """Hand in an idea: a title in one line that names nobody, and more about it."""

    budget: str
    title: str
    words: str = ""


class TakeBack(Request, frozen=True, kw_only=True, tag="governance.take_back"):
    """Take one's own idea back."""

    budget: str
    idea: str


class CheckIdea(Request, frozen=True, kw_only=True, tag="governance.check_idea"):
    """Say what an idea costs, such as "120.00"; or leave the cost empty and say why it cannot be done."""

    budget: str
    idea: str
    cost: str = ""
    reason: str = ""


class DropBudget(Request, frozen=True, kw_only=True, tag="governance.drop_budget"):
    """Take a budget back that one called, before its ballot is open."""

    budget: str


class ReportProject(Request, frozen=True, kw_only=True, tag="governance.report_project"):
    """Say how far a project has come. done: whether it is finished."""

    budget: str
    idea: str
    done: bool
    words: str = ""


def call_budget(state: State, request: CallBudget, around: Around) -> Sequence[Draft]:
    """The announcement; whether it may be made is judged."""
    in_force = newest(around.states["charter"], request.procedure)
    for days in (request.days, request.check_days):
        if not 1 <= days <= 10_000:
            raise no("days", "Ideas come in, and are checked, for some days.", "Say for how many.")
    amount, _, unit = request.amount.strip().partition(" ")
    until = days_after(around.at, request.days)
    return [Draft(fact=BudgetCalled(
        budget=around.draw().id("b", "budget"), title=request.title.strip(), text=request.text, source=request.source,
        branch=request.branch, amount=amount, unit=unit.strip(), procedure=request.procedure,
        procedure_seq=in_force.seq if in_force else -1, days=request.days, check_days=request.check_days,
        until=until, checked_by=days_after(until, request.check_days),
    ))]


def short_name(title: str, taken: Mapping[str, Any]) -> str:
    """A short name for an idea, from its title: readable in the books, and of its own within the budget."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    first = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:NAME_MAX].strip("-") or "idea"
    number, name = 1, first
    while name in taken:
        number += 1
        name = f"{first}-{number}"
    return name


def hand_in(state: State, request: HandIn, around: Around) -> Sequence[Draft]:
    """The idea; what it says goes to the vault under the key of whoever hands it in."""
    known = state.budgets.budgets.get(request.budget)
    title = request.title.strip()
    secrets = _said(request.words, around, around.by)
    fact = IdeaHandedIn(
        budget=request.budget, idea=short_name(title, known.ideas if known else {}), title=title, vault=_vault(secrets),
    )
    return [Draft(fact=fact, secrets=secrets, because=known.called if known else None)]


def take_back(state: State, request: TakeBack, around: Around) -> Sequence[Draft]:
    """The end of an idea; whether it may be is judged."""
    return [Draft(fact=IdeaTakenBack(budget=request.budget, idea=request.idea))]


def check_idea(state: State, request: CheckIdea, around: Around) -> Sequence[Draft]:
    """The check; its reasons belong to the books."""
    secrets = _said(request.reason, around, BOOKS)
    fact = IdeaChecked(
        budget=request.budget, idea=request.idea, cost=request.cost.strip(), vault=_vault(secrets)
    )
    return [Draft(fact=fact, secrets=secrets)]


def drop_budget(state: State, request: DropBudget, around: Around) -> Sequence[Draft]:
    """The end before it began; whether it may be is judged."""
    known = state.budgets.budgets.get(request.budget)
    return [Draft(fact=BudgetDropped(budget=request.budget), because=known.called if known else None)]


def report_project(state: State, request: ReportProject, around: Around) -> Sequence[Draft]:
    """The report; its words belong to the books."""
    secrets = _said(request.words, around, BOOKS)
    fact = ProjectReported(budget=request.budget, idea=request.idea, done=request.done, vault=_vault(secrets))
    return [Draft(fact=fact, secrets=secrets)]


def _said(words: str, around: Around, owner: str) -> tuple[Secret, ...]:
    if len(words) > WORDS_MAX:
        raise no("words", f"They have at most {WORDS_MAX} letters.", "Say it shorter.")
    return (seal(around.draw(), "words", {"words": words.strip()}, owner=owner),) if words.strip() else ()


def _vault(secrets: tuple[Secret, ...]) -> str:
    return secrets[0].commitment if secrets else ""


def run_budgets(ahead: Ahead, opens: Callable[[State, str, Around], Sequence[Draft]]) -> None:
    """Open the ballots whose ideas are checked. opens: the entries that open the ballot of a budget."""
    while ahead.state.budgets.opens and ahead.state.budgets.opens[0].at <= ahead.around.at:
        state, around = ahead.state, ahead.around
        id = state.budgets.opens[0].budget
        called = state.budgets.budgets[id].called
        if why := cannot_open(state, id, around):
            ahead.take(Draft(fact=BudgetDropped(budget=id, why=why), because=called, by=NODE))
            continue
        first = around.seq
        for number, draft in enumerate(opens(state, id, around)):
            because = called if not number else first
            ahead.take(Draft(fact=draft.fact, because=because, by=NODE, secrets=draft.secrets))


BUDGET_HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    CallBudget: call_budget,
    HandIn: hand_in,
    TakeBack: take_back,
    CheckIdea: check_idea,
    DropBudget: drop_budget,
    ReportProject: report_project,
}
