"""A run that asks for approval gets it from a decision, once."""

import pytest
from house_of_decisions import House, procedure
from immutables import Map
from msgspec.structs import replace

from auzolan.governance.facts import EffectDone, EffectStopped
from auzolan.rules.facts import RunApproved
from auzolan.rules.state import Run
from auzolan.values.refusal import Refusal

RUN = Run(
    rule="rule.surplus", version=1, article=3, period="2025", position=9, amount="100.00", unit="EUR",
    source="Equity:Surplus:2025", count=2, number=1, seq=10, at="2026-02-20T09:00:00Z", outputs="0" * 64, published=2,
)
CLOSES = "2026-03-08T09:00:00Z"


@pytest.fixture
def house():
    house = House(procedure("ordinary", ""))
    keep(house, r1=RUN)
    return house


def keep(house, **runs):
    house.states["rules"] = replace(house.states["rules"], runs=Map(runs))


def refused(call, words):
    with pytest.raises(Refusal) as caught:
        call()
    assert words in str(caught.value)


def approve(house, run="r1"):
    return house.propose("Approve the surplus of 2025", effect="approve_run", run=run)


def test_a_run_that_is_not_open_is_not_put_to_members(house):
    part, void, done = replace(RUN, published=1), replace(RUN, status="void"), replace(RUN, approved=True)
    keep(house, r1=RUN, part=part, void=void, done=done)
    refused(lambda: approve(house, "r9"), "There is no run of that id")
    refused(lambda: approve(house, "part"), "Not all of its portions were published")
    refused(lambda: approve(house, "void"), "It is void")
    refused(lambda: approve(house, "done"), "It was approved before")


def test_a_run_that_was_voided_meanwhile_is_not_approved(house):
    id = approve(house)
    house.answers(id, yes="anna bilal")
    keep(house, r1=replace(RUN, status="void"))
    closed, stopped = house.later(CLOSES)
    assert closed.carried and isinstance(stopped, EffectStopped)
    assert "It is void" in stopped.why


def test_a_yes_approves_the_run(house, monkeypatch):
    # Whether a rule asks for approval is judged where runs are; here only the path of the decision is walked.
    asked = []
    monkeypatch.setattr("auzolan.rules.allowed.allowed", lambda state, entry, around: asked.append(entry.fact))
    id = approve(house)
    house.answers(id, yes="anna bilal")
    closed, approved, done = house.later(CLOSES)
    assert (closed.run, approved, done) == ("r1", RunApproved(run="r1", decision=id), EffectDone(decision=id))
    assert house.states["rules"].runs["r1"].approved
    assert asked[0] == approved
