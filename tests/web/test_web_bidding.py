"""A bidding round in a browser: a bid is an amount of money, its own page shows it, and nobody else's does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op

from auzolan.governance.decide import CloseDecision, OpenProposal
from auzolan.governance.facts import BallotCast, ProposalOpened, ProposedOption

ARTICLES = """
["procedure.bids"]
title = "The bidding round"
body = "body.assembly"
method = "bidding"
hidden = true
quorum = "1/3"
vote_days = 7
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch, ARTICLES)
    yield made
    made.node.close()


def asked(coop: CoOp) -> str:
    request = OpenProposal(
        title="The season", text="It needs 1,200 euros.", procedure="procedure.bids", budget="1200.00", unit="EUR",
        asks=(ProposedOption(option="season", title="The season 2027", cost="1200.00"),),
    )
    return str(coop.do(request, by=coop.members["Ana"]).fact(ProposalOpened).decision)


def bid(coop: CoOp, decision: str, who: str, amount: str):
    form = {"do": "cast", "o-season": amount}
    return coop.browser(who).post(coop.at(f"decisions/{decision}"), form)


def test_a_bid_is_typed_as_money_kept_when_refused_and_shown_to_nobody_else(coop: CoOp, texts) -> None:
    decision = asked(coop)
    page = bid(coop, decision, "Bo", "lots")
    assert page.status_code == 422
    assert "lots is no amount of money" in texts(page)
    assert 'value="lots"' in page.content.decode()
    for who, amount in (("Bo", "500.50"), ("Cleo", "333.33"), ("Dee", "")):
        assert bid(coop, decision, who, amount).status_code == 302
    path = coop.at(f"decisions/{decision}")
    assert "Your answer: The season 2027: 500.50" in texts(coop.browser("Bo").get(path))
    assert 'value="500.50"' in coop.browser("Bo").get(path).content.decode()
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])
    said = texts(coop.browser("Ana").get(path))
    assert "come to 833.83; 1,200 is needed, so that 366.17 is missing. Everybody is asked for 43.92 % more." in said
    assert "everybody reads the sum" in said.lower()
    cast = next(seq for seq in range(coop.office.now().seq) if isinstance(coop.office.fact(seq), BallotCast))
    for address in (path, f"{path}.json", f"{path}.csv", coop.at(f"entry/{cast}"), coop.at(f"entry/{cast}.json")):
        told = coop.browser("Ana").get(address).content.decode()
        assert "500.5" not in told, address
        assert "50050" not in told, address
    assert "500.50" in texts(coop.browser("Bo").get(path))
    assert "333.33" not in texts(coop.browser("Bo").get(path))
    assert "Did not answer: Ana, Eli, Fay" in said
