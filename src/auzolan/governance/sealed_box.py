"""A sealed box: what a node finds in it when ballots are no longer taken, and how that is written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.around import Draft
from auzolan.governance.ahead import Ahead
from auzolan.governance.sealed_facts import BoxLost, BoxOpened, BoxPapers, BoxVoters, Paper
from auzolan.governance.state import OPEN, Decision
from auzolan.journal.entry import NODE, encode
from auzolan.journal.merkle import leaf_hash, root_of

PART_BYTES = 48_000  # of papers or voters in one entry, well below its 65,535
VOTED_PER_ENTRY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What a node found in a box: who voted, and the papers; lost: it could not open them."""

    voted: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    lost: bool = False


def sealed_now(decision: Decision) -> bool:
    """Whether papers for a decision lie in a box that nobody has opened."""
    return decision.sealed and decision.status == OPEN and not decision.box_open


def paper_bytes(paper: Paper) -> bytes:
    """The canonical bytes of a paper: what a receipt names the hash of, and a leaf of the tree over the box."""
    return encode(paper)


def root(papers: Iterable[Paper]) -> str:
    """The root over the papers in the order of their trackers, in hex."""
    return root_of(leaf_hash(paper_bytes(one)) for one in papers).hex()


def open_box(ahead: Ahead, id: str) -> bool:
    """Write down what was in the box, right before the count. False when it was lost: there is nothing to count."""
    decision = ahead.state.decisions[id]
    if not sealed_now(decision):
        return True
    box: Box = ahead.around.box(id)
    if box.lost:
        _take(ahead, decision, BoxLost(decision=id, voted=len(box.voted)))
        return False
    voted, papers = sorted(box.voted), sorted(box.papers, key=lambda one: one.tracker)
    for start in range(0, len(voted), VOTED_PER_ENTRY):
        _take(ahead, decision, BoxVoters(decision=id, voted=tuple(voted[start : start + VOTED_PER_ENTRY])))
    for part in _parts(papers):
        _take(ahead, decision, BoxPapers(decision=id, papers=part))
    _take(ahead, decision, BoxOpened(decision=id, count=len(papers), root=root(papers)))
    return True


def _take(ahead: Ahead, decision: Decision, fact: Any) -> None:
    ahead.take(Draft(fact=fact, because=decision.opened, by=NODE))


def _parts(papers: Sequence[Paper]) -> Iterable[tuple[Paper, ...]]:
    part: list[Paper] = []
    size = 0
    for paper in papers:
        length = len(paper_bytes(paper)) + 1
        if part and size + length > PART_BYTES:
            yield tuple(part)
            part, size = [], 0
        part.append(paper)
        size += length
    if part:
        yield tuple(part)
