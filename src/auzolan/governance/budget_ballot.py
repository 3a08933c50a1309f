"""From the ideas to the ballot of a participatory budget: what is on it, whether it can be opened, and its words."""

from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Around
from auzolan.governance import effects, methods
from auzolan.governance.budget_facts import BudgetCalled
from auzolan.governance.budget_state import IDEAS, Budget
from auzolan.governance.choices import no
from auzolan.governance.facts import Detail, ProposalOpened, ProposedOption
from auzolan.governance.state import State
from auzolan.journal.entry import NODE, Entry
from auzolan.members.body import roll
from auzolan.values.refusal import Refusal

FUND = "fund_projects"
ROUND = "round"
LEAST = 2  # from two on there is something to choose from


def budget_of(fact: ProposalOpened) -> str:
    """The participatory budget whose ballot a proposal is, or empty."""
    return next((one.value for one in fact.details if one.name == ROUND), "") if fact.effect == FUND else ""


def cannot_choose(procedure: str, around: Around) -> str:
    """Why no budget can be voted on by a procedure, in a sentence, or empty."""
    by = around.charter.get(procedure)
    if by is None or by.kind != "procedure":
        return f"The charter has no procedure {procedure[:80]}."
    said = around.charter.value(procedure)
    method = methods.find().get(said.method)
    if method is None or not method.prices:
        return f"{said.name} counts by a method that knows no costs; equal_shares and greedy do."
    if said.weight:
        return f"By {said.name} ballots weigh by a formula, and that is worked out when somebody proposes."
    if not said.chambers and not roll(around.states["members"], around.charter, said.body, around.at):
        return f"Nobody is in {said.body} today."
    return ""


def cannot_open(state: State, id: str, around: Around) -> str:
    """Why a budget whose ideas are checked cannot be voted on, in a sentence, or empty."""
    budget = state.budgets.budgets[id]
    if why := cannot_choose(budget.procedure, around):
        return why
    if len(budget.kept) < LEAST:
        many = "No idea was" if not budget.kept else "Only one idea was"
        return f"{many} found to be possible, and there is nothing to choose from."
    findings = effects.find()[FUND].check(words(state, id, around), around)
    return f"{findings[0].what}: {findings[0].why}" if findings else ""


def words(state: State, id: str, around: Around) -> ProposalOpened:
    """The ballot as it is put to those who decide; what the procedure fixes is left open here."""
    budget: Budget = state.budgets.budgets[id]
    called = around.fact(budget.called)
    return ProposalOpened(
        decision="", title=budget.title, text=called.text if isinstance(called, BudgetCalled) else "", effect=FUND,
        procedure=budget.procedure, procedure_seq=0, method="", options=(), opens_at="", closes_at="", voters=0,
        asks=tuple(
            ProposedOption(option=one, title=budget.ideas[one].title, cost=budget.ideas[one].cost)
            for one in budget.kept
        ),
        budget=budget.amount, unit=budget.unit,
        details=(Detail(name="from", value=budget.source), Detail(name="to", value=budget.branch),
                 Detail(name=ROUND, value=id)),
    )


def budget_ballot_fault(state: State, fact: ProposalOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against the opening of a budget's ballot: None, or the refusal."""
    id = budget_of(fact)
    budget = state.budgets.budgets.get(id)
    if budget is None or budget.status != IDEAS:
        return no("round", "No participatory budget of that name waits for its ballot.", "Propose it without one.")
    if entry.by != NODE or entry.because != budget.called or entry.at < budget.checked_by:
        why = f"Its ballot is opened by itself when the ideas are checked, on {budget.checked_by}."
        return no("round", why, "Wait until then.")
    if why := cannot_open(state, id, around):
        return no("round", why, "Call a budget anew.")
    due = words(state, id, around)
    said = replace(
        due, decision=fact.decision, procedure_seq=fact.procedure_seq, method=fact.method, options=fact.options,
        opens_at=fact.opens_at, closes_at=fact.closes_at, voters=fact.voters, roll=fact.roll, lot=fact.lot,
        hidden=fact.hidden, sealed=fact.sealed, external=fact.external,
    )
    return None if said == fact else no("round", "These are not its ideas or its words.", "Open it again.")
