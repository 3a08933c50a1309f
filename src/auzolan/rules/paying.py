"""The judge of what a settlement posts: just the portions that stand, each once, from where each comes from."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import POSTED, Posting, PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.facts import PORTIONS_PER_ENTRY, PortionsPublished, RunSettled
from auzolan.rules.state import PARTLY, Run, State
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal


def _no(run: str, why: str) -> Refusal:
    return Refusal(what="The settlement was not posted", where=run, why=why, next="Settle the run again.")


def portions_of(run: Run, around: Around) -> dict[str, tuple[int, str]]:
    """Account -> smallest parts and the account they come from, of every portion of a run that is paid at all.

    They stand in the entries right behind the run.
    """
    places = around.charter.units[run.unit].places
    entries = -(-run.count // PORTIONS_PER_ENTRY)
    found: dict[str, tuple[int, str]] = {}
    for seq in range(run.seq + 1, run.seq + 1 + entries):
        fact = around.fact(seq)
        if isinstance(fact, PortionsPublished):
            found |= {
                part.to: (canonical_amount(part.amount, places), part.source or run.source)
                for part in fact.portions if part.source or run.source
            }
    return found


def judge_settlement(run: Run, fact: RunSettled, around: Around) -> Refusal | None:
    """Whether count and amount are those of the portions that stand now; what was posted before is not posted again."""
    places = around.charter.units[run.unit].places
    waiting = set(run.held) if run.status == PARTLY else None
    due = [
        amount for to, (amount, _source) in portions_of(run, around).items()
        if amount and to not in fact.held and (waiting is None or to in waiting)
    ]
    if fact.count != len(due) or canonical_amount(fact.amount, places) != sum(due):
        return _no(fact.run, "It does not post what stands of the run.")
    return None


def judge_payment(state: State, fact: PostingsMade, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether an entry that says it pays a run does just that; an entry of everyday books is none of our business."""
    paying = state.paying
    if not fact.run:
        return None if paying is None else _no(paying.run, "The entries of a settlement stand right behind it.")
    if paying is None or paying.run != fact.run or entry.because is None:
        return _no(fact.run, "No settlement of this run is being posted.")
    cause = around.fact(entry.because)
    if not isinstance(cause, RunSettled) or cause.run != fact.run or fact.status != POSTED:
        return _no(fact.run, "It does not name the settlement as its cause.")
    run = state.runs[fact.run]
    places = around.charter.units[run.unit].places
    portions = portions_of(run, around)
    legs, sources = _legs(run, fact)
    last = paying.last
    for leg, source in zip(legs, sources, strict=False):
        if leg.account.encode() <= last.encode() or leg.account in run.held or leg.unit != run.unit:
            return _no(fact.run, f"{leg.account} would be posted twice, or waits for an answer.")
        amount, due_from = portions.get(leg.account, (0, ""))
        if not due_from or -canonical_amount(leg.amount, places) != amount:
            return _no(fact.run, f"{leg.account} would get another amount than its portion.")
        if (source.account, source.unit) != (due_from, run.unit):
            return _no(fact.run, f"{leg.account} is not paid from the account that its portion comes from.")
        if not run.source and canonical_amount(source.amount, places) != amount:
            return _no(fact.run, f"{leg.account} would take another amount than its portion from {due_from}.")
        last = leg.account
    if not legs or len(legs) > paying.count or len(legs) != len(sources):
        return _no(fact.run, "It does not post what stands of the run.")
    return None


def _legs(run: Run, fact: PostingsMade) -> tuple[Sequence[Posting], Sequence[Posting]]:
    """The legs of the receivers, and beside each the leg that it is paid from."""
    if not run.source:
        return fact.postings[1::2], fact.postings[::2]
    first, *legs = fact.postings
    return legs, [first] * len(legs)
