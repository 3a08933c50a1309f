"""The kind `body`."""

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from charters import charter_from, said, small

COUNCIL = '\n["body.council"]\ntitle = "The council"\nclasses = ["class.member"]\nseats = 3\nterm_months = 24\n'
ELECTED = COUNCIL + 'elected_by = "body.assembly"\n'


def test_a_body_without_seats_is_everyone_in_its_classes() -> None:
    charter = charter_from(small())
    assert charter.value("body.assembly").seats == 0
    assert plain_words(charter.articles["body.assembly"], charter) == "The assembly is all members of: Members."


def test_seats_are_filled_by_somebody() -> None:
    assert said(check_text(small() + COUNCIL)) == [("body.council", "elected_by")]
    assert check_text(small() + ELECTED) == []
    charter = charter_from(small() + ELECTED)
    words = plain_words(charter.articles["body.council"], charter)
    assert words == "The council has 3 seats, filled from: Members, elected by The assembly for 24 months."


def test_a_body_of_nobody_is_a_finding() -> None:
    text = small().replace('classes = ["class.member"]', "classes = []")
    assert ("body.assembly", "classes") in said(check_text(text))
