"""The kind `purpose`."""

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from charters import charter_from, said, small


def test_a_purpose_says_something() -> None:
    line = next(one for one in small().split("\n") if one.startswith("says = "))
    assert said(check_text(small().replace(line + "\n", "", 1))) == [("purpose", "says")]


def test_it_says_why_we_exist_and_when_we_would_have_drifted() -> None:
    charter = charter_from(small())
    words = plain_words(charter.articles["purpose"], charter)
    assert words.startswith("We exist for this: We read our books together")
    assert charter.value("purpose").drifted in words
