"""auzolan contest: object to a line, answer an objection, or put it to those who decide."""

import argparse

from auzolan.cli.console import Console, Unreadable
from auzolan.cli.numbers import entry_number
from auzolan.contest.decide import AnswerContest, CarryOn, ContestLine
from auzolan.contest.facts import LineContested
from auzolan.contest.holding import told
from auzolan.governance.facts import ProposalOpened
from auzolan.organisation import around
from auzolan.policy.policy import published, viewer
from auzolan.views.contesting import closed_line

name = "contest"
summary = "Object to one line with a reason; answer an objection with --answer; carry one's own on with --carry-on."
example = 'auzolan contest 412 --to "Equity:Capital:m7f3:2026" --reason "Two weeks are missing" --as m7f3k2q9xwabcdef'

ENTRY_DIGITS_MAX = 17


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which line, why, what would be right."""
    parser.add_argument("entry", metavar="ENTRY|CONTEST", help="the entry of the line; else the contest's id")
    parser.add_argument("--to", default="", help="the account of a portion of a run")
    parser.add_argument("--posting", type=entry_number, default=-1, help="which posting of the entry, from 0")
    parser.add_argument("--reason", default="", help="what is wrong, in a sentence; or why it is answered so")
    parser.add_argument("--should-be", default="", help="what would be right")
    parser.add_argument("--for", dest="whose", default="", metavar="ID", help="whose objection it is, given on paper")
    parser.add_argument("--paper", default="", help="which paper that is, and where it is kept")
    then = parser.add_mutually_exclusive_group()
    then.add_argument("--answer", choices=("stands", "corrected", "withdrawn"), help="answer an objection")
    then.add_argument("--carry-on", action="store_true", help="put one's own to those who decide")


def run(said: argparse.Namespace, console: Console) -> int:
    """Contest, answer or carry on."""
    if said.carry_on:
        opened = console.do(CarryOn(contest=said.entry))
        decision = opened.fact(ProposalOpened).decision
        return console.answer(
            {"contest": said.entry, "decision": decision, "entries": opened.seqs},
            [f"Put to those who decide, as {decision}."],
        )
    if not said.reason:
        raise Unreadable(f"Say why, such as: {example}.")
    if said.answer:
        answer = console.do(AnswerContest(contest=said.entry, outcome=said.answer, reason=said.reason))
        return console.answer({"contest": said.entry, "entries": answer.seqs}, [f"Answered: {said.answer}."])
    line = _entry(said.entry)
    _seen(said, console, line)
    answer = console.do(ContestLine(
        line=line, to=said.to, posting=said.posting,
        reason=said.reason, should_be=said.should_be, paper=said.paper,
    ), for_=said.whose or None)
    entry = next(one for one in answer.entries if isinstance(one.fact, LineContested))
    fact, office = entry.fact, console.office
    why = told(fact, entry.for_ or entry.by, around(office.now(), entry, office.fact))
    held = f"Nothing is held back by it. {why}" if why else "Its amount waits for the answer."
    return console.answer(
        {"contest": fact.contest, "entries": answer.seqs, "holds": fact.holds, "why_not_held": why},
        [f"Contested as {fact.contest}. {held} Due by {fact.due}."],
    )


def _seen(said: argparse.Namespace, console: Console, line: int) -> None:
    """Nobody contests what is closed to them. Raises Refusal."""
    org, store = console.office.now(), console.office.store
    if said.member and 0 <= line < org.seq:
        who = viewer(org, said.member, org.at[:10])
        closed = closed_line(org, store, console.office.entry(line), said.to, who, published(org.charter))
        if closed is not None:
            raise closed


def _entry(written: str) -> int:
    """The number of an entry; what is none leads to the refusal that there is no such line."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < ENTRY_DIGITS_MAX else -1
