"""A real Spark cluster for these tests: tools/spark_cluster.py starts it, and stops exactly what it started."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from auzolan.engines.spark import MASTER, Spark, begin

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / name) for name in ("engines", "golden", "properties")]  # their helpers are used here too
CLUSTER = TESTS.parent / "tools" / "spark_cluster.py"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a master with two workers of its own."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("PySpark or Java is not installed (make test-scale installs both where it may)")
    program = subprocess.Popen(
        [sys.executable, str(CLUSTER), "--while-read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    assert program.stdout is not None
    address = program.stdout.readline().strip()
    assert address.startswith("spark://127.0.0.1:"), "the cluster did not start"
    os.environ[MASTER] = address
    yield address
    del os.environ[MASTER]
    program.communicate(timeout=60)  # the end of its input tells it to stop
    assert program.returncode == 0


@pytest.fixture(scope="session")
def started(cluster: str) -> Iterator[Any]:
    """One SparkSession for all tests: to begin one takes seconds."""
    session = begin()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def spark(started: Any) -> Iterator[Spark]:
    """One computation's place on the cluster."""
    with Spark() as place:
        yield place
