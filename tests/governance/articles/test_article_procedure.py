"""The kind `procedure`."""

from fractions import Fraction

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said, small


def findings(before: str, after: str) -> list[tuple[str, str]]:
    assert before in small()
    return said(check_text(small().replace(before, after)))


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('method = "majority"', 'method = "loudest"', "method"),
        ('quorum = "1/2"', 'quorum = "3/2"', "quorum"),
        ('quorum = "1/2"', "quorum = -1", "quorum"),
        ('threshold = "1/2"', 'threshold = "0%"', "threshold"),
        ('threshold = "1/2"', 'threshold = "5/4"', "threshold"),
        ('threshold = "1/2"', 'threshold = "1/1"', "strict"),
        ("vote_days = 7", "vote_days = 0", "vote_days"),
        ("vote_days = 7", "vote_days = 7\ncooling_off_days = 4000", "cooling_off_days"),
        ("vote_days = 7", 'vote_days = 7\nfallback = "procedure.charter"', "fallback"),
        ('tie = "keeps_as_it_was"', 'tie = "lot"', "tie"),
        ('body = "body.assembly"', 'body = "body.nobody"', "body"),
    ],
)
def test_what_could_never_decide_is_a_finding(before: str, after: str, field: str) -> None:
    assert findings(before, after) == [("procedure.charter", field)]


def test_an_exception_is_for_an_article_that_is_there() -> None:
    row = '[["procedure.charter".exceptions]]\narticle = "rule.none"\nuntil = 2027-01-01\nsays = "So."\n'
    text = small().replace('["account.any"]', row + '\n["account.any"]')
    assert said(check_text(text)) == [("procedure.charter", "exceptions[1].article")]


@pytest.mark.parametrize(
    ("written", "read"), [('"1/2"', Fraction(1, 2)), ('"50%"', Fraction(1, 2)), ("25", 25), ('"25"', 25), ("0", 0)]
)
def test_a_quorum_is_a_share_or_a_number_of_people(written: str, read: Fraction | int) -> None:
    text = small().replace('quorum = "1/2"', f"quorum = {written}")
    assert check_text(text) == []
    assert charter_from(text).value("procedure.charter").quorum == read


def test_more_than_half_unless_another_share_is_named() -> None:
    text = small().replace('threshold = "1/2"\nstrict = true\n', "")
    law = charter_from(text).value("procedure.charter")
    assert (law.threshold, law.strict) == (Fraction(1, 2), True)


def words(article: str, before: str = "", after: str = "") -> str:
    charter = charter_from(preset("mondragon").replace(before, after) if before else preset("mondragon"))
    return plain_words(charter.articles[article], charter)


def test_it_says_itself_in_one_plain_sentence() -> None:
    assert words("procedure.charter") == (
        "Two thirds of those voting must say yes, with half of all members taking part, within 14 days;"
        " it takes effect 7 days later."
    )
    assert words("procedure.consent") == (
        "Nobody in The assembly may have a reasoned objection, with a third of all members taking part, within 7 days;"
        " it takes effect at once. If that comes to nothing: Ordinary decisions."
    )
    assert words("procedure.charter", 'threshold = "2/3"', 'threshold = "55%"').startswith("55 % of those voting")
    assert words("procedure.charter", 'threshold = "2/3"', 'threshold = "1/1"').startswith("All those voting must")
    assert "at least 5 taking part" in words("procedure.charter", 'quorum = "1/2"', "quorum = 5")
