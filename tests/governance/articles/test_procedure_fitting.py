"""Fields of a procedure against each other: what could never carry, never end, or would tell what it hides."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from charters import charter_from, said, small

BEGINS = "vote_days = 7"
OTHER = """
["procedure.other"]
title = "Another one"
body = "body.assembly"
method = "majority"
vote_days = 7
benefits = "class.member"
bears_cost = "class.member"
decides = "body.assembly"
review = 2028-01-31
"""
ELDERS = '["body.elders"]\ntitle = "Elders"\nclasses = ["class.member"]\n'
VETO = 'cooling_off_days = 3\nveto = "body.elders"\noverride = "procedure.other"'


def charter(more: str = "", other: str = "") -> str:
    base = small().replace("early_close = true\n", "")
    assert BEGINS in base and 'quorum = "1/2"' in base
    return base.replace(BEGINS, f"{BEGINS}\n{more}") + ELDERS + OTHER.replace(BEGINS, f"{BEGINS}\n{other}")


@pytest.mark.parametrize(
    ("more", "other", "field"),
    [
        ('second_quorum = "2/3"', "", "second_quorum"),
        ("hidden = true\nearly_close = true", "", "early_close"),
        ("hidden = true\nswing_days = 1\nextension_days = 2", "", "swing_days"),
        ("hidden = true\nhands = true", "", "hands"),
        ('cooling_off_days = 3\nveto = "body.assembly"', "", "veto"),
        ('veto = "body.elders"', "", "veto"),
        ('override = "procedure.other"', "", "override"),
        (VETO, 'cooling_off_days = 3\nveto = "body.elders"', "override"),
        (VETO, 'threshold = "1/2"', "override"),
        ('fallback = "procedure.other"', 'fallback = "procedure.charter"', "fallback"),
        ('way_out = "procedure.charter"', "", "way_out"),
        ('way_out = "procedure.other"', "discussion_days = 14", "way_out"),
        ('way_out = "procedure.other"', 'discussion_days = 30\nquorum = "1/2"', "way_out"),
        ("way_out_after = 2", "", "way_out_after"),
        ('quorum_of = "weight"', "", "quorum_of"),
        ('threshold_of = "heads"', "", "threshold_of"),
        ('weight_year = "last"', "", "weight_year"),
        ("money_may_vote = true", "", "money_may_vote"),
        ("swing_days = 1", "", "swing_days"),
        ("amendment_days = 400", "", "amendment_days"),
    ],
)
def test_what_does_not_fit_is_a_finding(more: str, other: str, field: str) -> None:
    assert ("procedure.charter", field) in said(check_text(charter(more, other)))


@pytest.mark.parametrize(
    ("more", "other"),
    [
        ('second_quorum = "1/5"', ""), ("hidden = true", ""), (VETO, 'threshold = "2/3"'),
        ('way_out = "procedure.other"', "discussion_days = 30"), ("amendment_days = 5", ""),
        ('fallback = "procedure.other"', ""),
    ],
)
def test_what_fits_is_none(more: str, other: str) -> None:
    assert check_text(charter(more, other)) == []


def test_a_number_above_the_seats_is_never_met() -> None:
    council = '["body.council"]\ntitle = "Council"\nclasses = ["class.member"]\nseats = 5\n'
    council += 'elected_by = "body.assembly"\n'
    other = OTHER.replace('body = "body.assembly"', 'body = "body.council"\nquorum = 6')
    assert ("procedure.other", "quorum") in said(check_text(small() + council + other))
    assert ("procedure.other", "quorum") not in said(check_text(small() + council + other.replace("= 6", "= 5")))


def test_an_objection_that_nobody_hears_cannot_be_met() -> None:
    text = small() + OTHER.replace('"majority"', '"consent"\nhidden = true')
    assert said(check_text(text)) == [("procedure.other", "hidden")]


def test_the_words_say_all_of_it() -> None:
    more = f'{VETO}\ndiscussion_days = 2\namendment_days = 3\nhidden = true\nway_out = "procedure.other"'
    read = charter_from(charter(more, 'threshold = "2/3"\ndiscussion_days = 30'))
    words = plain_words(read.articles["procedure.charter"], read)
    for part in (
        "3 days in which its words can be changed", "The veto can be put aside: Another one.",
        "Nobody sees how it stands before the close.",
        "When its quorum cannot be met any more, or was missed twice in a row: Another one.",
    ):
        assert part in words
