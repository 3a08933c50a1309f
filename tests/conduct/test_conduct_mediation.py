"""Mediation: all three accept, what is said stays between them, and anybody else sees at most that it took place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conduct_place import conducting, does

from auzolan.conduct.decide import AcceptMediation, AskMediation, EndMediation, NoteMediation
from auzolan.conduct.facts import MediationAsked
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    made = conducting(tmp_path, monkeypatch, "")  # it needs no article
    yield made
    made.node.close()


def asked(place, other: str = "Dee") -> str:
    request = AskMediation(other=place.members.get(other, other), mediator=place.members["Eli"], words="The mill key.")
    return str(does(place, "Cleo", request).fact(MediationAsked).case)


def one_of(place, id: str):
    return place.office.now().states["conduct"].mediations[id]


def refused(place, who: str, request, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        does(place, who, request)


def test_it_begins_when_all_three_have_accepted_and_ends_agreed(place) -> None:
    id = asked(place)
    refused(place, "Cleo", EndMediation(case=id, agreed=True), "Nobody agrees before all three")
    does(place, "Dee", AcceptMediation(case=id))
    assert one_of(place, id).stage == "asked"
    refused(place, "Dee", AcceptMediation(case=id), "It was accepted already")
    does(place, "Eli", AcceptMediation(case=id))
    assert one_of(place, id).stage == "accepted"
    does(place, "Eli", NoteMediation(case=id, words="The key hangs by the door."))
    does(place, "Dee", EndMediation(case=id, agreed=True))
    assert (one_of(place, id).stage, one_of(place, id).ended) == ("agreed", "2027-02-01")
    refused(place, "Dee", NoteMediation(case=id, words="And yet."), "The mediation is over")
    refused(place, "Dee", EndMediation(case=id, agreed=False), "The mediation is over")
    assert verify(place.office.copy()).holds


def test_who_does_not_want_it_ends_it(place) -> None:
    id = asked(place)
    does(place, "Dee", EndMediation(case=id, agreed=False))
    assert one_of(place, id).stage == "not agreed"


def test_nobody_else_takes_part(place) -> None:
    id = asked(place)
    note, end = NoteMediation(case=id, words="I too."), EndMediation(case=id, agreed=False)
    for request in (AcceptMediation(case=id), note, end):
        refused(place, "Fay", request, "no such mediation of yours")
    refused(place, "Fay", AcceptMediation(case="knone"), "no such mediation of yours")


def test_it_is_between_two_with_a_third(place) -> None:
    cleo, dee, eli = (place.members[who] for who in ("Cleo", "Dee", "Eli"))
    for other, mediator in ((cleo, eli), (dee, dee), (dee, cleo)):
        refused(place, "Cleo", AskMediation(other=other, mediator=mediator, words="So."), "with a third who mediates")
    refused(place, "Cleo", AskMediation(other="mnone", mediator=eli, words="So."), "Nobody has that id")
    refused(place, "Cleo", AskMediation(other=dee, mediator="mnone", words="So."), "Name a member who mediates|Nobody")
    refused(place, "Cleo", AskMediation(other=dee, mediator=eli, words=""), "There are no words")


def test_for_somebody_outside_who_mediates_writes_it_down_with_the_paper(place) -> None:
    mill = place.do(NameAgent(nature="organisation", words={"name": "The other mill"})).fact(AgentNamed).agent
    id = asked(place, mill)
    does(place, "Eli", AcceptMediation(case=id))
    accept = AcceptMediation(case=id)
    with pytest.raises(Refusal, match="without the paper behind it"):
        place.do(accept, by=place.members["Eli"], for_=mill)
    with pytest.raises(Refusal, match="with the paper that they signed"):
        place.do(accept, by=place.members["Cleo"], for_=mill, evidence="a" * 64)
    place.do(accept, by=place.members["Eli"], for_=mill, evidence="a" * 64)
    assert one_of(place, id).stage == "accepted"
    assert verify(place.office.copy()).holds
