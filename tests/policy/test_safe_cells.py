"""Sums of groups are shown only where nobody's own amount can be worked out from them."""

from fractions import Fraction
from random import Random

import pytest

from auzolan.policy.safe_cells import _combination, large_enough, shown


def people(count: int, start: int = 0) -> list[str]:
    return [f"m{number:03d}" for number in range(start, start + count)]


def test_four_people_are_too_few_and_five_are_enough() -> None:
    assert not large_enough([100, 100, 100, 100])
    assert large_enough([100, 100, 100, 100, 100])
    assert not large_enough([100] * 9, least=10)


def test_one_who_has_most_of_the_money_is_not_shown_through_the_sum() -> None:
    assert not large_enough([500, 100, 100, 100, 100])
    assert large_enough([400, 100, 100, 100, 100])


def test_two_giants_could_tell_each_other_so_the_rest_must_blur_them() -> None:
    assert not large_enough([500, 490, 1, 1, 1, 1, 1])
    assert large_enough([500, 490, 20, 10, 10, 10])


def test_a_single_hidden_group_is_not_left_to_be_subtracted() -> None:
    amounts = dict.fromkeys(people(15), 100)
    groups = {"worker": people(12), "grower": people(3, 12)}
    assert shown({"class": groups}, amounts) == {"class": frozenset()}


def test_two_hidden_groups_that_are_enough_together_let_the_rest_be_shown() -> None:
    amounts = dict.fromkeys(people(18), 100)
    groups = {"worker": people(12), "grower": people(3, 12), "buyer": people(3, 15)}
    assert shown({"class": groups}, amounts) == {"class": frozenset({"worker"})}


def test_two_breakdowns_together_do_not_tell_what_each_alone_would_not() -> None:
    amounts = dict.fromkeys(people(30), 100)
    by_class = {"worker": people(11), "grower": people(19, 11)}
    by_length = {"new": people(10), "old": people(20, 10)}
    found = shown({"class": by_class, "length": by_length}, amounts)
    assert found == {"class": frozenset({"worker", "grower"}), "length": frozenset()}


def test_nothing_small_can_be_recovered_from_what_is_shown_in_many_random_tables() -> None:
    random = Random(20260101)
    tried = 0
    for _ in range(200):
        crowd = people(random.randint(5, 40))
        amounts = {one: random.randint(1, 1000) for one in crowd}
        breakdowns: dict[str, dict[str, list[str]]] = {}
        for name in ("class", "length", "size"):
            breakdowns[name] = {}
            for one in crowd:
                breakdowns[name].setdefault(f"{name}{random.randint(0, 3)}", []).append(one)
        kept = shown(breakdowns, amounts)
        cells = [set(breakdowns[name][group]) for name, groups in kept.items() for group in groups] + [set(crowd)]
        tried += len(cells) > 1
        rows = [[Fraction(one in cell) for one in crowd] for cell in cells]
        for place in range(len(crowd)):
            wanted = [Fraction(place == other) for other in range(len(crowd))]
            assert _combination(rows, wanted) is None
    assert tried > 50


@pytest.mark.parametrize("wanted", [[1, 0], [0, 1]])
def test_the_attack_itself_finds_what_a_careless_table_tells(wanted: list[int]) -> None:
    rows = [[Fraction(1), Fraction(1)], [Fraction(1), Fraction(0)]]
    assert _combination(rows, [Fraction(one) for one in wanted]) is not None
