"""Running a rule, settling what stands of it, and taking a run back."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.state import version_for
from auzolan.flows.facts import Posting, PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.allowed import not_for
from auzolan.rules.bids import OpenBids, OpenTenders, open_bids, open_tenders
from auzolan.rules.clearing import is_set_off, settlement
from auzolan.rules.correcting import as_if, differs, due_lines, judge_mending
from auzolan.rules.facts import PORTIONS_PER_ENTRY, PortionsPublished, RunPublished, RunSettled, RunVoided
from auzolan.rules.meanwhile import overtaken
from auzolan.rules.paying import in_pairs
from auzolan.rules.proof import proof_digest, proof_entries
from auzolan.rules.running import Computed, compute
from auzolan.rules.state import PARTLY, PUBLISHED, Run, State, evolve
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal

POSTINGS_PER_ENTRY = 300


class RunRule(Request, frozen=True, kw_only=True, tag="rules.run_rule"):
    """Apply a rule to a period and publish who gets what. mends: the run that this one corrects; where that was paid,
    only what is different is posted."""

    rule: str
    period: str
    mends: str = ""


class SettleRun(Request, frozen=True, kw_only=True, tag="rules.settle_run"):
    """Post what stands of a run after its contest days; contested lines wait."""

    run: str


class VoidRun(Request, frozen=True, kw_only=True, tag="rules.void_run"):
    """Take back a run that was not settled."""

    run: str


def prepare_run(state: State, request: RunRule, around: Around) -> Computed:
    """The slow part, before the write lock: compute the rule from the tables as of the last entry."""
    try:
        period = parse_period(request.period)
    except ValueError as why:
        raise Refusal(
            what="The rule was not run", where=request.period, why=f"{why}.",
            next="Name the period in one of these ways.",
        ) from why
    version = version_for(around.states["charter"], request.rule, period)
    if version is None:
        raise not_for(request.rule, request.period, request.rule in around.states["charter"].articles)
    tables = around.tables(around.seq - 1)
    if request.mends:
        if refused := judge_mending(state, request, around):
            raise refused
        tables = as_if(around.states, request.mends, tables)
    return compute(
        version.text, around.charter, around.states["flows"], tables, period,
        number=state.numbers.get(request.rule, 0) + 1, position=around.seq - 1, version=version.version,
        article=version.seq, working=around.working,
    )


def publish(state: State, request: RunRule, around: Around) -> Sequence[Draft]:
    """The run, then its portions, under the write lock; only version, position and uniqueness are looked at again."""
    computed: Computed = around.prepared
    if refused := overtaken(computed.position, around):
        raise refused
    places = around.charter.units[computed.unit].places
    run = around.draw().id("r", "run")
    published = RunPublished(
        run=run, rule=request.rule, version=computed.version, article=computed.article, period=request.period,
        position=computed.position, amount=print_amount(computed.amount, places), unit=computed.unit,
        source=computed.source, count=len(computed.portions), number=computed.number, inputs=computed.inputs,
        outputs=computed.outputs, mends=request.mends, marks=len(computed.marks),
        proof=proof_digest(computed.marks) if computed.marks else "",
    )
    shares = computed.shares_after(0)
    portions = (
        Draft(fact=PortionsPublished(run=run, portions=tuple(part)), because_draft=0)
        for part in (shares[first : first + PORTIONS_PER_ENTRY] for first in range(0, len(shares), PORTIONS_PER_ENTRY))
    )
    proof = (Draft(fact=one, because_draft=0) for one in proof_entries(run, computed.marks))
    if request.mends in state.runs:
        entry = Entry(seq=around.seq, at=around.at, by=around.by, charter=0, fact=published)
        differs(evolve(state, entry).runs[run], computed.portions, around)
    return [Draft(fact=published), *portions, *proof]


def settle(state: State, request: SettleRun, around: Around) -> Sequence[Draft]:
    """What stands is posted: the source on one side, each portion on the other, in entries that name the run."""
    run = state.runs.get(request.run)
    if run is None or run.status not in (PUBLISHED, PARTLY):
        raise Refusal(
            what="The run was not settled", where=request.run, why="There is no such run that waits to be settled.",
            next="See `auzolan runs`.",
        )
    if is_set_off(run, around):
        settled, booked = settlement(request.run, run, around)
        return [Draft(fact=settled, because=run.seq), *(Draft(fact=one, because_draft=0) for one in booked)]
    held = around.held(request.run)
    waiting = frozenset(run.held) if run.status == PARTLY else None
    places = around.charter.units[run.unit].places
    paid = [
        (to, amount, source) for to, (amount, source) in due_lines(run, around).items()
        if to not in held and (waiting is None or to in waiting) and amount
    ]
    if not paid and waiting is not None and waiting <= held:
        raise Refusal(
            what="The run was not settled", where=request.run, why="Every line that is left still waits for an answer.",
            next="Answer the contests first.",
        )
    paid.sort(key=lambda one: one[0].encode())
    total = sum(amount for _, amount, _ in paid)
    settled = RunSettled(
        run=request.run, count=len(paid), amount=print_amount(total, places), held=tuple(sorted(held))
    )
    entries = (
        Draft(fact=_entry(request.run, run, part, places, around), because_draft=0) for part in _parts(paid)
    )
    return [Draft(fact=settled, because=run.seq), *entries]


Paid = tuple[str, int, str]  # the account, smallest parts, the account they come from


def _parts(paid: Sequence[Paid]) -> Iterator[Sequence[Paid]]:
    for first in range(0, len(paid), POSTINGS_PER_ENTRY):
        yield paid[first : first + POSTINGS_PER_ENTRY]


def _entry(id: str, run: Run, part: Sequence[Paid], places: int, around: Around) -> PostingsMade:
    # Sharing a surplus empties its account (debit) and credits the receivers; a loss is negative, the other way round.
    def leg(account: str, amount: int) -> Posting:
        return Posting(account=account, amount=print_amount(amount, places), unit=run.unit)

    if not in_pairs(run):
        total = sum(amount for _, amount, _ in part)
        legs = [leg(run.source, total), *(leg(to, -amount) for to, amount, _ in part)]
    else:
        legs = [one for to, amount, source in part for one in (leg(source, amount), leg(to, -amount))]
    return PostingsMade(date=around.at[:10], postings=tuple(legs), run=id)


def void(state: State, request: VoidRun, around: Around) -> Sequence[Draft]:
    """A run that was not settled no longer stands; another may be published for its period."""
    known = state.runs.get(request.run)
    return [Draft(fact=RunVoided(run=request.run), because=known.seq if known else None)]


PREPARE: dict[type[Request], Callable[[State, Any, Around], Any]] = {RunRule: prepare_run}

HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    RunRule: publish,
    SettleRun: settle,
    VoidRun: void,
    OpenBids: open_bids,
    OpenTenders: open_tenders,
}
