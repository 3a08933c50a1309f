"""What a decision is after each entry about its sealed box."""

from typing import Any

from immutables import Map
from msgspec.structs import replace

from auzolan.governance.ballot import Ballot
from auzolan.governance.decision import LOST, Decision
from auzolan.governance.sealed_facts import BoxLost, BoxOpened, BoxPapers, BoxVoters
from auzolan.journal.entry import Entry


def unboxed(decision: Decision, entry: Entry[Any]) -> Decision:
    """Fold one allowed entry about a box.

    Once it is whole, the roll goes by trackers: each paper counts for one, and so does everybody who stayed away.
    """
    match entry.fact:
        case BoxVoters(voted=voted):
            return replace(decision, box_voted=(*decision.box_voted, *voted))
        case BoxPapers(papers=papers):
            found = {
                one.tracker: Ballot(option=one.option, seq=entry.seq, ranks=one.ranks, points=one.points)
                for one in papers
            }
            return replace(decision, ballots=decision.ballots.update(found))
        case BoxOpened(count=count):
            there = set(decision.box_voted)
            away = {member: 1 for member in decision.roll if member not in there}
            roll = Map(away | dict.fromkeys(decision.ballots, 1))
            return replace(decision, roll=roll, answered=count, box_open=True)
        case BoxLost():
            return replace(decision, status=LOST, closed=entry.seq, closed_at=entry.at, roll=Map(), box_voted=())
    return decision
