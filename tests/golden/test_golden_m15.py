"""Procurement scoring: six formulas on the same bids, from a file of bids to places that explain themselves."""

from fractions import Fraction
from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.facts import PostingsMade
from auzolan.rules.bids import OpenBids, read_bids
from auzolan.rules.facts import RunSettled
from auzolan.rules.scoring_shown import Shown, shown
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal

KITCHEN = "bid,price EUR,quality\nA,100.00,70\nB,120.00,90\nC,150.00,100\n"
JUNK = "D,60.00,0\n"
BOILER = "bid,price EUR,use EUR,carbon t,removal EUR\nX,100000,12000,20,5000\nY,130000,7000,8,2000\n"


def opened(house: Golden, tender: str, text: str, mends: int | None = None) -> int:
    bids, findings = read_bids(text, tuple(house.office.now().charter.units))
    assert findings == []
    return house.ask(OpenBids(tender=tender, bids=bids, opened="2026-03-01", mends=mends)).entries[0].seq


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    return golden(tmp_path, "m15_scoring")


def scores(house: Golden, rule: str, period: str = "2026-03") -> dict[str, tuple[int, int | None]]:
    run = house.run(rule, period)
    house.why_sums(run)
    rows = house.office.reader().rows("portions", {"run": run})
    return {str(row["to"]).rpartition("-")[2]: (int(row["amount"] or 0), row["rank"]) for row in rows}


@pytest.mark.parametrize(
    ("rule", "gives"),
    [
        ("rule.ratio", {"A": (8500, 2), "B": (8667, 1), "C": (8333, 3)}),
        ("rule.linear", {"A": (8500, 1), "B": (7500, 2), "C": (5000, 3)}),
        ("rule.ceiling", {"A": (6000, 3), "B": (6500, 1), "C": (6250, 2)}),
        ("rule.quality_to_price", {"A": (6500, 1), "B": (7500, 2), "C": (10000, 3)}),
        ("rule.cost", {"A": (10000, 1), "B": (12000, 2), "C": (15000, 3)}),
    ],
)
def test_each_formula_gives_its_known_points_and_places(
    house: Golden, rule: str, gives: dict[str, tuple[int, int]]
) -> None:
    opened(house, "kitchen", KITCHEN)
    assert scores(house, rule) == gives


def test_a_junk_bid_ties_two_others_under_a_ratio_and_moves_nobody_under_a_ceiling(house: Golden) -> None:
    opened(house, "kitchen", KITCHEN + JUNK)
    assert scores(house, "rule.ratio") == {"A": (6500, 3), "B": (7000, 1), "C": (7000, 1), "D": (5000, 4)}
    assert scores(house, "rule.ceiling") == {"A": (6000, 3), "B": (6500, 1), "C": (6250, 2), "D": (3500, 4)}


def test_the_dearer_boiler_is_cheaper_over_ten_years(house: Golden) -> None:
    opened(house, "boiler", BOILER)
    found = scores(house, "rule.life")
    assert {bid: (round(amount / 100), rank) for bid, (amount, rank) in found.items()} == {
        "X": (223_143, 2), "Y": (198_024, 1)
    }


def test_a_bid_above_the_ceiling_is_out_and_says_why(house: Golden) -> None:
    opened(house, "kitchen", KITCHEN + "E,200.01,100\n")
    run = house.run("rule.ceiling", "2026-03")
    portion = house.why(run).portion("kitchen-E")
    assert (portion.rank, portion.amount, portion.figure.label) == (0, 0, "out: above the ceiling of price")
    assert [part.printed() for part in portion.figure.because] == ["200.01", "200"]


def test_a_score_explains_itself_and_says_a_tie(house: Golden) -> None:
    entry = opened(house, "kitchen", KITCHEN + JUNK)
    figure = house.why(house.run("rule.ratio", "2026-03")).portion("kitchen-B").figure
    assert figure.note == "Place 1, tied with kitchen-C."
    assert [(part.label, part.printed()) for part in figure.because] == [("price", "25"), ("quality", "45")]
    assert figure.all_entries() == (entry,)


def test_nothing_is_paid_by_a_score(house: Golden) -> None:
    opened(house, "kitchen", KITCHEN)
    run = house.run("rule.ratio", "2026-03")
    settled = house.settle(run).fact(RunSettled)
    assert (settled.count, settled.amount) == (0, "0.00")
    assert house.facts(PostingsMade) == []
    assert house.states["rules"].runs[run].source == ""
    house.verified()


def test_bids_that_were_misread_are_replaced_and_the_run_before_keeps_its_own(house: Golden) -> None:
    entry = opened(house, "kitchen", KITCHEN)
    run = house.run("rule.ratio", "2026-03")
    with pytest.raises(Refusal, match="opened already"):
        opened(house, "kitchen", KITCHEN)
    opened(house, "kitchen", KITCHEN.replace("120.00", "100.00"), mends=entry)
    assert house.why(run).portion("kitchen-B").amount == 8667
    assert scores(house, "rule.cost")["B"] == (10000, 1)
    house.verified()


def test_a_value_that_a_bid_does_not_say_stops_the_run_and_names_the_bid(house: Golden) -> None:
    opened(house, "kitchen", KITCHEN + "E,90.00,\n")
    with pytest.raises(Refusal, match="For kitchen-E it is not known how much quality is"):
        house.run("rule.ratio", "2026-03")


def test_before_the_vote_everybody_sees_who_would_win_otherwise_and_what_a_junk_bid_swaps(house: Golden) -> None:
    opened(house, "kitchen", KITCHEN + JUNK)
    org = house.office.now()

    def seen(rule: str) -> Shown:
        text = org.charter.articles[rule].text
        return shown(text, org.charter, org.states["flows"], house.office.reader(), parse_period("2026"),
                     ceiling=Fraction(200))

    ratio, ceiling = seen("rule.ratio"), seen("rule.ceiling")
    assert {one.scale: one.winners for one in ratio.alternatives} == {
        "ratio_to_lowest": ("kitchen-B", "kitchen-C"), "linear_between": ("kitchen-A",),
        "against_ceiling": ("kitchen-B",),
    }
    assert ("kitchen-D", "kitchen-A", "kitchen-C", "behind") in {
        (one.without, one.first, one.second, one.before) for one in ratio.swaps
    }
    assert ceiling.swaps == ()
    assert [one.criterion for one in ceiling.sensitivity] == ["price", "quality"]
    with pytest.raises(Refusal, match="No row is among these"):
        seen("rule.life")
