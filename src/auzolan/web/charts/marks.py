"""What a flow picture is made of once every place is known: boxes with labels, and bands as outlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from auzolan.web.charts.layout import Stretch
from auzolan.web.charts.numbers import number, text_width, wrap

LABEL_SIZE: Final = 14.5
LINE: Final = 17.0
_BETWEEN: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A label broken into lines, each a name in bold, an amount, or both."""

    lines: Sequence[tuple[str, str]]
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words with their place: the first baseline, which end they hang from, whether they stand on a band."""

    words: Words
    x: float
    y: float
    hangs_from_end: bool = False
    over: bool = False

    def svg(self) -> str:
        """The lines as text of the picture."""
        spans = "".join(
            f'<tspan x="{number(self.x)}" y="{number(self.y + row * LINE)}">{_line(name, amount)}</tspan>'
            for row, (name, amount) in enumerate(self.words.lines)
        )
        side = "end" if self.hangs_from_end else "start"
        return f'<text class="{"nl over" if self.over else "nl"}" text-anchor="{side}">{spans}</text>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A box in the colour of its kind, its label, and the thin line that ties the two where they stand apart."""

    css: str
    x: float
    y: float
    width: float
    height: float
    label: Label
    leader_to: float | None = None

    def svg(self) -> str:
        """The box and the line; labels are drawn later, above everything."""
        box = (
            f'<rect class="node {self.css}" x="{number(self.x)}" y="{number(self.y)}" '
            f'width="{number(self.width)}" height="{number(self.height)}" rx="1.5"/>'
        )
        if self.leader_to is None:
            return box
        x, y = number(self.x + 0.5), number(self.y)
        return f'<path class="leader" d="M{x},{y}V{number(self.leader_to)}"/>{box}'


def _line(name: str, amount: str) -> str:
    parts = [f'<tspan class="{css}">{escape(text)}</tspan>' for css, text in (("n", name), ("v", amount)) if text]
    return "&#160;&#160;".join(parts)


def words(name: str, amount: str, room: float, *, one_line: bool) -> Words:
    """Breaks a name to the room there is, the amount after it: on the same line where asked and possible, or below."""
    lines = [(line, "") for line in wrap(name, room, LABEL_SIZE)]
    if amount:
        joined = f"{lines[-1][0]}   {amount}" if lines else amount
        if one_line and lines and text_width(joined, LABEL_SIZE) <= room:
            lines[-1] = (lines[-1][0], amount)
        else:
            lines.append(("", amount))
    width = max((text_width(f"{first}   {second}".strip(), LABEL_SIZE) for first, second in lines), default=0.0)
    return Words(lines=lines, width=width)


def stairs(starts: Sequence[float], labels: Sequence[Words]) -> list[float]:
    """Tells how far from its box each label stands, so that no label meets another, or the line of another.

    Labels hang to the right of where their box starts. The last stands nearest; each one before it stands clear of
    every box that begins within its own width.
    """
    offsets = [0.0] * len(labels)
    for index in range(len(labels) - 2, -1, -1):
        reach = starts[index] + labels[index].width + 8
        offsets[index] = max(
            (
                offsets[later] + labels[later].height + _BETWEEN
                for later in range(index + 1, len(labels))
                if starts[later] < reach
            ),
            default=0.0,
        )
    return offsets


def ribbon(stretches: Sequence[Stretch], sides: Sequence[tuple[float, float]], *, down: bool) -> str:
    """The outline of a band. sides: where each layer begins and ends along the flow."""
    near: list[tuple[float, float]] = []
    for stretch in stretches:
        near.append((sides[stretch.layer_from][1], stretch.start_from))
        near.append((sides[stretch.layer_to][0], stretch.start_to))
    size = max(stretches[0].size, 1.0)
    far = [(along, across + size) for along, across in reversed(near)]
    return f"M{_edge(near, down=down)}L{_edge(far, down=down)}Z"


def _edge(points: Sequence[tuple[float, float]], *, down: bool) -> str:
    """A line that bends between two layers and runs straight past a box: points come in such pairs."""
    text = _point(points[0], down=down)
    for index, (before, after) in enumerate(pairwise(points)):
        if index % 2:
            text += f"L{_point(after, down=down)}"
            continue
        middle = (before[0] + after[0]) / 2
        bends = (_point((middle, before[1]), down=down), _point((middle, after[1]), down=down))
        text += f"C{bends[0]} {bends[1]} {_point(after, down=down)}"
    return text


def _point(point: tuple[float, float], *, down: bool) -> str:
    along, across = point
    return f"{number(across)},{number(along)}" if down else f"{number(along)},{number(across)}"
