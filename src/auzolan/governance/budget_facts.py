"""What can have happened to a participatory budget: it was called, ideas came in, were checked, were carried out."""

from auzolan.journal.entry import Fact, Whole


class BudgetCalled(Fact, frozen=True, kw_only=True, tag="governance.budget_called.1"):
    """Money was put at the disposal of those who live with what it buys. Who called it is who the entry is by.

    source: the account that holds it; branch: under which each project gets its account; amount: canonical, in unit;
    procedure, procedure_seq: how it will be voted on, and the entry that adopted that version; days, check_days: how
    long ideas come in, and how much longer they are checked; until, checked_by: the moments at which these end.
    """

    budget: str
    title: str
    text: str
    source: str
    branch: str
    amount: str
    unit: str
    procedure: str
    procedure_seq: Whole
    days: Whole
    check_days: Whole
    until: str
    checked_by: str


class IdeaHandedIn(Fact, frozen=True, kw_only=True, tag="governance.idea_handed_in.1"):
    """Somebody proposed what to do with it. idea: a short name of its own; title: one line that names nobody; vault:
    commitment to what it says about itself."""

    budget: str
    idea: str
    title: str
    vault: str = ""


class IdeaTakenBack(Fact, frozen=True, kw_only=True, tag="governance.idea_taken_back.1"):
    """Whoever handed an idea in took it back before the ballot."""

    budget: str
    idea: str


class IdeaChecked(Fact, frozen=True, kw_only=True, tag="governance.idea_checked.1"):
    """Somebody with the mandate for it said what an idea costs, or why it cannot be done; the last check counts.

    cost: canonical, in the unit of the budget, or empty where it cannot be done; vault: commitment to the reasons.
    """

    budget: str
    idea: str
    cost: str = ""
    vault: str = ""


class BudgetDropped(Fact, frozen=True, kw_only=True, tag="governance.budget_dropped.1"):
    """There will be no ballot: who called it took it back, or it could not be opened. why: empty, or the refusal."""

    budget: str
    why: str = ""


class ProjectReported(Fact, frozen=True, kw_only=True, tag="governance.project_reported.1"):
    """How far a project that was chosen has come. done: whether it is finished; vault: commitment to the words."""

    budget: str
    idea: str
    done: bool
    vault: str = ""


BUDGET_FACTS = (BudgetCalled, IdeaHandedIn, IdeaTakenBack, IdeaChecked, BudgetDropped, ProjectReported)
