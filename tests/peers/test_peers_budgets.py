"""Equal shares and greedy beside pabutools, on thousands of small elections with many ties."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    OrdinalBallot,
    OrdinalProfile,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from peers_size import many

from auzolan.governance.methods import equal_shares, greedy
from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper, TieLaw

SATISFACTION = {
    "cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat, "borda": Additive_Borda_Sat,
}
MANY = settings(max_examples=many(1_500), deadline=None)


@st.composite
def elections(draw: st.DrawFn, shape: str) -> Election:
    options = tuple("abcdefg"[: draw(st.integers(1, 7))])
    costs = {one: draw(st.integers(1, 12)) for one in options}
    papers = []
    for _ in range(draw(st.integers(1, 9))):
        chosen = draw(st.lists(st.sampled_from(options), unique=True, max_size=len(options)))
        if shape == SCORES:
            papers.append(Paper(points={one: draw(st.integers(1, 4)) for one in chosen}))
        elif shape == RANKING:
            papers.append(Paper(ranks=tuple((one,) for one in chosen)))
        else:
            papers.append(Paper(ranks=(tuple(chosen),) if chosen else ()))
    budget = draw(st.integers(1, sum(costs.values()) + 2))
    return Election(options=options, papers=tuple(papers), shape=shape, costs=costs, budget=budget)


def theirs(election: Election) -> tuple[Instance, Any]:
    named = {one: Project(one, election.costs[one]) for one in election.options}
    instance = Instance(named.values(), budget_limit=election.budget)
    if election.shape == SCORES:
        return instance, CardinalProfile(
            [CardinalBallot({named[one]: points for one, points in paper.points.items()}) for paper in election.papers]
        )
    chosen = [[named[one] for group in paper.ranks for one in group] for paper in election.papers]
    if election.shape == RANKING:
        return instance, OrdinalProfile([OrdinalBallot(each) for each in chosen])
    return instance, ApprovalProfile([ApprovalBallot(each) for each in chosen])


def same(election: Election, utility: str, raises: bool, fast: bool) -> None:
    """The same winners in the same order, since ties go by the same order here and there."""
    parameters = {"utility": utility, "completion": "add1" if raises else "none", "fast": str(fast).lower()}
    ours = equal_shares.tally(election, parameters, TieLaw(order=election.options))
    instance, profile = theirs(election)
    found = method_of_equal_shares(
        instance, profile, sat_class=SATISFACTION[utility], voter_budget_increment=1 if raises else None
    )
    assert list(ours.winners) == [one.name for one in found], (election, parameters)


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("raises", [False, True])
@MANY
@given(st.data(), st.sampled_from(("cost", "cardinality")))
def test_approvals_by_equal_shares_fund_what_pabutools_funds(
    raises: bool, fast: bool, data: st.DataObject, utility: str
) -> None:
    same(data.draw(elections(APPROVALS)), utility, raises, fast)


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("raises", [False, True])
@MANY
@given(elections(SCORES))
def test_points_by_equal_shares_fund_what_pabutools_funds(raises: bool, fast: bool, election: Election) -> None:
    same(election, "points", raises, fast)


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("raises", [False, True])
@MANY
@given(elections(RANKING))
def test_rankings_by_equal_shares_fund_what_pabutools_funds(raises: bool, fast: bool, election: Election) -> None:
    same(election, "borda", raises, fast)


@MANY
@given(st.data(), st.sampled_from(("cost", "cardinality", "points", "borda")))
def test_greedy_funds_what_pabutools_funds(data: st.DataObject, utility: str) -> None:
    election = data.draw(elections({"points": SCORES, "borda": RANKING}.get(utility, APPROVALS)))
    ours = greedy.tally(election, {"utility": utility}, TieLaw(order=election.options))
    instance, profile = theirs(election)
    found = greedy_utilitarian_welfare(instance, profile, sat_class=SATISFACTION[utility])
    mattering = {one for one in election.options if any(
        one in paper.points or any(one in group for group in paper.ranks) for paper in election.papers
    )}
    # pabutools also funds what nobody supports, or what is worth nothing to anybody, when money is left.
    assert set(ours.winners) <= {one.name for one in found}
    extra = {one.name for one in found} - set(ours.winners)
    worthless = extra - mattering if utility != "borda" else {
        one for one in extra if all(paper.ranks[-1:] == ((one,),) or (one,) not in paper.ranks
                                    for paper in election.papers)
    }
    assert extra == worthless, (election, ours.winners, found)
