"""Which runs there are, and how far each has come."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.bids_facts import BidsOpened
from auzolan.rules.facts import PortionsPublished, RunApproved, RunPublished, RunSettled, RunVoided

LISTENS = (PostingsMade,)
PUBLISHED, SETTLED, PARTLY, VOID = "published", "settled", "partly settled", "void"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run as far as it has come.

    seq, at: of its entry; published, gathered, last: portions until now, their sum in smallest parts, and the last
    account; held: accounts not yet posted after a settlement;
    status: published, partly settled, settled or void.
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
        """The id of the run of this rule and period that was not voided, or empty."""
        for id, run in self.runs.items():
            if run.rule == rule and run.period == period and run.status != VOID:
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
            filling = fact.run if run.published < run.count else ""
            return replace(state, runs=state.runs.set(fact.run, run), filling=filling)
        case RunApproved() as fact:
            return _with(state, fact.run, approved=True)
        case RunSettled() as fact:
            settled = _with(state, fact.run, held=fact.held, status=PARTLY if fact.held else SETTLED)
            return replace(settled, paying=Paying(run=fact.run, count=fact.count) if fact.count else None)
        case RunVoided() as fact:
            return _with(state, fact.run, status=VOID)
        case BidsOpened() as fact:
            return replace(state, tenders=state.tenders.set(fact.tender, entry.seq))
        case _:
            return state


def _paid(state: State, fact: PostingsMade) -> State:
    if state.paying is None:
        return state
    # From one account: one leg for all of it, then one a portion; otherwise each portion has two legs of its own.
    one_source = state.runs[state.paying.run].source != ""
    left = state.paying.count - (len(fact.postings) - 1 if one_source else len(fact.postings) // 2)
    last = fact.postings[-1].account
    return replace(state, paying=replace(state.paying, count=left, last=last) if left > 0 else None)


def _with(state: State, run: str, **changed: Any) -> State:
    return replace(state, runs=state.runs.set(run, replace(state.runs[run], **changed)))


def _published(state: State, entry: Entry[Any], fact: RunPublished) -> State:
    run = Run(
        rule=fact.rule, version=fact.version, article=fact.article, period=fact.period, position=fact.position,
        amount=fact.amount, unit=fact.unit, source=fact.source, count=fact.count, number=fact.number, seq=entry.seq,
        at=entry.at, outputs=fact.outputs, mends=fact.mends,
    )
    runs = state.runs.set(fact.run, run)
    if fact.mends:
        runs = runs.set(fact.mends, replace(runs[fact.mends], status=VOID))
    return replace(
        state, runs=runs, numbers=state.numbers.set(fact.rule, fact.number), filling=fact.run if fact.count else ""
    )
