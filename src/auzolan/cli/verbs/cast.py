"""auzolan cast: answer a proposal."""

import argparse
from typing import Any

from auzolan.cli.console import Console
from auzolan.governance.answers import shape_of
from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import Points
from auzolan.governance.hiding import told_to_few
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.tally import RANKING, SCORES
from auzolan.governance.wording import proposal_of
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.organisation import around
from auzolan.values.quantity import parse_amount
from auzolan.values.refusal import Refusal

name = "cast"
summary = "Cast a ballot with --as MEMBER. From a terminal only in an exercise: others sign in and cast their own."
example = 'auzolan cast d7f3k2q9xwabcdef "bikes > trees = well" --as m7f3k2q9xwabcdef'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, which answer, why."""
    parser.add_argument("decision", metavar="DECISION")
    parser.add_argument(
        "option", metavar="ANSWER",
        help='yes, no, abstain; consent, stand_aside, object. Among several: "a > b = c" in your order, "a b" those '
             'you approve of, "a=3 b=1" in points, "-" to prefer none',
    )
    parser.add_argument("--reason", default="", help="a reason helps the others; an objection needs one")
    parser.add_argument("--criterion", default="", help="what an objection rests on, as its procedure names it")
    parser.add_argument("--for", dest="whose", default="", metavar="MEMBER", help="whose ballot it is, on paper")
    parser.add_argument("--paper", default="", help="which paper that is, and where it is kept")


def run(said: argparse.Namespace, console: Console) -> int:
    """Cast."""
    org = console.office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    near = around(org, probe, console.office.fact)
    state = org.states["governance"]
    bids = said.decision in state.decisions and told_to_few(state.decisions[said.decision])
    unit = proposal_of(state.decisions[said.decision], near).unit if bids else ""
    places = org.charter.units[unit].places if bids else 0
    answer = answered(said.option, shape_of(state, said.decision, near), places)
    request = CastBallot(
        decision=said.decision, reason=said.reason, criterion=said.criterion, paper=said.paper, **answer
    )
    done = console.do(request, for_=said.whose or None)
    keyed = any(isinstance(one.fact, PaperKeyed) for one in done.entries)
    words = "Written down. It counts when a second person has read the same." if keyed else f"Cast: {said.option}."
    return console.answer({"decision": said.decision, "entries": done.seqs, "counts": not keyed}, [words])


def answered(text: str, shape: str, places: int = 0) -> dict[str, Any]:
    """An answer as it is written in a terminal, as the request takes it. places: decimals of bids. Raises Refusal."""
    if not shape:
        return {"option": text}
    if text.strip() in ("", "-"):
        return {}
    if shape == SCORES:
        return {"points": tuple(_points(part, places) for part in text.replace(",", " ").split())}
    if shape == RANKING:
        groups = (group.replace("=", " ").replace(",", " ").split() for group in text.split(">"))
        return {"ranks": tuple(tuple(group) for group in groups)}
    return {"ranks": (tuple(text.replace(",", " ").split()),)}


def _points(part: str, places: int) -> Points:
    option, equals, points = part.partition("=")
    try:
        return Points(option=option, points=parse_amount(points if equals and len(points) < 10 else "", places))
    except ValueError as why:
        raise Refusal(
            what="The ballot was not cast", where=part, why="These are no points for an option.",
            next="Write them like a=3 b=1" + (", and a bid like season=850.00." if places else "."),
        ) from why
