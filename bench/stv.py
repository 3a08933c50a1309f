"""STV: 10,000 ballots, 20 candidates, 5 seats, beside votekit; and 1,000,000 ballots, which votekit is spared.

Both sides begin with the ballots in memory: votekit with its profile made, ours with rankings in arrays. The time from
ballots as the readable count takes them, one object each, is told too. Goal: 5,000 times votekit; a million ballots
in half a second.
Run: .peers/bin/python bench/stv.py [--ballots 10000] [--large 1000000] [--json]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
from votekit import RankBallot, RankProfile
from votekit.elections import STV

from auzolan.governance.counting_stv import Rules, count_laid
from auzolan.governance.methods import scottish_stv
from auzolan.governance.tally import RANKING, Election, Paper, TieLaw
from auzolan.kernels.rankings import Rankings

GOAL, GOAL_LARGE_SECONDS = 5_000, 0.5
CANDIDATES, SEATS = 20, 5
OPTIONS = tuple(f"C{number:02d}" for number in range(CANDIDATES))
LAW = TieLaw(order=OPTIONS)
RULES = Rules(decimals=5)
BEST_OF = 5


def orders(ballots: int, seed: int) -> np.ndarray:
    """Complete rankings of voters who lean to the first candidates, one a row."""
    luck = np.random.default_rng(seed)
    leaning = luck.gumbel(size=(ballots, CANDIDATES)).astype(np.float32)
    return np.argsort(-(leaning + np.linspace(1, 0, CANDIDATES, dtype=np.float32)), axis=1).astype(np.int32)


def laid(rows: np.ndarray) -> Rankings:
    """The same as the fast count reads them."""
    many = len(rows)
    return Rankings(
        options=CANDIDATES, start=np.arange(many + 1, dtype=np.int64) * CANDIDATES, chosen=rows.ravel(),
        voters=np.ones(many, dtype=np.int64),
    )


def election(rows: np.ndarray) -> Election:
    """The same as the readable count takes them."""
    papers = tuple(Paper(ranks=tuple((OPTIONS[one],) for one in row)) for row in rows.tolist())
    return Election(options=OPTIONS, papers=papers, shape=RANKING, seats=SEATS)


def profile(rows: np.ndarray) -> RankProfile:
    """The same as votekit takes them."""
    ballots = [RankBallot(ranking=[frozenset((OPTIONS[one],)) for one in row]) for row in rows.tolist()]
    return RankProfile(ballots=ballots, candidates=list(OPTIONS), max_ranking_length=CANDIDATES)


def timed(work: Callable[[], Any], times: int = BEST_OF) -> tuple[float, Any]:
    """The best of so many times, in seconds, and what came out."""
    best, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    return best, found


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    rows = orders(said.ballots, 7)
    whole, empty = election(rows), Election(options=OPTIONS, papers=(), shape=RANKING, seats=SEATS)
    arrays, large, theirs = laid(rows), laid(orders(said.large, 8)), profile(rows)
    count_laid(arrays, empty, RULES, LAW, gives_up="first")  # compiled once, before anything is timed
    ours, tally = timed(lambda: count_laid(arrays, empty, RULES, LAW, gives_up="first"))
    objects, readable = timed(lambda: scottish_stv.tally(whole, {}, LAW), 1)
    peer, elected = timed(lambda: STV(theirs, n_seats=SEATS, simultaneous=False).get_elected(), 1)
    large_seconds, _ = timed(lambda: count_laid(large, empty, RULES, LAW, gives_up="first"), 3)
    equal = {one for group in elected for one in group} == set(tally.winners)
    figures = {
        "ballots": said.ballots, "candidates": CANDIDATES, "seats": SEATS, "ours_seconds": round(ours, 5),
        "votekit_seconds": round(peer, 2), "ratio": round(peer / ours), "goal": GOAL,
        "ours_from_objects_seconds": round(objects, 3), "ratio_from_objects": round(peer / objects),
        "equal_winners": equal, "same_rounds_readable_and_fast": readable == tally,
        "large_ballots": said.large, "large_seconds": round(large_seconds, 3), "goal_large_seconds": GOAL_LARGE_SECONDS,
        "votekit": version("votekit"), "numba": version("numba"), "python": sys.version.split()[0],
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    met = peer >= GOAL * ours and equal and readable == tally and large_seconds <= GOAL_LARGE_SECONDS
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
