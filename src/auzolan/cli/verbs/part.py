"""auzolan part: a member leaves."""

import argparse

from auzolan.cli.console import Console
from auzolan.members.decide import PartMember

name = "part"
summary = "Let a member go; their mandates end in the same append, their history stays."
example = "auzolan part m7f3k2q9xwabcdef --left 2026-12-31"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who and when."""
    parser.add_argument("who", metavar="MEMBER")
    parser.add_argument("--left", default="", metavar="DATE", help="first day of no longer belonging (default today)")


def run(said: argparse.Namespace, console: Console) -> int:
    """Part."""
    answer = console.do(PartMember(member=said.who, left=said.left))
    return console.answer({"entries": answer.seqs}, [f"{said.who} is no longer a member."])
