"""Equal shares in fractions and by the kernel: the same winners, the same rounds, the same ties."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.governance.counting_budget import Case, case
from auzolan.governance.counting_completion import ended
from auzolan.governance.counting_shares import Counter
from auzolan.governance.methods import equal_shares
from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper, TieLaw

MANY = settings(max_examples=400)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    shape = draw(st.sampled_from((APPROVALS, SCORES, RANKING)))
    options = tuple("abcdefgh"[: draw(st.integers(1, 8))])
    costs = {one: draw(st.integers(0, 14)) for one in options}
    papers = []
    for _ in range(draw(st.integers(1, 9))):
        chosen = draw(st.lists(st.sampled_from(options), unique=True))
        voters = draw(st.integers(1, 3))
        if shape == SCORES:
            papers.append(Paper(points={one: draw(st.integers(0, 5)) for one in chosen}, voters=voters))
        elif shape == RANKING:
            papers.append(Paper(ranks=tuple((one,) for one in chosen), voters=voters))
        else:
            papers.append(Paper(ranks=(tuple(chosen),) if chosen else (), voters=voters))
    budget = draw(st.integers(0, sum(costs.values()) + 3))
    return Election(options=options, papers=tuple(papers), shape=shape, costs=costs, budget=budget)


def utilities(election: Election) -> list[str]:
    own = {SCORES: ["points"], RANKING: ["borda", "places"]}.get(election.shape, [])
    return ["cost", "cardinality", *own]


@MANY
@given(st.data())
def test_the_kernel_tells_the_same_rounds_as_fractions(data: st.DataObject) -> None:
    election = data.draw(elections())
    parameters = {
        "utility": data.draw(st.sampled_from(utilities(election))),
        "completion": data.draw(st.sampled_from(("none", "add1", "add1u"))),
        "start": data.draw(st.sampled_from(("exact", "whole"))),
        "until": data.draw(st.sampled_from(("fits", "overspends"))),
        "compare": data.draw(st.sampled_from(("none", "utility", "voters", "excluded"))),
        "either": data.draw(st.sampled_from(("", "a|b"))) if len(election.options) > 1 else "",
        "floor": data.draw(st.integers(0, 3)),
        "step": data.draw(st.sampled_from(("1", "1/7", "3"))),
    }
    law = TieLaw(order=tuple(data.draw(st.permutations(election.options))))
    plain = equal_shares.tally(election, {**parameters, "fast": "false"}, law)
    fast = equal_shares.tally(election, {**parameters, "fast": "true"}, law)
    assert plain == fast
    assert plain.digest == fast.digest


@pytest.mark.parametrize("fast", [False, True])
@MANY
@given(data=st.data())
def test_hops_of_the_share_end_where_single_steps_end(fast: bool, data: st.DataObject) -> None:
    election = data.draw(elections())
    law = TieLaw(order=election.options)
    held = case(election, {"utility": data.draw(st.sampled_from(utilities(election)))}, law)
    held = held.without([one for one in held.left(()) if not held.costs[one]])
    greedily = data.draw(st.booleans())
    result = ended(
        held, Counter(held, fast), budget=election.budget, voters=election.voters, raises=True, step=Fraction(1, 5),
        whole=False, greedily=greedily,
    )
    assert (result.endowment, result.trail.winners) == step_by_step(held, election, Fraction(1, 5), greedily)


def step_by_step(held: Case, election: Election, step: Fraction, greedily: bool) -> tuple[Fraction, tuple[int, ...]]:
    """add1 as it is defined: one step, a whole count, again."""
    counter = Counter(held, False)
    share = Fraction(election.budget, election.voters)
    funded = counter.count(share).winners
    while True:
        left = held.left(funded)
        rest = election.budget - held.spent(funded)
        if not left or (not greedily and all(held.costs[one] > rest for one in left)):
            return share, funded
        more = counter.count(share + step).winners
        if held.spent(more) > election.budget:
            return share, funded
        share, funded = share + step, more


@MANY
@given(elections())
def test_equal_ballots_may_be_put_together(election: Election) -> None:
    apart = tuple(
        Paper(ranks=paper.ranks, points=paper.points) for paper in election.papers for _ in range(paper.voters)
    )
    other = Election(
        options=election.options, papers=apart, shape=election.shape, costs=election.costs, budget=election.budget
    )
    law = TieLaw(order=election.options)
    parameters = {"completion": "add1"}
    assert equal_shares.tally(election, parameters, law) == equal_shares.tally(other, parameters, law)
