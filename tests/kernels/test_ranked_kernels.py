"""The fast counts of rankings beside the readable ones: the same winners, rounds and ties, whatever the election."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.governance.counting_stv import Rules, count, count_laid
from auzolan.governance.methods import meek_stv, schulze
from auzolan.governance.tally import RANKING, Election, Paper
from auzolan.kernels.rankings import Rankings
from auzolan.kernels.rankings import rankings as laid_out
from auzolan.kernels.schulze import duels
from auzolan.kernels.stv import FastPiles, fits
from ranked_elections import in_order, rankings

BOOKS = (
    Rules(decimals=5), Rules(decimals=4, droop=False, earlier=False, twice=True),
    Rules(decimals=4, earlier=False, twice=True, together=True, spares=True, waits=True), Rules(decimals=0),
)


@given(rankings(ballots=30), st.sampled_from(BOOKS), st.sampled_from(["first", "last"]))
def test_transfers_go_alike_by_hand_and_fast(election: Election, rules: Rules, gives_up: str) -> None:
    by_hand = count(election, rules, in_order(election), gives_up=gives_up, fast=False)
    fast = count(election, rules, in_order(election), gives_up=gives_up, fast=True)
    assert by_hand == fast
    assert by_hand.digest == fast.digest


@given(rankings(ballots=20, equal=True), st.sampled_from(["reference", "parametric"]),
       st.sampled_from(["shared", "split"]))
def test_keep_factors_go_alike_by_hand_and_fast(election: Election, rules: str, equal: str) -> None:
    said = {"rules": rules, "equal": equal}
    by_hand = meek_stv.tally(election, said, in_order(election), fast=False)
    assert by_hand == meek_stv.tally(election, said, in_order(election), fast=True)


@given(rankings(ballots=20, equal=True), st.sampled_from(["winning", "margins"]))
def test_duels_go_alike_by_hand_and_fast(election: Election, strength: str) -> None:
    by_hand = schulze.tally(election, {"strength": strength}, in_order(election), fast=False)
    assert by_hand == schulze.tally(election, {"strength": strength}, in_order(election), fast=True)


@given(rankings(ballots=20, voters=1))
def test_single_ballots_are_compared_like_merged_ones(election: Election) -> None:
    number = {option: at for at, option in enumerate(election.options)}
    ballots = [([number[group[0]] for group in paper.ranks], 1) for paper in election.papers]
    alike = laid_out(len(number), ballots)
    doubled = laid_out(len(number), [(ranking, 2) for ranking, _ in ballots])
    assert (2 * duels(alike) == duels(doubled)).all()


def many(voters: int, options: int) -> Rankings:
    """So many voters, who lean to the first options, each with a complete ranking."""
    luck = np.random.default_rng(5)
    leaning = luck.gumbel(size=(voters, options)).astype(np.float32) + np.linspace(1, 0, options, dtype=np.float32)
    return Rankings(
        options=options, start=np.arange(voters + 1, dtype=np.int64) * options,
        chosen=np.argsort(-leaning, axis=1).astype(np.int32).ravel(), voters=np.ones(voters, dtype=np.int64),
    )


def test_many_thousand_ballots_go_alike_by_hand_and_fast() -> None:
    laid = many(20_000, 10)
    options = tuple(f"o{at}" for at in range(10))
    rows = laid.chosen.reshape(-1, 10).tolist()
    papers = tuple(Paper(ranks=tuple((options[one],) for one in row)) for row in rows)
    election = Election(options=options, papers=papers, shape=RANKING, seats=4)
    by_hand = count(election, BOOKS[0], in_order(election), gives_up="first", fast=False)
    assert by_hand == count_laid(laid, election, BOOKS[0], in_order(election), gives_up="first")


def test_figures_that_would_leave_64_bits_are_not_counted_fast() -> None:
    laid = laid_out(2, [((0, 1), 10**9)])
    assert not fits(laid, 10**5)
    with pytest.raises(ValueError, match="64 bits"):
        FastPiles(laid, 10**5, twice=False)
    election = Election(
        options=("a", "b"), papers=(Paper(ranks=(("a",), ("b",)), voters=10**15),), shape=RANKING, seats=1
    )
    assert count(election, BOOKS[0], in_order(election), gives_up="first", fast=True).winners == ("a",)


def test_a_million_ballots_are_counted_within_a_few_seconds() -> None:
    options = tuple(f"o{at}" for at in range(20))
    election = Election(options=options, papers=(), shape=RANKING, seats=5)
    count_laid(many(1_000, 20), election, BOOKS[0], in_order(election), gives_up="first")
    laid = many(1_000_000, 20)
    began = time.perf_counter()
    tally = count_laid(laid, election, BOOKS[0], in_order(election), gives_up="first")
    # The goal is one second; ten leave room for a busy machine, and a count by hand takes more than that.
    assert time.perf_counter() - began < 10
    assert tally.winners == options[:5]
