"""The judge of what a settlement posts: just the portions that stand, each once, from where each comes from."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import POSTED, Posting, PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.clearing import is_set_off, judge_booking, judge_entry
from auzolan.rules.correcting import due_lines
from auzolan.rules.facts import RunSettled
from auzolan.rules.state import PARTLY, Run, State
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal


def _no(run: str, why: str) -> Refusal:
    return Refusal(what="The settlement was not posted", where=run, why=why, next="Settle the run again.")


def judge_settlement(run: Run, fact: RunSettled, around: Around) -> Refusal | None:
    """Whether count and amount are those of the portions that stand now; what was posted before is not posted again."""
    if is_set_off(run, around):
        return judge_booking(run, fact, around)
    places = around.charter.units[run.unit].places
    waiting = set(run.held) if run.status == PARTLY else None
    try:
        lines = due_lines(run, around)
    except Refusal as refused:
        return refused
    due = [
        amount for to, (amount, _source) in lines.items()
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
    if run.proof:
        return judge_entry(state, fact, entry, around)
    places = around.charter.units[run.unit].places
    portions = due_lines(run, around)
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
        if in_pairs(run) and canonical_amount(source.amount, places) != amount:
            return _no(fact.run, f"{leg.account} would take another amount than its portion from {due_from}.")
        last = leg.account
    if not legs or len(legs) > paying.count or len(legs) != len(sources):
        return _no(fact.run, "It does not post what stands of the run.")
    return None


def in_pairs(run: Run) -> bool:
    """Whether each line stands beside the account it comes from, instead of all of them after one leg of the whole."""
    return not run.source or bool(run.corrects)


def _legs(run: Run, fact: PostingsMade) -> tuple[Sequence[Posting], Sequence[Posting]]:
    """The legs of the receivers, and beside each the leg that it is paid from."""
    if in_pairs(run):
        return fact.postings[1::2], fact.postings[::2]
    first, *legs = fact.postings
    return legs, [first] * len(legs)
