"""auzolan replay: compute a run again and compare."""

import argparse
from pathlib import Path

from auzolan.cli.bundles import check_signed, given, looked_into
from auzolan.cli.console import Console, Unreadable
from auzolan.explain.why import again, equal, published
from auzolan.export.bundle import BundleUnsound
from auzolan.node.office import Office
from auzolan.values.refusal import Refusal

name = "replay"
summary = "Compute a run again from the tables as of its position, and compare with what was published."
example = (
    "auzolan replay r7f3k2q9xwabcdef\n         auzolan replay r7f3k2q9xwabcdef --bundle harvest-hands.zip"
)
ENGINES = ("python", "duckdb", "spark")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run, by which engine."""
    parser.add_argument("run", metavar="RUN")
    parser.add_argument("--engine", choices=ENGINES, default="python", help="python is the plain evaluator (default)")
    parser.add_argument("--bundle", type=Path, metavar="PATH", help="from an export instead of a node: folder or .zip")


def run(said: argparse.Namespace, console: Console) -> int:
    """Replay; exit 1 when the result differs."""
    if said.engine != "python":
        raise Refusal(
            what="The run was not computed again", where=f"--engine {said.engine}",
            why="This version computes with the plain evaluator only.", next="Leave --engine out.",
        )
    if said.bundle is None:
        return _compared(said.run, console.office, console)
    bundle = given(said.bundle)
    try:
        check_signed(bundle)
        with looked_into(bundle) as office:
            return _compared(said.run, office, console)
    except BundleUnsound as why:
        raise Unreadable(f"{said.bundle} cannot be read to its end: {why}.") from why


def _compared(run: str, office: Office, console: Console) -> int:
    org = office.now()
    fact, _ = published(run, org, office.fact)
    computed = again(fact, org, office.reader)
    same = equal(computed, fact)
    words = [f"{'equal' if same else 'DIFFERENT'}: {computed.outputs} now, {fact.outputs} published"]
    if computed.inputs != fact.inputs:
        words.append("What it read is not what it read then.")
    console.answer({"output_hash": computed.outputs, "equal": same}, words)
    return 0 if same else 1
