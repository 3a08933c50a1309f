"""An objection that nobody answers goes on by itself; one whose answer does not satisfy, at the word of who objects."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auzolan.contest.decide import AnswerContest, CarryOn, ContestLine
from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import Detail, ProposalOpened
from auzolan.members.decide import GrantMandate
from auzolan.node.waking import wake
from auzolan.rules.facts import PortionsPublished
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from deciding_place import CoOp, co_op


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    coop = co_op(tmp_path, monkeypatch)
    for who in ("Ana", "Bo", "Cleo"):
        coop.do(GrantMandate(mandate="body.social_council", member=coop.members[who]))
    yield coop
    coop.node.close()


def contested(it: CoOp, who: str = "Dee") -> str:
    """Dee objects to her own portion."""
    facts = [(seq, it.office.fact(seq)) for seq in range(it.office.now().seq)]
    line, to = next(
        (seq, part.to) for seq, fact in facts if isinstance(fact, PortionsPublished) and fact.run == it.run
        for part in fact.portions if part.member == it.members[who]
    )
    answer = it.do(ContestLine(line=line, to=to, reason="Hours are missing."), by=it.members[who])
    return str(answer.fact(LineContested).contest)


def status(it: CoOp, id: str) -> Any:
    return it.office.now().states["contest"].contests[id]


def votes(it: CoOp, decision: str, option: str) -> None:
    for who in ("Ana", "Bo", "Cleo", "Dee", "Eli"):
        it.do(CastBallot(decision=decision, option=option), by=it.members[who])


def later(it: CoOp, moment: str) -> Any:
    it.clock(moment)
    return wake(it.office)


def test_what_nobody_answered_is_put_to_those_who_decide_by_the_node(place: CoOp) -> None:
    id = contested(place)
    assert status(place, id).due == "2027-01-15", "seven days, as the article says"
    assert not later(place, "2027-01-15T23:00:00Z").entries
    opening = later(place, "2027-01-16T00:00:01Z").fact(ProposalOpened)
    assert (opening.effect, opening.procedure) == ("answer_contest", "procedure.ordinary")
    assert "was not answered by 2027-01-15" in opening.text and status(place, id).decision == opening.decision
    assert not later(place, "2027-01-17T00:00:00Z").entries, "once"
    held = place.office.now().states["contest"].held(place.run)
    assert held, "the portion waits as long as it is not decided"
    votes(place, opening.decision, "yes")
    facts = [entry.fact for entry in later(place, "2027-02-01T00:00:00Z").entries]
    assert any(one == ContestAnswered(contest=id, outcome="corrected") for one in facts)
    assert status(place, id).status == "corrected" and not place.office.now().states["contest"].held(place.run)
    assert verify(place.office.copy()).holds


def test_those_who_decide_may_say_that_the_line_stands(place: CoOp) -> None:
    id = contested(place)
    opening = later(place, "2027-01-16T00:00:01Z").fact(ProposalOpened)
    votes(place, opening.decision, "no")
    later(place, "2027-02-01T00:00:00Z")
    assert (status(place, id).status, status(place, id).answered) == ("stands", "2027-02-01")
    assert not place.office.now().states["contest"].held(place.run), "and the amount is paid"
    assert verify(place.office.copy()).holds


def test_an_answer_that_does_not_satisfy_is_carried_on_in_time_by_who_objects(place: CoOp) -> None:
    id = contested(place)
    with pytest.raises(Refusal, match="An answer is owed by 2027-01-15"):
        place.do(CarryOn(contest=id), by=place.members["Dee"])
    place.do(AnswerContest(contest=id, outcome="stands", reason="We counted."), by=place.members["Ana"])
    with pytest.raises(Refusal, match="Only who objects carries it on"):
        place.do(CarryOn(contest=id), by=place.members["Eli"])
    place.clock("2027-01-23T09:00:00Z")
    with pytest.raises(Refusal, match="It can be carried on no longer"):
        place.do(CarryOn(contest=id), by=place.members["Dee"])
    place.clock("2027-01-22T09:00:00Z")


def test_within_its_days_it_goes_to_the_vote_and_can_be_right_after_all(place: CoOp) -> None:
    id = contested(place)
    place.do(AnswerContest(contest=id, outcome="stands", reason="We counted."), by=place.members["Ana"])
    opening = place.do(CarryOn(contest=id), by=place.members["Dee"]).fact(ProposalOpened)
    assert "the answer does not satisfy" in opening.text
    with pytest.raises(Refusal, match="It is decided about already"):
        place.do(CarryOn(contest=id), by=place.members["Dee"])
    votes(place, opening.decision, "yes")
    later(place, "2027-02-01T00:00:00Z")
    assert status(place, id).status == "corrected" and verify(place.office.copy()).holds


def test_nobody_makes_such_a_proposal_up(place: CoOp) -> None:
    id = contested(place)
    with pytest.raises(Refusal):
        place.do(OpenProposal(
            title="Is it?", text="Yes.", effect="answer_contest", details=(Detail(name="contest", value=id),),
        ), by=place.members["Eli"])
    with pytest.raises(Refusal, match=r"no such objection|There is no such"):
        place.do(CarryOn(contest="cnone"), by=place.members["Dee"])


def test_an_objection_is_not_objected_to(place: CoOp) -> None:
    id = contested(place)
    with pytest.raises(Refusal, match="An objection is answered"):
        place.do(ContestLine(line=status(place, id).seq, reason="I object to that."), by=place.members["Eli"])


# --- on the pages


def test_the_register_and_the_page_of_an_objection(place: CoOp) -> None:
    id = contested(place)
    view = place.view("contests")
    assert (len(view["open"]), view["days"], view["per_hundred"]) == (1, 7, 16)
    page = place.browser("Dee").get(place.at(f"contests/{id}")).content.decode()
    assert "Hours are missing." in page and "Take my objection back" in page and "Answer it" not in page
    answered = place.browser("Ana").post(
        place.at(f"contests/{id}"), {"do": "answer", "outcome": "stands", "reason": "We counted again."}
    )
    assert answered.status_code == 302
    page = place.browser("Dee").get(place.at(f"contests/{id}")).content.decode()
    assert "We counted again." in page and "Carry it on" in page
    on = place.browser("Dee").post(place.at(f"contests/{id}"), {"do": "carry_on"})
    assert on.status_code == 302
    view = place.view("contests")
    assert view["open"][0]["status"] == "being decided"
    assert place.browser("Eli").post(place.at(f"contests/{id}"), {"do": "carry_on"}).status_code == 422
    assert place.browser("").get(place.at("contests")).status_code == 302
    assert place.browser("Eli").get(place.at("contests/cnone")).status_code == 404
