"""One kind of receiver has one colour on every page."""

import pytest

from auzolan.views.receivers import is_tax_owed, kind_of, last_word


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ("Expenses:Pay:m5ez4b2j2uqypjbop", "work"),
        ("Expenses:SalariesAndWages", "work"),
        ("Expenses:Purchases:Coffee", "growers"),
        ("Liabilities:Payable:a1", "growers"),
        ("Liabilities:PremiumFund:m1", "common"),
        ("Liabilities:VAT", "taxes"),
        ("Expenses:Tax:Land", "taxes"),
        ("Equity:Capital:m1:2026", "common"),
        ("Liabilities:EducationFund", "common"),
        ("Expenses:Rent", "freight"),
        ("Expenses:Repair", "freight"),
        ("Income:Sales:Clubs", "buyers"),
        ("Income:Sales:OwnShop", "shop"),
        ("Assets:Bank", "house"),
        ("Liabilities:Loan", "unknown"),
        ("Expenses:Rent:Office:Pay", "freight"),
    ],
)
def test_an_account_says_who_receives(account: str, kind: str) -> None:
    assert kind_of(account) == kind


def test_only_what_is_owed_to_the_tax_office_is_a_tax_taken_in() -> None:
    assert is_tax_owed("Liabilities:Tax")
    assert not is_tax_owed("Assets:TaxPaid")
    assert not is_tax_owed("Expenses:Tax")


def test_a_word_of_an_account_is_taken_apart() -> None:
    assert last_word("Income:Sales:OwnShop") == "Own shop"
    assert last_word("Income:Sales:USSales") == "US sales"
    assert last_word("Ventas:café bio") == "café bio"
