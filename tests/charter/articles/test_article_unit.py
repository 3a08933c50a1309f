"""The kind `unit`."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.values.quantity import Unit
from charters import charter_from, said, small


def with_unit(lines: str) -> str:
    return small() + f'\n["unit.EUR"]\n{lines}\n'


def test_its_code_is_the_last_word_of_its_id_unless_said() -> None:
    charter = charter_from(with_unit('places = 2\ndimension = "money"'))
    assert charter.units == {"EUR": Unit(code="EUR", places=2, dimension="money")}
    assert plain_words(charter.articles["unit.EUR"], charter) == "We count money in EUR, with 2 decimals."
    assert set(charter_from(with_unit('code = "€"\nplaces = 2\ndimension = "money"')).units) == {"€"}


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ('places = 13\ndimension = "money"', "places"),
        ('places = -1\ndimension = "money"', "places"),
        ('places = 2\ndimension = "joy"', "dimension"),
        ('dimension = "money"', "places"),
        ('code = "two words"\nplaces = 2\ndimension = "money"', "code"),
    ],
)
def test_what_is_no_unit_is_one_finding(lines: str, field: str) -> None:
    assert said(check_text(with_unit(lines))) == [("unit.EUR", field)]


def test_two_units_cannot_share_a_code() -> None:
    lines = 'places = 2\ndimension = "money"'
    text = with_unit(lines) + f'\n["unit.euro"]\ncode = "EUR"\n{lines}\n'
    assert said(check_text(text)) == [("unit.euro", "code")]
