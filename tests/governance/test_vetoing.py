"""A veto stops a carried decision before it takes effect, where the procedure gives it, with reasons."""

import pytest
from house_of_decisions import House, procedure

from auzolan.governance.decide import VetoDecision
from auzolan.values.refusal import Refusal

ELDERS = '["body.elders"]\ntitle = "Elders"\nclasses = ["class.worker"]\n'
CLOSES, IN_FORCE = "2026-03-08T09:00:00Z", "2026-03-11T09:00:00Z"


def decided(fields: str = 'veto = "body.elders"') -> tuple[House, str]:
    house = House(procedure("ordinary", f"cooling_off_days = 3\n{fields}") + ELDERS)
    id = house.propose()
    house.answers(id, yes="anna bilal")
    house.later(CLOSES)
    return house, id


def veto(house: House, id: str, reason: str = "It would close the shop.", by: str = "edurne", at: str = "") -> None:
    house.ask(VetoDecision(decision=id, reason=reason), by=by, at=at)


def test_a_vetoed_decision_never_takes_effect():
    house, id = decided()
    veto(house, id, at="2026-03-11T08:59:59Z")
    assert house.later(IN_FORCE) == []
    assert house.decision(id).effect_status == "vetoed" and id in house.decisions.vetoed
    assert house.standing(id).text.endswith("It was vetoed before it took effect. Everything stays as it was.")
    assert house.secrets[-1].owner == "edurne"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"at": IN_FORCE}, "has not taken effect yet"),
        ({"reason": " "}, "needs its reasons"),
        ({"by": "gari"}, "you are not in it"),
    ],
)
def test_a_veto_comes_in_time_with_reasons_from_whom_the_procedure_names(more, words):
    house, id = decided()
    with pytest.raises(Refusal, match=words):
        veto(house, id, **more)


def test_without_a_veto_in_the_procedure_there_is_none():
    house, id = decided("")
    with pytest.raises(Refusal, match="gives nobody a veto"):
        veto(house, id)


def test_nobody_vetoes_from_the_terminal_in_a_members_name():
    house, id = decided()
    house.via = "terminal"
    with pytest.raises(Refusal, match="From the terminal"):
        veto(house, id)
