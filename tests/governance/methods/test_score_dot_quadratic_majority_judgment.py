"""Points: added up, laid as dots, paid for with credits, or read as grades."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.governance.methods import dot, irv, majority_judgment, meek_stv, quadratic, schulze, score, scottish_stv
from auzolan.governance.tally import RANKING, SCORES, Election, Paper, TieLaw
from auzolan.values.refusal import Refusal
from ranked_elections import in_order, ranked, scored


def test_the_most_points_win() -> None:
    tally = score.tally(election := scored("2 a:10 b:7", "3 b:9 c:1"), {}, in_order(election))
    assert (tally.winners, tally.ranking) == (("b",), (("b",), ("a",), ("c",)))
    assert [(one.option, one.amount, one.note) for one in tally.rounds[0].figures] == [
        ("a", 20, ""), ("b", 41, "elected"), ("c", 3, ""),
    ]


def test_equal_points_are_a_declared_tie() -> None:
    election = scored("1 a:3", "1 b:3", "1 c:1", seats=1)
    tally = score.tally(election, {}, TieLaw(order=("b", "a", "c"), name="by lot"))
    assert tally.winners == ("b",)
    assert (tally.ties[0].options, tally.ties[0].chosen) == (("a", "b"), ("b",))


def test_equals_who_all_win_are_no_tie() -> None:
    election = scored("1 a:3", "1 b:3", "1 c:1", seats=2)
    assert score.tally(election, {}, in_order(election)).ties == ()


def test_who_withdrew_wins_nothing() -> None:
    election = Election(
        options=("a", "b"), papers=(Paper(points={"a": 9, "b": 1}),), shape=SCORES, withdrawn=frozenset({"a"})
    )
    assert score.tally(election, {}, in_order(election)).winners == ("b",)


@pytest.mark.parametrize(("method", "ballot", "parameters", "why"), [
    (score, "1 a:11", {}, "outside 0 to 10"),
    (score, "1 a:6", {"most": "5"}, "outside 0 to 5"),
    (dot, "1 a:3 b:3", {}, "6 dots are laid; everybody has 5"),
    (dot, "1 a:3 b:1", {"most": 2}, "outside 0 to 2"),
    (quadratic, "1 a:9 b:5", {}, "cost 106 credits; everybody has 100"),
    (majority_judgment, "1 a:6", {}, "outside 0 to 5"),
])
def test_too_much_on_one_ballot_is_refused_by_its_place(
    method: object, ballot: str, parameters: dict[str, object], why: str
) -> None:
    election = scored("1 a:1 b:1", ballot)
    with pytest.raises(Refusal, match=why) as refused:
        method.tally(election, parameters, in_order(election))
    assert refused.value.where == "ballot 2"
    assert method.fault(election.papers[0], election.options, parameters) == ""


def test_rankings_are_no_points() -> None:
    with pytest.raises(Refusal, match="these ballots give rankings"):
        score.tally(election := ranked("1 a b"), {}, in_order(election))


def test_more_options_than_can_be_ranked_are_refused() -> None:
    options = tuple(f"o{at}" for at in range(2_001))
    election = Election(options=options, papers=(), shape=RANKING)
    for method in (irv, meek_stv, schulze, scottish_stv):
        with pytest.raises(Refusal, match="more than 2000 options"):
            method.tally(election, {}, TieLaw(order=options))


def test_credits_are_squares_and_votes_count_as_they_are() -> None:
    tally = quadratic.tally(election := scored("1 a:10", "3 b:4 a:1"), {}, in_order(election))
    assert {one.option: one.amount for one in tally.rounds[0].figures} == {"a": 13, "b": 12}


def test_the_median_grade_decides_and_not_the_sum() -> None:
    tally = majority_judgment.tally(election := scored("2 a:5 b:3", "3 a:2 b:3"), {}, in_order(election))
    assert tally.winners == ("b",)
    assert [one.amount for one in tally.rounds[0].figures] == [2, 3]


def test_an_option_without_a_grade_has_the_worst() -> None:
    tally = majority_judgment.tally(election := scored("2 a:5", "3 b:1"), {}, in_order(election))
    assert tally.winners == ("b",)


def by_the_book(grades: list[int]) -> list[int]:
    """The majority value: the lower median, taken away, again and again."""
    left, found = sorted(grades), []
    while left:
        found.append(left.pop((len(left) - 1) // 2))
    return found


@given(st.integers(1, 9).flatmap(lambda voters: st.lists(
    st.lists(st.integers(0, 3), min_size=voters, max_size=voters), min_size=2, max_size=5)))
def test_equal_medians_are_compared_as_in_the_book(columns: list[list[int]]) -> None:
    options = tuple(f"o{at}" for at in range(len(columns)))
    papers = tuple(
        Paper(points=dict(zip(options, row, strict=True))) for row in zip(*columns, strict=True)
    )
    election = Election(options=options, papers=papers, shape=SCORES)
    values = {option: by_the_book(grades) for option, grades in zip(options, columns, strict=True)}
    expected = tuple(
        tuple(option for option in options if values[option] == value)
        for value in sorted({tuple(one) for one in values.values()}, reverse=True)
        for value in [list(value)]
    )
    assert majority_judgment.tally(election, {"grades": 3}, in_order(election)).ranking == expected


def test_weights_count_as_so_many_voters() -> None:
    one_by_one = scored(*["1 a:2 b:1"] * 3, "1 b:4")
    together = scored("3 a:2 b:1", "1 b:4")
    for method in (score, dot, quadratic, majority_judgment):
        first, second = (method.tally(one, {}, in_order(one)) for one in (one_by_one, together))
        assert first.digest == second.digest
    assert Fraction(score.tally(together, {}, in_order(together)).rounds[0].figures[0].amount) == 6
