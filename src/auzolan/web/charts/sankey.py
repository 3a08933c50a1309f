"""The flow picture: who gives, who gets, and how much, as bands between boxes, each band a link to its entries.

It is drawn twice: across for a wide page, down for a phone. The page holds both and the stylesheet shows one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal, NamedTuple

from django.utils.safestring import SafeString

from auzolan.web.charts.layout import Edge, layers_of, place
from auzolan.web.charts.marks import LINE, Label, Mark, ribbon, stairs, words
from auzolan.web.charts.numbers import anchor, hatch, hue, number, picture

_ACROSS_WIDTH: Final = 1104.0
_ACROSS_HEIGHT: Final = 320.0
_MARGIN_FIRST: Final = 176.0
_MARGIN_LAST: Final = 196.0
_DOWN_WIDTH: Final = 328.0
_DOWN_ROOM: Final = 212.0
_DOWN_GAP: Final = 84.0
_THICK: Final = 12.0
_UNIT_LINE: Final = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Someone who gives or gets: a group of buyers, the growers, our own house.

    kind: one of `numbers.KINDS`, which gives the colour. amount: what passes through, already written for the reader.
    column: which layer it stands in, from 0; without it the layer follows from the bands.
    """

    key: str
    label: str
    kind: str
    column: int | None = None
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What went from one to the other. `value` decides how broad the band is and is never negative.

    label: the whole sentence, amount and unit included, read aloud and shown when pointed at. href: the entries behind.
    style: "paid"; "unpaid" for work nobody was paid for, drawn with a broken edge; "unknown", drawn hatched.
    """

    source: str
    target: str
    value: int
    label: str
    href: str = ""
    style: Literal["paid", "unpaid", "unknown"] = "paid"


def sankey(
    nodes: Iterable[Node],
    links: Iterable[Link],
    *,
    title: str,
    desc: str,
    unit_label: str,
    orientation: Literal["across", "down"] = "across",
    uid: str = "flow",
) -> SafeString:
    """Draws a flow picture as inline SVG. Where nothing flowed it is empty, and the page says so in words.

    Bands of nothing and nodes no band touches are not drawn. uid tells the pictures of one page apart. Raises
    ValueError for a negative value, a band to itself, or a band to a node that is not there.
    """
    by_key = {node.key: node for node in nodes}
    drawn = [link for link in links if _is_drawn(link, by_key)]
    if not drawn:
        return SafeString("")
    edges = [Edge(source=link.source, target=link.target, value=link.value) for link in drawn]
    layer = _layers(by_key, edges)
    own = f"{uid}-{orientation}"
    draw = _across if orientation == "across" else _down
    width, height, marks, bands = draw(by_key, edges, layer)
    ribbons = "".join(
        anchor(link.href, link.label, _band(link, by_key, path, own)) for link, path in zip(drawn, bands, strict=True)
    )
    shapes = [mark.svg() for mark in marks] + [mark.label.svg() for mark in marks]
    at = f'x="{number(width)}" y="{number(height + 15)}" text-anchor="end"'
    return picture(
        "".join(shapes) + f'<text class="unit" {at}>{escape(unit_label)}</text>',
        uid=own,
        css=f"sankey {orientation}",
        width=width,
        height=height + _UNIT_LINE,
        title=title,
        desc=desc,
        links=ribbons,
        defs=hatch(own),
    )


def _layers(by_key: Mapping[str, Node], edges: Sequence[Edge]) -> dict[str, int]:
    """The layer of each node a band touches, in the order the nodes were given."""
    found = layers_of(edges, {key: node.column for key, node in by_key.items() if node.column is not None})
    return {key: found[key] for key in by_key if key in found}


def _is_drawn(link: Link, by_key: Mapping[str, Node]) -> bool:
    for key in (link.source, link.target):
        if key not in by_key:
            raise ValueError(f"the band {link.label!r} leads to {key!r}, which is not among the nodes")
    if link.source == link.target:
        raise ValueError(f"the band {link.label!r} leads from {link.source!r} to itself")
    if link.value < 0:
        raise ValueError(f"the band {link.label!r} has the value {link.value}; turn it round instead")
    return link.value > 0


class _Drawing(NamedTuple):
    width: float
    height: float
    marks: Sequence[Mark]
    bands: Sequence[str]


def _band(link: Link, by_key: Mapping[str, Node], path: str, uid: str) -> str:
    """A band has the colour of who receives; into our own house, of who gives."""
    receiver = by_key[link.target].kind
    kind = by_key[link.source].kind if receiver == "house" else receiver
    fill = f' fill="url(#{uid}-hatch)"' if link.style == "unknown" else ""
    return f'<path class="band {link.style} {hue(kind)}"{fill} d="{path}"/>'


def _across(by_key: Mapping[str, Node], edges: Sequence[Edge], layer: Mapping[str, int]) -> _Drawing:
    last = max(layer.values())
    step = (_ACROSS_WIDTH - _MARGIN_FIRST - _MARGIN_LAST - _THICK) / max(last, 1)
    room = dict.fromkeys(range(last), step - _THICK - 28) | {0: _MARGIN_FIRST - 10, last: _MARGIN_LAST - 10}
    label = {key: words(by_key[key].label, by_key[key].amount, room[at], one_line=False) for key, at in layer.items()}
    found = place(
        edges,
        layer,
        needs={key: text.height + 4 for key, text in label.items()},
        gap=10.0,
        scale=_ACROSS_HEIGHT / _broadest(edges, layer),
    )
    sides = [(_MARGIN_FIRST + at * step, _MARGIN_FIRST + at * step + _THICK) for at in range(found.layers)]
    marks = []
    for key, box in found.boxes.items():
        first = box.layer == 0
        placed = Label(
            words=label[key],
            x=sides[box.layer][0] - 8 if first else sides[box.layer][1] + 8,
            y=box.start + (box.size - label[key].height) / 2 + 13,
            hangs_from_end=first,
            over=0 < box.layer < last,
        )
        x = sides[box.layer][0]
        marks.append(Mark(css=hue(by_key[key].kind), x=x, y=box.start, width=_THICK, height=box.size, label=placed))
    bands = [ribbon(stretches, sides, down=False) for stretches in found.bands]
    return _Drawing(_ACROSS_WIDTH, found.extent, marks, bands)


def _broadest(edges: Sequence[Edge], layer: Mapping[str, int]) -> int:
    """The most that passes between two neighbouring layers, bands that run back included."""
    last = max(layer.values())
    return max(
        sum(edge.value for edge in edges if min(ends := (layer[edge.source], layer[edge.target])) <= at < max(ends))
        or 1
        for at in range(max(last, 1))
    )


def _down(by_key: Mapping[str, Node], edges: Sequence[Edge], layer: Mapping[str, int]) -> _Drawing:
    found = place(edges, layer, needs={}, gap=9.0, room=_DOWN_ROOM)
    rows = [
        sorted((key for key in layer if layer[key] == at), key=lambda key: found.boxes[key].start)
        for at in range(found.layers)
    ]
    sides: list[tuple[float, float]] = []
    marks: list[Mark] = []
    at_y = 0.0
    for index, row in enumerate(rows):
        starts = [found.boxes[key].start for key in row]
        texts = [
            words(by_key[key].label, by_key[key].amount, _DOWN_WIDTH - start - 10, one_line=True)
            for key, start in zip(row, starts, strict=True)
        ]
        offsets = stairs(starts, texts)
        block = max((offset + text.height for offset, text in zip(offsets, texts, strict=True)), default=0.0) + 8
        top = at_y + block if index == 0 else at_y
        sides.append((top, top + _THICK))
        for key, start, text, offset in zip(row, starts, texts, offsets, strict=True):
            y = top - 6 - offset - text.height + 13 if index == 0 else top + _THICK + 6 + offset + 13
            placed = Label(words=text, x=start + 7, y=y, over=0 < index < len(rows) - 1)
            leader = y - 11 if index == 0 else y + text.height - LINE + 2
            box = found.boxes[key]
            marks.append(
                Mark(
                    css=hue(by_key[key].kind),
                    x=start,
                    y=top,
                    width=box.size,
                    height=_THICK,
                    label=placed,
                    leader_to=leader,
                )
            )
        at_y = top + _THICK + (_DOWN_GAP if index == 0 else block + _DOWN_GAP if index < len(rows) - 1 else block)
    bands = [ribbon(stretches, sides, down=True) for stretches in found.bands]
    return _Drawing(_DOWN_WIDTH, at_y, marks, bands)
