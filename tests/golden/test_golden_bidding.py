"""Eight eaters bid for a season: it closes only when the bids reach what the farm needs, and few see who gave what."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.facts import ContributionRecorded
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import (
    BallotCast,
    DecisionClosed,
    Detail,
    EffectDone,
    Points,
    ProposalOpened,
    ProposedOption,
)
from auzolan.governance.hiding import kept_back
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.members.decide import GrantMandate
from auzolan.organisation import around
from auzolan.policy.policy import columns, published, viewer
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted

# Of 500 to 1,100 euros, 6,400 together; the guide price is 6,800 by eight shares.
BIDS = {
    "mada": 50_000, "mben": 60_000, "mcleo": 70_000, "mdee": 80_000, "meli": 85_000, "mfay": 85_000, "mgus": 100_000,
    "mhana": 110_000,
}
RULE = """
["contribution.bid"]
title = "What they bid for the season"
brings = "a bid"
unit = "EUR"
aggregate = "latest"
who = "class.eater"

["rule.bids"]
title = "What each gives"
says = "Everybody pays what they bid."
does = "amount"
unit = "EUR"
among = "members where bid > 0 EUR"
by = "bid"
from = "Assets:Eaters:{member}"
to = "Liabilities:HarvestShares:{year}"
procedure = "procedure.ordinary"
contest_days = 0
benefits = "body.assembly"
bears_cost = "body.assembly"
decides = "body.assembly"
review = 2028-01-31
"""


@pytest.fixture
def farm(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("csa") + RULE)
    for member in BIDS:
        house.admit(member, "eater", share="1")
    house.admit("mkeeper", "grower")
    house.ask(GrantMandate(mandate="mandate.bookkeeper", member="mkeeper"))
    return house


def asked(house: Golden, **changed: Any) -> str:
    request: dict[str, Any] = {
        "title": "The season", "text": "The farm needs 6,800 euros: 850 for each share, on average.",
        "procedure": "procedure.bidding", "effect": "text_only", "budget": "6800.00", "unit": "EUR",
        "asks": (ProposedOption(option="season", title="The season 2026", cost="6800.00"),),
    }
    return str(house.ask(OpenProposal(**(request | changed)), by="mkeeper").fact(ProposalOpened).decision)


def bid(house: Golden, decision: str, bids: dict[str, int]) -> None:
    for member, amount in bids.items():
        points = (Points(option="season", points=amount),)
        house.ask(CastBallot(decision=decision, points=points), by=member)


def closed(house: Golden) -> Any:
    house.wait(8)
    return house.ask(DoWhatIsDue(), by="node")


def counted(house: Golden, decision: str) -> Any:
    org = house.office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    known = org.states["governance"].decisions[decision]
    return recounted(org, decision, around(org, probe, house.office.fact), house.office.reader(known.closed))


def readable(house: Golden, decision: str, who: str) -> set[str]:
    """Whose bids somebody may read."""
    org, reader = house.office.now(), house.office.reader()
    seer, said = viewer(org, who, str(house.at.date())), published(org.charter)
    rows = reader.rows("round_bids", {"decision": decision})
    return {str(row["member"]) for row in rows if "amount" in columns(seer, reader.table("round_bids"), row, said)}


def test_too_little_carries_nothing_and_asks_everybody_for_the_same_percentage_more(farm: Golden) -> None:
    decision = asked(farm)
    bid(farm, decision, BIDS)
    assert not closed(farm).fact(DecisionClosed).carried
    found = counted(farm, decision)
    assert found.equal
    (round,) = found.outcome.tally.rounds
    assert {name: str(amount) for name, amount in round.measures.items()} == {
        "bids": "6400", "needed": "6800", "missing": "400", "percent more": "25/4",
    }
    assert round.says == (
        "The bids for season come to 6,400; 6,800 is needed, so that 400 is missing. "
        "Everybody is asked for 6.25 % more."
    )
    assert found.outcome.why == round.says
    farm.verified()


def test_with_a_sixteenth_more_from_everybody_the_season_is_agreed_and_each_pays_what_they_bid(farm: Golden) -> None:
    first = asked(farm)
    bid(farm, first, BIDS)
    closed(farm)
    second = asked(
        farm, replaces=first, effect="record_bids", details=(Detail(name="contribution", value="contribution.bid"),),
    )
    raised = {member: amount * 17 // 16 for member, amount in BIDS.items()} | {"meli": 90_313}  # half a cent, twice
    assert sum(raised.values()) == 680_000
    bid(farm, second, BIDS)
    bid(farm, second, raised)  # the last answer counts
    answer = closed(farm)
    assert any(isinstance(entry.fact, EffectDone) for entry in answer.entries)
    recorded = [fact for fact in farm.facts(ContributionRecorded) if fact.contribution == "contribution.bid"]
    assert {fact.member: fact.amount for fact in recorded} == {
        "mada": "531.25", "mben": "637.50", "mcleo": "743.75", "mdee": "850.00", "meli": "903.13", "mfay": "903.12",
        "mgus": "1062.50", "mhana": "1168.75",
    }
    assert counted(farm, second).equal
    farm.shared("rule.bids", "2026")
    assert farm.of("Liabilities:HarvestShares:2026") == "6800.00"
    farm.verified()


def test_the_sum_is_everybodys_and_a_bid_is_for_few(farm: Golden) -> None:
    decision = asked(farm)
    bid(farm, decision, BIDS)
    assert farm.office.reader().rows("round_bids", {"decision": decision}) == [], "nothing before the close"
    closed(farm)
    assert readable(farm, decision, "mada") == {"mada"}
    assert readable(farm, decision, "mkeeper") == set(BIDS), "a mandate reads them"
    assert farm.office.reader().rows("ballots", {"decision": decision}) == []
    state = farm.states["governance"]
    assert all(kept_back(state, fact) for fact in farm.facts(BallotCast)), "closed on the pages, for good"


def test_a_round_that_does_not_add_up_or_takes_no_bids_is_not_opened(farm: Golden) -> None:
    with pytest.raises(Refusal, match=r"Together 6800\.00 is needed, and the budget says 7000\.00"):
        asked(farm, budget="7000.00")
    with pytest.raises(Refusal, match=r"takes no bids|it chooses nothing else"):
        asked(farm, effect="record_bids", procedure="procedure.ordinary",
              details=(Detail(name="contribution", value="contribution.bid"),))
    with pytest.raises(Refusal, match=r"counted in h, and the bids are in EUR"):
        asked(farm, effect="record_bids", details=(Detail(name="contribution", value="contribution.hours"),))
