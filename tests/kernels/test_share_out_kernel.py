"""The fast split gives every row what the readable one gives it, also where plain floats would not."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.kernels import share_out as kernel
from auzolan.kernels.share_out import share_out, share_out_plain
from auzolan.rules.share_out import share_out as by_rule


def by_hand(units: int, weights: list[int], order: list[int] | None = None) -> list[int]:
    floors, extra = share_out_plain(units, weights, order=order)
    return [floor + more for floor, more in zip(floors, extra, strict=True)]


def fast_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the readable code may not help."""
    monkeypatch.setattr(kernel, "SMALL", 1)

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("the readable code was asked")

    monkeypatch.setattr(kernel, "share_out_plain", refuse)


def test_half_a_unit_an_hour_among_200_000_members_gives_nobody_the_wrong_unit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hours = np.random.default_rng(7).integers(1, 400_001, 200_000)
    whole = int(hours.sum())
    hours[0] += whole % 2
    whole = int(hours.sum())
    units = whole // 2
    right = by_hand(units, hours.tolist())
    # The trap is real: floats give a total that balances and thousands of members the wrong unit.
    exact = hours / whole * units
    floors = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - floors), kind="stable")
    floors[order[: units - int(floors.sum())]] += 1
    assert int(floors.sum()) == units
    assert int((floors != np.array(right)).sum()) > 1_000
    lucky = share_out_plain(units, hours.tolist())[1]
    fast_only(monkeypatch)
    shared = share_out(units, hours)
    assert shared.portions.tolist() == right
    assert shared.extra.tolist() == lucky


@pytest.mark.parametrize(
    ("units", "weights"),
    [
        (2**48 - 1, [1, 2, 3, 2**61 - 7]),  # a whole just below 2^61
        (2**47, [2**60, 2**60 - 1]),
        (2**63 + 11, [3] * 400_000),  # an amount above 64 bits among many
        (10**6 + 1, [1] * 300),  # all remainders are equal
        (0, [5] * 300),
        (299, [1] * 300),
        (10**14, list(range(1, 999))),
        (12_345, [0] * 500 + [1, 10**12]),
    ],
)
def test_the_edges_of_what_fits_are_exact(
    units: int, weights: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = by_hand(units, weights)
    fast_only(monkeypatch)
    shared = share_out(units, np.array(weights, dtype=np.int64))
    assert shared.portions.tolist() == right
    assert int(shared.extra.sum()) == shared.left


@pytest.mark.parametrize(
    ("units", "weights"),
    [
        (10**9, [2**61] * 300),  # the whole is too large
        (2**60, [1, 2**40] * 150),  # a portion is too large
        (10**30, [7] * 300),
        (10**9, [2**70] * 300),
        (10**9, [2**62, 2**62, 1] * 100),  # the sum would wrap around
    ],
)
def test_beyond_the_edges_python_integers_take_over(units: int, weights: list[int]) -> None:
    shared = share_out(units, weights)
    assert shared.portions.tolist() == by_hand(units, weights)
    assert sum(int(one) for one in shared.portions) == units


@pytest.mark.parametrize(("units", "weights"), [(9, [2**60, 2**60]), (2**49, [1, 1]), (5, [2**62, 2**62])])
def test_just_beyond_the_edges_the_fast_way_is_not_taken(
    units: int, weights: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast_only(monkeypatch)
    with pytest.raises(RuntimeError, match="readable code was asked"):
        share_out(units, weights)


def test_who_got_one_more_is_told_as_by_hand_where_a_float_lands_on_the_wrong_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = [3 * (2**42 + number) for number in range(1_000)]
    units = sum(weights) // 3 * 13  # every exact portion is a whole number, and floats fall just below some
    assert any(int(weight * (units / sum(weights))) < weight * 13 // 3 for weight in weights)
    floors, extra = share_out_plain(units, weights)
    fast_only(monkeypatch)
    shared = share_out(units, weights)
    assert (shared.left, shared.portions.tolist(), shared.extra.tolist()) == (0, floors, extra)


def test_a_portion_of_more_than_64_bits_is_a_python_integer() -> None:
    shared = share_out(10**30, [1, 2])
    assert shared.portions.tolist() == [10**30 // 3, 10**30 - 10**30 // 3]


def test_ties_go_by_the_given_order_and_then_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    luck = np.random.default_rng(3)
    weights = luck.integers(1, 4, 2_000)
    order = luck.integers(0, 50, 2_000)
    right = by_hand(2_345, weights.tolist(), order.tolist())
    rows = by_hand(2_345, weights.tolist())
    assert right != rows
    fast_only(monkeypatch)
    assert share_out(2_345, weights, order=order).portions.tolist() == right
    assert share_out(2_345, weights).portions.tolist() == rows


def test_it_is_the_split_of_the_rules() -> None:
    luck = np.random.default_rng(5)
    weights = luck.integers(0, 60, 3_000).tolist()
    names = [f"m{number:05d}" for number in luck.permutation(3_000)]
    ranked = {name: place for place, name in enumerate(sorted(names, key=str.encode))}
    ruled = by_rule(100_003, {name: Fraction(weight) for name, weight in zip(names, weights, strict=True)})
    shared = share_out(100_003, weights, order=[ranked[name] for name in names])
    assert shared.portions.tolist() == [ruled.portions[name] for name in names]
    assert {name for name, more in zip(names, shared.extra, strict=True) if more} == ruled.extra
    assert shared.left == ruled.left


@settings(max_examples=300)
@given(
    st.integers(0, 2**70),
    st.lists(st.one_of(st.integers(0, 9), st.integers(0, 2**62)), min_size=1, max_size=40).filter(any),
    st.randoms(use_true_random=False),
)
def test_fast_and_readable_never_differ(units: int, weights: list[int], luck: object) -> None:
    order = [luck.randrange(4) for _ in weights]  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "SMALL", 1)
        shared = share_out(units, weights, order=order)
    assert shared.portions.tolist() == by_hand(units, weights, order)
    assert sum(int(one) for one in shared.portions) == units


@pytest.mark.parametrize("rows", [3, 1_000])
def test_what_cannot_be_shared_is_refused_in_a_sentence_at_any_size(rows: int) -> None:
    with pytest.raises(ValueError, match="never negative"):
        share_out(-1, [1] * rows)
    with pytest.raises(ValueError, match="never negative"):
        share_out(1, [2] * (rows - 1) + [-1])
    with pytest.raises(ValueError, match="any weight"):
        share_out(1, [0] * rows)
    with pytest.raises(ValueError, match="order names 2 rows"):
        share_out(1, [1] * rows, order=[0, 1])


def test_weights_that_are_not_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        share_out(10, np.full(1_000, 0.5))
