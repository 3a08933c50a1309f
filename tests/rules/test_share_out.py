"""Whole units are shared out: none is lost, none is made, and who gets the last one is a rule."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.rules.share_out import share_out, share_within


def thirds(*who: str) -> dict[str, Fraction]:
    return dict.fromkeys(who, Fraction(1))


def test_twenty_five_cents_by_ten_thirty_five_and_fifty_five_are_two_nine_and_fourteen() -> None:
    shared = share_out(25, {"gift": Fraction(10), "owners": Fraction(35), "kept": Fraction(55)})
    assert shared.portions == {"gift": 2, "owners": 9, "kept": 14}
    assert (shared.left, shared.extra) == (2, {"owners", "kept"})
    assert shared.remainders["owners"] == Fraction(3, 4)


def test_a_tie_goes_by_the_bytes_of_the_id() -> None:
    assert share_out(100, thirds("c", "b", "a")).portions == {"a": 34, "b": 33, "c": 33}
    assert share_out(1, thirds("\u00e9", "z", "Z")).portions == {"Z": 1, "z": 0, "\u00e9": 0}


def test_ties_that_rotate_give_the_last_unit_to_each_in_turn() -> None:
    last = [next(iter(share_out(100, thirds("a", "b", "c"), turn=run).extra)) for run in range(6)]
    assert last == ["a", "b", "c", "a", "b", "c"]


def test_a_larger_remainder_goes_before_whose_turn_it_is() -> None:
    weights = {"a": Fraction(1), "b": Fraction(4)}
    assert [dict(share_out(7, weights, turn=run).portions) for run in (0, 1)] == [{"a": 1, "b": 6}] * 2


def test_huge_weights_are_shared_exactly() -> None:
    huge = Fraction(10**60)
    assert share_out(3, {"a": huge + 1, "b": huge, "c": huge - 1}).portions == {"a": 1, "b": 1, "c": 1}
    assert share_out(1, {"a": huge, "b": huge + 1}).portions == {"a": 0, "b": 1}


def test_who_has_no_weight_stays_in_the_list_with_nothing() -> None:
    assert share_out(10, {"a": Fraction(0), "b": Fraction(2)}).portions == {"a": 0, "b": 10}


@pytest.mark.parametrize(
    ("units", "weights", "says"),
    [
        (-1, {"a": 1}, "never negative"),
        (1, {"a": 2, "b": -1}, "never negative"),
        (1, {"a": 0}, "any weight"),
        (0, {}, "any weight"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_sentence(units: int, weights: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        share_out(units, {who: Fraction(weight) for who, weight in weights.items()})


fractions = st.fractions(min_value=0, max_value=1000, max_denominator=997)
weighted = st.dictionaries(st.text(min_size=1, max_size=4), fractions, min_size=1, max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**15), weighted.filter(lambda weights: any(weights.values())), st.none() | st.integers(0, 50))
def test_every_unit_is_given_and_nobody_is_a_whole_unit_off(
    units: int, weights: dict[str, Fraction], turn: int | None
) -> None:
    shared = share_out(units, weights, turn=turn)
    whole = sum(weights.values())
    assert sum(shared.portions.values()) == units
    assert all(abs(shared.portions[who] - units * weight / whole) < 1 for who, weight in weights.items())
    assert all(shared.portions[who] == 0 for who, weight in weights.items() if weight == 0)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), weighted.filter(lambda weights: any(weights.values())), st.randoms(use_true_random=False))
def test_the_order_in_which_receivers_are_listed_changes_nothing(
    units: int, weights: dict[str, Fraction], luck: object
) -> None:
    listed = list(weights.items())
    luck.shuffle(listed)  # type: ignore[attr-defined]
    assert share_out(units, dict(listed)).portions == share_out(units, weights).portions


WEIGHTS = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(2)}


def test_nobody_gets_more_than_their_most_and_what_is_over_goes_on() -> None:
    shared = share_within(400, WEIGHTS, {"c": 50}, others=False)
    assert shared.portions == {"a": 100, "b": 100, "c": 50}
    assert (shared.over, shared.at_most) == (150, {"c"})


def test_what_is_over_is_spread_until_nobody_is_above_their_most() -> None:
    # a and b would take 175 each of what c leaves; a can only take 120, so b takes the rest.
    shared = share_within(400, WEIGHTS, {"a": 120, "c": 50}, others=True)
    assert shared.portions == {"a": 120, "b": 230, "c": 50}
    assert (shared.over, shared.at_most, shared.spread) == (0, {"a", "c"}, 230)


def test_when_all_are_at_their_most_the_rest_is_over() -> None:
    shared = share_within(400, WEIGHTS, {"a": 10, "b": 20, "c": -5}, others=True)
    assert (shared.portions, shared.over) == ({"a": 10, "b": 20, "c": 0}, 370)


@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.integers(0, 9), st.integers(-5, 3_000)), min_size=1, max_size=8), st.booleans(),
)
def test_within_bounds_every_unit_is_given_or_over(units: int, rows: list[tuple[int, int]], others: bool) -> None:
    weights = {f"m{place}": Fraction(weight) for place, (weight, _) in enumerate(rows)}
    if not any(weights.values()):
        return
    most = {f"m{place}": bound for place, (_, bound) in enumerate(rows)}
    shared = share_within(units, weights, most, others=others)
    assert sum(shared.portions.values()) + shared.over == units
    assert all(0 <= got <= max(0, most[who]) for who, got in shared.portions.items())
    if others and shared.over:
        assert all(got == max(0, most[who]) for who, got in shared.portions.items() if weights[who])
