"""The kind `mandate`."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said, small


@pytest.mark.parametrize("record", ["governance.ballot_cast", "governance.*", "*", "gov*"])
def test_the_terminal_never_casts_ballots(record: str) -> None:
    text = small().replace('records = ["flows.*", "members.*"]', f'records = ["flows.*", "{record}"]')
    assert said(check_text(text)) == [("mandate.terminal", "records")]


def test_somebody_holds_it_and_it_records_something() -> None:
    text = small().replace('granted_by = "body.assembly"\nrecords = ["flows.*"]', "records = []")
    assert sorted(said(check_text(text))) == [("mandate.bookkeeper", "holder"), ("mandate.bookkeeper", "records")]


def test_its_amounts_are_in_units_of_the_charter() -> None:
    text = small().replace("term_months = 24", 'term_months = 24\nup_to = "5000.00 EUR"')
    assert said(check_text(text)) == [("mandate.bookkeeper", "up_to")]
    assert check_text(text + '\n["unit.EUR"]\nplaces = 2\ndimension = "money"\n') == []


def test_an_amount_is_a_figure_and_a_unit() -> None:
    text = small().replace("term_months = 24", "term_months = 24\nup_to = 5000")
    assert said(check_text(text)) == [("mandate.bookkeeper", "up_to")]


def test_it_says_who_may_record_what_up_to_how_much() -> None:
    charter = charter_from(preset("mondragon"))
    words = plain_words(charter.articles["mandate.bookkeeper"], charter)
    assert words.startswith("Whoever The assembly names may record flows.*")
    assert "up to 100000.00 EUR at a time; above 10000.00 EUR a second holder signs too" in words
    council = plain_words(charter.articles["mandate.answers"], charter)
    assert council == "Everyone in The social council may record contest.contest_answered."
