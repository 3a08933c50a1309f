"""The open tables of sealed boxes: the papers by their trackers, and who voted, with nothing between the two."""

from typing import Any

from auzolan.governance.ballot import Ballot
from auzolan.governance.sealed_facts import BoxPapers, BoxVoters
from auzolan.governance.several import written
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, Table

PAPERS = Table(
    name="sealed_papers",
    means="What came out of a sealed box at the close, in the order of the trackers: nothing says whose a paper is.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="tracker", kind="text", means="by which whoever cast it finds it again", seen_by="members"),
        Column(name="option", kind="text", means="the answer to a question of yes or no", seen_by="members"),
        Column(name="preference", kind="text", means='the answer among several: "a > b = c", or "a=3 b=1" in points',
               seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the entry that holds it", seen_by="members"),
    ),
    key=("decision", "tracker"),
    foreign=(("decision", "decisions"),),
)
VOTERS = Table(
    name="sealed_voters",
    means="Who put a paper into a sealed box; when, and which one, nobody knows.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="member", kind="text", means="the member's number", seen_by="members"),
    ),
    key=("decision", "member"),
    person="member",
    foreign=(("decision", "decisions"), ("member", "members")),
)
SEALED_TABLES = (PAPERS, VOTERS)


def sealed_rows(entry: Entry[Any]) -> list[Change]:
    """What one entry about a box adds to the open tables."""
    match entry.fact:
        case BoxVoters(decision=id, voted=voted):
            return [Add("sealed_voters", (id, member)) for member in voted]
        case BoxPapers(decision=id, papers=papers):
            return [
                Add("sealed_papers", (
                    id, one.tracker, one.option, written(Ballot(ranks=one.ranks, points=one.points)) or None, entry.seq,
                ))
                for one in papers
            ]
    return []
