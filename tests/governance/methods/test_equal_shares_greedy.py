"""Budgets shared out equally, and greedily: small cases worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest

from auzolan.governance.methods import equal_shares, greedy
from auzolan.governance.tally import APPROVALS, SCORES, Election, Paper, TieLaw
from auzolan.values.refusal import Refusal

WAYS = pytest.mark.parametrize("fast", ["true", "false"])


def approvals(budget: int, costs: dict[str, int], **voters: int) -> Election:
    """A budget, what options cost, and how many approve of which (ab = a and b; none = of nothing)."""
    papers = tuple(
        Paper(ranks=(tuple(said),) if said != "none" else (), voters=many) for said, many in voters.items()
    )
    return Election(options=tuple(costs), papers=papers, shape=APPROVALS, budget=budget, costs=costs)


def shares(election: Election, **parameters: Any) -> Any:
    return equal_shares.tally(election, parameters, TieLaw(order=election.options))


def by_greed(election: Election, **parameters: Any) -> Any:
    return greedy.tally(election, parameters, TieLaw(order=election.options))


TWO_THIRDS = approvals(90, {"a": 45, "b": 45, "c": 30}, ab=6, c=3)


@WAYS
def test_a_third_of_the_voters_decides_about_a_third_of_the_money(fast: str) -> None:
    assert by_greed(TWO_THIRDS).winners == ("a", "b")
    assert shares(TWO_THIRDS, fast=fast).winners == ("a", "c")


@WAYS
def test_who_has_less_left_gives_all_of_it_and_the_others_more(fast: str) -> None:
    # 20 each. a: 15 from each of the three for it. Then b needs 30: 5 from who paid for a, 12.50 from the other two.
    election = approvals(100, {"a": 45, "b": 30}, a=2, ab=1, b=2)
    found = shares(election, fast=fast)
    assert found.winners == ("a", "b")
    assert [one.measures["pays_most"] for one in found.rounds[1:]] == [15, Fraction(25, 2)]
    assert found.rounds[2].says == "b is funded for 30: it has 3 supporters, and none of them pays more than 12.50."
    assert found.rounds[2].figures[0].amount == Fraction(12, 5)
    assert found.rounds[2].measures["left"] == 25


@WAYS
def test_what_supporters_cannot_pay_is_out_of_reach_though_money_is_left(fast: str) -> None:
    election = approvals(100, {"a": 30, "b": 30}, a=3, b=1, none=6)
    found = shares(election, fast=fast)
    assert found.winners == ("a",)
    assert [(one.option, one.note) for one in found.rounds[1].figures] == [("a", "funded"), ("b", "out of reach")]
    assert shares(election, fast=fast, completion="add1").winners == ("a", "b")


@WAYS
def test_add1_stops_before_it_would_overspend(fast: str) -> None:
    election = approvals(100, {"a": 60, "b": 50}, a=5, b=5)
    found = shares(election, fast=fast, completion="add1")
    # With 10 each b is funded; a needs 12 each, which would spend 110; nothing else fits, so the share is not raised.
    assert (found.winners, found.rounds[0].measures["raised"]) == (("b",), 10)
    longer = shares(election, fast=fast, completion="add1", until="overspends")
    assert (longer.winners, longer.rounds[0].measures["raised"]) == (("b",), 11)


@WAYS
def test_add1u_gives_the_rest_to_what_has_most_support_for_its_cost(fast: str) -> None:
    election = approvals(100, {"a": 50, "b": 60, "c": 30, "d": 30}, a=50, b=40, c=4, d=5, none=1)
    assert shares(election, fast=fast, completion="add1").winners == ("a",)
    found = shares(election, fast=fast, completion="add1u")
    assert found.winners == ("a", "d")
    assert found.rounds[-1].says.startswith("With what is left, d is funded for 30")


@WAYS
def test_a_tie_goes_by_the_law_and_is_declared(fast: str) -> None:
    election = approvals(10, {"a": 10, "b": 10}, ab=5)
    found = equal_shares.tally(election, {"fast": fast}, TieLaw(order=("b", "a"), name="by lot"))
    assert found.winners == ("b",)
    assert [(tie.round, tie.options, tie.chosen, tie.law) for tie in found.ties] == [(2, ("a", "b"), ("b",), "by lot")]


@WAYS
def test_the_greedy_result_is_taken_where_more_voters_gain_by_it(fast: str) -> None:
    election = approvals(99, {"big": 99, "x": 10, "y": 10}, x=1, y=1)
    papers = (*(Paper(ranks=(("big", "x"),), voters=5), Paper(ranks=(("big", "y"),), voters=4)), Paper())
    held = Election(options=election.options, papers=papers, shape=APPROVALS, budget=99, costs=election.costs)
    assert set(shares(held, fast=fast).winners) == {"x", "y"}
    found = shares(held, fast=fast, compare="voters")
    assert found.winners == ("big",)
    assert (found.rounds[-1].measures["equal_shares"], found.rounds[-1].measures["greedy"]) == (0, 9)
    assert set(shares(held, fast=fast, compare="excluded").winners) == {"x", "y"}


@WAYS
def test_floors_exclusions_and_alternatives_hold(fast: str) -> None:
    election = approvals(90, {"a": 9, "b": 9, "c": 9}, abc=5, a=4, b=1)
    assert shares(election, fast=fast).winners == ("a", "b", "c")
    assert shares(election, fast=fast, floor=6).winners == ("a", "b")
    assert shares(election, fast=fast, without="a").winners == ("b", "c")
    assert shares(election, fast=fast, either="a|b", completion="add1").winners == ("a", "c")
    assert by_greed(election, either="a|b", floor=6).winners == ("a",)
    assert by_greed(election, without="a, c").winners == ("b",)


@WAYS
def test_what_costs_nothing_is_funded_first_and_what_nobody_wants_never(fast: str) -> None:
    election = approvals(10, {"a": 5, "g": 0, "unwanted": 0}, a=1, g=1)
    assert shares(election, fast=fast).winners == ("g", "a")
    assert by_greed(election).winners == ("g", "a")


@WAYS
def test_points_count_for_what_they_are(fast: str) -> None:
    papers = (Paper(points={"a": 9, "b": 1}, voters=2), Paper(points={"b": 3, "c": 0}))
    election = Election(options=("a", "b", "c"), papers=papers, shape=SCORES, budget=30,
                        costs={"a": 20, "b": 10, "c": 1})
    found = shares(election, fast=fast, utility="points")
    assert found.winners == ("a", "b")
    # a: 18 points for 20; b: 5 points for 10.
    assert [one.amount for one in found.rounds[1].figures] == [Fraction(9, 10), Fraction(1, 2)]


def test_greedy_stops_or_goes_on_when_one_does_not_fit() -> None:
    election = approvals(100, {"a": 80, "b": 50, "c": 20}, abc=1, ab=1, a=1)
    assert by_greed(election).winners == ("a", "c")
    assert by_greed(election, skip="false").winners == ("a",)
    assert by_greed(election).rounds[1].says == "b comes next and costs 50; 20 is left, so it is not funded."


def test_nobody_voting_funds_nothing() -> None:
    election = approvals(100, {"a": 80})
    assert shares(election).winners == ()
    assert by_greed(election).winners == ()


@pytest.mark.parametrize(("parameters", "where"), [
    ({"utility": "joy"}, "parameter utility"), ({"utility": "points"}, "parameter utility"),
    ({"completion": "add2"}, "parameter completion"), ({"step": "0"}, "parameter step"),
    ({"step": "-1"}, "parameter step"), ({"step": "1/0"}, "parameter step"), ({"floor": "-1"}, "parameter floor"),
    ({"without": "nobody"}, "parameter without"), ({"either": "a|b, b|c"}, "parameter either"),
    ({"fast": "maybe"}, "parameter fast"), ({"until": "dawn"}, "parameter until"),
])
def test_a_parameter_that_means_nothing_is_refused(parameters: dict[str, str], where: str) -> None:
    with pytest.raises(Refusal) as refusal:
        shares(TWO_THIRDS, **parameters)
    assert refusal.value.where == where


def test_an_option_without_a_cost_is_refused() -> None:
    election = Election(options=("a",), papers=(Paper(ranks=(("a",),)),), shape=APPROVALS, budget=5)
    with pytest.raises(Refusal, match="Nothing says what it costs"):
        shares(election)
