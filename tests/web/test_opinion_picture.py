"""The picture of an opinion map: circles that do not cover each other, dots to count, no word as it was typed."""

import re
from itertools import combinations
from math import hypot

import pytest

from auzolan.web.opinion_picture import Circle, opinion_picture


def drawn(*groups: tuple[int, int, int], me: tuple[int, int] | None = None) -> str:
    circles = [Circle(label=f"<G> {size}", size=size, x=x, y=y, own=not number)
               for number, (size, x, y) in enumerate(groups)]
    return str(opinion_picture(circles, me, you="You & I", title="T", desc="D", uid="u"))


def circles(svg: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'class="circle[^"]*" cx="([-\d.]+)" cy="([-\d.]+)" r="([-\d.]+)"', svg)
    return [(float(x), float(y), float(r)) for x, y, r in found]


@pytest.mark.parametrize("groups", [
    ((8, -2000, 100), (7, 2100, -50)), ((900, 0, 0), (900, 30, 4), (5, 15, 9)), ((5, 0, -4000), (5, 0, 4000)),
    ((40, 7, 7),), ((12, -3000, 900), (12, 10, 2500), (9, 20, -2600), (6, 3000, 0), (5, 2900, 2900)),
])
def test_circles_stand_inside_the_picture_and_apart(groups: tuple[tuple[int, int, int], ...]) -> None:
    svg = drawn(*groups, me=groups[0][1:])
    wide, high = (float(one) for one in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    found = circles(svg)
    assert len(found) == len(groups)
    for x, y, r in found:
        assert r <= x <= wide - r and r <= y <= high - r
    for (x, y, r), (a, b, s) in combinations(found, 2):
        assert hypot(x - a, y - b) >= r + s - 0.3 or r == s == 6


def test_a_dot_stands_for_each_person_inside_the_circle() -> None:
    svg = drawn((9, -100, 0), (5, 100, 0))
    assert svg.count('class="dot"') == 14 and 'class="me"' not in svg
    (x, y, r), _ = circles(svg)
    dots = [(float(a), float(b)) for a, b in re.findall(r'class="dot" cx="([-\d.]+)" cy="([-\d.]+)"', svg)][:9]
    assert all(hypot(a - x, b - y) < r for a, b in dots)
    assert drawn((151, 0, 0)).count('class="dot"') == 0, "nobody counts so many"


def test_words_are_written_as_words_and_nothing_makes_no_picture() -> None:
    svg = drawn((9, 0, 0), me=(0, 0))
    assert "<G>" not in svg and "&lt;G&gt; 9" in svg and "You &amp; I" in svg
    assert opinion_picture([], (1, 1), you="", title="", desc="", uid="u") == ""
