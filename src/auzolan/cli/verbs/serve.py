"""auzolan serve: the node's pages, by gunicorn."""

import argparse

from auzolan.cli.console import Console
from auzolan.cli.serving import serve

name = "serve"
summary = "Serve the node's pages."
example = "auzolan serve --port 8000"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and with how many hands."""
    parser.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default this machine only)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=4, help="requests at once in each (default 4)")


def run(said: argparse.Namespace, console: Console) -> int:
    """Serve until it is stopped; this process becomes the server."""
    console.node.close()  # refused here, in a sentence, when there is no node yet
    return serve(said.data, port=said.port, console=console, host=said.host, workers=said.workers, threads=said.threads)
