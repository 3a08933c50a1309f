"""A decision trusts somebody with a mandate or a seat, for its term."""

import pytest
from effects_house import decided, given, happened, house, stopped

from auzolan.members.facts import MandateGranted
from auzolan.values.refusal import Refusal


def test_it_is_granted_for_the_term_that_the_article_gives() -> None:
    facts = happened(decided(house(), "grant_mandate", mandate="mandate.buyer", member="dario"))
    assert facts == [MandateGranted(mandate="mandate.buyer", member="dario", until="2026-09-07")]


def test_when_all_seats_are_taken_it_says_so_and_nothing_waits_for_it() -> None:
    it = house()
    for number, who in enumerate(("anna", "bilal")):
        it.at = f"2026-03-{1 + 8 * number:02}T09:00:00Z"
        decided(it, "grant_mandate", at=f"2026-03-{8 + 8 * number:02}T09:00:00Z", mandate="body.council", member=who)
    it.at = "2026-03-17T09:00:00Z"
    facts = decided(it, "grant_mandate", at="2026-03-24T09:00:00Z", mandate="body.council", member="carmen")
    assert "All 2 seats are taken" in stopped(facts)


@pytest.mark.parametrize(("values", "says"), [
    ({"mandate": "mandate.buyer"}, "must be said"),
    ({"mandate": "class.worker", "member": "anna"}, "no such article"),
    ({"mandate": "mandate.buyer", "member": "mallory"}, "no member today"),
])
def test_what_is_missing_or_unknown_is_named(values: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        house().propose("Grant", effect="grant_mandate", details=given(**values))
