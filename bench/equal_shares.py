"""Equal shares: 100 projects x 10,000 ballots, approvals and points, without and with add1; beside pabutools.

pabutools gets its profile built beforehand, and ours its flat arrays; that building is measured apart, for both. Whole
counts with every round told in exact figures are shown too. Goal: at least 1,000 times faster, the same winners.
Run in the environment of the peers: .peers/bin/python bench/equal_shares.py [--projects 100] [--ballots 10000] [--json]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from typing import Any

import numpy as np
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import method_of_equal_shares

from auzolan.governance.counting_budget import case
from auzolan.governance.counting_completion import ended
from auzolan.governance.counting_shares import Counter
from auzolan.governance.methods import equal_shares
from auzolan.governance.tally import APPROVALS, SCORES, Election, Paper, TieLaw

GOAL = 1_000.0
BEST_OF = 5
MARKS = 8  # on a ballot, at most


def made(projects: int, ballots: int, shape: str, seed: int) -> Election:
    """An election as cities have them: some projects are liked by many, costs are uneven, a fifth can be paid for."""
    luck = np.random.default_rng(seed)
    liked = luck.dirichlet(np.full(projects, 0.8)) + 0.001
    liked /= liked.sum()
    options = tuple(f"p{number:04d}" for number in range(projects))
    costs = {option: int(cost) for option, cost in zip(options, luck.integers(2_000, 100_000, projects), strict=True)}
    papers = []
    for _ in range(ballots):
        size = int(luck.integers(1, MARKS + 1))
        chosen = [options[one] for one in luck.choice(projects, size=size, replace=False, p=liked)]
        points = dict(zip(chosen, luck.integers(1, 11, size).tolist(), strict=True))
        papers.append(Paper(points=points) if shape == SCORES else Paper(ranks=(tuple(chosen),)))
    return Election(
        options=options, papers=tuple(papers), shape=shape, budget=sum(costs.values()) // 5, costs=costs,
    )


def profile(election: Election) -> tuple[Instance, Any]:
    """The same election as pabutools takes it."""
    named = {option: Project(option, election.costs[option]) for option in election.options}
    instance = Instance(named.values(), budget_limit=election.budget)
    if election.shape == SCORES:
        return instance, CardinalProfile(
            [CardinalBallot({named[one]: points for one, points in paper.points.items()}) for paper in election.papers]
        )
    return instance, ApprovalProfile(
        [ApprovalBallot(named[one] for group in paper.ranks for one in group) for paper in election.papers]
    )


def timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The best of so many times, in seconds, and what came out."""
    best, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    return best, found


def measured(election: Election, utility: str, raises: bool) -> dict[str, Any]:
    """One comparison."""
    law = TieLaw(order=election.options)
    parameters = {"utility": utility, "completion": "add1" if raises else "none", "fast": "true"}
    build, (held, counter) = timed(lambda: _built(election, parameters, law), BEST_OF)
    ours, result = timed(lambda: ended(
        held, counter, budget=held.budget, voters=election.voters, raises=raises, step=Fraction(1), whole=False,
        greedily=False,
    ), BEST_OF)
    whole, told = timed(lambda: equal_shares.tally(election, parameters, law), BEST_OF)
    peer_build, (instance, ballots) = timed(lambda: profile(election), 1)
    satisfaction = Cost_Sat if utility == "cost" else Additive_Cardinal_Sat
    peer, found = timed(lambda: method_of_equal_shares(
        instance, ballots, sat_class=satisfaction, voter_budget_increment=1 if raises else None,
    ), 1)
    return {
        "funded": len(told.winners), "ours_seconds": round(ours, 5), "pabutools_seconds": round(peer, 3),
        "ratio": round(peer / ours, 1), "goal": GOAL,
        "ours_build_seconds": round(build, 4), "pabutools_build_seconds": round(peer_build, 3),
        "ours_whole_with_rounds_told_seconds": round(whole, 4),
        "ratio_whole": round((peer + peer_build) / whole, 1),
        "rounds_recounted_in_whole_numbers": result.trail.recounted,
        "winners_equal": sorted(told.winners) == sorted(one.name for one in found)
        and [held.options[one] for one in result.trail.winners] == list(told.winners),
    }


def _built(election: Election, parameters: dict[str, str], law: TieLaw) -> tuple[Any, Counter]:
    held = case(election, parameters, law)
    return held, Counter(held, True)


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--only", choices=("approval", "points"), default="")
    parser.add_argument("--plain", action="store_true", help="without add1, which takes pabutools minutes")
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    measured(made(10, 20, APPROVALS, 1), "cost", True)  # compiled once, before anything is timed
    figures: dict[str, Any] = {"projects": said.projects, "ballots": said.ballots}
    for kind, shape, utility in (("approval", APPROVALS, "cost"), ("points", SCORES, "points")):
        if said.only in ("", kind):
            election = made(said.projects, said.ballots, shape, 4)
            for raises in (False,) if said.plain else (False, True):
                figures[kind + ("_add1" if raises else "")] = measured(election, utility, raises)
    figures |= {"pabutools": version("pabutools"), "numba": version("numba"), "numpy": version("numpy"),
                "python": sys.version.split()[0]}
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    kept = [one for one in figures.values() if isinstance(one, dict)]
    return 0 if all(one["winners_equal"] and one["ratio"] >= one["goal"] for one in kept) else 1


if __name__ == "__main__":
    sys.exit(main())
