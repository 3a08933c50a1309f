"""Adding one thing touches one place: a toy rule kind and a toy vote method, each a single file, are found and used."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import auzolan.governance.methods
import auzolan.rules.kinds
from auzolan.charter.check import check_text
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordFlow
from auzolan.governance import methods
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.verifying import verify_office
from auzolan.rules.articles.rule import rule_kinds
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import PortionsPublished

TOY_RULE = '''
"""A toy rule kind: everything goes to one account."""

from dataclasses import dataclass

from auzolan.charter.kinds import Field
from auzolan.rules.ground import Portion

name = "all_to_one"
summary = "everything goes to one account"
FIELDS = (
    Field(name="source", type="text", required=True, means="the account"),
    Field(name="to", type="text", required=True, means="who gets it"),
)


@dataclass(frozen=True)
class AllToOne:
    source: str
    to: str
    pays_from: str = ""


def read(article):
    return AllToOne(source=article.fields["source"], to=article.fields["to"])


def compute(said, ground):
    return [Portion(to=said.to, amount=ground.source, member="", figure=ground.figure)]


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


def test_a_run_of_the_toy_kind_is_published_explained_and_verified(one_more_file: None, tmp_path: Path) -> None:
    node = Node(tmp_path / "data", state=tmp_path / "state", database_url="")
    node.make()
    charter = preset("mondragon") + TOY_CHARTER
    found(node, "toy", FoundOrganisation(name="Toy", charter=charter, origin="localhost/toy"))
    office = node.office("toy")
    office.do(RecordFlow(posting="result", amount="100.00 EUR", date="2026-01-10", places={"year": "2026"}))
    published = office.do(RunRule(rule="rule.everything", period="2026")).fact(PortionsPublished)
    assert [(part.to, part.amount) for part in published.portions] == [("Equity:Collective:Legal", "100.00")]
    assert verify_office(office).verdict.holds


def test_without_its_file_the_rule_kind_is_a_finding() -> None:
    assert [finding.field for finding in check_text(preset("mondragon") + TOY_CHARTER)] == ["does"]


def test_a_vote_method_is_one_file(one_more_file: None) -> None:
    text = preset("mondragon").replace('method = "majority"', 'method = "anybody"', 1)
    assert check_text(text) == []
    assert "anybody" in methods.find()


def test_without_its_file_the_vote_method_is_a_finding() -> None:
    text = preset("mondragon").replace('method = "majority"', 'method = "anybody"', 1)
    assert [finding.field for finding in check_text(text)] == ["method"]
