"""Where each box and band of a flow picture stands, whichever way the flow runs.

Positions are along one line per layer: `start` and `size` are read as heights when the flow runs across and as widths
when it runs down. A band that passes a layer without stopping gets a place of its own there, so that it never runs
underneath a box.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

THINNEST: Final = 2.0
_SWEEPS: Final = 4

Station = tuple[str, int]  # the key of a node with -1, or "" with the number of the link that passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A band before it is drawn: from where, to where, how much."""

    source: str
    target: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The place of one node, or of a band passing by: its layer, where it starts along it, how much it takes."""

    layer: int
    start: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One piece of a band between two neighbouring layers."""

    layer_from: int
    start_from: float
    layer_to: int
    start_to: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All places of a picture: the boxes by node, the stretches of each band in the order of the bands, the extent."""

    boxes: Mapping[str, Box]
    bands: Sequence[Sequence[Stretch]]
    layers: int
    extent: float


def layers_of(edges: Sequence[Edge], fixed: Mapping[str, int]) -> dict[str, int]:
    """Puts each node one layer after the last that feeds it; where nothing leaves, in the last layer of all.

    A band that closes a circle is left out of the count, so a circle has a beginning: the node named first.
    """
    forward = _without_circles(edges)
    keys = list(dict.fromkeys(key for edge in edges for key in (edge.source, edge.target)))
    layer = {key: fixed.get(key, 0) for key in keys}
    for _ in keys:
        for edge in forward:
            if edge.target not in fixed:
                layer[edge.target] = max(layer[edge.target], layer[edge.source] + 1)
    last = max(layer.values())
    leaving = {edge.source for edge in forward}
    for key in keys:
        if key not in leaving and key not in fixed:
            layer[key] = last
    rank = {old: new for new, old in enumerate(sorted(set(layer.values())))}
    return {key: rank[old] for key, old in layer.items()}


def _without_circles(edges: Sequence[Edge]) -> list[Edge]:
    kept: list[Edge] = []
    onward: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if not _reaches(onward, edge.target, edge.source):
            kept.append(edge)
            onward[edge.source].add(edge.target)
    return kept


def _reaches(onward: Mapping[str, set[str]], here: str, there: str) -> bool:
    seen, waiting = {here}, [here]
    while waiting:
        at = waiting.pop()
        if at == there:
            return True
        new = onward.get(at, set()) - seen
        seen |= new
        waiting.extend(new)
    return False


def place(
    edges: Sequence[Edge],
    layer: Mapping[str, int],
    *,
    needs: Mapping[str, float],
    gap: float,
    scale: float | None = None,
    room: float | None = None,
) -> Layout:
    """Finds a place for every box and band so that no two boxes of a layer touch.

    needs: how much room the label of a node wants along the layer. Give either `scale`, the size of one unit of value,
    and the picture grows as it must; or `room`, the extent to fill, and the scale follows.
    """
    paths = [_path(number, edge, layer) for number, edge in enumerate(edges)]
    value = _values(edges, paths)
    rows = _ordered(paths, layer)
    if room is not None:
        widest = max(len(row) for row in rows)
        gap = min(gap, 0.35 * room / max(widest - 1, 1))
        scale = min(_fit(row, value, room, gap) for row in rows)
    unit = 1.0 if scale is None else scale
    size = {station: max(amount * unit, THINNEST) for station, amount in value.items()}
    slot = {station: max(size[station], needs.get(station[0], 0.0) if station[1] < 0 else 0.0) for station in size}
    totals = [sum(slot[station] for station in row) + gap * (len(row) - 1) for row in rows]
    extent = max(totals) if room is None else room
    starts: dict[Station, float] = {}
    for row, total in zip(rows, totals, strict=True):
        at = (extent - total) / 2
        for station in row:
            starts[station] = at + (slot[station] - size[station]) / 2
            at += slot[station] + gap
    boxes = {key: Box(layer=layer[key], start=starts[key, -1], size=size[key, -1]) for key in layer}
    bands = _stretches(edges, paths, layer, starts, unit)
    return Layout(boxes=boxes, bands=bands, layers=len(rows), extent=extent)


def _path(number: int, edge: Edge, layer: Mapping[str, int]) -> list[tuple[Station, int]]:
    first, last = layer[edge.source], layer[edge.target]
    passed: list[tuple[Station, int]] = [((f"·{at}", number), at) for at in range(first + 1, last)]
    return [((edge.source, -1), first), *passed, ((edge.target, -1), last)]


def _values(edges: Sequence[Edge], paths: Sequence[Sequence[tuple[Station, int]]]) -> dict[Station, int]:
    inward: dict[Station, int] = defaultdict(int)
    outward: dict[Station, int] = defaultdict(int)
    for edge, path in zip(edges, paths, strict=True):
        for (here, _), (there, _) in pairwise(path):
            outward[here] += edge.value
            inward[there] += edge.value
    return {station: max(inward[station], outward[station]) for station in {**outward, **inward}}


def _ordered(paths: Sequence[Sequence[tuple[Station, int]]], layer: Mapping[str, int]) -> list[list[Station]]:
    """Orders each layer so that bands cross little: a few sweeps to the middle of what each station is tied to."""
    found: dict[Station, int] = {(key, -1): at for key, at in layer.items()}
    beside: dict[Station, set[Station]] = defaultdict(set)
    for path in paths:
        found.update(dict(path))
        for (here, _), (there, _) in pairwise(path):
            beside[here].add(there)
            beside[there].add(here)
    rows: list[list[Station]] = [[] for _ in range(max(found.values()) + 1)]
    for station, at in found.items():
        rows[at].append(station)
    for sweep in range(_SWEEPS):
        step = 1 if sweep % 2 == 0 else -1
        for at in range(len(rows))[::step]:
            if 0 <= at - step < len(rows):
                _sort_by(rows[at], rows[at - step], beside)
    return rows


def _sort_by(row: list[Station], other: Sequence[Station], beside: Mapping[Station, set[Station]]) -> None:
    share = {station: (index + 0.5) / len(other) for index, station in enumerate(other)}
    own = {station: (index + 0.5) / len(row) for index, station in enumerate(row)}

    def middle(station: Station) -> float:
        tied = [share[near] for near in sorted(beside[station]) if near in share]
        return sum(tied) / len(tied) if tied else own[station]

    row.sort(key=middle)


def _fit(row: Sequence[Station], value: Mapping[Station, int], room: float, gap: float) -> float:
    """The largest scale at which a layer fits, with the thinnest boxes kept visible."""
    free = room - gap * (len(row) - 1)
    scale = free / max(sum(value[station] for station in row), 1)
    for _ in row:
        thick = [station for station in row if value[station] * scale >= THINNEST]
        left = free - THINNEST * (len(row) - len(thick))
        scale = max(left, 0.0) / max(sum(value[station] for station in thick), 1)
    return scale


def _stretches(
    edges: Sequence[Edge],
    paths: Sequence[Sequence[tuple[Station, int]]],
    layer: Mapping[str, int],
    starts: Mapping[Station, float],
    unit: float,
) -> list[list[Stretch]]:
    """Stacks the ends of the bands along each box in the order of where they come from and go to."""
    pieces = [
        (number, part, here, there)
        for number, path in enumerate(paths)
        for part, (here, there) in enumerate(pairwise(path))
    ]
    used_out: dict[Station, float] = defaultdict(float)
    used_in: dict[Station, float] = defaultdict(float)
    at_out: dict[tuple[int, int], float] = {}
    at_in: dict[tuple[int, int], float] = {}
    for number, part, (here, _), _ in sorted(pieces, key=lambda piece: starts[piece[3][0]]):
        at_out[number, part] = starts[here] + used_out[here]
        used_out[here] += edges[number].value * unit
    for number, part, _, (there, _) in sorted(pieces, key=lambda piece: starts[piece[2][0]]):
        at_in[number, part] = starts[there] + used_in[there]
        used_in[there] += edges[number].value * unit
    bands: list[list[Stretch]] = [[] for _ in edges]
    for number, part, (_, layer_from), (_, layer_to) in pieces:
        bands[number].append(
            Stretch(
                layer_from=layer_from,
                start_from=at_out[number, part],
                layer_to=layer_to,
                start_to=at_in[number, part],
                size=edges[number].value * unit,
            )
        )
    return bands
