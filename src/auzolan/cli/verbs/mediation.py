"""auzolan mediation: two who cannot agree ask a third; what is said stays among the three."""

import argparse
from typing import Any

from auzolan.charter.around import Request
from auzolan.cli.cases import shown
from auzolan.cli.console import Console, Unreadable
from auzolan.conduct.decide import AcceptMediation, AskMediation, EndMediation, NoteMediation
from auzolan.conduct.facts import MediationAsked

name = "mediation"
summary = "Ask for a mediation, accept it, write down, end it, with --as in an exercise; others sign in."
example = (
    'auzolan mediation --ask m7f3k2q9xwabcdef --mediator m2d3k2q9xwabcdef --words "The van" --as m9a2k2q9xwabcdef\n'
    "         auzolan mediation k7f3k2q9xwabcdef --end agreed --as m2d3k2q9xwabcdef"
)
AGREED, OPEN = "agreed", "open"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which one, and its next step; without a step what was said, without a case one's own."""
    parser.add_argument("case", metavar="CASE", nargs="?", default="")
    step = parser.add_mutually_exclusive_group()
    step.add_argument("--ask", default="", metavar="ID", help="the other: a member or an organisation; with --mediator")
    step.add_argument("--accept", action="store_true", help="as the other, or as who mediates")
    step.add_argument("--note", action="store_true", help="write --words down for the three")
    step.add_argument("--end", choices=(AGREED, OPEN), help="agreed, or open: nothing was agreed")
    parser.add_argument("--for", dest="whose", default="", metavar="ID", help="with --accept: who outside signed")
    parser.add_argument("--paper", default="", help="which paper that is, and where it is kept")
    parser.add_argument("--mediator", default="", metavar="MEMBER")
    parser.add_argument("--words", default="", help="what is said; only the three read it")


def run(said: argparse.Namespace, console: Console) -> int:
    """Take the step, or show."""
    request = _request(said)
    if request is None:
        return shown(said.case, console, mediation=True)
    answer = console.do(request, for_=said.whose or None)
    made = next((one.fact.case for one in answer.entries if isinstance(one.fact, MediationAsked)), said.case)
    document: dict[str, Any] = {"case": made, "entries": answer.seqs}
    return console.answer(document, [f"Asked as {made}." if said.ask else "Done."])


def _request(said: argparse.Namespace) -> Request | None:
    if said.ask:
        return AskMediation(other=said.ask, mediator=said.mediator, words=said.words)
    if (said.accept or said.note or said.end) and not said.case:
        raise Unreadable("Name the mediation: auzolan mediation CASE ...")
    if said.accept:
        return AcceptMediation(case=said.case, paper=said.paper)
    if said.note:
        return NoteMediation(case=said.case, words=said.words)
    return EndMediation(case=said.case, agreed=said.end == AGREED) if said.end else None
