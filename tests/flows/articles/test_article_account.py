"""The kind `account`."""

import pytest

from auzolan.charter.account_name import names_branch
from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said, small


def with_account(line: str) -> list[tuple[str, str]]:
    return said(check_text(small() + f'\n["account.x"]\n{line}\n'))


@pytest.mark.parametrize(
    "branch", ["Assets:Bank", "Assets:Bank:*", "Equity:Capital:{member}:{year}", "Liabilities:PremiumFund:{producer}"]
)
def test_a_branch_is_a_root_and_words_with_places_and_a_free_leaf(branch: str) -> None:
    assert with_account(f'branch = "{branch}"') == []


@pytest.mark.parametrize("branch", ["Bank:*", "Assets:Bank:*:More", "Assets::Bank", "Equity:{person}", "Assets:A b"])
def test_what_is_no_branch_is_one_finding(branch: str) -> None:
    assert with_account(f'branch = "{branch}"') == [("account.x", "branch")]


def test_a_branch_of_another_tree_names_its_root() -> None:
    assert with_account('branch = "Vermogen:Bank"\nroot = "Assets"') == []


def test_an_account_names_a_branch_or_takes_any_and_its_units_are_known() -> None:
    assert with_account('title = "Nothing"') == [("account.x", "branch")]
    assert with_account('branch = "Assets:Bank"\nunit = ["EUR"]') == [("account.x", "unit")]


def test_a_template_lies_on_a_branch_when_each_of_its_words_does() -> None:
    charter = charter_from(preset("mondragon"))
    assert names_branch("Equity:Capital:{member}:{year}", charter)
    assert names_branch("Assets:Receivable:{receiver}", charter)
    assert names_branch("Income:*", charter)
    assert not names_branch("Equity:Capital:{member}", charter)
    assert not names_branch("Equity:Gifts", charter)
    assert names_branch("anything:at:all", charter_from(small()))


def test_it_says_where_it_is_kept_and_who_sees_it() -> None:
    charter = charter_from(preset("mondragon"))
    words = plain_words(charter.articles["account.education"], charter)
    assert words == "Fund for education and co-operation is kept at Liabilities:EducationFund; members may see it."
