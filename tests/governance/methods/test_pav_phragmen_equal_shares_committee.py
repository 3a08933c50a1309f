"""Committees by approvals: forty-one elections with all their tied committees, and what each rule promises."""

import itertools
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from auzolan.governance.methods import equal_shares_committee, pav, phragmen
from auzolan.governance.tally import Election, TieLaw
from auzolan.values.refusal import Refusal
from ranked_elections import approval_case, approvals, approved, in_order

RULES = {
    "pav": (pav, {}),
    "seqpav": (pav, {"search": "sequential"}),
    "seqphragmen": (phragmen, {}),
    "equal-shares": (equal_shares_committee, {}),
    "equal-shares-with-av-completion": (equal_shares_committee, {"completion": "approvals"}),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_committee_is_among_those_listed(data_dir: Path, rule: str) -> None:
    cases = sorted((data_dir / "ranked-ballots" / "approval-committees").glob("*.abc.yaml"))
    assert len(cases) == 39
    method, parameters = RULES[rule]
    counted = 0
    for case in cases:
        election, listed = approval_case(case)
        if rule not in listed:
            continue
        counted += 1
        for order in (election.options, election.options[::-1]):
            tally = method.tally(election, parameters, TieLaw(order=order))
            assert sorted(tally.winners) in listed[rule], case.name
            if len(listed[rule]) == 1 and rule == "pav":
                assert tally.ties == (), case.name
            if len(listed[rule]) > 1 and rule == "pav":
                assert tally.rounds[0].measures["as good"] == len(listed[rule]), case.name
    assert counted > 30


def test_a_cohesive_third_gets_its_seat_of_three() -> None:
    election = approved("6 a b c", "3 x", seats=3)
    for method in (pav, phragmen, equal_shares_committee):
        assert "x" in method.tally(election, {}, in_order(election)).winners


def test_seats_that_nobody_approves_of_stay_empty() -> None:
    election = Election(options=("a", "b", "c"), papers=approved("2 a", seats=1).papers, seats=2)
    for method in (pav, phragmen, equal_shares_committee):
        tally = method.tally(election, {}, in_order(election))
        assert tally.winners == ("a",)
        assert "stay empty" in tally.rounds[-1].says


def test_too_many_committees_are_refused_with_a_way_out() -> None:
    papers = [f"1 o{one} o{other}" for one, other in itertools.combinations(range(40), 2)]
    election = approved(*papers, seats=20)
    with pytest.raises(Refusal, match="sequential"):
        pav.tally(election, {}, in_order(election))
    assert len(pav.tally(election, {"search": "sequential"}, in_order(election)).winners) == 20


@given(approvals())
def test_no_other_committee_has_more_points(election: Election) -> None:
    def points(committee: tuple[str, ...]) -> Fraction:
        shares = (len(set(paper.ranks[0]) & set(committee)) for paper in election.papers)
        return sum((Fraction(1, place) for many in shares for place in range(1, many + 1)), Fraction(0))

    tally = pav.tally(election, {}, in_order(election))
    all_points = [points(one) for one in itertools.combinations(election.options, election.seats)]
    assert points(tally.winners) == max(all_points) == tally.rounds[0].measures["points"]
    assert all_points.count(max(all_points)) == tally.rounds[0].measures["as good"]
    assert bool(tally.ties) == (all_points.count(max(all_points)) > 1)


@given(approvals())
def test_nobody_spends_more_than_the_own_share(election: Election) -> None:
    tally = equal_shares_committee.tally(election, {"completion": "none"}, in_order(election))
    for spent, round in enumerate(tally.rounds, 1):
        assert round.measures["left to spend"] == election.seats - spent
        assert round.measures["at most each"] <= Fraction(election.seats, election.voters)
    assert [round.measures["at most each"] for round in tally.rounds] == sorted(
        round.measures["at most each"] for round in tally.rounds
    )
