"""auzolan replay: compute a run again and compare."""

import argparse
from pathlib import Path

from auzolan.cli.bundles import check_signed, given, looked_into
from auzolan.cli.console import Console, Unreadable
from auzolan.engines import fitting
from auzolan.engines.find import find
from auzolan.explain.kept import by_proof
from auzolan.explain.why import equal, published
from auzolan.export.bundle import BundleUnsound
from auzolan.node.office import Office

name = "replay"
summary = "Compute a run again from the tables as of its position, and compare with what was published."
example = (
    "auzolan replay r7f3k2q9xwabcdef --engine duckdb\n"
    "         auzolan replay r7f3k2q9xwabcdef --bundle harvest-hands.zip"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run, by which engine."""
    parser.add_argument("run", metavar="RUN")
    parser.add_argument(
        "--engine", choices=sorted(find()), default="",
        help="default: the proof where one was kept; else duckdb for many rows, python (the plain evaluator) for few",
    )
    parser.add_argument("--bundle", type=Path, metavar="PATH", help="from an export instead of a node: folder or .zip")


def run(said: argparse.Namespace, console: Console) -> int:
    """Replay; exit 1 when the result differs."""
    if said.bundle is None:
        return _compared(said, console.office, console)
    bundle = given(said.bundle)
    try:
        check_signed(bundle)
        with looked_into(bundle) as office:
            return _compared(said, office, console)
    except BundleUnsound as why:
        raise Unreadable(f"{said.bundle} cannot be read to its end: {why}.") from why


def _compared(said: argparse.Namespace, office: Office, console: Console) -> int:
    org = office.now()
    fact, known = published(said.run, org, office.fact)
    if fact.proof and not said.engine:
        wrong = by_proof(fact, known, org, office.fact, office.reader)
        words = [f"DIFFERENT: {wrong[0]}." if wrong else f"equal: {fact.outputs}, by the proof that was kept with it"]
        console.answer({"output_hash": "" if wrong else fact.outputs, "equal": not wrong}, words)
        return 1 if wrong else 0
    recompute = find()[said.engine].recompute if said.engine else fitting.recompute
    computed = recompute(fact, org.states, office.reader(fact.position))
    same = equal(computed, fact)
    words = [f"{'equal' if same else 'DIFFERENT'}: {computed.outputs} now, {fact.outputs} published"]
    if computed.inputs != fact.inputs:
        words.append("What it read is not what it read then.")
    console.answer({"output_hash": computed.outputs, "equal": same}, words)
    return 0 if same else 1
