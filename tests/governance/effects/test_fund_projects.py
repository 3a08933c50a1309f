"""A participatory budget: the projects chosen get what they cost, each on an account of its own."""

from typing import Any

import pytest
from effects_house import BOOKS, given, happened, house, posted, stopped
from house_of_decisions import House, procedure

from auzolan.flows.facts import AccountOpened
from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import ProposedOption
from auzolan.values.refusal import Refusal

CLOSES = "2026-03-08T09:00:00Z"
IDEAS = (("bikes", "900.00"), ("trees", "400.00"), ("oven", "700.00"))
WHERE = {"from": "Equity:Budget", "to": "Equity:Projects"}


def budget(it: House, amount: str = "1000.00", ideas: Any = IDEAS, **details: str) -> str:
    asks = tuple(ProposedOption(option=option, title=option.title(), cost=cost) for option, cost in ideas)
    return it.propose(
        "The budget of 2026", effect="fund_projects", procedure="procedure.budget", asks=asks, budget=amount,
        unit="EUR", details=given(**{**WHERE, **details}),
    )


def town() -> House:
    it = house(BOOKS + procedure("budget", 'method = "greedy"'))
    posted(it, "1000.00")
    return it


def voted(it: House, id: str) -> None:
    for who, approved in {"anna": ("trees",), "bilal": ("trees", "oven"), "carmen": ("bikes",)}.items():
        it.ask(CastBallot(decision=id, ranks=(tuple(sorted(approved)),)), by=who)


def test_each_project_has_its_cost_on_an_account_of_its_own() -> None:
    it = town()
    id = budget(it)
    voted(it, id)
    opened, entry = happened(it.close(id, CLOSES))
    assert it.decision(id).winners == ("trees",)  # 400 of 1,000; oven and bikes do not fit into the 600 left
    assert opened == AccountOpened(account="Equity:Projects:trees")
    assert [(leg.account, leg.amount) for leg in entry.postings] == [
        ("Equity:Budget", "400.00"), ("Equity:Projects:trees", "-400.00"),
    ]


def test_money_spent_in_the_meantime_stops_it() -> None:
    it = town()
    id = budget(it)
    voted(it, id)
    posted(it, "-900.00")
    assert "holds 100.00 EUR, and 400.00 are needed" in stopped(it.close(id, CLOSES))
    assert "Equity:Projects:trees" not in it.states["flows"].accounts


@pytest.mark.parametrize(("amount", "ideas", "details", "says"), [
    ("2000.00", IDEAS, {}, "There is not enough"),
    ("1000.00", IDEAS, {"to": "Equity:Legal"}, "No account can be opened"),
    ("1000.00", (("a", "1.00"), ("b", "")), {}, "is no amount with 2 decimals"),
    ("0.00", IDEAS, {}, "more than nothing"),
])
def test_a_budget_that_could_not_be_paid_is_refused(
    amount: str, ideas: Any, details: dict[str, str], says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        budget(town(), amount, ideas, **details)
