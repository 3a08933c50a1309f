"""Who keeps what of each euro in a chain of a million parties and five million payments, rounds included.

Ours beside a fixed point with SciPy's sparse product, which is how one writes it: x = start + shares * x, repeated till
nothing moves by more than 1e-15 of the whole. Both get the same flows; ours includes finding the rounds and the order,
SciPy's includes building its matrix. Compiling is not counted, and told. The residual is the largest miss of the
equation, of one euro. SciPy's turns grow with what is paid on, ours do not. Run: python bench/roll_up.py [--nodes N]
[--flows N] [--tiers N] [--json]. Leaves with 1 when the goal is missed, the residual is above 1e-15, or the two differ.
"""

import argparse
import json
import sys
import time
from typing import Any

import numba
import numpy as np
import scipy
from scipy.sparse import csr_array

from auzolan.kernels.roll_up import Flows, pass_through, summed

SEED = 20260301
GOAL = 8  # times as fast as the fixed point
RESIDUAL_MAX = 1e-15
MOVED_MAX = 1e-15
TIERS, BACK = 1, 0.03  # one tier: all but the ends are one round, which no order unties
KEEPS = (1, 6)  # per cent of what comes in, 1 to 5: as published, 97 or 98 cents of each euro are paid on


def chain(nodes: int, many: int, *, tiers: int = TIERS, back: float = BACK) -> tuple[Flows, Any]:
    """Payments at random, one to three tiers further from who buys at the end; some go anywhere, so rounds arise.

    With one tier all go anywhere. A hundredth of the parties are where the chain ends.
    """
    luck = np.random.default_rng(SEED)
    tier = np.sort(luck.integers(0, tiers, nodes))
    first = np.searchsorted(tier, np.arange(tiers + 4))  # behind the last tier there is none
    payer = luck.integers(0, nodes, many)
    goal = np.minimum(tier[payer] + luck.integers(1, 4, many), tiers)
    size = first[goal + 1] - first[goal]
    payee = first[goal] + (luck.random(many) * size).astype(np.int64)
    anywhere = (luck.random(many) < back) | (size == 0)
    payee[anywhere] = luck.integers(0, nodes, int(anywhere.sum()))
    names = luck.permutation(nodes)  # numbers say nothing about who stands where
    payer, payee = names[payer], names[payee]
    amount = luck.integers(100, 1_000_000, many)
    paid = summed(payer, amount, nodes)
    whole = paid * 100 // (100 - luck.integers(*KEEPS, nodes)) + 1
    start = np.zeros(nodes)
    ends = names[: max(nodes // 100, 1)]
    start[ends] = luck.integers(1, 1_000, len(ends))
    return Flows(payer=payer, payee=payee, amount=amount, whole=whole), start / start.sum()


def by_scipy(flows: Flows, start: Any) -> tuple[Any, int]:
    """The fixed point, and how often the product was taken."""
    nodes = len(start)
    share = flows.amount / flows.whole[flows.payer]
    matrix = csr_array((share, (flows.payee, flows.payer)), shape=(nodes, nodes))
    through, turns = start.copy(), 0
    while True:
        new = start + matrix @ through
        turns += 1
        moved = np.abs(new - through).sum()
        through = new
        if moved <= MOVED_MAX * through.sum():
            return through, turns


def residual(flows: Flows, start: Any, through: Any) -> float:
    """The largest miss of the equation at any party."""
    share = flows.amount / flows.whole[flows.payer]
    back = start + np.bincount(flows.payee, weights=share * through[flows.payer], minlength=len(start))
    return float(np.abs(back - through).max())


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--flows", type=int, default=5_000_000)
    parser.add_argument("--tiers", type=int, default=TIERS, help="with more, most payments go one to three on")
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    began = time.perf_counter()
    pass_through(*chain(100, 400))
    compiling = time.perf_counter() - began
    flows, start = chain(said.nodes, said.flows, tiers=said.tiers)
    ours, peer = [], []
    for turn in range(3):
        began = time.perf_counter()
        through = pass_through(flows, start)
        ours.append(time.perf_counter() - began)
        if not turn:
            began = time.perf_counter()
            other, turns = by_scipy(flows, start)
            peer.append(time.perf_counter() - began)
    keeps = 1 - flows.paid / flows.whole
    figures = {
        "nodes": said.nodes, "flows": said.flows, "tiers": said.tiers, "ours_seconds": round(min(ours), 3),
        "scipy_seconds": round(min(peer), 3), "scipy_turns": turns, "ratio": round(min(peer) / min(ours), 1),
        "goal": GOAL, "residual": residual(flows, start, through), "scipy_residual": residual(flows, start, other),
        "kept_in_all": float((through * keeps).sum()), "largest_difference": float(np.abs(through - other).max()),
        "import_and_compile_seconds": round(compiling, 2), "python": sys.version.split()[0],
        "numba": numba.__version__, "scipy": scipy.__version__,
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    right = figures["residual"] <= RESIDUAL_MAX and figures["largest_difference"] < 1e-12
    return 0 if right and figures["ratio"] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
