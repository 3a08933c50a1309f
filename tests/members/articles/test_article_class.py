"""The kind `class`."""

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from charters import charter_from, said, small

NEIGHBOURS = '\n["class.neighbour"]\ntitle = "Neighbours"\naffected = true\n'
EUR = '\n["unit.EUR"]\nplaces = 2\ndimension = "money"\n'


def test_what_is_paid_on_joining_is_in_a_unit_of_the_charter() -> None:
    text = small().replace('title = "Members"\n', 'title = "Members"\nentry_share = "100.00 EUR"\n')
    assert said(check_text(text)) == [("class.member", "entry_share")]
    assert check_text(text + EUR) == []
    charter = charter_from(text + EUR)
    assert charter.value("class.member").entry_share == "100.00 EUR"
    assert "who pay 100.00 EUR on joining" in plain_words(charter.articles["class.member"], charter)


def test_people_outside_have_no_seat_in_a_body() -> None:
    assert check_text(small() + NEIGHBOURS) == []
    inside = small().replace('classes = ["class.member"]', 'classes = ["class.member", "class.neighbour"]')
    assert said(check_text(inside + NEIGHBOURS)) == [("class.neighbour", "affected")]


def test_people_outside_are_said_to_be_outside() -> None:
    charter = charter_from(small() + NEIGHBOURS)
    assert "people outside" in plain_words(charter.articles["class.neighbour"], charter)


def test_one_is_admitted_by_a_body_a_procedure_or_a_mandate_and_by_nothing_else() -> None:
    for who, good in (("procedure.charter", True), ("mandate.terminal", True), ("account.any", False)):
        text = small().replace('joins = "body.assembly"', f'joins = "{who}"')
        assert said(check_text(text)) == ([] if good else [("class.member", "joins")])
