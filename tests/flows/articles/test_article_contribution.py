"""The kind `contribution`."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said, small


def with_contribution(lines: str, more: str = "") -> list[tuple[str, str]]:
    return said(check_text(small() + f'\n["contribution.hours"]\n{lines}\n{more}'))


def test_its_unit_is_one_of_the_charter_or_a_plain_number() -> None:
    assert with_contribution('unit = "h"') == [("contribution.hours", "unit")]
    assert with_contribution('unit = "h"', '\n["unit.h"]\nplaces = 2\ndimension = "time"\n') == []
    assert with_contribution('unit = "1"') == []


@pytest.mark.parametrize("column", ["sum", "case", "Hours", "two words", "source"])
def test_a_word_of_the_formula_language_cannot_be_its_column(column: str) -> None:
    assert with_contribution(f'unit = "1"\ncolumn = "{column}"') == [("contribution.hours", "column")]


def test_two_contributions_cannot_share_a_column() -> None:
    twin = '\n["contribution.work"]\nunit = "1"\ncolumn = "hours"\n'
    assert with_contribution('unit = "1"', twin) == [("contribution.work", "column")]


def test_its_column_is_the_last_word_of_its_id_and_a_period_adds_up_unless_said() -> None:
    charter = charter_from(preset("mondragon"))
    hours, index = charter.value("contribution.hours"), charter.value("contribution.index")
    assert (hours.column, hours.aggregate, hours.unit) == ("hours", "sum", "h")
    assert (index.column, index.aggregate, index.unit, index.places) == ("index", "latest", "1", 2)
    words = plain_words(charter.articles["contribution.index"], charter)
    assert words.startswith("Members bring in a pay index, counted as a plain number; the latest one counts")
