"""The kind `publication`."""

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from charters import charter_from, said, small


def test_nothing_is_shown_to_two_circles() -> None:
    text = small().replace('members = ["accounts",', 'public = ["accounts"]\nmembers = ["accounts",')
    assert said(check_text(text)) == [("publication.books", "members")]
    other = '\n["publication.more"]\nown = ["flows"]\n'
    assert said(check_text(small() + other)) == [("publication.more", "own")]


def test_it_says_who_sees_what() -> None:
    charter = charter_from(small())
    words = plain_words(charter.articles["publication.books"], charter)
    assert words == "Members see accounts, postings, flows."
