"""How a figure of the tree is written: exact where that can be read, shortened and said so where it cannot."""

from fractions import Fraction

import pytest

from auzolan.values.figure import Figure
from auzolan.views.why_page import reason


@pytest.mark.parametrize(
    ("value", "unit", "places", "written", "shown_unit", "exact"),
    [
        (Fraction(65_968_600, 10_000), "EUR", 2, "6596.86", "EUR", ""),
        (Fraction(1351560, 26406511), "", None, "5.1183 %", "", "1351560/26406511"),
        (Fraction(2, 3), "", None, "66.6667 %", "", "2/3"),
        (Fraction(-1, 3), "", None, "-33.3333 %", "", "-1/3"),
        (Fraction(10, 3), "h", None, "3.3333", "h", "10/3"),
        (Fraction(1, 3), "h", None, "0.3333", "h", "1/3"),
        (Fraction(7, 3), "", None, "2.3333", "", "7/3"),
        (Fraction(1, 2), "", None, "0.5", "", ""),
        (True, "", None, "yes", "", ""),
        (None, "h", None, "unknown", "h", ""),
        ("worker", "", None, "worker", "", ""),
    ],
)
def test_a_figure_is_written_as_people_read_it(value, unit, places, written, shown_unit, exact) -> None:
    one = reason(Figure(label="x", value=value, unit=unit, places=places))
    assert (one.value, one.unit, one.exact) == (written, shown_unit, exact)


def test_the_tree_keeps_its_order_its_notes_and_its_entries() -> None:
    parts = tuple(Figure(label=label, value=Fraction(1), entries=(seq,)) for label, seq in (("b", 9), ("a", 3)))
    one = reason(Figure(label="whole", value=Fraction(2), because=parts, note="rounded"))
    assert [(part.label, part.entries) for part in one.because] == [("b", (9,)), ("a", (3,))]
    assert one.note == "rounded"
