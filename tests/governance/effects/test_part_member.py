"""The members part with somebody: mandates and seats end with it."""

import pytest
from effects_house import decided, given, happened, house

from auzolan.members.facts import MandateEnded, MemberParted
from auzolan.values.refusal import Refusal


def test_everything_they_were_trusted_with_ends_before_they_go() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    facts = happened(decided(it, "part_member", at="2026-03-16T09:00:00Z", member="dario"))
    assert facts == [
        MandateEnded(mandate="mandate.buyer", member="dario"), MemberParted(member="dario", left="2026-03-16"),
    ]
    assert it.states["members"].members["dario"].left == "2026-03-16"


def test_only_a_member_can_be_parted_with() -> None:
    with pytest.raises(Refusal, match="is no member today"):
        house().propose("Part", effect="part_member", details=given(member="mallory"))
