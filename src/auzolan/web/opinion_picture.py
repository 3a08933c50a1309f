"""The picture of an opinion map: a circle for each group that has enough people, and where whoever looks stands.

A dot in a circle is one person, so that the eye can count; its place within the circle says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt
from typing import Final

from django.utils.safestring import SafeString

from auzolan.web.charts.numbers import number, picture

_WIDTH: Final = 360.0
_TALL: Final = 150.0  # how far places may be apart from top to bottom
_HEAD, _PAD = 14.0, 14.0
_FIRST, _EACH, _LARGEST = 22.0, 10.0, 84.0
_DOTS_MOST: Final = 150
_TURN: Final = pi * (3 - sqrt(5))  # from dot to dot, as in a sunflower


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A group: its label, how many it has, its middle, whether whoever looks is in it."""

    label: str
    size: int
    x: int
    y: int
    own: bool


Place = tuple[float, float]


def opinion_picture(
    circles: Sequence[Circle], me: tuple[int, int] | None, *, you: str, title: str, desc: str, uid: str
) -> SafeString:
    """Draws the groups in the plane of the map. me: the place of whoever looks; nothing to draw is an empty text."""
    if not circles:
        return SafeString("")
    wide = [min(_FIRST + _EACH * sqrt(one.size), _LARGEST) for one in circles]
    edges = [radius + _PAD for radius in wide] + ([2 * _PAD] if me else [])
    places, high = _fitted([(one.x, one.y) for one in circles] + ([me] if me else []), edges)
    middles = places[: len(circles)]
    squeeze = min(
        (0.94 * hypot(a[0] - b[0], a[1] - b[1]) / (r + s)
         for (a, r), (b, s) in combinations(list(zip(middles, wide, strict=True)), 2)), default=1.0,
    )
    shapes = [
        _circle(one, middle, max(radius * min(squeeze, 1.0), 6.0))
        for one, middle, radius in zip(circles, middles, wide, strict=True)
    ]
    if me:
        shapes.append(_me(places[-1], you))
    return picture(
        "".join(shapes), uid=uid, css="opinion", width=_WIDTH, height=high, title=title, desc=desc
    )


def _fitted(points: Sequence[tuple[int, int]], edges: Sequence[float]) -> tuple[list[Place], float]:
    """The places in the picture, at one scale both ways, and how high it is. edges: room around each."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, top = min(y for _, y in points), max(y for _, y in points)
    scale = min((_WIDTH - 2 * max(edges)) / max(right - left, 1), _TALL / max(top - low, 1), 1.0)
    placed = [((x - left) * scale, (top - y) * scale) for x, y in points]
    spans = [
        (min(one[axis] - edge for one, edge in zip(placed, edges, strict=True)),
         max(one[axis] + edge for one, edge in zip(placed, edges, strict=True)))
        for axis in (0, 1)
    ]
    (begins, ends), (over, under) = spans
    aside = (_WIDTH - (ends - begins)) / 2 - begins
    return [(x + aside, y - over + _HEAD) for x, y in placed], under - over + _HEAD


def _circle(one: Circle, middle: Place, radius: float) -> str:
    x, y = middle
    css = "circle own" if one.own else "circle"
    dots = "".join(_dots(one.size, middle, radius)) if one.size <= _DOTS_MOST else ""
    return (
        f'<g><title>{escape(one.label)}</title><circle class="{css}" cx="{number(x)}" cy="{number(y)}" '
        f'r="{number(radius)}"/>{dots}<text class="nl over" x="{number(x)}" y="{number(y - radius - 8)}" '
        f'text-anchor="middle"><tspan class="n">{escape(one.label)}</tspan></text></g>'
    )


def _dots(size: int, middle: Place, radius: float) -> list[str]:
    wide = min(4.5, 0.62 * radius / sqrt(size))
    return [
        f'<circle class="dot" cx="{number(middle[0] + far * cos(at * _TURN))}" '
        f'cy="{number(middle[1] + far * sin(at * _TURN))}" r="{number(wide)}"/>'
        for at in range(size) for far in [(radius - wide - 3) * sqrt((at + 0.5) / size)]
    ]


def _me(place: Place, you: str) -> str:
    x, y = place
    corners = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in ((0, -9), (9, 0), (0, 9), (-9, 0)))
    start = x < _WIDTH - 60
    return (
        f'<g><title>{escape(you)}</title><polygon class="me" points="{corners}"/>'
        f'<text class="nl over" x="{number(x + 13 if start else x - 13)}" y="{number(y + 5)}" '
        f'text-anchor="{"start" if start else "end"}"><tspan class="n">{escape(you)}</tspan></text></g>'
    )
