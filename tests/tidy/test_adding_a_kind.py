"""Adding one thing touches one place: a toy rule kind and a toy vote method, each a single file, are found and used."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import auzolan.governance.methods
import auzolan.rules.kinds
from auzolan.charter.check import check_text
from auzolan.charter.preset import preset
from auzolan.governance import methods
from auzolan.rules.articles.rule import rule_kinds

TOY_RULE = '''
"""A toy rule kind: everything goes to one account."""

from auzolan.charter.kinds import Field

name = "all_to_one"
summary = "everything goes to one account"
FIELDS = (
    Field(name="source", type="text", required=True, means="the account"),
    Field(name="to", type="text", required=True, means="who gets it"),
)


def check(article, sound, charter):
    return []


def words(article, charter):
    return f"Everything goes to {article.fields['to']}."
'''

TOY_METHOD = '''
"""A toy vote method: carries when anybody says yes."""

from auzolan.governance.methods.majority import *  # noqa: F403
from auzolan.governance.methods import majority

name = "anybody"
title = "Anybody's yes"
summary = "Carries when at least one member says yes."
count = majority.count
'''

TOY_CHARTER = '''
["rule.everything"]
title = "Everything"
says = "All of the surplus goes to the reserve."
does = "all_to_one"
source = "Equity:Surplus:{year}"
to = "Equity:Collective:Legal"
procedure = "procedure.ordinary"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
'''


@pytest.fixture
def one_more_file(tmp_path: Path) -> Iterator[None]:
    """A folder with a toy rule kind and one with a toy method, each a part of its kinds folder while the test runs."""
    rules, votes = tmp_path / "kinds", tmp_path / "methods"
    for folder, name, text in ((rules, "all_to_one", TOY_RULE), (votes, "anybody", TOY_METHOD)):
        folder.mkdir()
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    auzolan.rules.kinds.__path__.append(str(rules))
    auzolan.governance.methods.__path__.append(str(votes))
    _forget()
    yield
    auzolan.rules.kinds.__path__.remove(str(rules))
    auzolan.governance.methods.__path__.remove(str(votes))
    for toy in ("auzolan.rules.kinds.all_to_one", "auzolan.governance.methods.anybody"):
        sys.modules.pop(toy, None)
    _forget()


def _forget() -> None:
    rule_kinds.cache_clear()
    if hasattr(methods.find, "cache_clear"):
        methods.find.cache_clear()


def test_a_rule_kind_is_one_file(one_more_file: None) -> None:
    whole = preset("mondragon") + TOY_CHARTER
    assert check_text(whole) == []
    wrong = check_text(whole.replace('to = "Equity:Collective:Legal"\nprocedure', "procedure"))
    assert [(finding.where, finding.field) for finding in wrong] == [("rule.everything", "to")]


def test_without_its_file_the_rule_kind_is_a_finding() -> None:
    assert [finding.field for finding in check_text(preset("mondragon") + TOY_CHARTER)] == ["does"]


def test_a_vote_method_is_one_file(one_more_file: None) -> None:
    text = preset("mondragon").replace('method = "majority"', 'method = "anybody"', 1)
    assert check_text(text) == []
    assert "anybody" in methods.find()


def test_without_its_file_the_vote_method_is_a_finding() -> None:
    text = preset("mondragon").replace('method = "majority"', 'method = "anybody"', 1)
    assert [finding.field for finding in check_text(text)] == ["method"]
