"""The one spelling of an article."""

import tomllib
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.charter.canonical_toml import print_article

NAMES = st.text("abcdefghij_0123456789", min_size=1, max_size=8)
PLAIN = (
    st.text(max_size=30) | st.integers(-(10**12), 10**12) | st.booleans() | st.dates()
    | st.decimals(-1000, 1000, allow_nan=False, places=3)
)
VALUES = st.recursive(
    PLAIN | st.lists(PLAIN, max_size=3),
    lambda inner: (
        st.lists(st.dictionaries(NAMES, inner, max_size=3), max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=10,
)


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_what_is_printed_reads_back_the_same_and_prints_the_same(fields: dict[str, Any]) -> None:
    text = print_article("rule.surplus", fields)
    again = read(text)
    assert again == {"rule.surplus": fields}
    assert print_article("rule.surplus", again["rule.surplus"]) == text


def test_the_order_in_which_fields_were_written_does_not_matter() -> None:
    one = print_article("unit.h", {"places": 2, "title": "Hour", "dimension": "time"})
    other = print_article("unit.h", {"title": "Hour", "dimension": "time", "places": 2})
    assert one == other == '["unit.h"]\ntitle = "Hour"\ndimension = "time"\nplaces = 2\n'


def test_steps_stand_under_headers_of_their_own_with_the_id_in_quotes() -> None:
    text = print_article("rule.a", {"steps": [{"to": "X", "steps": [{"to": "Y"}]}], "parameters": {"seats": 3}})
    assert '["rule.a".parameters]\nseats = 3' in text
    assert '[["rule.a".steps]]\nto = "X"\n\n[["rule.a".steps.steps]]\nto = "Y"' in text


@pytest.mark.parametrize(("written", "canonical"), [("1.70", "1.7"), ("2.000", "2.0"), ("0.0", "0.0"), ("-0.0", "0.0")])
def test_numbers_lose_needless_zeros(written: str, canonical: str) -> None:
    assert print_article("unit.h", {"x": Decimal(written)}) == f'["unit.h"]\nx = {canonical}\n'


def test_paragraphs_stay_paragraphs_and_control_characters_are_escaped() -> None:
    text = print_article("purpose", {"says": 'One "two"\n\nthree\x00'})
    assert text == '["purpose"]\nsays = """\nOne \\"two\\"\n\nthree\\u0000"""\n'


@pytest.mark.parametrize("value", [1.5, datetime(2026, 1, 1, 9, 0), None, Decimal("NaN")])
def test_what_an_article_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        print_article("unit.h", {"x": value})
