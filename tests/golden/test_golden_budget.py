"""The residents' budget of an agency, from the ideas to what was paid: to the cent, beside the greedy count."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.requests import CorrectEntry, RecordEntry
from auzolan.governance.budget_deciding import (
    CallBudget,
    CheckIdea,
    DropBudget,
    HandIn,
    ReportProject,
    TakeBack,
)
from auzolan.governance.budget_facts import BudgetCalled, BudgetDropped, IdeaHandedIn
from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import EffectDone, ProposalOpened
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.members.decide import GrantMandate
from auzolan.organisation import around
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted
from auzolan.views.represented import ways

POT = "Equity:ParticipatoryBudget:2026"
# North has sixty voters who want the square and its fountain; south has forty who want the path and the bench.
IDEAS = (("North square", "6000.00"), ("Fountain", "3000.00"), ("South path", "3000.00"), ("Bench", "900.00"))


def near(house: Golden) -> Any:
    org = house.office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    return around(org, probe, house.office.fact)


@pytest.fixture
def town(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("public_agency"))
    for number in range(10):
        house.admit(f"mnorth{number}" if number < 6 else f"msouth{number}", "resident")
    house.admit("mofficer", "officer")
    house.ask(GrantMandate(mandate="mandate.checks", member="mofficer"))
    for taken, given in (("Assets:Bank", "Income:Grants"), ("Equity:Result", POT)):
        house.ask(RecordEntry(legs=((taken, "10000.00 EUR"), (given, "-10000.00 EUR")), date="2026-01-05"))
    return house


def called(house: Golden, **changed: Any) -> str:
    request: dict[str, Any] = {
        "title": "The residents' budget of 2026", "amount": "10000.00 EUR", "source": POT, "branch": "Equity:Projects",
        "procedure": "procedure.budget", "days": 14, "check_days": 7,
    }
    return str(house.ask(CallBudget(**(request | changed)), by="mofficer").fact(BudgetCalled).budget)


def handed_in(house: Golden, budget: str) -> list[str]:
    names = []
    for number, (title, _) in enumerate(IDEAS):
        by = f"mnorth{number}" if number < 2 else f"msouth{number + 4}"
        answer = house.ask(HandIn(budget=budget, title=title, words=f"About {title}."), by=by)
        names.append(str(answer.fact(IdeaHandedIn).idea))
    return names


def opened(house: Golden, budget: str) -> str:
    """Every idea is checked, and the ballot opens by itself."""
    for name, (_, cost) in zip(handed_in(house, budget), IDEAS, strict=True):
        house.ask(CheckIdea(budget=budget, idea=name, cost=cost), by="mofficer")
    house.wait(22)
    answer = house.ask(DoWhatIsDue(), by="node")
    return str(answer.fact(ProposalOpened).decision)


def voted(house: Golden, decision: str) -> Any:
    for number in range(10):
        north = number < 6
        who = f"mnorth{number}" if north else f"msouth{number}"
        likes = ("fountain", "north-square") if north else ("bench", "south-path")
        if number == 5:
            likes = ("north-square",)  # so that no lot decides between the square and its fountain
        house.ask(CastBallot(decision=decision, ranks=(likes,)), by=who)
    house.wait(15)
    return house.ask(DoWhatIsDue(), by="node")


def test_from_ideas_to_what_was_paid(town: Golden) -> None:
    budget = called(town)
    decision = opened(town, budget)
    fact = town.facts(ProposalOpened)[-1]
    assert [(one.option, one.cost) for one in fact.asks] == [
        ("north-square", "6000.00"), ("fountain", "3000.00"), ("south-path", "3000.00"), ("bench", "900.00"),
    ]
    assert any(isinstance(entry.fact, EffectDone) for entry in voted(town, decision).entries)
    # A tenth each, 1,000.00: the six of the north can pay the square, the four of the south path and bench.
    known = town.states["governance"].decisions[decision]
    assert set(known.winners) == {"north-square", "south-path", "bench"}
    assert [town.of(f"Equity:Projects:{one}") for one in ("north-square", "south-path", "bench")] == [
        "6000.00", "3000.00", "900.00",
    ]
    assert town.of(POT) == "100.00"

    # Beside it greedy, which gives the south nothing until the north has all it wants.
    tables = town.office.reader(known.closed)
    shares, greedy = ways(town.office.now(), decision, near(town), tables)
    assert (shares.method, shares.spent, shares.voters, shares.some, shares.none, shares.half) == (
        "equal_shares", 990_000, 10, 10, 0, 10,
    )
    assert (greedy.method, set(greedy.winners), greedy.none, greedy.used) == (
        "greedy", {"bench", "fountain", "north-square"}, 0, False,
    )
    assert (greedy.spent, greedy.some, greedy.half) == (990_000, 10, 6)
    assert recounted(town.office.now(), decision, near(town), tables).equal

    # Each payment leaves the account of its project, and no project is paid more than it has.
    paid = town.ask(RecordEntry(
        legs=(("Equity:Projects:bench", "650.00 EUR"), ("Assets:Bank", "-650.00 EUR")), date="2026-03-01",
    ))
    with pytest.raises(Refusal, match=r"It has 250\.00 EUR left, and 250\.01 would go"):
        town.ask(RecordEntry(
            legs=(("Equity:Projects:bench", "250.01 EUR"), ("Assets:Bank", "-250.01 EUR")), date="2026-03-01",
        ))
    town.ask(CorrectEntry(entry=paid.entries[-1].seq))
    assert town.of("Equity:Projects:bench") == "900.00", "what was booked wrongly comes back"
    town.ask(RecordEntry(
        legs=(("Equity:Projects:bench", "900.00 EUR"), ("Assets:Bank", "-900.00 EUR")), date="2026-03-02",
    ))
    town.ask(ReportProject(budget=budget, idea="bench", done=True, words="It stands."), by="mofficer")
    assert town.states["governance"].budgets.budgets[budget].ideas["bench"].done
    town.verified()


def test_too_few_ideas_and_money_that_is_gone_make_no_ballot(town: Golden) -> None:
    budget = called(town)
    first, *_ = handed_in(town, budget)
    town.ask(CheckIdea(budget=budget, idea=first, cost="100.00"), by="mofficer")
    town.wait(22)
    assert town.ask(DoWhatIsDue(), by="node").fact(BudgetDropped).why.startswith("Only one idea was found")
    second = called(town)
    for name, (_, cost) in zip(handed_in(town, second), IDEAS, strict=True):
        town.ask(CheckIdea(budget=second, idea=name, cost=cost), by="mofficer")
    town.ask(RecordEntry(legs=((POT, "500.00 EUR"), ("Equity:Result", "-500.00 EUR")), date="2026-02-01"))
    town.wait(22)
    assert "9500.00 EUR, and 10000.00 are needed" in town.ask(DoWhatIsDue(), by="node").fact(BudgetDropped).why
    town.verified()


@pytest.mark.parametrize(("request_of", "by", "why"), [
    (lambda id: CheckIdea(budget=id, idea="bench", cost="0.00"), "mofficer", "more than nothing"),
    (lambda id: CheckIdea(budget=id, idea="bench", cost="10000.01"), "mofficer", "at most the 10000.00 EUR"),
    (lambda id: CheckIdea(budget=id, idea="bench", cost="ten"), "mofficer", "no amount with 2 decimals"),
    (lambda id: CheckIdea(budget=id, idea="bench"), "mofficer", "says why"),
    (lambda id: CheckIdea(budget=id, idea="bench", cost="5.00"), "mnorth0", "mandate"),
    (lambda id: CheckIdea(budget=id, idea="none", cost="5.00"), "mofficer", "no such idea"),
    (lambda id: TakeBack(budget=id, idea="bench"), "mnorth0", "Only who handed it in"),
    (lambda id: HandIn(budget=id, title=""), "mnorth0", "one line"),
    (lambda id: HandIn(budget="bnone", title="x"), "mnorth0", "no such budget"),
    (lambda id: ReportProject(budget=id, idea="bench", done=True), "mofficer", "was not chosen"),
    (lambda id: DropBudget(budget=id), "mnorth0", "Only who called it"),
])
def test_what_may_not_be_is_refused_in_a_sentence(town: Golden, request_of: Any, by: str, why: str) -> None:
    budget = called(town)
    handed_in(town, budget)
    with pytest.raises(Refusal, match=why):
        town.ask(request_of(budget), by=by)


@pytest.mark.parametrize(("changed", "why"), [
    ({"amount": "10000.01 EUR"}, "holds 10000.00 EUR, and 10000.01 are needed"), ({"amount": "10 apples"}, "no money"),
    ({"branch": "Equity:Shares"}, "No account can be opened"), ({"procedure": "procedure.ordinary"}, "knows no costs"),
    ({"days": 0}, "for some days"), ({"title": " "}, "one line"), ({"source": "Assets:Bank"}, "holds"),
])
def test_a_budget_that_could_not_be_is_not_called(town: Golden, changed: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        called(town, **changed)


def test_two_ideas_of_one_title_have_names_of_their_own(town: Golden) -> None:
    budget = called(town)
    names = [str(town.ask(HandIn(budget=budget, title="Ein Brunnen für Süd!"), by="mnorth0").fact(IdeaHandedIn).idea)
             for _ in range(2)]
    assert names == ["ein-brunnen-fur-sud", "ein-brunnen-fur-sud-2"]
    town.ask(TakeBack(budget=budget, idea=names[1]), by="mnorth0")
    with pytest.raises(Refusal, match="no such idea"):
        town.ask(CheckIdea(budget=budget, idea=names[1], cost="5.00"), by="mofficer")
