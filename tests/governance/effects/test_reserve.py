"""Money is set apart by a decision, where it is there."""

import pytest
from effects_house import BOOKS, decided, given, happened, house, posted, stopped

from auzolan.values.refusal import Refusal

WHERE = {"from": "Equity:Budget", "to": "Equity:Collective:Legal"}


def test_the_amount_moves_from_one_account_of_ours_to_another() -> None:
    it = house(BOOKS)
    posted(it, "1000.00")
    (entry,) = happened(decided(it, "reserve", amount="300.00 EUR", **WHERE))
    assert [(leg.account, leg.amount) for leg in entry.postings] == [
        ("Equity:Budget", "300.00"), ("Equity:Collective:Legal", "-300.00"),
    ]
    assert it.states["flows"].balances[("Equity:Budget", "EUR")] == -70_000


@pytest.mark.parametrize(("values", "says"), [
    ({"amount": "1000.01 EUR"}, "holds 1000.00 EUR, and 1000.01 are needed"),
    ({"amount": "10 EUR"}, "is no amount with 2 decimals"),
    ({"amount": "10.00 XYZ"}, "is no unit of the charter"),
    ({"amount": "10.00 EUR", "from": "Assets:Bank"}, "cannot be decided about"),
    ({"amount": "10.00 EUR", "to": "Equity:Nowhere"}, "The charter has none such"),
])
def test_what_cannot_be_reserved_is_refused(values: dict[str, str], says: str) -> None:
    it = house(BOOKS)
    posted(it, "1000.00")
    with pytest.raises(Refusal, match=says):
        it.propose("Reserve", effect="reserve", details=given(**{**WHERE, **values}))


def test_money_that_is_gone_when_it_takes_effect_stops_it_and_says_so() -> None:
    it = house(BOOKS)
    posted(it, "1000.00")
    first = it.propose("First", effect="reserve", details=given(amount="800.00 EUR", **WHERE))
    second = it.propose("Second", effect="reserve", details=given(amount="800.00 EUR", **WHERE))
    for id in (first, second):
        it.answers(id, yes="anna bilal carmen")
    facts = it.close(first, "2026-03-08T09:00:00Z")
    assert "holds 200.00 EUR, and 800.00 are needed" in stopped(facts)
