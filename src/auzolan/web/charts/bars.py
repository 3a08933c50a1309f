"""The small pictures: of each euro who gets how much, what was planned beside what was paid, how a figure moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from auzolan.web.charts.numbers import hatch, hue, number, picture

_WIDTH: Final = 320.0
_SLIT: Final = 2.0
_THINNEST: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One receiver's piece of a price: who, in which colour, how much of it, and that amount written for the reader.

    kind: one of `numbers.KINDS`; "unknown" is drawn hatched, because what is not known is shown and not hidden.
    """

    label: str
    kind: str
    value: int
    amount: str


def price_bar(
    parts: Sequence[Part],
    *,
    title: str,
    desc: str,
    planned: Sequence[Part] = (),
    paid_label: str = "",
    planned_label: str = "",
    thin: bool = False,
    uid: str = "price",
) -> SafeString:
    """Draws one bar in pieces; with `planned`, a second, paler bar under it at the same scale.

    The two bars are drawn to one scale, so a plan that was not reached is a shorter bar. Where there is nothing to
    draw the text is empty, and the page says so in words. thin: a low bar for a row of a list.
    """
    bars = [(label, row) for label, row in ((paid_label, parts), (planned_label, planned)) if _total(row)]
    if not bars:
        return SafeString("")
    high = 12.0 if thin else 28.0
    scale = _WIDTH / max(_total(row) for _, row in bars)
    shapes: list[str] = []
    y = 0.0
    for index, (label, row) in enumerate(bars):
        if label:
            shapes.append(f'<text class="nv" x="0" y="{number(y + 13)}">{escape(label)}</text>')
            y += 19
        css = "seg planned" if index and planned else "seg"
        shapes.append(_row(row, scale, y=y, high=high, css=css, uid=uid))
        y += high + 10
    return picture(
        "".join(shapes), uid=uid, css="pricebar", width=_WIDTH, height=y - 10, title=title, desc=desc, defs=hatch(uid)
    )


def _total(parts: Sequence[Part]) -> int:
    for part in parts:
        if part.value < 0:
            raise ValueError(f"{part.label!r} cannot be drawn as a piece of a price: it is {part.value}")
    return sum(part.value for part in parts)


def _row(parts: Sequence[Part], scale: float, *, y: float, high: float, css: str, uid: str) -> str:
    """Pieces side by side with a slit between; a piece too small to see is drawn as thin as can be seen."""
    shown = [part for part in parts if part.value > 0]
    wide = [max(part.value * scale - _SLIT, _THINNEST) for part in shown]
    whole = sum(part.value for part in shown) * scale
    squeeze = (whole - _SLIT * (len(shown) - 1)) / sum(wide)
    x, text = 0.0, ""
    for part, width in zip(shown, wide, strict=True):
        unknown = part.kind == "unknown"
        fill = f' fill="url(#{uid}-hatch)"' if unknown else ""
        classes = f"{css} {hue(part.kind)}{' hatched' if unknown else ''}"
        text += (
            f'<rect class="{classes}"{fill} x="{number(x)}" y="{number(y)}" '
            f'width="{number(width * squeeze)}" height="{number(high)}">'
            f"<title>{escape(part.label)}: {escape(part.amount)}</title></rect>"
        )
        x += width * squeeze + _SLIT
    return text


def sparkline(
    values: Sequence[int], *, title: str, desc: str, uid: str, warn: bool = False, width: float = 76.0
) -> SafeString:
    """Draws how a figure moved, oldest first, with a dot on the newest. Fewer than two figures make no line.

    The line shows the shape only; the figures stand beside it and in the table under it.
    """
    if len(values) < 2:
        return SafeString("")
    high, low, top = 22.0, min(values), max(values)
    span = max(top - low, 1)
    step = (width - 8) / (len(values) - 1)
    rest = high / 2 if top == low else high - 4
    points = [(4 + index * step, rest - (value - low) * (high - 8) / span) for index, value in enumerate(values)]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    x, y = points[-1]
    body = f'<polyline points="{line}"/><circle cx="{number(x)}" cy="{number(y)}" r="2.6"/>'
    css = "spark warn" if warn else "spark"
    return picture(body, uid=uid, css=css, width=width, height=high, title=title, desc=desc)


def meter(value: int, whole: int, *, mark: int | None = None, title: str, desc: str, uid: str) -> SafeString:
    """Draws how far something has come, with a stroke where it must get to: who voted, and the quorum.

    Values beyond the whole fill the bar and no more. Where the whole is nothing, the text is empty.
    """
    if whole <= 0:
        return SafeString("")
    filled = _WIDTH * min(max(value, 0), whole) / whole
    body = f'<rect class="track" x="0" y="4" width="{number(_WIDTH)}" height="8" rx="4"/>'
    body += f'<rect class="filled" x="0" y="4" width="{number(filled)}" height="8" rx="4"/>'
    if mark is not None:
        at = 1 + (_WIDTH - 2) * min(max(mark, 0), whole) / whole
        body += f'<path class="goal" d="M{number(at)},0V16"/>'
    return picture(body, uid=uid, css="meter", width=_WIDTH, height=16, title=title, desc=desc)
