"""The one judge of runs: what may be published, approved, settled and taken back."""

from datetime import date, timedelta
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.load import read_text
from auzolan.charter.state import version_for, versions
from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import NODE, Entry
from auzolan.rules.bids import allowed_bids
from auzolan.rules.bids_facts import BidsOpened
from auzolan.rules.correcting import judge_mending, judge_order, may_mend
from auzolan.rules.facts import (
    MARKS_PER_ENTRY,
    PORTIONS_PER_ENTRY,
    CorrectionOrdered,
    PortionsPublished,
    ProofPublished,
    RunApproved,
    RunPublished,
    RunSettled,
    RunVoided,
)
from auzolan.rules.meanwhile import overtaken
from auzolan.rules.paying import judge_payment, judge_settlement
from auzolan.rules.proof import is_digest
from auzolan.rules.state import ENDED, PAID_STATUSES, PARTLY, PUBLISHED, SETTLED, VOID, State
from auzolan.rules.terms import rule_terms
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal

JUDGES_ALSO = (PostingsMade,)


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether this entry about a run may follow."""
    fact = entry.fact
    if isinstance(fact, PostingsMade):
        return judge_payment(state, fact, entry, around)
    if state.paying is not None:
        return _no(state.paying.run, "The entries of a settlement stand right behind it.", "Settle the run again.")
    if state.filling and not isinstance(fact, PortionsPublished | ProofPublished):
        return _no(state.filling, "Portions and proof of a run stand right behind it.", "Publish the run again.")
    match fact:
        case RunPublished():
            return _published(state, fact, around)
        case PortionsPublished():
            return _portions(state, fact, around)
        case ProofPublished():
            return _proof(state, fact)
        case RunApproved():
            return _approved(state, fact, around)
        case RunSettled():
            return _settled(state, fact, around)
        case RunVoided():
            return _voided(state, fact, entry, around)
        case CorrectionOrdered():
            return judge_order(state.runs, fact, entry, around)
        case BidsOpened():
            return allowed_bids(state.tenders, fact, around)
    return _no("", f"{type(fact).__name__} is not about a run.", "Ask for something this area knows.")


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The run was not written", where=where, why=why, next=next)


def _published(state: State, fact: RunPublished, around: Around) -> Refusal | None:
    if refused := may_mend(state.runs, fact.mends, around):
        return refused
    try:
        period = parse_period(fact.period)
    except ValueError as why:
        return _no(fact.rule, f"{why}.", "Name the period in one of these ways.")
    charter = around.states["charter"]
    version = version_for(charter, fact.rule, period)
    if version is None or around.charter.get(fact.rule) is None:
        return not_for(fact.rule, fact.period, bool(versions(charter, fact.rule)))
    if (version.version, version.seq) != (fact.version, fact.article):
        return _no(fact.rule, f"Version {version.version} is the one for {fact.period}, not {fact.version}.",
                   "Run it again.")
    if refused := overtaken(fact.position, around):
        return refused
    if fact.number != state.numbers.get(fact.rule, 0) + 1 or fact.run in state.runs:
        return _no(fact.rule, "Another run was published meanwhile.", "Run it again.")
    if (fact.marks > 0) != is_digest(fact.proof) or fact.marks < 0 or (fact.marks and not fact.count):
        return _no(fact.rule, "It says that it has a proof, or not, in two ways.", "Run it again.")
    fields = read_text(version.text).fields
    template = str(fields.get("source") or fields.get("from", ""))
    return (
        _twice(state, fact, around) or _before_its_turn(state, fact, tuple(fields.get("after", ())))
        or (_paid_before(state, fact, period) if "from" in fields else None)
        or _shared_before(state, fact, period, template, pot="source" in fields)
    )


def not_for(rule: str, period: str, known: bool) -> Refusal:
    """The refusal where no version of a rule is for a period."""
    if known:
        return _no(rule, f"No version in force is for {period}: a rule never changes what was earned before it.",
                   "Name a period from its `applies_from` on.")
    return _no(rule, "The charter has no such rule.", "`auzolan table articles` lists the rules in force.")


def _twice(state: State, fact: RunPublished, around: Around) -> Refusal | None:
    current = state.current(fact.rule, fact.period)
    if not current and not fact.mends:
        return None
    if not fact.mends:
        return _no(current, f"{fact.rule} was already run for {fact.period}.",
                   f"Settle it, or publish a corrected run: --mends {current}.")
    return judge_mending(state, fact, around)


def _before_its_turn(state: State, fact: RunPublished, after: tuple[str, ...]) -> Refusal | None:
    """Where an article says the order, what comes first is settled first."""
    for rule in after:
        run = state.runs.get(state.current(rule, fact.period))
        if run is None or run.status != SETTLED:
            what = "has no run" if run is None else "has a run that is not settled"
            return _no(fact.rule, f"It comes after {rule}, which {what} for {fact.period}.", f"Settle {rule} first.")
    return None


def _paid_before(state: State, fact: RunPublished, period: Period) -> Refusal | None:
    """No pot is emptied by an amount for every row, so no day is paid twice by calling the period something else."""
    for id, run in state.runs.items():
        if run.rule != fact.rule or id == fact.mends or run.status in ENDED:
            continue
        other = parse_period(run.period)
        if other.first_day <= period.last_day and period.first_day <= other.last_day:
            return _no(id, f"{fact.rule} was run for {run.period} already, which has days of {fact.period}.",
                       "Name days that it was not run for.")
    return None


def _shared_before(
    state: State, fact: RunPublished, period: Period, template: str, *, pot: bool
) -> Refusal | None:
    """The same money is not shared twice, whatever the two rules or periods are called."""
    if ":" not in template:
        return None  # a fixed amount, which the rule itself names
    if not pot and "{year}" not in template:
        return None  # several rules may pay out of one account of costs
    mended = state.runs.get(fact.mends)
    paid = mended is not None and mended.status in PAID_STATUSES  # whoever came after it took what it had left
    for id, run in state.runs.items():
        if id == fact.mends or run.status in ENDED or run.source != fact.source:
            continue
        other = parse_period(run.period)
        inside = other.first_day in period and other.last_day in period
        overlaps = other.first_day <= period.last_day and period.first_day <= other.last_day
        # A year's account is shared as a whole, so all of it waits; settled runs have taken their part out of it.
        if ("{year}" in template or overlaps) and run.status != SETTLED:
            return _no(id, f"{run.rule} shares {fact.source} for {run.period} and is not settled.", "Settle it first.")
        if "{year}" not in template and overlaps and not inside and not paid:
            why = f"{run.rule} shared {fact.source} for {run.period} already."
            return _no(id, why, "Name days that were not shared.")
    return None


def _portions(state: State, fact: PortionsPublished, around: Around) -> Refusal | None:
    if fact.run != state.filling or not 0 < len(fact.portions) <= PORTIONS_PER_ENTRY:
        return _no(fact.run, "These portions do not follow their run.", "Publish the run again.")
    run = state.runs[fact.run]
    places = around.charter.units[run.unit].places
    last = run.last
    total = run.gathered
    for part in fact.portions:
        if part.to.encode() <= last.encode():
            return _no(fact.run, "Portions stand in the order of their accounts, each once.", "Publish the run again.")
        last = part.to
        try:
            total += canonical_amount(part.amount, places)
        except ValueError as why:
            return _no(fact.run, f"{why}.", "Publish the run again.")
    left = run.count - run.published - len(fact.portions)
    if left < 0 or (left == 0 and total != canonical_amount(run.amount, places)):
        return _no(fact.run, "The portions do not sum to what was shared.", "Publish the run again.")
    return None


def _proof(state: State, fact: ProofPublished) -> Refusal | None:
    run = state.runs.get(fact.run)
    if run is None or fact.run != state.filling or run.published < run.count:
        return _no(fact.run, "The proof of a run stands right behind its portions.", "Publish the run again.")
    if not 0 < len(fact.marks) <= min(MARKS_PER_ENTRY, run.unproved):
        return _no(fact.run, "Its proof has more marks than the run says, or none.", "Publish the run again.")
    return None


def _approved(state: State, fact: RunApproved, around: Around) -> Refusal | None:
    run = state.runs.get(fact.run)
    if run is None or run.status != PUBLISHED or run.approved:
        return _no(fact.run, "Only a published run that waits for approval can be approved.", "See `auzolan runs`.")
    if around.by != "node":
        return _no(fact.run, "A run is approved by a decision, not by a person.", "Propose it: effect approve_run.")
    return None


def _settled(state: State, fact: RunSettled, around: Around) -> Refusal | None:
    if refused := around.may("rules.run_settled", {}):
        return refused
    run = state.runs.get(fact.run)
    if run is None or run.status not in (PUBLISHED, PARTLY):
        return _no(fact.run, "There is no such run that waits to be settled.", "See `auzolan runs`.")
    agreed = rule_terms(run, around)
    if agreed.approval and not run.approved:
        return _no(fact.run, "Its rule asks that a decision approves each run.", "Propose it: effect approve_run.")
    open_until = date.fromisoformat(run.at[:10]) + timedelta(days=agreed.contest_days)
    if date.fromisoformat(around.at[:10]) < open_until:
        return _no(fact.run, f"It can be contested until {open_until}.", "Settle it then.")
    held = around.held(fact.run)
    if tuple(sorted(held)) != fact.held:
        return _no(fact.run, "Other lines are contested by those who are to receive them.", "Settle it again.")
    return judge_settlement(run, fact, around)


def _voided(state: State, fact: RunVoided, entry: Entry[Any], around: Around) -> Refusal | None:
    run = state.runs.get(fact.run)
    if run is None or run.status in (VOID, PARTLY) or run.status != PUBLISHED:
        return _no(fact.run, "Only a run that was not settled can be taken back.", "See `auzolan runs`.")
    if entry.by == NODE and around.decided(fact, entry.because):
        return None
    return around.may("rules.run_voided", {})
