"""auzolan mandate: trust somebody with something, or end it."""

import argparse

from auzolan.cli.console import Console
from auzolan.members.decide import EndMandate, GrantMandate

name = "mandate"
summary = "Grant a mandate or a seat to a member, or end it."
example = "auzolan mandate mandate.bookkeeper m7f3k2q9xwabcdef --until 2027-12-31"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which mandate, who, until when."""
    parser.add_argument("mandate", help="the article, such as mandate.bookkeeper or body.social_council")
    parser.add_argument("who", metavar="MEMBER")
    parser.add_argument("--until", default="", metavar="DATE", help="last day; without it until another is granted")
    parser.add_argument("--end", action="store_true", help="end it instead")


def run(said: argparse.Namespace, console: Console) -> int:
    """Grant or end."""
    if said.end:
        answer = console.do(EndMandate(mandate=said.mandate, member=said.who))
    else:
        answer = console.do(GrantMandate(mandate=said.mandate, member=said.who, until=said.until))
    return console.answer({"entries": answer.seqs}, [f"{said.mandate}: {'ended' if said.end else 'granted'}."])
