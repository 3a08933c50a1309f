"""The open table of votes that were held elsewhere: what was said how often, with nothing that says by whom."""

from typing import Any

from auzolan.governance.ballot import Ballot
from auzolan.governance.external_facts import ResultPapers
from auzolan.governance.several import written
from auzolan.governance.state import State
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

EXTERNAL_PAPERS = Table(
    name="external_papers",
    means="What a vote elsewhere came to, as it was entered: equal ballots together, and nobody by name.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="number", kind="whole", means="the place of the paper, from 1", seen_by="members"),
        Column(name="voters", kind="whole", means="how many said just that", seen_by="members"),
        Column(name="option", kind="text", means="the answer to a question of yes or no", seen_by="members"),
        Column(name="preference", kind="text", means='the answer among several: "a > b = c", or "a=3 b=1" in points',
               seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the entry that holds it", seen_by="members"),
    ),
    key=("decision", "number"),
    foreign=(("decision", "decisions"),),
)


def external_rows(entry: Entry[Any], before: State) -> list[Change]:
    """What one entry about a vote elsewhere adds; what is entered anew stands instead of what was there."""
    fact = entry.fact
    if not isinstance(fact, ResultPapers):
        return []
    known = before.decisions[fact.decision].elsewhere.papers
    ended: list[Change] = [] if fact.part else [
        End("external_papers", (fact.decision, number)) for number in range(1, len(known) + 1)
    ]
    first = len(known) + 1 if fact.part else 1
    return [*ended, *(
        Add("external_papers", (
            fact.decision, number, one.voters, one.option,
            written(Ballot(ranks=one.ranks, points=one.points)) or None, entry.seq,
        ))
        for number, one in enumerate(fact.papers, start=first)
    )]
