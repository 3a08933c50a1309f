"""The judge of sealed boxes: nobody sees a paper before the close, and afterwards nobody can say whose it was."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.answers import answer_fault
from auzolan.governance.facts import BallotCast
from auzolan.governance.sealed_box import root, sealed_now
from auzolan.governance.sealed_facts import BoxLost, BoxOpened, BoxPapers, BoxVoters, Paper
from auzolan.governance.state import Decision, State
from auzolan.journal.entry import NODE, Entry
from auzolan.values.refusal import Refusal

TRACKER = re.compile(r"[0-9a-f]{32}")


def box_fault(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The judge of what comes out of a box: None, or the refusal."""
    fact = entry.fact
    decision = state.decisions.get(fact.decision)
    if decision is None or not sealed_now(decision):
        return _no(fact.decision, "No sealed box of such a decision is waiting to be opened.", "Read the outcome.")
    if entry.by != NODE or entry.because != decision.opened or entry.at < decision.closes_at:
        why = f"The box is opened by itself when ballots are no longer taken, on {decision.closes_at}."
        return _no(fact.decision, why, "Wait until then.")
    match fact:
        case BoxVoters(voted=voted):
            return _voters_fault(decision, fact, voted)
        case BoxPapers(papers=papers):
            return _papers_fault(state, decision, fact, papers, around)
        case BoxOpened():
            return _whole_fault(decision, fact)
        case BoxLost(voted=voted) if decision.box_voted or decision.ballots or not 0 <= voted <= decision.voters:
            return _no(fact.decision, "A box that was opened is not lost.", "Count what was in it.")
    return None


def _voters_fault(decision: Decision, fact: BoxVoters, voted: tuple[str, ...]) -> Refusal | None:
    before = decision.box_voted[-1:]
    if not voted or decision.ballots or not _rising((*before, *voted)):
        return _no(fact.decision, "Everybody who voted is named once, in the order of their numbers.", "List them so.")
    if stranger := next((one for one in voted if one not in decision.roll), ""):
        return _no(fact.decision, f"{stranger[:40]} is not on its roll.", "Name only those who could vote.")
    return None


def _papers_fault(
    state: State, decision: Decision, fact: BoxPapers, papers: tuple[Paper, ...], around: Around
) -> Refusal | None:
    trackers = (*((max(decision.ballots),) if decision.ballots else ()), *(one.tracker for one in papers))
    if not papers or not _rising(trackers) or not all(TRACKER.fullmatch(one.tracker) for one in papers):
        return _no(fact.decision, "Papers stand once each, in the order of their trackers.", "List them so.")
    if len(decision.ballots) + len(papers) > len(decision.box_voted):
        return _no(fact.decision, "There are more papers than people who voted.", "Compare it with the box.")
    for one in papers:
        if refused := answer_fault(state, decision, as_ballot(fact.decision, one), around):
            return refused
    return None


def as_ballot(decision: str, paper: Paper) -> BallotCast:
    """A paper as the answer that it is."""
    return BallotCast(decision=decision, option=paper.option, ranks=paper.ranks, points=paper.points)


def papers_of(decision: Decision) -> tuple[Paper, ...]:
    """The papers that came out of a box so far, in the order of their trackers."""
    return tuple(
        Paper(tracker=tracker, option=one.option, ranks=one.ranks, points=one.points)
        for tracker, one in sorted(decision.ballots.items())
    )


def _whole_fault(decision: Decision, fact: BoxOpened) -> Refusal | None:
    if not fact.count == len(decision.ballots) == len(decision.box_voted):
        why = f"{len(decision.box_voted)} voted, and there are {len(decision.ballots)} papers."
        return _no(fact.decision, why, "Compare it with the receipts.")
    if fact.root != root(papers_of(decision)):
        return _no(fact.decision, "The root is not that of these papers.", "Compute it again.")
    return None


def _rising(names: Sequence[str]) -> bool:
    return all(one < after for one, after in pairwise(names))


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The box was not opened", where=where, why=why, next=next)
