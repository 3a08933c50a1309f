"""A decision spends money: it is owed from then on."""

import pytest
from effects_house import BOOKS, decided, given, happened, house

from auzolan.values.refusal import Refusal

WHAT = {"amount": "120.50 EUR", "for": "Expenses:Repairs", "owed": "Liabilities:Payable", "receiver": "dario"}


def test_the_receiver_is_owed_it_until_it_is_paid() -> None:
    it = house(BOOKS)
    (entry,) = happened(decided(it, "spend", due="2026-04-30", **WHAT))
    assert [(leg.account, leg.amount) for leg in entry.postings] == [
        ("Expenses:Repairs", "120.50"), ("Liabilities:Payable", "-120.50"),
    ]
    (claim,) = it.states["flows"].claims.values()
    assert (claim.debtor, claim.creditor, claim.open, claim.due) == ("us", "dario", 12_050, "2026-04-30")


@pytest.mark.parametrize(("values", "says"), [
    ({"receiver": "mallory"}, "Nobody of the number mallory"), ({"for": "Assets:Bank"}, "should be under Expenses"),
    ({"owed": "Equity:Budget"}, "should be under Liabilities"), ({"due": "soon"}, "is no day"),
])
def test_what_cannot_be_spent_is_refused(values: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        house(BOOKS).propose("Spend", effect="spend", details=given(**{**WHAT, **values}))
