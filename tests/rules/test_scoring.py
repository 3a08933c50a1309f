"""Scoring by weighted criteria: each known formula with its exact figures, and what a vote on criteria should see."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from auzolan.rules.scoring import (
    ANCHORED,
    CEILING,
    COST,
    LINEAR,
    RATIO,
    Criterion,
    Scored,
    divided,
    life_cycle,
    scored,
    winners,
)
from auzolan.rules.scoring_compared import sensitivity, swaps, under_alternatives

PRICES = {"A": 100, "B": 120, "C": 150}
QUALITY = {"A": 70, "B": 90, "C": 100}
JUNK = {"D": 60}


def criteria(scale: str, ceiling: int | None = None, price: int = 50) -> tuple[Criterion, ...]:
    top = None if ceiling is None else Fraction(ceiling)
    return (
        Criterion(name="price", weight=Fraction(price), scale=scale, ceiling=top),
        Criterion(name="quality", weight=Fraction(100 - price), scale=ANCHORED, start=Fraction(0), end=Fraction(100)),
    )


def values(junk: bool = False) -> dict[str, dict[str, Fraction]]:
    prices = PRICES | (JUNK if junk else {})
    return {
        "price": {row: Fraction(price) for row, price in prices.items()},
        "quality": {row: Fraction(QUALITY.get(row, 0)) for row in prices},
    }


def points(found: Sequence[Scored]) -> dict[str, str]:
    return {one.row: f"{one.score // 100}.{one.score % 100:02d}" for one in found}


@pytest.mark.parametrize(
    ("scale", "ceiling", "gives", "wins"),
    [
        (RATIO, None, {"A": "85.00", "B": "86.67", "C": "83.33"}, "B"),
        (LINEAR, None, {"A": "85.00", "B": "75.00", "C": "50.00"}, "A"),
        (CEILING, 200, {"A": "60.00", "B": "65.00", "C": "62.50"}, "B"),
    ],
)
def test_three_formulas_for_a_price_make_different_winners(
    scale: str, ceiling: int | None, gives: dict[str, str], wins: str
) -> None:
    found = scored(criteria(scale, ceiling), values(), 2)
    assert points(found) == gives
    assert winners(found) == (wins,)
    assert [one.rank for one in found] == [1, 2, 3]


def test_a_junk_bid_moves_the_others_under_a_ratio() -> None:
    found = scored(criteria(RATIO), values(junk=True), 2)
    assert points(found) == {"A": "65.00", "B": "70.00", "C": "70.00", "D": "50.00"}
    assert {one.row: one.rank for one in found} == {"B": 1, "C": 1, "A": 3, "D": 4}
    assert {one.row: one.tied for one in found} == {"B": ("C",), "C": ("B",), "A": (), "D": ()}
    assert winners(found) == ("B", "C")


def test_a_junk_bid_moves_nobody_under_a_ceiling() -> None:
    with_it = points(scored(criteria(CEILING, 200), values(junk=True), 2))
    assert with_it == points(scored(criteria(CEILING, 200), values(), 2)) | {"D": "35.00"}


def test_above_the_ceiling_is_out_before_anything_is_compared_and_never_below_zero() -> None:
    given = values()
    given["price"]["E"], given["quality"]["E"] = Fraction(201), Fraction(100)
    found = scored(criteria(CEILING, 200), given, 2)
    assert [(one.row, one.rank, one.score, one.excluded) for one in found][-1] == ("E", 0, 0, "price")
    relative = (criteria(CEILING, 140)[0], Criterion(name="quality", weight=Fraction(50), scale=LINEAR))
    given = values() | {"quality": {"A": Fraction(1), "B": Fraction(2), "C": Fraction(9)}}
    # C is out, so B is the highest that A is compared with.
    assert {one.row: one.shares.get("quality") for one in scored(relative, given, 2)} == {"A": 1, "B": 0, "C": None}


def test_when_all_are_above_the_ceiling_nobody_wins() -> None:
    found = scored(criteria(CEILING, 50), values(), 2)
    assert winners(found) == ()
    assert {one.rank for one in found} == {0}


def test_quality_to_price_and_cost_are_won_by_the_lowest() -> None:
    cost = (Criterion(name="cost", weight=Fraction(1), scale=COST),)
    worth = {row: Fraction(price) - Fraction(QUALITY[row]) / 2 for row, price in PRICES.items()}
    found = scored(cost, {"cost": worth}, 2)
    assert points(found) == {"A": "65.00", "B": "75.00", "C": "100.00"}
    assert winners(found) == ("A",)


def test_the_dearer_bid_is_cheaper_over_its_life() -> None:
    rate = Fraction(3, 100)
    x = life_cycle(Fraction(100_000), Fraction(12_000 + 20 * 100), Fraction(5_000), 10, rate)
    y = life_cycle(Fraction(130_000), Fraction(7_000 + 8 * 100), Fraction(2_000), 10, rate)
    assert (len(x), round(sum(x)), round(sum(y))) == (12, 223_143, 198_024)


def test_an_anchored_scale_can_fall_and_stays_between_its_anchors() -> None:
    ratio = (Criterion(name="pay ratio", weight=Fraction(10), scale=ANCHORED, start=Fraction(9), end=Fraction(3)),)
    given = {"pay ratio": {"a": Fraction(12), "b": Fraction(6), "c": Fraction(2)}}
    assert points(scored(ratio, given, 2)) == {"c": "10.00", "b": "5.00", "a": "0.00"}


def test_equal_prices_lose_nobody_any_points_between_bids() -> None:
    only = (Criterion(name="price", weight=Fraction(100), scale=LINEAR),)
    assert points(scored(only, {"price": {"a": Fraction(5), "b": Fraction(5)}}, 2)) == {"a": "100.00", "b": "100.00"}


def test_a_price_of_zero_has_no_ratio() -> None:
    with pytest.raises(ValueError, match="0 or less"):
        scored(criteria(RATIO), values() | {"price": dict.fromkeys(PRICES, Fraction(0))}, 2)


def test_a_division_rounds_half_to_even_at_twelve_decimals_as_formulas_do() -> None:
    assert divided(Fraction(2), Fraction(3)) == Fraction(666_666_666_667, 10**12)


def test_who_wins_under_the_alternatives_is_shown_before_the_vote() -> None:
    found = under_alternatives(criteria(RATIO), values(), 2, ceiling=Fraction(200))
    assert [(one.scale, one.winners) for one in found] == [(RATIO, ("B",)), (LINEAR, ("A",)), (CEILING, ("B",))]
    assert found[1].scores == {"A": 8500, "B": 7500, "C": 5000}


def test_the_swap_that_a_junk_bid_causes_is_named() -> None:
    found = {(one.without, one.first, one.second, one.before) for one in swaps(criteria(RATIO), values(junk=True), 2)}
    assert ("D", "A", "C", "behind") in found
    assert ("D", "B", "C", "level") in found
    assert swaps(criteria(CEILING, 200), values(junk=True), 2) == ()


def test_the_span_of_a_weight_in_which_the_winner_stays() -> None:
    price, quality = sensitivity(criteria(RATIO), values(), 2)
    # B leads A while quality's 0.2 outweighs price's 1/6, and C while price's 1/6 outweighs quality's 0.1.
    assert (price.weight, price.below, price.above) == (Fraction(1, 2), ("C",), ("A",))
    assert abs(price.low - Fraction(3, 8)) < Fraction(1, 10**9)
    assert abs(price.high - Fraction(6, 11)) < Fraction(1, 10**9)
    assert (quality.low, quality.high) == (1 - price.high, 1 - price.low)
    for weight in (price.low + Fraction(1, 1000), price.high - Fraction(1, 1000)):
        moved = tuple(
            Criterion(name=one.name, weight=part, scale=one.scale, start=one.start, end=one.end)
            for one, part in zip(criteria(RATIO), (weight, 1 - weight), strict=True)
        )
        assert winners(scored(moved, values(), 6)) == ("B",)


def test_a_weight_that_decides_nothing_can_move_from_none_to_all() -> None:
    given = {"price": {"a": Fraction(1), "b": Fraction(2)}, "quality": {"a": Fraction(90), "b": Fraction(10)}}
    assert [(one.low, one.high, one.below, one.above) for one in sensitivity(criteria(RATIO), given, 2)] == [
        (0, 1, (), ()), (0, 1, (), ())
    ]
