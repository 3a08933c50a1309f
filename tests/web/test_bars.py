"""The small pictures: pieces add up to the whole, the unknown is hatched, and nothing is drawn of nothing."""

from xml.etree import ElementTree

import pytest

from auzolan.web.charts.bars import Part, meter, price_bar, sparkline
from auzolan.web.charts.numbers import KINDS, hue, number
from auzolan.web.charts.tables import Cell, Column, Row, Table

SVG = "{http://www.w3.org/2000/svg}"
SAID = {"title": "Of each euro", "desc": "growers 0.60, unknown 0.40"}
GROWERS = Part(label="Growers", kind="growers", value=60, amount="0.60")
UNKNOWN = Part(label="Nobody says", kind="unknown", value=40, amount="0.40")


def rects(text: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter(f"{SVG}rect"))


def test_the_pieces_of_a_price_share_the_bar_as_their_amounts_do() -> None:
    first, second = rects(price_bar([GROWERS, UNKNOWN], **SAID))
    wide = [float(rect.get("width", "")) for rect in (first, second)]
    assert sum(wide) + 2 == pytest.approx(320, abs=0.2)
    assert wide[0] / wide[1] == pytest.approx(1.5, abs=0.03)
    assert first.findtext(f"{SVG}title") == "Growers: 0.60"


def test_what_nobody_knows_is_hatched_and_the_rest_is_not() -> None:
    first, second = rects(price_bar([GROWERS, UNKNOWN], **SAID))
    assert first.get("fill") is None
    assert second.get("fill") == "url(#price-hatch)"


def test_a_plan_stands_under_what_was_paid_at_the_same_scale() -> None:
    half = Part(label="Growers", kind="growers", value=50, amount="0.50")
    text = price_bar([GROWERS, UNKNOWN], planned=[half], paid_label="paid", planned_label="planned", **SAID)
    *paid, planned = rects(text)
    assert "planned" in str(planned.get("class"))
    assert float(planned.get("width", "")) == pytest.approx(160, abs=0.2)
    assert float(planned.get("y", "")) > float(paid[0].get("y", "")) + 28


def test_a_thousand_tiny_pieces_still_fit_the_bar() -> None:
    dust = [Part(label="x", kind="work", value=1, amount="0.01") for _ in range(40)]
    *_, last = rects(price_bar([Part(label="y", kind="growers", value=10**9, amount="many"), *dust], **SAID))
    assert float(last.get("x", "")) + float(last.get("width", "")) <= 320.2


def test_of_nothing_no_picture_is_drawn() -> None:
    assert price_bar([], **SAID) == ""
    assert sparkline([4], title="Voice", desc="one figure", uid="v") == ""
    assert meter(1, 0, title="Turnout", desc="nobody may vote", uid="m") == ""


def test_a_piece_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        price_bar([Part(label="Growers", kind="growers", value=-1, amount="-0.01")], **SAID)


def test_a_trend_rises_when_the_figures_rise() -> None:
    line = ElementTree.fromstring(sparkline([1, 5, 9], title="Voice", desc="rises", uid="v")).find(f"{SVG}polyline")
    assert line is not None
    heights = [float(point.split(",")[1]) for point in str(line.get("points")).split()]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_a_meter_shows_how_far_and_where_to() -> None:
    svg = ElementTree.fromstring(meter(7, 14, mark=14, title="Turnout", desc="7 of 14", uid="m"))
    assert [rect.get("width") for rect in svg.iter(f"{SVG}rect")] == ["320", "160"]
    goal = svg.find(f"{SVG}path")
    assert goal is not None
    assert str(goal.get("d")).startswith("M319,")


def test_every_picture_has_a_role_a_title_and_a_description() -> None:
    for text in (
        price_bar([GROWERS], **SAID),
        sparkline([1, 2], title="Voice", desc="rises", uid="v"),
        meter(1, 2, title="Turnout", desc="1 of 2", uid="m"),
    ):
        svg = ElementTree.fromstring(text)
        assert svg.get("role") == "img"
        ids = {part.get("id") for part in svg if part.tag in (f"{SVG}title", f"{SVG}desc")}
        assert set(str(svg.get("aria-labelledby")).split()) == ids


def test_a_kind_without_a_colour_is_refused_and_no_two_kinds_share_one() -> None:
    assert len(set(KINDS.values())) == len(KINDS)
    with pytest.raises(ValueError, match="no colour"):
        hue("somebody")


def test_positions_are_written_plainly() -> None:
    assert [number(value) for value in (1.0, 1.25, -0.01, 12.34)] == ["1", "1.2", "0", "12.3"]


def test_every_cell_of_a_table_knows_its_column() -> None:
    columns = [Column(label="Who"), Column(label="now", num=True), Column(label="then", num=True)]
    few = Row(cells=[Cell(text="Index above 1.6"), Cell(text="too few to show", span=2)])
    full = Row(cells=[Cell(text="You"), Cell(text="1.00"), Cell(text="2.00")], mark="mine", depth=9)
    table = Table(caption="Portions", columns=columns, rows=[few, full])
    assert [[column.label for _, column in pairs] for _, pairs in table.lines] == [
        ["Who", "now"],
        ["Who", "now", "then"],
    ]
    assert full.depth_class == "d5"
    with pytest.raises(ValueError, match="fills 1 columns of 3"):
        Table(caption="Portions", columns=columns, rows=[Row(cells=[Cell(text="You")])])
