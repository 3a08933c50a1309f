"""Weights by a published formula: worked out at the opening, frozen with the roll, and never money by the back door."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import CHARTERS, Golden

from auzolan.charter.check import check_text
from auzolan.flows.requests import RecordContribution
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import DecisionClosed, ProposalOpened, Voter
from auzolan.values.refusal import Refusal
from auzolan.verify.check import RECOMPUTE
from auzolan.verify.verify import verify
from charters import said

CHARTER = (CHARTERS / "weights.toml").read_text("utf-8")
FORMULA = "1 + floor(hours / 100 h)"

def with_procedure(more: str) -> str:
    return CHARTER.replace('title = "Ordinary decisions"\n', 'title = "Ordinary decisions"\n' + more)


def weighing(folder: Path, charter: str = CHARTER) -> Golden:
    """One each, and one more for every hundred hours: Ane has 300, Beñat none, Carmen 120."""
    house = Golden(folder, charter)
    for member, hours in (("ane", "300.0"), ("benat", ""), ("carmen", "120.0")):
        house.admit(member, **({"contribution.hours": hours} if hours else {}))
    return house


def opened(house: Any, **more: str) -> ProposalOpened:
    fact = house.ask(OpenProposal(title="A bigger van", text="Yes or no.", **more), by="ane").fact(ProposalOpened)
    assert isinstance(fact, ProposalOpened)
    return fact


def test_each_ballot_weighs_what_the_formula_gives(tmp_path: Path) -> None:
    house = weighing(tmp_path)
    fact = opened(house)
    assert {one.member: one.weight for one in fact.roll} == {"ane": 4, "benat": 1, "carmen": 2}
    assert fact.weighed == house.states["governance"].decisions[fact.decision].opened - 1
    rolls = {str(row["member"]): row["weight"] for row in house.office.reader().rows("rolls")}
    assert rolls == {"ane": 4, "benat": 1, "carmen": 2}
    assert house.verified().holds


def test_what_is_recorded_later_changes_no_weight(tmp_path: Path) -> None:
    house = weighing(tmp_path)
    fact = opened(house)
    house.ask(RecordContribution(contribution="contribution.hours", amount="900.0", member="benat"))
    assert house.states["governance"].decisions[fact.decision].roll["benat"] == 1
    assert {one.member: one.weight for one in opened(house).roll}["benat"] > 1
    assert house.verified().holds


@pytest.mark.parametrize(("of", "carries"), [("weight", True), ("heads", False)])
def test_the_threshold_is_of_weight_or_of_heads(tmp_path: Path, of: str, carries: bool) -> None:
    house = weighing(tmp_path, with_procedure(f'threshold_of = "{of}"\n'))
    id = opened(house).decision
    for member, option in (("ane", "yes"), ("benat", "no"), ("carmen", "no")):
        house.ask(CastBallot(decision=id, option=option), by=member)
    house.wait(8)
    answer = house.ask(RecordContribution(contribution="contribution.hours", amount="1.0", member="ane"))
    assert answer.fact(DecisionClosed).carried is carries
    assert house.verified().holds


@pytest.mark.parametrize(("of", "reached"), [("weight", True), ("heads", False)])
def test_the_quorum_is_of_weight_or_of_heads(tmp_path: Path, of: str, reached: bool) -> None:
    house = weighing(tmp_path, with_procedure(f'quorum_of = "{of}"\n'))
    id = opened(house).decision
    house.ask(CastBallot(decision=id, option="yes"), by="ane")
    house.wait(8)
    answer = house.ask(RecordContribution(contribution="contribution.hours", amount="1.0", member="ane"))
    assert answer.fact(DecisionClosed).quorum_reached is reached


def test_nobody_weighs_anything_is_a_refusal(tmp_path: Path) -> None:
    house = weighing(tmp_path, CHARTER.replace(FORMULA, "floor(hours / 9000 h)"))
    with pytest.raises(Refusal, match="Nobody weighs anything"):
        opened(house)


def test_half_a_vote_is_a_refusal(tmp_path: Path) -> None:
    house = weighing(tmp_path, CHARTER.replace(FORMULA, "hours / 700 h"))
    with pytest.raises(Refusal, match="votes are whole"):
        opened(house)


@pytest.mark.parametrize(
    ("formula", "field"),
    [
        ("1 + floor(capital / 1000 EUR)", "weight"), ("count(postings.entry) + sum(postings.amount)", "weight"),
        ("hours + 3 EUR", "weight"), ("1 + nothing", "weight"),
    ],
)
def test_money_and_what_does_not_fit_weigh_nothing(formula: str, field: str) -> None:
    text = CHARTER.replace(FORMULA, formula)
    assert ("procedure.ordinary", field) in said(check_text(text))


def test_money_votes_only_where_the_charter_says_so_for_all_to_see() -> None:
    text = with_procedure("money_may_vote = true\n").replace(FORMULA, "1 + floor(capital / 1000 EUR)")
    assert check_text(text) == []


def test_a_forged_weight_is_found_by_verification(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = weighing(tmp_path)
    forged = (Voter(member="ane", weight=9), Voter(member="benat", weight=1), Voter(member="carmen", weight=2))
    monkeypatch.setattr("auzolan.governance.proposing.weighted", lambda asked, people, around: (forged, around.seq - 1))
    fact = opened(house)
    monkeypatch.undo()
    assert fact.roll == forged, "no judge reads tables, so that only a verification sees it"
    copy = house.office.copy()
    with copy.database.reading():
        verdict = verify(copy)
    wrong = next(one for one in verdict.checks if one.name == RECOMPUTE)
    assert not wrong.holds and "ane does not weigh what the formula gives" in wrong.message
