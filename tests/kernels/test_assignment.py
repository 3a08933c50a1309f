"""Assignment: against every way there is on small cases, against networkx, and with a proof that no change survives."""

from itertools import product

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.kernels.assignment import SCORE_MAX, Pair, Pairs, assign, certify, gather, proved
from auzolan.kernels.assignment_proof import Proof
from auzolan.values.refusal import Refusal

Case = tuple[list[Pair], dict[str, int], dict[str, int]]
SCORES = {"ane": (8, 5, 2), "ben": (8, 5, 1), "car": (7, 6, 3), "dan": (4, 4, 4), "eki": (9, 1, 0)}
SHIFTS = [
    Pair(row=row, place=place, score=score)
    for row, scores in SCORES.items()
    for place, score in zip(("morning", "noon", "night"), scores, strict=True)
]
ONE_EACH = dict.fromkeys(SCORES, 1)
ROOM = {"morning": 2, "noon": 2, "night": 1}


@st.composite
def small(draw: st.DrawFn) -> Case:
    rows = draw(st.lists(st.sampled_from("abcdé"), min_size=1, max_size=4, unique=True))
    places = draw(st.lists(st.sampled_from("xyz"), min_size=1, max_size=3, unique=True))
    pairs = [
        Pair(row=row, place=place, score=draw(st.integers(0, 3)))
        for row in rows for place in places if draw(st.integers(0, 5))
    ]
    return (
        draw(st.permutations(pairs)), {row: draw(st.integers(0, 2)) for row in rows},
        {place: draw(st.integers(0, 3)) for place in places},
    )


def fits(pairs: Pairs, made: tuple[int, ...]) -> bool:
    rows, places = pairs.row[np.array(made, dtype=bool)], pairs.place[np.array(made, dtype=bool)]
    return bool(
        (np.bincount(rows, minlength=len(pairs.rows)) <= pairs.each).all()
        and (np.bincount(places, minlength=len(pairs.places)) <= pairs.capacity).all()
    )


def best(pairs: Pairs) -> tuple[int, ...]:
    """Of all ways there are: the highest total, then the first pair, then the second, and so on."""
    ways = [made for made in product((0, 1), repeat=len(pairs.score)) if fits(pairs, made)]
    return max(ways, key=lambda made: (int(np.dot(pairs.score, np.array(made, dtype=np.int64))), made))


@given(small())
def test_it_is_the_best_of_every_way_there_is_by_the_tie_law(case: Case) -> None:
    pairs = gather(*case)
    assert tuple(assign(pairs).made.tolist()) == best(pairs)


@given(small())
def test_the_levels_say_exactly_what_one_place_more_or_less_would_change(case: Case) -> None:
    listed, each, capacity = case
    result = assign(gather(*case))
    for row, loss in result.losses().items():
        if each[row]:
            assert assign(gather(listed, each | {row: each[row] - 1}, capacity)).total == result.total - loss
    for place, gain in result.gains().items():
        assert assign(gather(listed, each, capacity | {place: capacity[place] + 1})).total == result.total + gain


@given(small())
def test_one_pair_changed_is_refused_with_the_kept_proof_and_without_one(case: Case) -> None:
    pairs = gather(*case)
    result = assign(pairs)
    assert certify(pairs, result.made, result.proof) == []
    again = proved(pairs, result.made)
    assert again is not None
    assert certify(pairs, result.made, again) == []
    for at in range(len(result.made)):
        other = result.made.copy()
        other[at] = 1 - other[at]
        assert certify(pairs, other, result.proof) != []
        assert proved(pairs, other) is None


@given(small())
def test_another_way_with_the_same_total_is_refused_by_the_tie_law(case: Case) -> None:
    pairs = gather(*case)
    result = assign(pairs)
    for made in product((0, 1), repeat=len(pairs.score)):
        if fits(pairs, made) and made != tuple(result.made.tolist()):
            assert certify(pairs, np.array(made, dtype=np.int64), result.proof) != []


@given(st.permutations(SHIFTS), st.permutations(sorted(ONE_EACH)))
def test_shuffled_input_gives_the_same_pairs_and_the_same_proof(listed: list[Pair], rows: list[str]) -> None:
    one, other = assign(gather(SHIFTS, ONE_EACH, ROOM)), assign(gather(listed, dict.fromkeys(rows, 1), ROOM))
    assert one.edges() == other.edges()
    assert one.proof.levels.tolist() == other.proof.levels.tolist()
    assert (one.proof.order.tolist(), one.proof.cut.tolist()) == (other.proof.order.tolist(), other.proof.cut.tolist())


def test_five_rows_get_five_places_with_the_highest_total() -> None:
    result = assign(gather(SHIFTS, ONE_EACH, ROOM))
    assert result.edges() == [
        ("ane", "morning"), ("ben", "noon"), ("car", "noon"), ("dan", "night"), ("eki", "morning")
    ]
    assert result.total == 32
    assert result.gains() == {"morning": 3, "noon": 0, "night": 0}


def test_networkx_finds_no_higher_total_on_larger_cases() -> None:
    luck = np.random.default_rng(7)
    for _ in range(5):
        rows, places = [f"r{at:02d}" for at in range(30)], [f"p{at}" for at in range(8)]
        pairs = [
            Pair(row=row, place=place, score=int(luck.integers(0, 9)))
            for row in rows for place in places if luck.random() < 0.6
        ]
        each = {row: int(luck.integers(0, 3)) for row in rows}
        capacity = {place: int(luck.integers(0, 6)) for place in places}
        result = assign(gather(pairs, each, capacity))
        graph = networkx.DiGraph()
        for row in rows:
            graph.add_edge("from", ("row", row), capacity=each[row], weight=0)
        for place in places:
            graph.add_edge(("place", place), "to", capacity=capacity[place], weight=0)
        for pair in pairs:
            graph.add_edge(("row", pair.row), ("place", pair.place), capacity=1, weight=-pair.score)
        graph.add_edge("to", "from", capacity=10_000, weight=0)
        for node in graph:
            graph.nodes[node]["demand"] = 0
        cost, _ = networkx.network_simplex(graph)
        assert result.total == -cost


def test_a_thousand_rows_and_forty_places_are_matched_and_proved_without_the_solver() -> None:
    luck = np.random.default_rng(11)
    rows, places = [f"r{at:04d}" for at in range(1000)], [f"p{at:02d}" for at in range(40)]
    pairs = gather(
        [Pair(row=row, place=place, score=int(luck.integers(0, 5))) for row in rows for place in places],
        dict.fromkeys(rows, 1), dict.fromkeys(places, 20),
    )
    result = assign(pairs)
    assert int(result.made.sum()) == 800
    assert result.total == 3200
    again = proved(pairs, result.made)
    assert again is not None
    assert certify(pairs, result.made, again) == []


def test_nothing_to_match_is_an_empty_result() -> None:
    for case in (([], {}, {}), ([], {"a": 1}, {"x": 1}), ([Pair(row="a", place="x", score=1)], {"a": 1}, {"x": 0})):
        result = assign(gather(*case))
        assert (result.edges(), result.total) == ([], 0)


def test_a_pair_that_scores_nothing_is_made_where_there_is_room() -> None:
    both = [Pair(row="a", place="x", score=0), Pair(row="b", place="x", score=0)]
    assert assign(gather(both, {"a": 1, "b": 1}, {"x": 1})).edges() == [("a", "x")]


@pytest.mark.parametrize(
    ("pairs", "each", "capacity", "why"),
    [
        ([Pair(row="a", place="x", score=-1)], {"a": 1}, {"x": 1}, "not from 0 to"),
        ([Pair(row="a", place="x", score=SCORE_MAX + 1)], {"a": 1}, {"x": 1}, "not from 0 to"),
        ([Pair(row="a", place="x", score=1)] * 2, {"a": 1}, {"x": 1}, "stands twice"),
        ([], {"a": -1}, {"x": 1}, "-1 is no number of pairs"),
        ([], {"a": 1}, {"x": -2}, "-2 is no number of pairs"),
    ],
)
def test_what_cannot_be_matched_is_refused_in_a_sentence(
    pairs: list[Pair], each: dict[str, int], capacity: dict[str, int], why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        gather(pairs, each, capacity)


def test_the_largest_scores_are_counted_exactly() -> None:
    pairs = [Pair(row="a", place="x", score=SCORE_MAX), Pair(row="b", place="x", score=SCORE_MAX - 1)]
    assert assign(gather(pairs, {"a": 1, "b": 1}, {"x": 1})).edges() == [("a", "x")]


def test_a_proof_that_does_not_fit_is_refused_in_any_state() -> None:
    pairs = gather(SHIFTS, ONE_EACH, ROOM)
    result = assign(pairs)
    levels, order, cut = result.proof.levels, result.proof.order, result.proof.cut
    for wrong in (
        Proof(levels=levels[1:], order=order, cut=cut), Proof(levels=levels, order=order[1:], cut=cut),
        Proof(levels=levels * 0, order=order, cut=cut), Proof(levels=levels, order=order * 0, cut=cut),
        Proof(levels=levels + 2**62, order=order, cut=cut),
    ):
        assert certify(pairs, result.made, wrong) != []
    assert certify(pairs, result.made[1:], result.proof) != []
    assert certify(pairs, result.made * 2, result.proof) != []
    assert certify(pairs, np.ones_like(result.made), result.proof) != []
