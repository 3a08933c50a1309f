"""Participatory budgets: the list and the announcement; one budget from its ideas to what was paid for each project."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.governance.budget_deciding import (
    CallBudget,
    CheckIdea,
    DropBudget,
    HandIn,
    ReportProject,
    TakeBack,
)
from auzolan.governance.budget_facts import BudgetCalled
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal
from auzolan.views import budgets as views
from auzolan.views.budgets import BudgetPage, Project, budget_list, budget_page
from auzolan.views.represented import Way
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

STATUS: dict[str, Any] = {
    "ideas": _("ideas are welcome"), "checking": _("ideas are being checked"), "ballot": _("being voted on"),
    views.CLOSED: _("decided"), "dropped": _("no ballot"),
}
IDEA: dict[str, Any] = {
    "waiting": _("waits to be checked"), "kept": _("can be done"), "set aside": _("cannot be done"),
    "taken back": _("taken back"),
}
SAID: dict[str, Any] = {
    views.HAND_IN: _("Your idea is handed in."), views.TAKE_BACK: _("Your idea is taken back."),
    views.CHECK: _("The check is written."), views.DROP: _("The budget is taken back."),
    views.REPORT: _("The report is written."),
}


def get_list(asked: Asked) -> Shown:
    """Every budget, and the form that calls one."""
    view = budget_list(asked.org, asked.around, asked.member)
    return Shown(
        view=view, template="pages/budgets.html", title=_("Participatory budgets"),
        rows=[
            {"budget": one.budget, "title": one.title, "amount": one.amount, "unit": one.unit, "status": one.status,
             "until": one.until, "ideas": one.ideas, "entry": one.entry}
            for one in (*view.running, *view.past)
        ],
        more={
            "running": [(one, STATUS[one.status]) for one in view.running],
            "past": [(one, STATUS[one.status]) for one in view.past],
            "sources": [(one, asked.called.account(one)) for one in view.sources] if view.by else [],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Participatory budgets"))),
    )


def post_list(asked: Asked) -> Go:
    """Call a budget."""
    typed = asked.typed
    answer = asked.do(CallBudget(
        title=typed.get("title", ""), text=typed.get("text", ""), amount=typed.get("amount", ""),
        source=typed.get("source", ""), branch=typed.get("branch", ""), procedure=typed.get("procedure", ""),
        days=_whole(typed.get("days", "")), check_days=_whole(typed.get("check_days", "")),
    ))
    budget = answer.fact(BudgetCalled).budget
    return Go(to=asked.url("budget", budget=budget), said=_("It is announced. Ideas are welcome now."))


def _whole(said: str) -> int:
    if said.strip().isascii() and said.strip().isdecimal() and len(said.strip()) < 5:
        return int(said)
    raise Refusal(
        what=gettext("No budget was called"), where=said[:40], why=gettext("This is no whole number of days."),
        next=gettext("Say for how many days."),
    )


def get(asked: Asked, budget: str) -> Shown:
    """One budget."""
    view = _view(asked, budget)
    vault = [what for one in view.ideas for what in (one.vault, one.checked, one.reported) if what]
    words = asked.office.vault.opened(vault)

    def said(commitment: str) -> str:
        return str(words.get(commitment, {}).get("words", ""))

    return Shown(
        view=view, template="pages/budget.html", title=view.title,
        rows=[{"idea": one.idea, "title": one.title, "status": one.status, "cost": one.cost, "chosen": one.chosen,
               "paid": one.paid, "left": one.left, "done": one.done, "entry": one.entry} for one in view.ideas],
        more={
            "status": STATUS[view.status], "caller": asked.called.member(view.caller),
            "ideas": [_idea(asked, one, said) for one in view.ideas],
            "chosen": [_idea(asked, one, said) for one in view.ideas if one.chosen],
            "ways": [_way(asked, view, one) for one in view.ways],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("budgets"), _("Participatory budgets")),
                ("", view.title)),
    )


def _idea(asked: Asked, one: Project, said: Any) -> dict[str, Any]:
    return {
        "one": one, "by": asked.called.member(one.by), "says": said(one.vault), "reason": said(one.checked),
        "report": said(one.reported), "status": IDEA[one.status],
        "erased": bool(one.vault) and not said(one.vault),
    }


def _way(asked: Asked, view: BudgetPage, one: Way) -> dict[str, Any]:
    titles = {idea.idea: idea.title for idea in view.ideas}
    places = asked.org.charter.units[view.unit].places
    return {"one": one, "spent": print_amount(one.spent, places),
            "winners": ", ".join(titles.get(name, name) for name in one.winners)}


def _view(asked: Asked, budget: str) -> BudgetPage:
    known = asked.org.states["governance"]
    decision = known.decisions.get(known.budgets.budgets[budget].decision) if budget in known.budgets.budgets else None
    past = asked.office.reader(decision.closed) if decision is not None and decision.closed >= 0 else asked.reader
    try:
        return budget_page(asked.org, budget, asked.around, asked.reader, asked.member, past)
    except KeyError as none:
        raise NotSeen(budget) from none


def post(asked: Asked, budget: str) -> Go:
    """Hand in, take back, check, report, or take the whole budget back."""
    do = asked.typed.get("do", "")
    asked.do(_request(asked, budget, do))
    return Go(to=asked.url("budget", budget=budget), said=SAID[do])


def _request(asked: Asked, budget: str, do: str) -> Request:
    typed = asked.typed
    idea = typed.get("idea", "")
    match do:
        case views.HAND_IN:
            return HandIn(budget=budget, title=typed.get("title", ""), words=typed.get("words", ""))
        case views.TAKE_BACK:
            return TakeBack(budget=budget, idea=idea)
        case views.CHECK:
            return CheckIdea(budget=budget, idea=idea, cost=typed.get("cost", ""), reason=typed.get("reason", ""))
        case views.DROP:
            return DropBudget(budget=budget)
        case views.REPORT:
            return ReportProject(
                budget=budget, idea=idea, done=typed.get("done", "") == "1", words=typed.get("words", "")
            )
    raise unsaid(gettext("Nothing was noted of the budget"))


PAGES = (
    Page(name="budgets", path="budgets", seen_by="members", get=get_list, post=post_list, under="decisions", csv=True),
    Page(name="budget", path="budgets/<str:budget>", seen_by="members", get=get, post=post, under="decisions",
         csv=True),
)
