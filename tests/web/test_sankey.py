"""The flow picture: nothing overlaps, nothing is cut, every band can be followed."""

import re
from html.parser import HTMLParser
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from auzolan.web.charts.layout import Edge, layers_of, place
from auzolan.web.charts.marks import stairs, words
from auzolan.web.charts.numbers import text_width, wrap
from auzolan.web.charts.sankey import Link, Node, sankey

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"title": "Where the money went", "desc": "From buyers to growers.", "unit_label": "in euros"}
ORIENTATIONS = ("across", "down")


def fan(count: int, *, name: str = "Growers of the long valley", base: int = 7) -> tuple[list[Node], list[Link]]:
    """A house that gives to many, in amounts from one to millions."""
    nodes = [Node(key="house", label="The co-op", kind="house", amount="9.00")]
    nodes += [
        Node(key=f"g{i}", label=f"{name} {i}", kind="growers", amount=f"{base ** (i % 9)}.00") for i in range(count)
    ]
    links = [
        Link(source="house", target=f"g{i}", value=base ** (i % 9), label=f"to {i}", href=f"/entries/{i}")
        for i in range(count)
    ]
    return nodes, links


def drawn(orientation: str, nodes: list[Node], links: list[Link]) -> ElementTree.Element:
    across = orientation == "across"
    return ElementTree.fromstring(sankey(nodes, links, orientation="across" if across else "down", **WORDS))


def boxes_of(svg: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    return [
        (x, y, x + float(rect.get("width", "")), y + float(rect.get("height", "")))
        for rect in svg.iter(f"{SVG}rect")
        for x, y in [(float(rect.get("x", "")), float(rect.get("y", "")))]
    ]


def label_boxes(svg: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """The room each label takes, by the same generous widths the layout reckons with."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        if not str(text.get("class")).startswith("nl"):
            continue
        lines = [line for line in text if line.get("x")]
        wide = max(text_width("".join(line.itertext()).strip(), 14.5) for line in lines)
        x, first, last = (float(lines[0].get("x", "")), float(lines[0].get("y", "")), float(lines[-1].get("y", "")))
        start = x - wide if text.get("text-anchor") == "end" else x
        found.append((start, first - 11, start + wide, last + 3))
    return found


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    slack = 0.2  # positions are written with one decimal
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("count", [1, 11, 29])
def test_no_box_and_no_label_meets_another(orientation: str, count: int) -> None:
    svg = drawn(orientation, *fan(count))
    boxes, labels = boxes_of(svg), label_boxes(svg)
    assert len(boxes) == len(labels) == count + 1
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    assert not [pair for pair in combinations(labels, 2) if meet(*pair)]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_everything_stays_on_the_picture(orientation: str) -> None:
    svg = drawn(orientation, *fan(29, name="Cooperativa Agraria Cafetalera de la Selva Central y de Alto Mayo"))
    _, _, width, height = (float(part) for part in str(svg.get("viewBox")).split())
    for left, top, right, bottom in boxes_of(svg) + label_boxes(svg):
        assert left >= -0.1
        assert top >= -0.1
        assert right <= width + 0.1
        assert bottom <= height + 0.1


def test_lines_to_labels_cross_no_label() -> None:
    svg = drawn("down", *fan(29))
    labels = label_boxes(svg)
    for leader in svg.iter(f"{SVG}path"):
        if leader.get("class") != "leader":
            continue
        x, y, end = (float(part) for part in re.findall(r"-?[\d.]+", str(leader.get("d"))))
        line = (x - 0.5, min(y, end), x + 0.5, max(y, end))
        assert not [label for label in labels if meet(line, label)]


def test_a_tiny_amount_beside_a_huge_one_can_still_be_seen() -> None:
    nodes, links = fan(2, base=10_000_000)
    for orientation in ORIENTATIONS:
        sizes = [
            min(right - left, bottom - top) for left, top, right, bottom in boxes_of(drawn(orientation, nodes, links))
        ]
        assert min(sizes) >= 1.9


def test_bands_are_as_broad_as_their_amounts() -> None:
    edges = [Edge(source="a", target="b", value=300), Edge(source="a", target="c", value=100)]
    layer = layers_of(edges, {})
    found = place(edges, layer, needs={}, gap=10, scale=0.5)
    assert [band[0].size for band in found.bands] == [150.0, 50.0]
    assert found.boxes["a"].size == 200.0


def test_a_band_that_passes_a_layer_runs_beside_its_boxes() -> None:
    edges = [
        Edge(source="grower", target="importer", value=100),
        Edge(source="importer", target="house", value=100),
        Edge(source="grower", target="house", value=60),
    ]
    found = place(edges, layers_of(edges, {}), needs={}, gap=10, scale=1.0)
    passing, box = found.bands[2], found.boxes["importer"]
    assert len(passing) == 2
    there = passing[0].start_to
    assert there + passing[0].size <= box.start or there >= box.start + box.size
    assert passing[0].start_to == passing[1].start_from


def test_what_is_fed_by_others_stands_after_them_and_what_ends_stands_last() -> None:
    chain = [Edge(source=a, target=b, value=1) for a, b in pairwise("abcd")]
    assert layers_of([*chain, Edge(source="a", target="tax", value=1)], {}) == {
        "a": 0,
        "b": 1,
        "c": 2,
        "d": 3,
        "tax": 3,
    }
    assert layers_of(chain, {"a": 0, "b": 4})["b"] > layers_of(chain, {"a": 0, "b": 4})["a"]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_circle_is_drawn_and_has_a_beginning(orientation: str) -> None:
    nodes = [Node(key=key, label=key, kind="house") for key in "abc"]
    links = [Link(source=a, target=b, value=5, label=f"{a} to {b}") for a, b in ("ab", "bc", "ca")]
    assert layers_of([Edge(source=a, target=b, value=5) for a, b in ("ab", "bc", "ca")], {})["a"] == 0
    assert (
        len([path for path in drawn(orientation, nodes, links).iter(f"{SVG}path") if "band" in str(path.get("class"))])
        == 3
    )


def test_every_band_is_a_link_with_a_name_outside_the_image() -> None:
    svg = drawn("across", *fan(3))
    links = list(svg.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["/entries/0", "/entries/1", "/entries/2"]
    assert [link.findtext(f"{SVG}title") for link in links] == ["to 0", "to 1", "to 2"]
    image = next(part for part in svg.iter() if part.get("role") == "img")
    assert not list(image.iter(f"{SVG}a"))
    named = {part.get("id") for part in svg.iter() if part.tag in (f"{SVG}title", f"{SVG}desc") and part.get("id")}
    assert set(str(image.get("aria-labelledby")).split()) == named


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_names_cannot_bring_their_own_markup() -> None:
    nodes = [Node(key="a", label='<script>x</script>"', kind="growers"), Node(key="b", label="B & C", kind="house")]
    link = Link(source="a", target="b", value=1, label='"><img src=x>', href='/"><script>')
    tags = Tags()
    tags.feed(sankey(nodes, [link], **WORDS))
    assert not {"script", "img"} & set(tags.seen)
    with pytest.raises(ValueError, match="links to pages only"):
        sankey(nodes, [Link(source="a", target="b", value=1, label="x", href="javascript:alert(1)")], **WORDS)


def test_unpaid_work_and_the_unknown_differ_by_more_than_colour() -> None:
    nodes, _ = fan(2)
    styled = [
        Link(source="house", target="g0", value=5, label="unpaid", style="unpaid"),
        Link(source="house", target="g1", value=5, label="unknown", style="unknown"),
    ]
    text = sankey(nodes, styled, **WORDS)
    assert 'class="band unpaid' in text
    assert 'fill="url(#flow-across-hatch)"' in text
    assert 'id="flow-across-hatch"' in text


def test_where_nothing_flowed_there_is_no_picture() -> None:
    nodes, _ = fan(1)
    assert sankey(nodes, [], **WORDS) == ""
    assert sankey(nodes, [Link(source="house", target="g0", value=0, label="nothing")], **WORDS) == ""


@pytest.mark.parametrize(
    ("link", "says"),
    [
        (Link(source="house", target="nobody", value=1, label="x"), "not among the nodes"),
        (Link(source="house", target="house", value=1, label="x"), "to itself"),
        (Link(source="house", target="g0", value=-1, label="x"), "turn it round"),
    ],
)
def test_a_band_that_makes_no_sense_is_refused(link: Link, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        sankey(fan(1)[0], [link], **WORDS)


def test_long_labels_break_into_lines_that_fit() -> None:
    lines = wrap("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk und andere", 90, 14.5)
    assert len(lines) == 3
    assert all(text_width(line, 14.5) <= 90 for line in lines)
    assert lines[-1].endswith("…")
    assert wrap("Own shop", 200, 14.5) == ("Own shop",)


def test_labels_that_have_room_stand_side_by_side() -> None:
    short = words("Us", "", 100, one_line=True)
    assert stairs([0, 100, 200], [short, short, short]) == [0, 0, 0]
    assert stairs([0, 5], [short, short])[0] > 0
