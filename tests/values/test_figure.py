"""A figure is a number and its reasons, printed exactly."""

from datetime import date
from fractions import Fraction

import pytest

from auzolan.values.figure import Figure

HOURS = Figure(label="hours", value=Fraction(1600), unit="h", places=2, entries=(7, 3))
RATE = Figure(label="rate", value=Fraction("12.5"), unit="EUR/h", entries=(3, 9))


def test_pay_knows_the_hours_and_the_rate_it_was_made_of() -> None:
    pay = HOURS.times(RATE, label="pay for May", unit="EUR")
    assert (pay.number, pay.unit, pay.because) == (Fraction(20_000), "EUR", (HOURS, RATE))


def test_a_product_of_two_units_must_say_which_unit_it_is() -> None:
    with pytest.raises(ValueError, match="say which unit h x EUR/h is"):
        HOURS.times(RATE, label="pay")


def test_hours_and_euros_do_not_add() -> None:
    with pytest.raises(ValueError, match="h and EUR/h do not add"):
        HOURS.plus(RATE, label="both")


def test_a_sum_keeps_both_figures_and_the_finer_places() -> None:
    more = Figure(label="overtime", value=Fraction("0.125"), unit="h", places=3)
    both = HOURS.plus(more, label="all hours")
    assert (both.printed(), both.because) == ("1600.125", (HOURS, more))


def test_a_tree_names_each_entry_once_in_order() -> None:
    assert HOURS.times(RATE, label="pay", unit="EUR").all_entries() == (3, 7, 9)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(45_000), 2, "45000.00"),
        (Fraction(-1, 100), 2, "-0.01"),
        (Fraction(1, 8), 2, "0.125"),
        (Fraction(1, 3), 2, "1/3"),
        (Fraction(17, 10), None, "1.7"),
        (date(2026, 1, 31), None, "2026-01-31"),
        (True, None, "yes"),
        (None, 2, "unknown"),
        ("worker", None, "worker"),
    ],
)
def test_a_value_is_printed_exactly_and_never_cut(value: object, places: int | None, printed: str) -> None:
    assert Figure(label="x", value=value, places=places).printed() == printed  # type: ignore[arg-type]


def test_a_float_is_no_figure() -> None:
    with pytest.raises(TypeError, match="exact"):
        Figure(label="x", value=0.1)  # type: ignore[arg-type]


def test_a_text_is_not_reckoned_with() -> None:
    with pytest.raises(TypeError, match="not a number"):
        Figure(label="class", value="worker", unit="h").plus(HOURS, label="both")


def test_the_tree_is_plain_values_for_the_command_line() -> None:
    pay = HOURS.times(RATE, label="pay", unit="EUR").noted("Nothing was rounded.")
    assert pay.as_json() == {
        "label": "pay",
        "value": "20000",
        "unit": "EUR",
        "because": [
            {"label": "hours", "value": "1600.00", "unit": "h", "because": [], "entries": [7, 3]},
            {"label": "rate", "value": "12.5", "unit": "EUR/h", "because": [], "entries": [3, 9]},
        ],
        "entries": [],
        "note": "Nothing was rounded.",
    }
