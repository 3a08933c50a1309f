"""auzolan meeting: notice, proxies, presence, calls, hands and minutes of a meeting."""

import argparse
from pathlib import Path

from auzolan.charter.around import Request
from auzolan.cli.console import Console
from auzolan.cli.meeting_file import Step, read, request
from auzolan.governance.facts import DecisionClosed
from auzolan.governance.meeting_facts import MeetingCalled, MeetingClosed, MeetingOpened
from auzolan.journal.entry import TERMINAL
from auzolan.node.office import Answer

name = "meeting"
summary = "Call a meeting and write down what happens in it: proxies, who is there, calls, hands, minutes."
example = "auzolan meeting spring-assembly.toml --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE.toml", help="[notice], [presence], [[hands]], ...")


def run(said: argparse.Namespace, console: Console) -> int:
    """Do one step after the other, as a meeting goes."""
    meeting, steps = read(said.file)
    # Whatever cannot be read is said before anything is done.
    for step in steps:
        request(step, meeting, said.file.parent)
    entries: list[int] = []
    told: list[str] = []
    for number, step in enumerate(steps):
        asked = request(step, meeting, said.file.parent)
        done = _done(console, asked, str(number), step.by)
        entries += done.seqs
        told += _told(step, done)
        if step.name == "notice":
            meeting = done.fact(MeetingCalled).meeting
    return console.answer({"entries": entries, "meeting": meeting}, [f"Meeting {meeting}.", *told])


def _done(console: Console, asked: Request, part: str, by: str) -> Answer:
    """Ask as the member whom the step names, else as whoever gives the command."""
    if by:
        return console.office.do(asked, key=console.key(part), by=by, via=TERMINAL)
    return console.do(asked, part=part)


def _told(step: Step, done: Answer) -> list[str]:
    told = []
    for entry in done.entries:
        match entry.fact:
            case MeetingOpened() as fact:
                held = "it is held" if fact.held else "that is not enough"
                told.append(
                    f"Call {fact.call}: {fact.present} there, {fact.represented} represented, {fact.needed} needed;"
                    f" {held}."
                )
            case DecisionClosed() as fact:
                counts = ", ".join(f"{one.heads} {one.option}" for one in fact.counts)
                told.append(f"{fact.decision} {'carried' if fact.carried else 'did not carry'}: {counts}.")
            case MeetingClosed() as fact:
                told += ["", fact.minutes]
    return told or [f"Done: {step.name}."]
