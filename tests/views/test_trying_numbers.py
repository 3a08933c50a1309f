"""The numbers of an article: which are found, and the article with other ones."""

from decimal import Decimal

import pytest

from auzolan.charter.article import article
from auzolan.views.trying_numbers import moved, numbers_of, plain, with_numbers

RULE = article("rule.pay", {
    "does": "amount", "unit": "EUR", "contest_days": 14, "from": "Expenses:Pay:{member}", "points": 20,
    "by": "15.00 EUR/h * index2 * least(hours, 40 h) + case when joined < 2026-01-31 then 5% else 10 % end",
    "among": "members where class = 'worker 7' and hours > 3 h and age > 2", "share": Decimal("0.5"),
})


def said(rule=RULE) -> dict[str, str]:
    return {one.name: f"{one.text} {one.unit}".strip() for one in numbers_of(rule)}


def test_numbers_are_found_with_their_units_and_days_texts_names_and_accounts_are_left_alone() -> None:
    assert said() == {
        "points.0": "20", "by.0": "15.00 EUR/h", "by.1": "40 h", "by.2": "5 %", "by.3": "10", "among.0": "3 h",
        "among.1": "2", "share.0": "0.5",
    }


def test_an_article_with_other_numbers_has_them_in_their_places_and_nothing_else_changed() -> None:
    numbers = numbers_of(RULE)
    changed = with_numbers(RULE, numbers, {"by.0": "1234.5", "by.2": "6", "points.0": "21", "among.1": "40"})
    assert said(changed) == said() | {"by.0": "1234.5 EUR/h", "by.2": "6 %", "points.0": "21", "among.1": "40"}
    assert changed.fields["points"] == 21
    assert with_numbers(RULE, numbers, {one.name: one.text for one in numbers}).text == RULE.text


def test_what_an_article_cannot_hold_is_no_number() -> None:
    assert [plain(text) for text in (" 12,5 ", "40", "1e3", "-2", "", "1/3", "٣", "9" * 31)] == [
        "12.5", "40", "", "", "", "", "", ""]
    assert plain("2.5", whole=True) == ""


@pytest.mark.parametrize(("name", "up", "down"), [
    ("by.0", "15.15", "14.85"), ("points.0", "21", "19"), ("share.0", "0.505", "0.495"),
])
def test_one_percent_more_is_exact_and_a_whole_number_moves_by_one(name: str, up: str, down: str) -> None:
    one = next(one for one in numbers_of(RULE) if one.name == name)
    assert (moved(one, 1), moved(one, -1)) == (up, down)


def test_a_field_is_named_as_findings_name_it() -> None:
    rule = article("rule.surplus", {"steps": [{"take": "10%"}, {"take": "45%"}]})
    assert [one.field for one in numbers_of(rule)] == ["steps[1].take", "steps[2].take"]
