"""auzolan serve: the node's pages, by gunicorn."""

import argparse
import os
import sys

from auzolan.cli.console import Console

name = "serve"
summary = "Serve the node's pages."
example = "auzolan serve --port 8000"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and with how many hands."""
    parser.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default this machine only)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=4, help="requests at once in each (default 4)")


def command(port: int, *, host: str = "127.0.0.1", workers: int = 2, threads: int = 4) -> list[str]:
    """The program that serves, and what it is told; the node is named in the environment."""
    return [
        sys.executable, "-m", "gunicorn", "auzolan.web.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", str(threads), "--worker-class", "gthread", "--timeout", "120",
        "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",
        "--access-logfile", "/dev/null", "--error-logfile", "-", "--log-level", "warning", "--name", "auzolan",
    ]


def environment(console: Console, host: str) -> dict[str, str]:
    """The environment of the server: the node's folder, and the names it answers to."""
    named = {"AUZOLAN_DATA": str(console.said.data)}
    if host not in ("127.0.0.1", "localhost", "::1") and "AUZOLAN_HOSTS" not in os.environ:
        named["AUZOLAN_HOSTS"] = ",".join(("localhost", "127.0.0.1", "[::1]", *(() if host in ("0.0.0.0", "::") else (host,))))
    return {**os.environ, **named}


def run(said: argparse.Namespace, console: Console) -> int:
    """Serve until it is stopped; this process becomes the server."""
    organisations = console.node.organisations()
    console.node.close()
    console.tell(f"{len(organisations)} organisation{'s' if len(organisations) != 1 else ''} at http://localhost:{said.port}")
    words = command(said.port, host=said.host, workers=said.workers, threads=said.threads)
    os.execvpe(words[0], words, environment(console, said.host))  # noqa: S606
