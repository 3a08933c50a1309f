"""What a reader of a preview may see: sums only where nobody stands out, and their own line."""

from collections.abc import Mapping

import pytest

from auzolan.views.preview import Change, Line, _cells, _mixed


def lines(parts: Mapping[str, int]) -> list[Line]:
    return [Line(to=f"x:{who}", member=who, amounts=Change(now=part, then=part + 1)) for who, part in parts.items()]


def people(prefix: str, count: int, part: int = 100) -> dict[str, int]:
    return {f"{prefix}{number}": part for number in range(count)}


def classes(*parts: Mapping[str, int]) -> dict[str, str]:
    return {who: who[0] for part in parts for who in part}


def shown(*parts: Mapping[str, int], everything: bool = False) -> dict[str, bool]:
    everyone = {who: part for one in parts for who, part in one.items()}
    cells = _cells(lines(everyone), classes(*parts), everything)
    return {cell.class_: cell.amounts is not None for cell in cells}


def test_five_are_enough_and_four_are_not() -> None:
    assert shown(people("a", 5)) == {"a": True}
    assert shown(people("a", 4)) == {"a": False}
    assert shown(people("a", 4), everything=True) == {"a": True}


def test_a_small_class_cannot_be_worked_out_from_the_others() -> None:
    assert shown(people("a", 7), people("b", 9), people("c", 2)) == {"a": False, "b": True, "c": False}
    assert shown(people("a", 7), people("c", 3), people("d", 2)) == {"a": True, "c": False, "d": False}


def test_a_sum_that_one_part_dominates_is_withheld() -> None:
    assert shown(people("a", 5) | {"a9": 600}) == {"a": False}
    assert shown(people("a", 5) | {"a9": 500}) == {"a": True}


@pytest.mark.parametrize(("amounts", "mixed"), [
    ([0, 0, 0, 0, 0], True),
    ([100, 100, 9, 0, 0], False),  # the second could work out the largest nearly
    ([100, 90, 10, 10, 10], True),
    ([-100, -90, -10, -10, -10], True),
    ([-300, -90, -10, -10, -10], False),
])
def test_money_cells_follow_the_half_and_the_tenth(amounts: list[int], mixed: bool) -> None:
    found = [Line(to=str(n), member=str(n), amounts=Change(now=one, then=one)) for n, one in enumerate(amounts)]
    assert _mixed(found) is mixed


def test_a_member_with_two_accounts_is_one_person() -> None:
    twice = [*lines(people("a", 4)), Line(to="y:a0", member="a0", amounts=Change(now=1, then=1))]
    (cell,) = _cells(twice, classes(people("a", 4)), False)
    assert (cell.people, cell.amounts) == (4, None)


def test_a_member_s_accounts_together_may_dominate() -> None:
    everyone = [*lines(people("a", 5)), Line(to="y:a0", member="a0", amounts=Change(now=900, then=900))]
    (cell,) = _cells(everyone, classes(people("a", 5)), False)
    assert cell.amounts is None
    spread = [*lines(people("a", 6)), *(
        Line(to=f"y:a0:{n}", member="a0", amounts=Change(now=150, then=150)) for n in range(3)
    )]
    assert _mixed(spread) is False
