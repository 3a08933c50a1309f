"""Committees by approvals counted beside abcvoting: always one of its committees, and the only one without a tie."""

from types import ModuleType

import pytest
from abcvoting import abcrules
from abcvoting.preferences import Profile
from hypothesis import given, settings
from peers_size import many

from auzolan.governance.methods import equal_shares_committee, pav, phragmen
from auzolan.governance.tally import Election
from ranked_elections import approvals, in_order

RULES = (
    (pav, {}, "pav", "brute-force"),
    (pav, {"search": "sequential"}, "seqpav", "standard"),
    (phragmen, {}, "seqphragmen", "standard-fractions"),
    (equal_shares_committee, {}, "equal-shares", "standard-fractions"),
)


@pytest.mark.parametrize(("method", "parameters", "rule", "algorithm"), RULES, ids=[rule for _, _, rule, _ in RULES])
@given(election=approvals(options=6, ballots=8))
@settings(max_examples=many(1_000), deadline=None)
def test_a_committee_is_one_of_abcvotings(
    method: ModuleType, parameters: dict[str, str], rule: str, algorithm: str, election: Election
) -> None:
    theirs = Profile(len(election.options))
    number = {option: at for at, option in enumerate(election.options)}
    for paper in election.papers:
        theirs.add_voter([number[option] for option in paper.ranks[0]])
    found = abcrules.compute(rule, theirs, committeesize=election.seats, algorithm=algorithm, resolute=False)
    committees = [{election.options[at] for at in committee} for committee in found]
    tally = method.tally(election, parameters, in_order(election))
    assert set(tally.winners) in committees
    assert tally.ties or len(committees) == 1
