"""A decision about a text stands in the register, and the software does nothing by itself."""

import pytest
from house_of_decisions import House, procedure

from auzolan.governance import effects
from auzolan.governance.facts import DecisionClosed, EffectDone
from auzolan.values.refusal import Refusal


def test_a_text_is_done_when_it_is_decided():
    house = House(procedure("ordinary", ""))
    id = house.propose()
    house.answers(id, yes="anna")
    assert [type(fact) for fact in house.later("2026-03-08T09:00:00Z")] == [DecisionClosed, EffectDone]
    assert house.tables["decisions"][(id,)]["effect_status"] == "done"
    assert house.tables["outcomes"][id, "yes"]["heads"] == 1


def test_a_text_carries_neither_run_nor_article():
    house = House(procedure("ordinary", ""))
    with pytest.raises(Refusal, match="carries more than a text"):
        house.propose(run="r1")


def test_effects_are_found_by_looking_into_their_folders():
    assert {"adopt_articles", "approve_run", "text_only"} <= set(effects.find())
    assert all(effect.name == name and effect.summary for name, effect in effects.find().items())
