"""What an account is called: the article whose branch fits it best, and none that does not."""

import pytest

from auzolan.charter.charter import charter_of
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.views.places import place

TEXT = """
["account.capital"]
title = "Members' capital"
branch = "Equity:Capital:{member}:{year}"
["account.legal"]
title = "Kept in common"
branch = "Equity:Capital:Legal:{year}"
["account.bank"]
title = "Bank and cash"
branches = ["Assets:Bank", "Assets:Cash"]
"""


@pytest.mark.parametrize(
    ("account", "title"),
    [
        ("Equity:Capital:m7:2026", "Members' capital"),
        ("Equity:Capital:Legal:2026", "Kept in common"),
        ("Assets:Cash", "Bank and cash"),
        ("Equity:Capital:m7", ""),
        ("Equity:Capital:m7:2026:x", ""),
        ("Assets:Shop", ""),
    ],
)
def test_an_account_has_the_title_of_the_branch_that_fits_best(account: str, title: str) -> None:
    articles, findings = load(TEXT, Kinds.find())
    assert not findings
    assert place(charter_of(articles), account) == title
