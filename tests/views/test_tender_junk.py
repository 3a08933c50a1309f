"""What one added bid turns, by hand."""

from fractions import Fraction

from auzolan.rules.scoring import Criterion
from auzolan.views.tender_junk import junk_in

QUALITY = Criterion(name="quality", weight=Fraction(50), scale="anchored", start=Fraction(0), end=Fraction(100))
VALUES = {
    "price": {"a": Fraction(100), "b": Fraction(120), "c": Fraction(150)},
    "quality": {"a": Fraction(70), "b": Fraction(90), "c": Fraction(100)},
}


def junk(scale: str, asked: int | None = None, **more: Fraction):
    price = Criterion(name="price", weight=Fraction(50), scale=scale, **more)
    return junk_in((price, QUALITY), VALUES, 2, price, None if asked is None else Fraction(asked))


def test_a_bid_of_60_puts_the_second_and_third_level_under_a_ratio() -> None:
    found = junk("ratio_to_lowest", 60)
    assert (found.turns, found.before, found.after, found.level, found.place) == (
        True, ("b", "a", "c"), ("b", "c", "a"), ("b", "c"), 4)


def test_a_dear_bid_swaps_the_first_two_on_a_line_between_the_bids() -> None:
    found = junk("linear_between", 300)
    assert found.turns
    assert (found.before, found.after) == (("a", "b", "c"), ("b", "c", "a"))


def test_no_bid_moves_a_ceiling_and_one_above_it_is_out() -> None:
    found = junk("against_ceiling", ceiling=Fraction(200))
    assert not found.turns
    assert found.before == found.after == ("b", "c", "a")
    assert junk("against_ceiling", 250, ceiling=Fraction(200)).place == 0


def test_one_bid_alone_has_nobody_to_be_swapped_with() -> None:
    price = Criterion(name="price", weight=Fraction(100), scale="ratio_to_lowest")
    assert junk_in((price,), {"price": {"a": Fraction(100)}}, 2, price) is None
