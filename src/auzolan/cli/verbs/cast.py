"""auzolan cast: answer a proposal."""

import argparse

from auzolan.cli.console import Console
from auzolan.governance.decide import CastBallot

name = "cast"
summary = "Cast a ballot with --as MEMBER. From a terminal only in an exercise: others sign in and cast their own."
example = "auzolan cast d7f3k2q9xwabcdef yes --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, which answer, why."""
    parser.add_argument("decision", metavar="DECISION")
    parser.add_argument("option", metavar="OPTION", help="yes, no, abstain; consent, stand_aside, object")
    parser.add_argument("--reason", default="", help="a reason helps the others; an objection needs one")


def run(said: argparse.Namespace, console: Console) -> int:
    """Cast."""
    answer = console.do(CastBallot(decision=said.decision, option=said.option, reason=said.reason))
    return console.answer({"decision": said.decision, "entries": answer.seqs}, [f"Cast: {said.option}."])
