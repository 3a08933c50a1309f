"""Conduct: notice, hearing, time to improve, decision, appeal to others; nobody is parted with by one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conduct_place import COUNCIL, OVER, UNTIL, case_of, conducting, decided, does, improving, noticed

from auzolan.charter.preset import preset
from auzolan.conduct.decide import (
    AgreeImprovement,
    AnswerAppeal,
    BeHeard,
    DecideConduct,
    GiveNotice,
    RaiseAppeal,
)
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import Detail, ProposalOpened
from auzolan.members.decide import PartMember
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify
from charters import without


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    made = conducting(tmp_path, monkeypatch)
    yield made
    made.node.close()


def refused(place, who: str, request, why: str) -> None:
    before = place.office.now().seq
    with pytest.raises(Refusal, match=why):
        does(place, who, request)
    assert place.office.now().seq == before


def parting(place, member: str, effect: str = "part_member", *more: Detail) -> OpenProposal:
    details = (Detail(name="member", value=place.members[member]), *more)
    return OpenProposal(title="To part", text="After all steps.", effect=effect, details=details)


def test_the_whole_way_from_the_notice_to_the_answer_of_others(place) -> None:
    id = decided(place)
    one = case_of(place, id)
    assert (one.stage, one.outcome, one.until, one.helper) == ("decided", "warned", UNTIL, place.members["Eli"])
    assert one.decided_by == tuple(sorted(place.members[who] for who in COUNCIL))
    assert one.appeal_by == "2027-03-25"
    does(place, "Dee", RaiseAppeal(case=id, words="Nobody came to the talks."))
    assert case_of(place, id).answer_by == "2027-04-01"
    does(place, "Fay", AnswerAppeal(case=id, answer="changed", words="She is right."))
    one = case_of(place, id)
    assert (one.stage, one.answer, one.came_to("2027-03-12")) == ("answered", "changed", "")
    assert [step.what for step in one.steps] == ["notice", "heard", "improving", "decided", "appealed", "answered"]
    assert verify(place.office.copy()).holds


def test_a_notice_is_given_by_a_member_about_another_in_words(place) -> None:
    ana = place.members["Ana"]
    refused(place, "Ana", GiveNotice(about=ana, words="Me."), "Nobody gives notice about themselves")
    refused(place, "Ana", GiveNotice(about="mnobody", words="They."), "Nobody who belongs today")
    refused(place, "Ana", GiveNotice(about=place.members["Dee"], words="  "), "There are no words in it")
    refused(place, "Ana", GiveNotice(about=place.members["Dee"], words="x" * 4001), "longer than 4000")
    refused(place, "Ana", GiveNotice(about=place.members["Bo"], words="Late."), "Nobody sits in the body that decides")
    with pytest.raises(Refusal, match="Everybody takes these steps themselves"):
        place.do(GiveNotice(about=ana, words="From the machine."))


def test_only_the_person_says_their_side_and_may_say_that_they_do_not_come(place) -> None:
    id = noticed(place)
    refused(place, "Cleo", BeHeard(case=id, words="For her."), "Only the person concerned")
    does(place, "Dee", BeHeard(case=id, came=False))
    assert (case_of(place, id).stage, case_of(place, id).came) == ("heard", False)
    refused(place, "Dee", BeHeard(case=id, words="Now I do."), "They were heard")
    refused(place, "Dee", BeHeard(case="knone", words="Which?"), "There is no such case")


def test_nothing_is_decided_before_the_hearing_or_before_its_time_went_by(place) -> None:
    id = noticed(place)
    refused(place, "Ana", DecideConduct(case=id, outcome="warned", words="At once."), "was not heard yet")
    place.clock("2027-02-08T23:00:00Z")
    refused(place, "Ana", DecideConduct(case=id, outcome="warned", words="At once."), "until 2027-02-08")
    place.clock("2027-02-09T00:00:01Z")
    does(place, "Ana", DecideConduct(case=id, outcome="warned", words="She said nothing."))
    assert case_of(place, id).outcome == "warned"


def test_neither_the_person_nor_who_gave_notice_nor_anybody_else_decides(place) -> None:
    id = noticed(place, by="Ana", about="Dee")
    does(place, "Dee", BeHeard(case=id, words="No."))
    asked = DecideConduct(case=id, outcome="nothing", words="So.")
    refused(place, "Dee", asked, "Nobody decides about themselves")
    refused(place, "Ana", asked, "Who gave notice does not decide")
    refused(place, "Fay", asked, "Only who sits in")
    does(place, "Bo", asked)
    assert case_of(place, id).decided_by == (place.members["Bo"],)


def test_time_to_improve_is_as_long_as_agreed_and_somebody_else_helps(place) -> None:
    id = noticed(place)
    does(place, "Dee", BeHeard(case=id, words="Yes."))

    def time(until: str, helper: str) -> AgreeImprovement:
        return AgreeImprovement(case=id, until=until, helper=place.members.get(helper, helper), words="With help.")

    refused(place, "Ana", time("2027-02-20", "Eli"), "ends between 2027-03-03 and")
    refused(place, "Ana", time("soon", "Eli"), "ends between")
    refused(place, "Ana", time(UNTIL, "Dee"), "Who helps is neither")
    refused(place, "Ana", time(UNTIL, "Cleo"), "Who helps is neither")
    refused(place, "Ana", time(UNTIL, "nobody"), "Nobody who belongs")
    does(place, "Ana", time(UNTIL, "Eli"))
    refused(place, "Ana", time(UNTIL, "Eli"), "There is time to improve until")


def test_parting_is_not_decided_before_the_time_to_improve_is_over(place) -> None:
    id = noticed(place)
    does(place, "Dee", BeHeard(case=id, words="Yes."))
    for outcome in ("parting", "suspension", "improved"):
        refused(place, "Ana", DecideConduct(case=id, outcome=outcome, words="Go."), "no time to improve yet")
    refused(place, "Ana", DecideConduct(case=id, outcome="fined", words="Pay."), "An outcome is one of")
    other = improving(place)
    place.clock("2027-03-10T22:00:00Z")
    for outcome in ("parting", "suspension", "warned"):
        refused(place, "Ana", DecideConduct(case=other, outcome=outcome, words="Go."), "lasts until 2027-03-10")
    does(place, "Ana", DecideConduct(case=other, outcome="improved", words="Sooner than we thought."))
    refused(place, "Bo", DecideConduct(case=other, outcome="warned", words="Again."), "It was decided already")


def test_the_person_appeals_in_time_and_others_than_those_who_decided_answer(place) -> None:
    id = decided(place)
    refused(place, "Fay", AnswerAppeal(case=id, answer="stands", words="So."), "No appeal waits")
    refused(place, "Cleo", RaiseAppeal(case=id, words="For her."), "Only the person concerned appeals")
    does(place, "Dee", RaiseAppeal(case=id, words="It is not so."))
    refused(place, "Dee", RaiseAppeal(case=id, words="Once more."), "nothing to appeal against")
    for who in ("Ana", "Bo", "Cleo", "Dee", "Eli"):  # they decided, sat with them, gave notice, are concerned, helped
        refused(place, who, AnswerAppeal(case=id, answer="stands", words="So."), "who had no part in it")
    refused(place, "Fay", AnswerAppeal(case=id, answer="perhaps", words="So."), "An answer is")
    does(place, "Fay", AnswerAppeal(case=id, answer="stands", words="It was right."))


def test_after_its_days_there_is_no_appeal(place) -> None:
    id = decided(place)
    place.clock("2027-03-26T00:00:01Z")
    refused(place, "Dee", RaiseAppeal(case=id, words="Late."), "possible until 2027-03-25")


def test_parting_is_proposed_only_after_a_case_that_came_to_it_and_was_not_set_aside(place) -> None:
    refused(place, "Fay", parting(place, "Dee"), "Before it there is a notice, a hearing")
    id = decided(place, "parting")
    assert place.members["Dee"] in place.office.now().states["members"].members, "a case parts with nobody"
    refused(place, "Fay", parting(place, "Dee"), "Before it there is a notice, a hearing")  # she can still appeal
    place.clock("2027-03-26T09:00:00Z")
    assert case_of(place, id).came_to("2027-03-26") == "parting"
    refused(place, "Fay", parting(place, "Cleo"), "Before it there is")
    assert does(place, "Fay", parting(place, "Dee")).fact(ProposalOpened).effect == "part_member"
    until = Detail(name="until", value="2027-05-01")
    assert does(place, "Eli", parting(place, "Dee", "suspend_member", until)).fact(ProposalOpened)
    assert verify(place.office.copy()).holds


def test_a_decision_that_was_set_aside_carries_no_proposal(place) -> None:
    id = decided(place, "suspension")
    does(place, "Dee", RaiseAppeal(case=id, words="No."))
    does(place, "Fay", AnswerAppeal(case=id, answer="changed", words="She is right."))
    place.clock("2027-05-01T09:00:00Z")
    until = Detail(name="until", value="2027-06-01")
    refused(place, "Fay", parting(place, "Dee", "suspend_member", until), "Before it there is")


def test_who_left_gives_no_notice(place) -> None:
    place.do(PartMember(member=place.members["Eli"], left="2027-01-31"))
    place.clock(OVER)
    refused(place, "Eli", GiveNotice(about=place.members["Dee"], words="Still."), "Only members give notice")


def test_without_an_article_there_is_no_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charters.preset", lambda name: without(preset(name), "conduct.steps"))
    bare = conducting(tmp_path / "bare", monkeypatch, "")
    refused(bare, "Cleo", GiveNotice(about=bare.members["Dee"], words="Why."), "says nothing about conduct")
    bare.node.close()
