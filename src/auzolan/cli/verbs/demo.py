"""auzolan demo: an invented roasting co-op with eighteen months behind it, in a folder of its own."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from auzolan.cli.console import Console
from auzolan.demo.make import make

name = "demo"
summary = "Make the demo network in a folder of its own and serve it; sign in as any of its members with one click."
example = "auzolan demo --port 8000"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port, and whether to begin anew."""
    parser.set_defaults(data=Path(os.environ.get("AUZOLAN_DATA", "demo-data")))
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="make it again from the beginning")
    parser.add_argument("--only-make", action="store_true", help="make it, do not serve it")


def run(said: argparse.Namespace, console: Console) -> int:
    """Make it when it is not there, then serve it."""
    folder = said.data.resolve()
    state = folder.with_name(f"{folder.name}.state")
    node = make(folder, state, console.tell, today=datetime.now(UTC).date(), fresh=said.fresh)
    node.close()
    if said.only_make:
        return 0
    from auzolan.cli.serving import serve  # the web is started by its dotted name, and only here

    os.environ["AUZOLAN_STATE"] = str(state)
    os.environ.pop("AUZOLAN_DATABASE_URL", None)
    return serve(folder, port=said.port, console=console)
