"""May this have happened to a participatory budget? And: no project is paid more than it was given."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.state import newest
from auzolan.flows.facts import PostingsMade
from auzolan.governance.budget_ballot import cannot_choose, cannot_open
from auzolan.governance.budget_facts import (
    BudgetCalled,
    BudgetDropped,
    IdeaChecked,
    IdeaHandedIn,
    IdeaTakenBack,
    ProjectReported,
)
from auzolan.governance.budget_state import BALLOT, IDEAS, TAKEN_BACK, Budget
from auzolan.governance.choices import SHORT_NAME
from auzolan.governance.money import opens_under, short
from auzolan.governance.several import OPTIONS_MAX
from auzolan.governance.state import CARRIED, State
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.members.body import roll
from auzolan.values.quantity import canonical_amount, print_amount
from auzolan.values.refusal import Refusal

WHAT = "Nothing was noted of the budget"
TITLE_MAX, TEXT_MAX, DAYS_MAX = 200, 10_000, 365
COMMITMENT_LENGTH = 64


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about a participatory budget."""
    return Refusal(what=WHAT, where=where, why=why, next=next)


def budget_fault(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries about participatory budgets: None, or the refusal."""
    fact = entry.fact
    if isinstance(fact, BudgetCalled):
        return _called(state, fact, entry, around)
    budget = state.budgets.budgets.get(fact.budget)
    if budget is None:
        return no(fact.budget, "There is no such budget.", "Look at the list of budgets for its id.")
    match fact:
        case IdeaHandedIn():
            return _in_person(entry, around) or _handed_in(budget, fact, entry, around)
        case IdeaTakenBack():
            return _in_person(entry, around) or _taken_back(budget, fact, entry)
        case IdeaChecked():
            return _checked(budget, fact, entry, around)
        case BudgetDropped():
            return _dropped(state, budget, fact, entry, around)
        case ProjectReported():
            return _reported(state, budget, fact, entry, around)
    return None


def _called(state: State, fact: BudgetCalled, entry: Entry[Any], around: Around) -> Refusal | None:
    if not fact.budget or fact.budget in state.budgets.budgets:
        return no(fact.budget, "A budget of that id was called before.", "Call it once more.")
    if not fact.title.strip() or len(fact.title) > TITLE_MAX or "\n" in fact.title:
        return no("title", f"It is one line of at most {TITLE_MAX} letters.", "Say in a few words what it is for.")
    if len(fact.text) > TEXT_MAX:
        return no("text", f"It has at most {TEXT_MAX} letters.", "Say it shorter.")
    if why := cannot_choose(fact.procedure, around):
        return no(fact.procedure, why, "Name a procedure that chooses among projects with costs.")
    in_force = newest(around.states["charter"], fact.procedure)
    if in_force is None or in_force.seq != fact.procedure_seq:
        return no(fact.procedure, "It names another version of the procedure.", "Call it again.")
    if not 1 <= fact.days <= DAYS_MAX or not 1 <= fact.check_days <= DAYS_MAX:
        return no("days", f"Ideas come in, and are checked, for 1 to {DAYS_MAX} whole days.", "Say for how many.")
    until = days_after(entry.at, fact.days)
    if (fact.until, fact.checked_by) != (until, days_after(until, fact.check_days)):
        return no("days", "The moments are not those days from now.", "Call it again.")
    return _money(fact, around) or _caller(fact, entry, around)


def _money(fact: BudgetCalled, around: Around) -> Refusal | None:
    unit = around.charter.units.get(fact.unit)
    if unit is None or unit.dimension != "money":
        return no("unit", f"{fact.unit[:20]} is no money of this charter.", "Write it like 500.00 EUR.")
    try:
        amount = canonical_amount(fact.amount, unit.places)
    except ValueError:
        amount = 0
    if amount <= 0:
        return no("amount", f"{fact.amount[:40]!r} is no amount with {unit.places} decimals.", "Write it like 500.00.")
    if not opens_under(around, fact.branch):
        why = f"No account can be opened under {fact.branch[:60]}; each project has one of its own there."
        return no("branch", why, f'Propose an account article with branch = "{fact.branch[:60]}:*".')
    if why := short(around, fact.source, amount, fact.unit, unit.places):
        return no("source", why, "Call a smaller budget, or set more apart first.")
    return None


def _caller(fact: BudgetCalled, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.by in (NODE, TERMINAL):
        return no(fact.title, "Only a member calls a budget.", "Sign in, or say with --as who calls it.")
    if entry.for_ not in (None, entry.by):
        return no(fact.title, "Nobody calls a budget in another's name.", "Call it in your own.")
    if entry.by in roll(around.states["members"], around.charter, around.charter.value(fact.procedure).propose,
                        around.at):
        return None
    return around.may("governance.budget_called", {})


def _in_person(entry: Entry[Any], around: Around) -> Refusal | None:
    if not around.in_person(entry):
        why = "From the terminal anybody with the machine in hand could do this in everybody's name."
        return no("terminal", why, "Sign in and do it on the page of the budget.")
    if entry.for_ not in (None, entry.by):
        return no("budget", "Nobody does this in another's name.", "Let them do it themselves.")
    return None


def _handed_in(budget: Budget, fact: IdeaHandedIn, entry: Entry[Any], around: Around) -> Refusal | None:
    if budget.status != IDEAS or entry.at >= budget.until:
        return no(budget.title, f"Ideas came in until {budget.until}.", "Bring it when the next budget is called.")
    member = around.states["members"].members.get(entry.by)
    if member is None or not member.belongs(entry.at[:10]):
        return no(budget.title, "Members hand ideas in.", "Ask a member to bring yours.")
    if not SHORT_NAME.fullmatch(fact.idea) or fact.idea in around.states["members"].members:
        return no(fact.idea[:40], "This is no short name.", "Use small letters, digits, - and _, at most 40.")
    if fact.idea in budget.ideas or len(budget.ideas) >= OPTIONS_MAX:
        why = f"An idea of that name is there already, or there are {OPTIONS_MAX}."
        return no(fact.idea, why, "Give it another name, or join the one that is there.")
    if not fact.title.strip() or len(fact.title) > TITLE_MAX or "\n" in fact.title:
        return no("title", f"It is one line of at most {TITLE_MAX} letters.", "Say in a few words what it is.")
    if fact.vault and len(fact.vault) != COMMITMENT_LENGTH:
        return no("vault", "The commitment to what it says is not one.", "Hand it in again.")
    return None


def _taken_back(budget: Budget, fact: IdeaTakenBack, entry: Entry[Any]) -> Refusal | None:
    idea = budget.ideas.get(fact.idea)
    if idea is None or idea.status == TAKEN_BACK:
        return no(fact.idea[:40], "There is no such idea.", "Look at the page of the budget.")
    if idea.by != entry.by:
        return no(fact.idea, "Only who handed it in takes it back.", "Ask them.")
    if budget.status != IDEAS or entry.at >= budget.checked_by:
        return no(fact.idea, "It is on the ballot.", "Vote against it, or not for it.")
    return None


def _checked(budget: Budget, fact: IdeaChecked, entry: Entry[Any], around: Around) -> Refusal | None:
    idea = budget.ideas.get(fact.idea)
    if idea is None or idea.status == TAKEN_BACK:
        return no(fact.idea[:40], "There is no such idea.", "Look at the page of the budget.")
    if budget.status != IDEAS or entry.at >= budget.checked_by:
        return no(fact.idea, f"Ideas were checked until {budget.checked_by}.", "Read what came of it.")
    if entry.by == idea.by:
        return no(fact.idea, "Nobody checks their own idea.", "Let somebody else with the mandate do it.")
    if refused := around.may("governance.idea_checked", {}):
        return refused
    if len(fact.vault) not in (0, COMMITMENT_LENGTH) or not (fact.cost or fact.vault):
        return no(fact.idea, "Whoever sets an idea aside says why.", "Give the cost, or the reason.")
    return _cost(budget, fact, around) if fact.cost else None


def _cost(budget: Budget, fact: IdeaChecked, around: Around) -> Refusal | None:
    places = around.charter.units[budget.unit].places
    try:
        cost = canonical_amount(fact.cost, places)
    except ValueError:
        return no("cost", f"{fact.cost[:40]!r} is no amount with {places} decimals.", "Write it like 120.00.")
    if not 0 < cost <= canonical_amount(budget.amount, places):
        why = f"It costs more than nothing and at most the {budget.amount} {budget.unit} of the whole budget."
        return no("cost", why, "Give its cost, or set it aside with the reason.")
    return None


def _dropped(
    state: State, budget: Budget, fact: BudgetDropped, entry: Entry[Any], around: Around
) -> Refusal | None:
    if budget.status != IDEAS:
        return no(budget.title, "Its ballot is open, or it was taken back.", "Read what came of it.")
    if entry.by != NODE:
        mine = entry.by == budget.caller and not fact.why and entry.for_ in (None, entry.by)
        return None if mine else no(budget.title, "Only who called it takes it back.", "Ask them.")
    if entry.at < budget.checked_by or entry.because != budget.called:
        return no(budget.title, f"Ideas are checked until {budget.checked_by}.", "Wait until then.")
    why = cannot_open(state, fact.budget, around)
    return None if why and why == fact.why else no(budget.title, "Its ballot can be opened.", "Open it.")


def _reported(
    state: State, budget: Budget, fact: ProjectReported, entry: Entry[Any], around: Around
) -> Refusal | None:
    decision = state.decisions.get(budget.decision)
    if budget.status != BALLOT or decision is None or decision.status != CARRIED or fact.idea not in decision.winners:
        return no(fact.idea[:40], "This project was not chosen.", "Report on one that was.")
    if len(fact.vault) not in (0, COMMITMENT_LENGTH):
        return no("vault", "The commitment to the words is not one.", "Report it again.")
    if entry.by == budget.ideas[fact.idea].by and entry.for_ in (None, entry.by):
        return _in_person(entry, around)
    return around.may("governance.project_reported", {})


def overspent(state: State, fact: PostingsMade, around: Around) -> Refusal | None:
    """Whether an entry of the books pays more out of a project's account than it holds: None, or the refusal."""
    if not state.budgets.projects:
        return None
    units, flows = around.charter.units, around.states["flows"]
    for account, unit in sorted({(leg.account, leg.unit) for leg in fact.postings}):
        if account not in state.budgets.projects or unit not in units:
            continue
        places = units[unit].places
        out = sum(canonical_amount(leg.amount, places) for leg in fact.postings
                  if (leg.account, leg.unit) == (account, unit))
        left = -flows.balances.get((account, unit), 0) - flows.reserved.get((account, unit), 0)
        if out > max(0, left):
            why = f"It has {print_amount(max(0, left), places)} {unit} left, and {print_amount(out, places)} would go."
            return Refusal(
                what="The project was not paid", where=account, why=why,
                next="Pay less, or let more be decided for it.",
            )
    return None
