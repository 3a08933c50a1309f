"""Majority, counted by hand beside the software."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.governance.ballot import Ballot, quorum_of
from auzolan.governance.methods import majority
from auzolan.governance.terms import Terms

TERMS = Terms(procedure="procedure.ordinary", title="Ordinary", body="body.assembly", propose="body.assembly")


def given_answers(yes: int = 0, no: int = 0, abstain: int = 0) -> dict[str, Ballot]:
    options = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    return {f"m{number}": Ballot(option=option) for number, option in enumerate(options)}


def roll_of(members: int) -> dict[str, int]:
    return {f"m{number}": 1 for number in range(members)}


def carried(yes: int, no: int, abstain: int = 0, of: int = 0, **terms: object) -> bool:
    roll = roll_of(of or yes + no + abstain)
    return majority.count(given_answers(yes, no, abstain), roll, replace(TERMS, **terms)).carried  # type: ignore[arg-type]


def test_more_yes_than_no_carries():
    assert carried(3, 2)
    assert not carried(2, 3)


def test_a_tie_leaves_the_rule_as_it_was_even_where_half_is_enough():
    assert not carried(2, 2)
    assert not carried(2, 2, strict=False)
    outcome = majority.count(given_answers(2, 2), roll_of(4), TERMS)
    assert outcome.why == "yes and no were level, and a tie leaves everything as it was"


def test_nobody_voting_carries_nothing():
    assert not carried(0, 0, of=5)
    assert not carried(0, 0, of=5, strict=False)


def test_exactly_two_thirds_is_enough_unless_more_is_asked():
    assert carried(6, 3, threshold=Fraction(2, 3), strict=False)
    assert not carried(6, 3, threshold=Fraction(2, 3), strict=True)
    assert not carried(5, 3, threshold=Fraction(2, 3), strict=False)


def test_a_third_that_is_enough_is_enough_when_yes_and_no_are_level():
    assert carried(5, 5, threshold=Fraction(1, 3), strict=False)


@pytest.mark.parametrize(
    ("base", "counted", "expected"),
    [("cast", False, True), ("cast", True, False), ("present", False, False), ("eligible", False, False)],
)
def test_abstentions_weigh_only_where_the_base_has_them(base, counted, expected):
    assert carried(3, 2, 2, of=9, threshold_base=base, abstentions_count=counted) is expected


def test_the_whole_roll_as_base_counts_those_who_stay_away():
    assert carried(5, 0, of=9, threshold_base="eligible")
    assert not carried(4, 0, of=9, threshold_base="eligible")


def test_the_quorum_rounds_up():
    assert not carried(2, 0, of=5, quorum=Fraction(1, 2))
    assert carried(3, 0, of=5, quorum=Fraction(1, 2))
    assert quorum_of(0, 0, 7, replace(TERMS, quorum=Fraction(1, 3))).needed == 3


def test_abstentions_count_towards_the_quorum_of_the_roll():
    assert carried(2, 0, 1, of=5, quorum=Fraction(1, 2))


def test_a_quorum_can_be_a_number_of_members():
    assert not carried(3, 0, of=20, quorum=4)
    assert carried(3, 0, 1, of=20, quorum=4)


def test_a_quorum_of_those_present_counts_who_took_a_side():
    assert not carried(2, 0, 3, of=9, quorum=Fraction(1, 2), quorum_base="present")
    assert carried(3, 0, 3, of=9, quorum=Fraction(1, 2), quorum_base="present")


def test_ballots_of_strangers_count_for_nothing():
    assert not majority.count(given_answers(3), {"m9": 1}, TERMS).carried


def test_weights_are_counted_and_members_are_the_quorum():
    roll = {"m0": 3, "m1": 1, "m2": 1}
    outcome = majority.count({"m0": Ballot(option="yes"), "m1": Ballot(option="no")}, roll, replace(TERMS, quorum=3))
    assert [(one.heads, one.weight) for one in outcome.counts] == [(1, 3), (1, 1), (0, 0)]
    assert (outcome.carried, outcome.quorum.missing) == (False, 1)


def test_the_digest_changes_with_any_count():
    one, other = (majority.count(given_answers(yes, 2), roll_of(9), TERMS).digest for yes in (3, 4))
    assert one != other


@pytest.mark.parametrize(
    ("yes", "no", "of", "settled", "says"),
    [
        (6, 3, 14, None, "Two more yes decide."),
        (7, 3, 14, None, "One more yes decides."),
        (8, 3, 14, True, "It is decided: it carries, however the others answer."),
        (3, 7, 14, False, "It is decided: it does not carry, however the others answer."),
        (4, 4, 14, None, "Yes and no are level at 4. Four more yes decide."),
        (2, 2, 4, False, "Yes and no are level at 2: everything stays as it was."),
        (3, 2, 5, True, "It is decided: it carries."),
    ],
)
def test_the_outlook_says_what_is_missing(yes, no, of, settled, says):
    outlook = majority.outlook(given_answers(yes, no), roll_of(of), TERMS)
    assert (outlook.settled, outlook.says) == (settled, says)


def test_enough_yes_without_the_quorum_is_not_settled():
    outlook = majority.outlook(given_answers(4), roll_of(9), replace(TERMS, quorum=6, threshold_base="present"))
    assert outlook.settled is None
    assert outlook.says == "Two more yes decide."


answers = st.lists(st.sampled_from(["yes", "no", "abstain", ""]), min_size=1, max_size=7)


@given(
    now=answers, more=st.lists(st.sampled_from(["yes", "no", "abstain", ""]), min_size=7, max_size=7),
    threshold=st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1, 3), Fraction(1)]), strict=st.booleans(),
    base=st.sampled_from(["cast", "present", "eligible"]), quorum_base=st.sampled_from(["cast", "present", "eligible"]),
    quorum=st.sampled_from([0, 3, Fraction(1, 2), Fraction(3, 4)]), counts=st.booleans(),
)
def test_what_is_settled_no_later_ballot_can_change(now, more, threshold, strict, base, quorum_base, quorum, counts):
    terms = replace(
        TERMS, threshold=threshold, strict=strict, threshold_base=base, quorum=quorum, quorum_base=quorum_base,
        abstentions_count=counts,
    )
    roll = roll_of(len(now))
    ballots = {f"m{number}": Ballot(option=option) for number, option in enumerate(now) if option}
    settled = majority.outlook(ballots, roll, terms).settled
    later = ballots | {
        member: Ballot(option=more[number])
        for number, member in enumerate(roll)
        if member not in ballots and more[number]
    }
    if settled is not None:
        assert majority.count(later, roll, terms).carried is settled


def test_those_who_may_still_abstain_can_undo_a_quorum_of_those_present():
    terms = replace(TERMS, quorum=Fraction(3, 4), quorum_base="present")
    assert majority.count(given_answers(3), roll_of(5), terms).carried
    assert not majority.count(given_answers(3, 0, 2), roll_of(5), terms).carried
    assert majority.outlook(given_answers(3), roll_of(5), terms).settled is None
