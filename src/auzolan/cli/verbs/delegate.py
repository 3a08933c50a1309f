"""auzolan delegate: let somebody else answer, or answer for oneself again."""

import argparse

from auzolan.cli.console import Console
from auzolan.governance.decide import EndDelegation, GiveDelegation

name = "delegate"
summary = "Let another member answer where you do not, with --as MEMBER; --end takes it back."
example = "auzolan delegate m2k9s4t8zqabcdef --until 2027-03-31 --for procedure.budget --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """To whom, for what, until when."""
    parser.add_argument("to", metavar="MEMBER", nargs="?", default="", help="who answers for you")
    parser.add_argument("--until", default="", metavar="DATE", help="the last day on which it counts")
    parser.add_argument("--for", dest="procedure", default="", metavar="PROCEDURE", help="only for this procedure")
    parser.add_argument("--end", action="store_true", help="answer for yourself again")


def run(said: argparse.Namespace, console: Console) -> int:
    """Give it or end it."""
    where = said.procedure or "everything"
    if said.end:
        done = console.do(EndDelegation(procedure=said.procedure))
        return console.answer({"entries": done.seqs}, [f"You answer for yourself again: {where}."])
    done = console.do(GiveDelegation(to=said.to, until=said.until, procedure=said.procedure))
    return console.answer({"entries": done.seqs}, [
        f"{said.to} answers for you until {said.until} where you do not: {where}. A ballot of your own comes first.",
    ])
