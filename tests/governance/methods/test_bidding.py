"""A bidding round adds up what everybody can give, and says by how many percent it is short."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.charter.check import check_text
from auzolan.charter.preset import preset
from auzolan.governance.methods import bidding
from auzolan.governance.tally import SCORES, Election, Paper, Tally, TieLaw

NEEDED = 680_000


def counted(*bids: int, needed: int = NEEDED) -> Tally:
    papers = tuple(Paper(points={"season": one} if one else {}) for one in bids)
    election = Election(
        options=("season",), papers=papers, shape=SCORES, budget=needed, costs={"season": needed}, places=2
    )
    return bidding.tally(election, {}, TieLaw(order=election.options))


def test_what_is_reached_to_the_cent_carries_and_a_cent_less_does_not() -> None:
    assert counted(340_000, 340_000).winners == ("season",)
    short = counted(340_000, 339_999)
    assert short.winners == ()
    assert "so that 0.01 is missing. Everybody is asked for 0.01 % more" in short.why


def test_nobody_bids_anything() -> None:
    short = counted(0, 0)
    assert short.winners == ()
    assert short.why == "The bids for season come to 0; 6,800 is needed, and nobody bid anything."
    assert counted().winners == ()


def test_of_two_things_one_that_is_short_carries_neither() -> None:
    election = Election(
        options=("field", "bees"), papers=(Paper(points={"field": 100, "bees": 40}),), shape=SCORES,
        budget=150, costs={"field": 100, "bees": 50}, places=0,
    )
    found = bidding.tally(election, {}, TieLaw(order=election.options))
    assert found.winners == ()
    assert [round.figures[0].note for round in found.rounds] == ["reached", "too little"]
    assert found.why.startswith("The bids for bees come to 40; 50 is needed")


@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=40), st.integers(1, 10_000_000))
def test_whoever_gives_that_much_more_reaches_it(bids: list[int], needed: int) -> None:
    """The percentage is rounded up: if everybody follows it, it is enough, and a hundredth of a percent less is not."""
    missing = Fraction(needed - sum(bids))
    if missing <= 0:
        assert counted(*bids, needed=needed).winners == ("season",)
        return
    percent = bidding.more(Fraction(sum(bids)), missing)
    assert sum(bids) * (1 + percent / 100) >= needed
    assert sum(bids) * (1 + (percent - Fraction(1, 100)) / 100) < needed


@pytest.mark.parametrize(("line", "says"), [
    ('ballot = "sealed"', "nobody knew whose bid it was"),
    ("hidden = false", "who sees what others bid"),
    ("delegation_depth = 1", "Nobody bids another's money"),
    ('weight = "hours"', "A bid counts for the money that it is"),
])
def test_what_does_not_go_with_a_bidding_round_is_found(line: str, says: str) -> None:
    text = preset("csa").replace('method = "bidding"\nhidden = true', f'method = "bidding"\n{line}')
    if "hidden" not in line and "sealed" not in line:
        text = text.replace(line, f"{line}\nhidden = true")
    assert any(says in one.why for one in check_text(text)), check_text(text)
