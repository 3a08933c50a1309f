"""Sharing an amount exactly among one and ten million rows: ours beside Polars Int128, DuckDB HUGEINT, Python integers.

Each side gets the same weights as it likes them best and gives every row its portion: floors, then one unit each to the
largest remainders, ties to the earlier row. The best of several runs in turn counts. Polars and DuckDB may use every
core, ours uses one. Run: python bench/split.py [--rows N]... [--json]. Leaves with 1 when a row differs or the goal is
missed.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import polars as pl

from auzolan.kernels.share_out import share_out

SEED = 20260301
ROWS = (1_000_000, 10_000_000)
GOAL = 15  # times as fast as Polars
DUCKDB = """
WITH parts AS (
    SELECT row, (weight::HUGEINT * {units}) // {whole} AS portion, (weight::HUGEINT * {units}) % {whole} AS rest
    FROM rows
), spare AS (SELECT {units} - sum(portion) AS units FROM parts),
extra AS (SELECT row FROM parts ORDER BY rest DESC, row LIMIT (SELECT units FROM spare))
SELECT portion + (extra.row IS NOT NULL)::INT AS portion
FROM parts LEFT JOIN extra USING (row) ORDER BY parts.row
"""


def ours(units: int, weights: Any) -> Any:
    """The kernel."""
    return share_out(units, weights).portions


def by_polars(units: int, weights: Any) -> Any:
    """Int128 expressions; sorted once, and only the remainders."""
    whole = int(weights.sum())
    product = pl.col("weight").cast(pl.Int128) * units
    parts = pl.DataFrame({"weight": weights}).select(portion=product // whole, rest=product % whole)
    left = units - int(parts["portion"].sum())
    first = parts["rest"].cast(pl.Int64).arg_sort(descending=True).head(left).to_numpy()
    portions = parts["portion"].cast(pl.Int64).to_numpy(writable=True)
    # Which of equal remainders arg_sort puts first is open, so those at the border are chosen again by row.
    rest = parts["rest"].cast(pl.Int64).to_numpy()
    if left:
        border = rest[first[-1]]
        above = first[rest[first] > border]
        portions[above] += 1
        portions[np.flatnonzero(rest == border)[: left - len(above)]] += 1
    return portions


def by_duckdb(units: int, weights: Any) -> Any:
    """One query over a table in memory."""
    with duckdb.connect() as db:
        rows = {"row": np.arange(len(weights)), "weight": weights}
        db.register("rows", rows)
        answer = db.execute(DUCKDB.format(units=units, whole=int(weights.sum()))).fetchnumpy()
        return answer["portion"].astype(np.int64)


def by_python(units: int, weights: Any) -> Any:
    """Python integers, as one writes it by hand."""
    listed = weights.tolist()
    whole = sum(listed)
    both = [divmod(units * weight, whole) for weight in listed]
    portions = [portion for portion, _ in both]
    for row in sorted(range(len(both)), key=lambda row: -both[row][1])[: units - sum(portions)]:
        portions[row] += 1
    return np.array(portions)


SIDES: dict[str, tuple[Callable[[int, Any], Any], int]] = {
    "ours": (ours, 9), "polars Int128": (by_polars, 5), "duckdb HUGEINT": (by_duckdb, 2),
    "python integers": (by_python, 1),
}


def measured(rows: int) -> dict[str, Any]:
    """Seconds of each side, and whether every row is equal."""
    weights = np.random.default_rng(SEED).integers(1, 200_000, rows)
    units = int(weights.sum()) * 3 // 7 + 5
    best: dict[str, float] = {}
    answers: dict[str, Any] = {}
    for name, (side, times) in SIDES.items():
        for _ in range(times):
            began = time.perf_counter()
            answers[name] = side(units, weights)
            best[name] = min(best.get(name, 1e9), time.perf_counter() - began)
    return {
        "rows": rows,
        "seconds": {name: round(spent, 4) for name, spent in best.items()},
        "ratio": {name: round(spent / best["ours"], 1) for name, spent in best.items()},
        "equal": all(bool((answers["ours"] == answer).all()) for answer in answers.values()),
    }


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    found = [measured(rows) for rows in said.rows or ROWS]
    met = all(one["equal"] and one["ratio"]["polars Int128"] >= GOAL for one in found)
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "polars": pl.__version__,
                "duckdb": duckdb.__version__}
    if said.json:
        print(json.dumps({"sizes": found, "goal": GOAL, "met": met, "versions": versions}))
        return 0 if met else 1
    print("best of several runs; ratio: how many times as long as ours")
    for one in found:
        for name, spent in one["seconds"].items():
            print(f"{one['rows']:>10,} rows  {name:<15} {spent:>9.4f} s  {one['ratio'][name]:>7.1f}x")
        print(f"{one['rows']:>10,} rows  every row equal: {one['equal']}")
    print(versions)
    print(f"goal: {GOAL}x polars, {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
