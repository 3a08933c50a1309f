"""A pot split among ten million members on a Spark cluster of this machine: the digest is DuckDB's, to the last cent.

The rule's SQL is the same on both (hours * index among the workers). A master and two workers are started for it and
stopped after it, with the little memory that tools/spark_cluster.py gives them; a cluster is for rows that one machine
does not hold, and no quicker on one that does. The test of tests/scale/test_scale_split.py asks the same of fewer rows.
Run: python bench/spark_split.py [--rows N] [--json]. Leaves with 1 when the digests differ.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "scale"))

from test_scale_split import members, shared  # noqa: E402

from auzolan.engines.duckdb import DuckDB  # noqa: E402
from auzolan.engines.session import Session  # noqa: E402
from auzolan.engines.spark import FOLDER, MASTER, Spark, begin  # noqa: E402


@contextmanager
def cluster() -> Iterator[None]:
    """A master with two workers on this machine, named in the environment as long as it lasts."""
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "spark_cluster.py"), "--while-read"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )
    try:
        address = program.stdout.readline().strip() if program.stdout else ""
        if not address.startswith("spark://"):
            raise RuntimeError("the cluster did not start")
        os.environ[MASTER] = address
        yield
    finally:
        program.communicate(timeout=60)  # the end of its input tells it to stop


def peaks() -> dict[str, int]:
    """The most memory that each program begun by this one has had, in MiB, by what it is."""
    parents, found = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                lines = dict(
                    line.split(":", 1) for line in (entry / "status").read_text().splitlines() if ":" in line
                )
                words = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            parents[int(entry.name)] = int(lines["PPid"])
            found[int(entry.name)] = (words, int(lines.get("VmHWM", "0 kB").split()[0]) // 1024)
    said: dict[str, int] = {}
    for pid, (words, most) in found.items():
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and "java" in words.split(" ")[0]:
            what = next((one for one in ("Executor", "Master", "Worker") if one in words), "driver")
            said[what] = max(said.get(what, 0), most)
    return said


def timed(session: Session, table: object) -> tuple[float, str]:
    """Seconds, and the digest."""
    began = time.perf_counter()
    digest = shared(session, table)  # type: ignore[arg-type]
    return time.perf_counter() - began, digest


def main() -> int:
    """Measure, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    if find_spec("pyspark") is None or shutil.which("java") is None:
        print("PySpark or Java is not installed: make test-scale installs both where it may", file=sys.stderr)
        return 1
    table = members(said.rows)
    with DuckDB() as session:
        duckdb, right = timed(session, table)
    with tempfile.TemporaryDirectory() as folder, cluster():
        os.environ[FOLDER] = folder
        started = begin()
        with Spark() as session:
            spark, digest = timed(session, table)
            memory = peaks()
        started.stop()
    figures = {
        "rows": said.rows, "digest": digest[:16], "equal": digest == right, "spark_seconds": round(spark, 1),
        "duckdb_seconds": round(duckdb, 1), "executor_peak_mib": memory.get("Executor", 0),
        "driver_peak_mib": memory.get("driver", 0),
        "this_program_peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pyspark": version("pyspark"), "duckdb": version("duckdb"), "python": sys.version.split()[0],
    }
    print(json.dumps(figures) if said.json else "\n".join(f"{key}: {value}" for key, value in figures.items()))
    return 0 if digest == right else 1


if __name__ == "__main__":
    sys.exit(main())
