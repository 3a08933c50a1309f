"""May this stand in the books, under the charter in force?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows import judging
from auzolan.flows.facts import PostingsMade
from auzolan.flows.judging_postings import postings
from auzolan.flows.state import State
from auzolan.journal.entry import NODE, Entry
from auzolan.values.refusal import Refusal

# A settled run has been judged itself, and the judge of runs holds each entry against its portions.
SETTLED = "rules.run_settled."


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries of the books: None, or the refusal."""
    fact = entry.fact
    caused = partial(_caused, entry, around)
    if entry.by == NODE and not caused():
        return Refusal(
            what="The entry was not recorded", where=f"entry {entry.seq}",
            why="The node itself records only what a decision or a published run caused.",
            next="Name the entry that caused it.",
        )
    if type(fact) is PostingsMade:
        return postings(state, fact, entry, around, caused)
    judge: Callable[..., Refusal | None] | None = judging.JUDGES.get(type(fact))
    if judge is None:
        return None
    return judge(state, fact, entry, around, caused)


def _caused(entry: Entry[Any], around: Around) -> bool:
    # Asked last, because the earlier entry may have to be read from the store.
    if entry.because is None:
        return False
    if not getattr(entry.fact, "run", ""):
        return entry.by == NODE and around.decided(entry.fact, entry.because)
    return str(type(around.fact(entry.because)).__struct_config__.tag).startswith(SETTLED)
