"""A veto is put aside by the procedure that is named for it, and by no other."""

import pytest
from house_of_decisions import House, procedure

from auzolan.charter.around import Draft
from auzolan.governance.decide import VetoDecision
from auzolan.governance.facts import Detail
from auzolan.governance.procedure_facts import VetoOverridden
from auzolan.values.refusal import Refusal

VETO = (
    procedure("ordinary", 'cooling_off_days = 3\nveto = "body.elders"\noverride = "procedure.override"\n')
    + procedure("override", 'threshold = "2/3"\nstrict = false\n')
    + '["body.elders"]\ntitle = "Elders"\nclasses = ["class.worker"]\n'
)
CLOSES = "2026-03-08T09:00:00Z"


def details(decision: str) -> tuple[Detail, ...]:
    return (Detail(name="decision", value=decision),)


def vetoed() -> tuple[House, str]:
    house = House(VETO)
    id = house.propose()
    house.answers(id, yes="anna bilal")
    house.later(CLOSES)
    house.ask(VetoDecision(decision=id, reason="It would close the shop."), by="edurne")
    return house, id


def test_a_veto_is_put_aside_by_the_procedure_that_is_named_for_it() -> None:
    house, id = vetoed()
    second = house.propose("Put the veto aside", effect="override_veto", details=details(id))
    assert house.decision(second).procedure == "procedure.override"
    house.answers(second, yes="anna bilal carmen", no="edurne")
    facts = house.later("2026-03-15T09:00:00Z")
    assert [type(one).__name__ for one in facts] == ["DecisionClosed", "VetoOverridden", "EffectDone", "EffectDone"]
    assert house.decision(id).effect_status == "done" and house.decision(id).overridden
    assert id not in house.decisions.vetoed
    assert "the veto was put aside, and it has taken effect" in house.standing(id).text


def test_too_few_leave_the_veto_as_it_is() -> None:
    house, id = vetoed()
    second = house.propose("Put the veto aside", effect="override_veto", details=details(id))
    house.answers(second, yes="anna bilal", no="edurne dario")
    house.later("2026-03-15T09:00:00Z")
    assert house.decision(id).effect_status == "vetoed"


def test_what_is_not_vetoed_needs_no_override_and_no_other_procedure_gives_one() -> None:
    house, id = vetoed()
    with pytest.raises(Refusal, match=r"not by procedure\.ordinary"):
        house.propose("Aside", effect="override_veto", details=details(id), procedure="procedure.ordinary")
    with pytest.raises(Refusal, match="There is no such decision"):
        house.propose("Aside", effect="override_veto", details=details("dnone"))
    other = house.propose("Another")
    with pytest.raises(Refusal, match="It is not vetoed"):
        house.propose("Aside", effect="override_veto", details=details(other))


def test_nobody_puts_a_veto_aside_by_hand() -> None:
    house, id = vetoed()
    with pytest.raises(Refusal, match="Only a carried decision"):
        house.write([Draft(fact=VetoOverridden(decision=id), because=house.decision(id).closed, by="node")])
