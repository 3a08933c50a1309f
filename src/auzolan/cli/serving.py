"""Starting the web by its dotted name: this process becomes gunicorn."""

import os
import sys
import tempfile
from pathlib import Path

from auzolan.cli.console import Console

HERE_ONLY = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (what somebody may ask for by name; the default is this machine only)
IN_MEMORY = Path("/dev/shm")  # noqa: S108  (where gunicorn's heartbeat never waits for a disk)


def command(port: int, *, host: str = "127.0.0.1", workers: int = 2, threads: int = 4) -> list[str]:
    """The program that serves and what it is told; the node is named in the environment."""
    beat = IN_MEMORY if IN_MEMORY.is_dir() else Path(tempfile.gettempdir())
    address = f"[{host}]" if ":" in host else host
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "auzolan.web.wsgi:application",
        "--bind",
        f"{address}:{port}",
        "--workers",
        str(workers),
        "--threads",
        str(threads),
        "--worker-class",
        "gthread",
        "--timeout",
        "120",
        "--graceful-timeout",
        "20",
        "--worker-tmp-dir",
        str(beat),
        "--error-logfile",
        "-",
        "--log-level",
        "warning",
        "--name",
        "auzolan",
    ]


def environment(folder: Path, host: str) -> dict[str, str]:
    """The environment of the server: the node's folder, and the names it answers to (AUZOLAN_HOSTS adds others)."""
    named = {**os.environ, "AUZOLAN_DATA": str(folder)}
    if host not in HERE_ONLY and "AUZOLAN_HOSTS" not in os.environ:
        own = () if host in EVERYWHERE else (host,)
        named["AUZOLAN_HOSTS"] = ",".join(("localhost", "127.0.0.1", "[::1]", *own))
    return named


def serve(
    folder: Path, *, port: int, console: Console, host: str = "127.0.0.1", workers: int = 2, threads: int = 4
) -> int:
    """Serve the node in a folder until it is stopped. Does not come back: this process becomes the server."""
    console.tell(f"http://localhost:{port}")
    words = command(port, host=host, workers=workers, threads=threads)
    os.execve(words[0], words, environment(folder, host))  # noqa: S606  (our own words, no shell)
