"""What a decision is after each entry about the vote that was held on it elsewhere."""

from typing import Any

from immutables import Map
from msgspec.structs import replace

from auzolan.governance.decision import LOST, Decision
from auzolan.governance.external_facts import (
    ResultConfirmed,
    ResultMissing,
    ResultPapers,
    ResultRecorded,
    VotePlaced,
)
from auzolan.governance.external_papers import spread
from auzolan.journal.entry import Entry


def from_elsewhere(decision: Decision, entry: Entry[Any]) -> Decision:
    """Fold one allowed entry about it."""
    at = decision.elsewhere
    match entry.fact:
        case VotePlaced(address=address, fingerprint=fingerprint):
            at = replace(at, address=address, fingerprint=fingerprint)
        case ResultPapers(part=part, papers=papers):
            before = at.papers if part else ()
            at = replace(at, papers=(*before, *papers), parts=part + 1, recorded=-1, recorder="", root="", archive="")
        case ResultRecorded(root=root, archive=archive):
            at = replace(at, recorded=entry.seq, recorder=entry.by, root=root, archive=archive)
        case ResultConfirmed():
            ballots, roll = spread(at.papers, decision.voters, at.recorded)
            at = replace(at, confirmed=entry.seq)
            return replace(
                decision, elsewhere=at, ballots=Map(ballots), roll=Map(roll), answered=len(ballots)
            )
        case ResultMissing():
            decision = replace(decision, status=LOST, closed=entry.seq, closed_at=entry.at, roll=Map())
            at = replace(at, papers=())
    return replace(decision, elsewhere=at)
