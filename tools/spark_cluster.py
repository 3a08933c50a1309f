"""A Spark cluster on this machine alone: one standalone master and two workers, until it is told to stop.

`python tools/spark_cluster.py` prints the address as its first line and how to stop. Ctrl-C, SIGTERM or the end of its
standard input (with --while-read) stops exactly the three programs it started, and takes their folder away.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

WORKERS = 2
START_SECONDS = 90
JAVA = "org.apache.spark.deploy"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def home() -> Path:
    """Where pip put Spark. Raises SystemExit when it or Java is missing."""
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise SystemExit("PySpark is not installed: make test-scale installs it")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise SystemExit("Spark needs Java 17 or newer: sudo apt-get install openjdk-17-jre-headless")
    return Path(found.origin).parent


class Cluster:
    """The three programs and their folder."""

    def __init__(self, port: int, page: int, memory: str) -> None:
        self.home, self.memory = home(), memory
        self.port, self.page = port or free_port(), page or free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="auzolan-spark-cluster-"))
        self.running: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """As AUZOLAN_SPARK_MASTER takes it."""
        return f"spark://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start all three and wait until the master has seen both workers. Raises RuntimeError when it does not."""
        self._start("master", "master.Master", "--port", str(self.port), "--webui-port", str(self.page))
        self._wait("the master", lambda: self._workers() >= 0)
        for number in range(1, WORKERS + 1):
            self._start(
                f"worker{number}", "worker.Worker", "--cores", "1", "--memory", self.memory, "--webui-port", "0",
                "--work-dir", str(self.folder / f"work{number}"), self.address,
            )
        self._wait("the workers", lambda: self._workers() == WORKERS)

    def stop(self) -> None:
        """Stop what was started, workers first, and forget its folder."""
        for program in reversed(self.running):
            program.terminate()
        for program in reversed(self.running):
            try:
                program.wait(timeout=20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def alive(self) -> bool:
        """Whether all are still there."""
        return all(program.poll() is None for program in self.running)

    def _start(self, name: str, kind: str, *words: str) -> None:
        said = {
            "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_PUBLIC_DNS": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "SPARK_CONF_DIR": str(self.folder),
            # Spark's other way in, by HTTP on a port of its own, takes jobs from anybody.
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            self.running.append(subprocess.Popen(
                ["/bin/bash", self.home / "bin" / "spark-class", f"{JAVA}.{kind}", "--host", "127.0.0.1", *words],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder, env={**os.environ, **said},
                # Its own group: Ctrl-C reaches this program alone, which then stops them in their order.
                start_new_session=True,
            ))

    def _workers(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.page}/json/", timeout=5) as page:
                return int(page.read().count(b'"ALIVE"')) - 1  # the master says it of itself too
        except OSError:
            return -1

    def _wait(self, whom: str, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + START_SECONDS
        while not ready():
            if not self.alive() or time.monotonic() > until:
                said = "\n".join(log.read_text()[-1500:] for log in sorted(self.folder.glob("*.log")))
                raise RuntimeError(f"{whom} did not start:\n{said}")
            time.sleep(0.2)


def main() -> int:
    """Start, say where, wait, stop."""
    wants = argparse.ArgumentParser(description=__doc__)
    wants.add_argument("--port", type=int, default=0, help="of the master (default: a free one)")
    wants.add_argument("--page", type=int, default=0, help="of the master's own web page (default: a free one)")
    wants.add_argument("--memory", default="1g", help="that each worker may give out (default: 1g)")
    wants.add_argument("--while-read", action="store_true", help="stop at the end of standard input too")
    said = wants.parse_args()
    told = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: told.set())
    cluster = Cluster(said.port, said.page, said.memory)
    try:
        cluster.start()
        print(cluster.address, flush=True)
        print(f"One master and {WORKERS} workers, {said.memory} each, on this machine only; the master's page is at "
              f"http://127.0.0.1:{cluster.page}.\nUse it from another terminal: export AUZOLAN_SPARK_MASTER="
              f"{cluster.address}\nTo stop all three: Ctrl-C here, or kill {os.getpid()}", flush=True)
        if said.while_read:
            threading.Thread(target=lambda: (sys.stdin.buffer.read(), told.set()), daemon=True).start()
        while not told.wait(1):
            if not cluster.alive():
                print("One of the programs ended by itself; the rest is stopped.", file=sys.stderr)
                return 1
    finally:
        cluster.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
