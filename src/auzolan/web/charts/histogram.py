"""The picture of how many people something moves, and by how much: columns side by side, nothing in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from auzolan.web.charts.numbers import hatch, number, picture

_WIDTH: Final = 360.0
_HIGH: Final = 120.0
_FOOT: Final = 22.0
_HEAD: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """One column. label: under it; count: how many, None where too few to be shown; side: "less", "same" or "more";
    says: the whole sentence."""

    label: str
    count: int | None
    side: str
    says: str


def histogram(piles: Sequence[Pile], *, title: str, desc: str, uid: str) -> SafeString:
    """Draws the columns to one scale; what may not be shown is a low hatched one. Nothing to draw is an empty text."""
    if not piles:
        return SafeString("")
    most = max((one.count or 0 for one in piles), default=0) or 1
    wide = _WIDTH / len(piles)
    shapes = []
    for place, one in enumerate(piles):
        high = 8.0 if one.count is None else _HIGH * one.count / most
        left, top = place * wide + 2, _HEAD + _HIGH - high
        fill = f' fill="url(#{uid}-hatch)"' if one.count is None else ""
        count = "" if one.count is None else str(one.count)
        middle = number(left + (wide - 4) / 2)
        shapes.append(
            f'<g><title>{escape(one.says)}</title><rect class="pile {escape(one.side)}" x="{number(left)}" '
            f'y="{number(top)}" width="{number(wide - 4)}" height="{number(max(high, 1))}"{fill}/>'
            f'<text class="pile-n" x="{middle}" y="{number(top - 5)}" text-anchor="middle">{escape(count)}</text>'
            f'<text class="pile-n" x="{middle}" y="{number(_HEAD + _HIGH + 16)}" text-anchor="middle">'
            f"{escape(one.label)}</text></g>"
        )
    return picture(
        "".join(shapes), uid=uid, css="histogram", width=_WIDTH, height=_HEAD + _HIGH + _FOOT, title=title, desc=desc,
        defs=hatch(uid),
    )
