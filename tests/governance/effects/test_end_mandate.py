"""A decision takes a mandate back; for a seat this is a recall."""

import pytest
from effects_house import decided, given, happened, house

from auzolan.members.facts import MandateEnded
from auzolan.values.refusal import Refusal


def test_a_seat_is_taken_back() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="body.council", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    facts = happened(decided(it, "end_mandate", at="2026-03-16T09:00:00Z", mandate="body.council", member="dario"))
    assert facts == [MandateEnded(mandate="body.council", member="dario")]
    assert not it.states["members"].mandates.get("body.council")


def test_what_nobody_holds_cannot_be_taken_back() -> None:
    with pytest.raises(Refusal, match="They do not hold it"):
        house().propose("Recall", effect="end_mandate", details=given(mandate="body.council", member="dario"))
