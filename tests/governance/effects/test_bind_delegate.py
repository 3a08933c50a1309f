"""Members bind their delegate: the instruction stands in the register, and nobody else can write one."""

import pytest
from effects_house import decided, given, happened, house, stopped

from auzolan.charter.around import Draft
from auzolan.governance.register_facts import DelegateBound
from auzolan.values.refusal import Refusal

ASKED = {"mandate": "mandate.buyer", "member": "dario", "answer": "no to the merger"}


def test_what_was_decided_is_what_they_answer_there() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    (fact,) = happened(decided(it, "bind_delegate", at="2026-03-16T09:00:00Z", **ASKED))
    assert (fact.member, fact.mandate, fact.answer) == ("dario", "mandate.buyer", "no to the merger")
    assert it.decisions.register.bound[fact.decision] == ("dario", "no to the merger")


@pytest.mark.parametrize(("changed", "says"), [
    ({"member": "anna"}, "They do not hold it today"),
    ({"answer": "x" * 201}, "one line of at most 200 letters"),
    ({"mandate": "mandate.none"}, "no such article"),
])
def test_whoever_is_not_sent_cannot_be_bound(changed: dict[str, str], says: str) -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    with pytest.raises(Refusal, match=says):
        it.propose("Bind", effect="bind_delegate", details=given(**(ASKED | changed)))


def test_whoever_lost_the_mandate_in_the_meantime_is_not_bound() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    end = it.propose("Recall", effect="end_mandate", details=given(mandate="mandate.buyer", member="dario"))
    id = it.propose("Bind", effect="bind_delegate", details=given(**ASKED))
    for one in (end, id):
        it.answers(one, yes="anna bilal carmen")
    assert "They do not hold it any more" in stopped(it.close(end, "2026-03-16T09:00:00Z"))
    assert it.decision(id).effect_status == "stopped"
    assert id not in it.decisions.register.bound


def test_only_a_decision_binds() -> None:
    it = house()
    id = it.propose("Something")
    fact = DelegateBound(decision=id, mandate="mandate.buyer", member="dario", answer="yes")
    for by in ("anna", "terminal", "node"):
        with pytest.raises(Refusal, match="Only a carried decision binds a delegate"):
            it.write([Draft(fact=fact)], by=by)
