"""What the journal keeps behind a run: its portions and, where there is one, its proof."""

from typing import Any

from auzolan.explain.why import TablesAt
from auzolan.organisation import Earlier, Organisation
from auzolan.rules.facts import Mark, PortionsPublished, ProofPublished, RunPublished, Share
from auzolan.rules.proving import unproved
from auzolan.rules.state import Run


def kept(fact: RunPublished, known: Run, earlier: Earlier) -> tuple[list[Share], list[Mark]]:
    """The portions and the marks of a run, in the order in which they were published."""
    shares: list[Share] = []
    marks: list[Mark] = []
    seq = known.seq
    while len(shares) < fact.count or len(marks) < fact.marks:
        seq += 1
        part: Any = earlier(seq)
        if getattr(part, "run", "") != fact.run:
            break
        if isinstance(part, PortionsPublished):
            shares += part.portions
        elif isinstance(part, ProofPublished):
            marks += part.marks
        else:
            break
    return shares, marks


def by_proof(
    fact: RunPublished, known: Run, org: Organisation, earlier: Earlier, tables_at: TablesAt
) -> list[str]:
    """What does not hold of a run by the proof kept with it, in plain sentences; empty where it is proved. No solver.

    Raises Refusal where the rule cannot be applied at all.
    """
    shares, marks = kept(fact, known, earlier)
    return unproved(fact, shares, marks, org.states, tables_at(fact.position))
