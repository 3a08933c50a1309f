"""What was bid in a round that carried is recorded; a round without bids records nothing, and nobody else can."""

import pytest
from effects_house import BOOKS, given, house

from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import Points, ProposedOption
from auzolan.values.refusal import Refusal

MORE = """
["procedure.bids"]
title = "Bids"
body = "body.assembly"
method = "bidding"
hidden = true
vote_days = 7
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
["contribution.hours"]
title = "Hours"
brings = "work"
unit = "h"
["unit.h"]
title = "Hour"
places = 2
dimension = "time"
["contribution.pledge"]
title = "What they give"
brings = "a pledge"
unit = "EUR"
["contribution.signed"]
title = "What they give, with a second word"
brings = "a pledge"
unit = "EUR"
confirms = "body.assembly"
"""
SEASON = (ProposedOption(option="season", title="The season", cost="100.00"),)
ASKED = {"effect": "record_bids", "procedure": "procedure.bids", "asks": SEASON, "budget": "100.00", "unit": "EUR"}


@pytest.mark.parametrize(("contribution", "says"), [
    ("contribution.hours", "is counted in h, and the bids are in EUR"),
    ("contribution.signed", "It counts only when somebody else confirms it"),
    ("contribution.none", "contribution"),
])
def test_what_cannot_be_recorded_is_refused(contribution: str, says: str) -> None:
    it = house(BOOKS + MORE)
    with pytest.raises(Refusal, match=says):
        it.propose("The season", **ASKED, details=given(contribution=contribution))


def test_a_yes_or_no_takes_no_bids() -> None:
    it = house(BOOKS + MORE)
    with pytest.raises(Refusal):
        it.propose("The season", effect="record_bids", details=given(contribution="contribution.pledge"))


def test_each_bid_is_recorded_once_and_who_bid_nothing_has_no_entry() -> None:
    it = house(BOOKS + MORE)
    id = it.propose("The season", **ASKED, details=given(contribution="contribution.pledge"))
    for who, points in (("anna", 6_000), ("bilal", 4_050), ("carmen", 0)):
        marks = (Points(option="season", points=points),) if points else ()
        it.ask(CastBallot(decision=id, points=marks), by=who)
    facts = it.close(id, "2026-03-08T09:00:00Z")
    found = [(one.amount, one.contribution) for one in facts if type(one).__name__ == "ContributionRecorded"]
    assert sorted(found) == [("40.50", "contribution.pledge"), ("60.00", "contribution.pledge")]
    assert not it.states["governance"].decisions[id].roll
