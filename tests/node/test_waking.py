"""What is due is done though nobody writes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.facts import ArticleAdopted
from auzolan.charter.preset import preset
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import DecisionClosed, ProposalOpened
from auzolan.members.decide import AdmitMember
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.node.waking import wake

START = datetime(2031, 3, 3, 10, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    node = Node(tmp_path / "data", state=tmp_path / "state", database_url="")
    node.make()
    request = FoundOrganisation(name="Forge", charter=preset("mondragon"), origin="localhost/forge", exercise=True)
    found(node, "forge", request, at=START)
    return node.office("forge")


def test_a_decision_closes_and_takes_effect_by_itself_and_only_once(office: Office) -> None:
    members = [
        office.do(AdmitMember(class_="worker"), at=START).fact(MemberAdmitted).member for _ in range(3)
    ]
    text = preset("mondragon")
    start = text.index('["procedure.ordinary"]')
    article = text[start : text.index('["procedure.charter"]')].replace("2028-01-31", "2032-06-30")
    asked = OpenProposal(title="Sooner", text="Look at it sooner.", effect="adopt_articles", articles=(article,))
    opened = office.do(asked, by=members[0], at=START).fact(ProposalOpened)
    for member in members:
        office.do(CastBallot(decision=opened.decision, option="yes"), by=member, at=START + timedelta(days=1))
    assert wake(office, START + timedelta(days=2)).entries == ()
    closed = wake(office, START + timedelta(days=15))
    assert closed.fact(DecisionClosed).carried
    assert wake(office, START + timedelta(days=16)).entries == ()
    adopted = wake(office, START + timedelta(days=23))
    assert adopted.fact(ArticleAdopted).article == "procedure.ordinary"
    assert {entry.by for entry in (*closed.entries, *adopted.entries)} == {"node"}
    assert wake(office, START + timedelta(days=24)).entries == ()
