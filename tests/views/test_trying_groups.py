"""Winners and losers in groups that give nobody away."""

from auzolan.views.preview import Change, Line
from auzolan.views.trying_groups import banded, groups_of


def lines(*changes: int, first: int = 0) -> list[Line]:
    return [
        Line(to=f"Equity:{first + at}", member=f"m{first + at}", amounts=Change(now=1_000, then=1_000 + change))
        for at, change in enumerate(changes)
    ]


def classes(of: list[Line], name: str) -> dict[str, str]:
    return {one.member: name for one in of}


def test_six_who_lose_are_told_with_their_sum_and_a_largest_loss_that_is_rounded_up() -> None:
    of = lines(-30, -31, -32, -33, -34, -36)
    (group,) = groups_of(of, classes(of, "worker")).by_class
    assert (group.people, group.amounts) == (6, Change(now=6_000, then=5_804))
    assert group.less is not None
    assert (group.less.people, group.less.amount, group.less.largest) == (6, -196, 50)
    assert group.more is not None
    assert group.more.people == 0


def test_two_losers_among_twelve_are_told_neither_themselves_nor_by_subtraction() -> None:
    of = lines(*[10] * 10, -40, -45)
    found = groups_of(of, classes(of, "worker"))
    (group,) = found.by_class
    assert group.less is None
    # With the ten and the twelve both told, the two would be their difference.
    assert group.more is None or group.amounts is None
    assert all(one.people is None or one.people >= 5 for one in found.bands)
    assert sum(one.people or 0 for one in found.bands) <= 12


def test_a_class_of_three_is_hidden_beside_a_large_one_and_not_the_rest_of_the_whole() -> None:
    many, few = lines(*[10] * 9), lines(-30, -30, -30, first=9)
    found = groups_of([*many, *few], {**classes(many, "worker"), **classes(few, "buyer")})
    buyers, workers = found.by_class
    assert (buyers.people, buyers.amounts, buyers.more, buyers.less) == (None, None, None, None)
    assert workers.amounts is None  # the whole is known, and less the nine it is the three


def test_one_giant_among_the_losers_hides_them() -> None:
    of = lines(-900, -1, -1, -1, -1, -1)
    (group,) = groups_of(of, classes(of, "worker")).by_class
    assert group.less is None


def test_bands_hold_everybody_once_and_nothing_to_tell_has_none() -> None:
    of = lines(*[-100] * 6, *[0] * 7, *[55] * 8)
    found = groups_of(of, classes(of, "worker"))
    assert [(one.low, one.high, one.people) for one in found.bands] == [(-100, -50, 6), (0, 0, 7), (50, 100, 8)]
    still = lines(*[0] * 6)
    assert groups_of(still, classes(still, "worker")).bands == ()


def test_a_band_is_rounded_up_to_one_two_or_five_with_zeros() -> None:
    assert [banded(one) for one in (0, 1, 2, 3, 5, 6, 340, 500, 501, 1_000)] == [
        0, 1, 2, 5, 5, 10, 500, 500, 1_000, 1_000]
