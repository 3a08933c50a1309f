"""The kind `limit`."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said

MONDRAGON = preset("mondragon")


def findings(before: str, after: str) -> list[tuple[str, str]]:
    assert MONDRAGON.count(before) == 1
    return said(check_text(MONDRAGON.replace(before, after)))


def test_what_needs_a_look_at_every_row_may_only_raise_an_alarm() -> None:
    assert findings('breach = "alarm"', 'breach = "refuse"') == [("limit.pay_ratio", "breach")]


def test_a_breach_is_refused_or_told_and_nothing_else() -> None:
    assert findings('breach = "alarm"', 'breach = "shrug"') == [("limit.pay_ratio", "breach")]


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("max(index) <= 9 * min(index)", "max(indx) <= 9", "must"),
        ("max(index) <= 9 * min(index)", "max(hours) <= 9 EUR", "must"),
        ("max(index) <= 9 * min(index)", "max(index) * 2", "must"),
        ("max(index) <= 9 * min(index)", "max(joined) = vault", "must"),
        ("max(index) <= 9 * min(index)", "max(index) <= 1e308", "must"),
        ("max(index) <= 9 * min(index)", "(select 1) < 2", "must"),
        ("max(index) <= 9 * min(index)", "(" * 900 + "1" + ")" * 900 + " < 2", "must"),
        ("members where class = 'worker'\"\nbreach", "membres\"\nbreach", "over"),
        ("members where class = 'worker'\"\nbreach", "members where klass = 'worker'\"\nbreach", "over"),
        ("members where class = 'worker'\"\nbreach", "members whose class\"\nbreach", "over"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_is_one_finding(before: str, after: str, field: str) -> None:
    assert findings(before, after) == [("limit.pay_ratio", field)]


def test_it_says_what_must_stay_true_and_what_happens_otherwise() -> None:
    charter = charter_from(MONDRAGON)
    words = plain_words(charter.articles["limit.pay_ratio"], charter)
    assert words.startswith("Nobody's pay index is more than nine times the lowest")
    assert words.endswith("When it is broken, all are told.")
    assert charter.value("limit.pay_ratio").over == "members where class = 'worker'"
