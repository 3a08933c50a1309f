"""Schulze: 10,000 rankings of 20 options, the winners and every duel, beside pref_voting.

Both sides begin with the ballots in memory, pref_voting with lists and ours with an array. pref_voting compares all
pairs of options while it makes its profile, so its time is that of the profile and of the count together; most of it
goes into making objects. What is left of the count behind that, chains of 20 options, is told beside it.
Goal: 300 times pref_voting.
Run: .peers/bin/python bench/schulze.py [--ballots 10000] [--large 1000000] [--json]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles import Profile

from auzolan.kernels.rankings import Rankings
from auzolan.kernels.schulze import chains, duels

GOAL = 300
OPTIONS = 20
BEST_OF = 5


def orders(ballots: int, seed: int) -> np.ndarray:
    """Complete rankings of voters who lean to the first options, one a row."""
    luck = np.random.default_rng(seed)
    leaning = luck.gumbel(size=(ballots, OPTIONS)).astype(np.float32)
    return np.argsort(-(leaning + np.linspace(1, 0, OPTIONS, dtype=np.float32)), axis=1).astype(np.int32)


def laid(rows: np.ndarray) -> Rankings:
    """The same as the fast count reads them."""
    many = len(rows)
    return Rankings(
        options=OPTIONS, start=np.arange(many + 1, dtype=np.int64) * OPTIONS, chosen=rows.ravel(),
        voters=np.ones(many, dtype=np.int64),
    )


def winners(ballots: Rankings) -> tuple[list[int], np.ndarray]:
    """Those whom nobody beats by way of any chain, and all duels."""
    wins = duels(ballots)
    reach = chains(np.where(wins > wins.T, wins, 0))
    return np.flatnonzero((reach >= reach.T).all(axis=1)).tolist(), wins


def timed(work: Callable[[], Any], times: int = BEST_OF) -> tuple[float, Any]:
    """The best of so many times, in seconds, and what came out."""
    best, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    return best, found


def theirs(rows: list[list[int]]) -> tuple[float, float, list[int], list[list[int]]]:
    """Seconds to make a profile and to count it once, the winners, and the support of each over each."""
    making, profile = timed(lambda: Profile(rows), 1)
    counting, found = timed(lambda: beat_path(profile), 1)
    support = [[profile.support(one, other) for other in range(OPTIONS)] for one in range(OPTIONS)]
    return making, counting, found, support


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    rows = orders(said.ballots, 7)
    arrays, large = laid(rows), laid(orders(said.large, 8))
    winners(arrays)  # compiled once, before anything is timed
    theirs(rows[:100].tolist())
    ours, (won, wins) = timed(lambda: winners(laid(rows)))
    making, counting, found, support = theirs(rows.tolist())
    large_seconds, _ = timed(lambda: winners(large), 3)
    equal = sorted(found) == won and support == wins.tolist()
    figures = {
        "ballots": said.ballots, "options": OPTIONS, "ours_seconds": round(ours, 6),
        "pref_voting_seconds": round(making + counting, 3), "ratio": round((making + counting) / ours), "goal": GOAL,
        "of_it_the_chains_seconds": round(counting, 4), "equal_winners_and_duels": equal,
        "large_ballots": said.large, "large_seconds": round(large_seconds, 3),
        "pref_voting": version("pref_voting"), "numba": version("numba"), "python": sys.version.split()[0],
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    return 0 if making + counting >= GOAL * ours and equal else 1


if __name__ == "__main__":
    sys.exit(main())
