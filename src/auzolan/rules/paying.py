"""The judge of what a settlement posts: just the portions that stand, each once, from the account that was shared."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import POSTED, PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.facts import PORTIONS_PER_ENTRY, PortionsPublished, RunSettled
from auzolan.rules.state import PARTLY, Run, State
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal


def _no(run: str, why: str) -> Refusal:
    return Refusal(what="The settlement was not posted", where=run, why=why, next="Settle the run again.")


def portions_of(run: Run, around: Around) -> dict[str, int]:
    """Account -> smallest parts of every portion of a run, from the entries right behind it."""
    places = around.charter.units[run.unit].places
    entries = -(-run.count // PORTIONS_PER_ENTRY)
    found: dict[str, int] = {}
    for seq in range(run.seq + 1, run.seq + 1 + entries):
        fact = around.fact(seq)
        if isinstance(fact, PortionsPublished):
            found |= {part.to: canonical_amount(part.amount, places) for part in fact.portions}
    return found


def judge_settlement(run: Run, fact: RunSettled, around: Around) -> Refusal | None:
    """Whether count and amount are those of the portions that stand now; what was posted before is not posted again."""
    places = around.charter.units[run.unit].places
    waiting = set(run.held) if run.status == PARTLY else None
    due = [
        amount for to, amount in portions_of(run, around).items()
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
    source, *legs = fact.postings
    last = paying.last
    for leg in legs:
        if leg.account.encode() <= last.encode() or leg.account in run.held or leg.unit != run.unit:
            return _no(fact.run, f"{leg.account} would be posted twice, or waits for an answer.")
        if -canonical_amount(leg.amount, places) != portions.get(leg.account):
            return _no(fact.run, f"{leg.account} would get another amount than its portion.")
        last = leg.account
    if source.account != run.source or source.unit != run.unit or not legs or len(legs) > paying.count:
        return _no(fact.run, "It does not come from the account that was shared out.")
    return None
