"""Which runs there are, and how far each has come."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.bids_facts import BidsOpened
from auzolan.rules.facts import (
    CorrectionOrdered,
    PortionsPublished,
    ProofPublished,
    RunApproved,
    RunPublished,
    RunSettled,
    RunVoided,
)

LISTENS = (PostingsMade,)
PUBLISHED, SETTLED, PARTLY, VOID = "published", "settled", "partly settled", "void"
CORRECTED = "corrected"
PAID_STATUSES = (PARTLY, SETTLED, CORRECTED)
ENDED = (VOID, CORRECTED)  # another run may stand for the rule and period


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run as far as it has come.

    seq, at: of its entry; published, gathered, last: portions until now, their sum in smallest parts, and the last
    account; held: accounts not yet posted after a settlement; proof: the digest of its proof, empty where none is kept;
    unproved: marks of the proof still to be published;
    status: published, partly settled, settled, corrected (another run posts what is different) or void; corrects: the
    paid run that it mends, empty where nothing was posted before it; ordered: whether a decision asks for it to be
    corrected; paid_from: the account that this decision names for what others got too much.
    """

    rule: str
    version: int
    article: int
    period: str
    position: int
    amount: str
    unit: str
    source: str
    count: int
    number: int
    seq: int
    at: str
    outputs: str
    published: int = 0
    gathered: int = 0
    last: str = ""
    approved: bool = False
    held: tuple[str, ...] = ()
    status: str = PUBLISHED
    mends: str = ""
    proof: str = ""
    unproved: int = 0
    corrects: str = ""
    ordered: bool = False
    paid_from: str = ""


class Paying(msgspec.Struct, frozen=True, kw_only=True):
    """A settlement on its way into the books. count: portions still to be posted; last: the last account posted."""

    run: str
    count: int
    last: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """runs: by id; numbers: how many runs each rule has had; filling: the run whose portions are being published;
    paying: the settlement whose entries are being posted; tenders: the entry that has the bids of each."""

    runs: Map[str, Run] = Map()
    numbers: Map[str, int] = Map()
    filling: str = ""
    paying: Paying | None = None
    tenders: Map[str, int] = Map()

    def current(self, rule: str, period: str) -> str:
        """The id of the run of this rule and period that stands, or empty."""
        for id, run in self.runs.items():
            if run.rule == rule and run.period == period and run.status not in ENDED:
                return id
        return ""


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry about runs."""
    if type(entry.fact) is PostingsMade:
        return _paid(state, entry.fact) if entry.fact.run else state
    match entry.fact:
        case RunPublished() as fact:
            return _published(state, entry, fact)
        case PortionsPublished() as fact:
            run = state.runs[fact.run]
            run = replace(
                run,
                published=run.published + len(fact.portions),
                gathered=run.gathered + sum(int(part.amount.replace(".", "")) for part in fact.portions),
                last=fact.portions[-1].to,
            )
            filling = fact.run if run.published < run.count or run.unproved else ""
            return replace(state, runs=state.runs.set(fact.run, run), filling=filling)
        case ProofPublished() as fact:
            left = state.runs[fact.run].unproved - len(fact.marks)
            return replace(_with(state, fact.run, unproved=left), filling=fact.run if left else "")
        case RunApproved() as fact:
            return _with(state, fact.run, approved=True)
        case RunSettled() as fact:
            settled = _with(state, fact.run, held=fact.held, status=PARTLY if fact.held else SETTLED)
            return replace(settled, paying=Paying(run=fact.run, count=fact.count) if fact.count else None)
        case RunVoided() as fact:
            return _voided(state, fact.run)
        case CorrectionOrdered() as fact:
            return _with(state, fact.run, ordered=True, paid_from=fact.paid_from)
        case BidsOpened() as fact:
            return replace(state, tenders=state.tenders.set(fact.tender, entry.seq))
        case _:
            return state


def _paid(state: State, fact: PostingsMade) -> State:
    if state.paying is None:
        return state
    if fact.claims:  # a set-off counts the claims that it reduces, one portion of it may stand in two entries
        left = state.paying.count - len(fact.claims)
        return replace(state, paying=replace(state.paying, count=left) if left > 0 else None)
    # From one account: one leg for all of it, then one a portion; otherwise each portion has two legs of its own.
    run = state.runs[state.paying.run]
    one_source = run.source != "" and not run.corrects
    left = state.paying.count - (len(fact.postings) - 1 if one_source else len(fact.postings) // 2)
    last = fact.postings[-1].account
    return replace(state, paying=replace(state.paying, count=left, last=last) if left > 0 else None)


def _with(state: State, run: str, **changed: Any) -> State:
    return replace(state, runs=state.runs.set(run, replace(state.runs[run], **changed)))


def _voided(state: State, id: str) -> State:
    """A correction that is taken back leaves the run that it was to mend as that run was."""
    run = state.runs[id]
    state = _with(state, id, status=VOID)
    if not run.corrects:
        return state
    return _with(state, run.corrects, status=PARTLY if state.runs[run.corrects].held else SETTLED)


def _published(state: State, entry: Entry[Any], fact: RunPublished) -> State:
    run = Run(
        rule=fact.rule, version=fact.version, article=fact.article, period=fact.period, position=fact.position,
        amount=fact.amount, unit=fact.unit, source=fact.source, count=fact.count, number=fact.number, seq=entry.seq,
        at=entry.at, outputs=fact.outputs, mends=fact.mends, proof=fact.proof, unproved=fact.marks,
    )
    runs = state.runs
    if fact.mends:
        mended = runs[fact.mends]
        paid = mended.status in PAID_STATUSES
        # A correction that replaces an unpaid one mends the same paid run, on the same terms.
        run = replace(run, corrects=fact.mends if paid else mended.corrects, paid_from=mended.paid_from)
        runs = runs.set(fact.mends, replace(mended, status=CORRECTED if paid else VOID))
    runs = runs.set(fact.run, run)
    return replace(
        state, runs=runs, numbers=state.numbers.set(fact.rule, fact.number), filling=fact.run if fact.count else ""
    )
