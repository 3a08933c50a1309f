"""What the books say now: balances, claims, what is pending, which periods are closed."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.flows.agreements_facts import AgreementEnded, AgreementMade, AgreementSigned, OrderClosed, OrderPlaced
from auzolan.flows.agreements_state import Agreements, Orders, agreed, ordered
from auzolan.flows.counterparties import Nets, netted
from auzolan.flows.facts import (
    PENDING,
    POSTED,
    AccountOpened,
    BalanceAsserted,
    BalanceSigned,
    BooksImported,
    ClaimChange,
    ContributionConfirmed,
    ContributionRecorded,
    PeriodClosed,
    Posting,
    PostingsMade,
    PostingsSettled,
    PriceQuoted,
    UnitDeclared,
)
from auzolan.journal.entry import Entry
from auzolan.values.period import parse_period

# What a published price consists of is drawn into the open table of prices.
LISTENS = (ArticleAdopted, ArticleRetired)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What is still owed. amount: ever owed; open: still owed; worth: what `open` is in the books, in worth_unit."""

    debtor: str
    creditor: str
    amount: int
    open: int
    unit: str
    since: str
    due: str = ""
    worth: int = 0
    worth_unit: str = ""


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that waits for a second signature or a decision.

    by: who recorded it; mends: the entry it will reverse, or -1.
    """

    by: str
    date: str
    postings: tuple[Posting, ...]
    claims: tuple[ClaimChange, ...] = ()
    mends: int = -1


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """The newest quoted rate of a pair of units."""

    rate: str
    date: str
    source: str
    seq: int


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody recorded and somebody else has yet to confirm or sign."""

    by: str
    about: str


Amounts = Map[tuple[str, str], int]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The books now. Amounts are smallest parts by (account, unit).

    accounts: opened account -> commitment to its name; units: declared code -> places; reversed: entry -> the entry
    that reverses or voids it; quotes: (unit, quoted_in) -> newest; waiting: contributions to confirm; unsigned:
    balance assertions with one signature; sources: digests of imported files -> the entry.
    """

    balances: Amounts = Map()
    reserved: Amounts = Map()
    accounts: Map[str, str] = Map()
    units: Map[str, int] = Map()
    claims: Map[str, Claim] = Map()
    pending: Map[int, Pending] = Map()
    reversed: Map[int, int] = Map()
    closed: tuple[str, ...] = ()
    closed_until: str = ""
    quotes: Map[tuple[str, str], Quote] = Map()
    waiting: Map[int, Waiting] = Map()
    unsigned: Map[int, Waiting] = Map()
    sources: Map[str, int] = Map()
    agreements: Agreements = Map()
    orders: Orders = Map()
    nets: Nets = Map()


EMPTY = State()


def parts(amount: str) -> int:
    """An amount of an entry in smallest parts: it is written with exactly its unit's places, so the dot may go."""
    return int(amount.replace(".", "", 1))


def added(amounts: Amounts, postings: tuple[Posting, ...], sign: int = 1) -> Amounts:
    """Balances after these postings."""
    changed = amounts.mutate()
    for leg in postings:
        key = (leg.account, leg.unit)
        changed[key] = changed.get(key, 0) + sign * int(leg.amount.replace(".", "", 1))
    return changed.finish()


def claimed(claims: Map[str, Claim], changes: tuple[ClaimChange, ...], date: str) -> Map[str, Claim]:
    """Claims after these changes; what is owed no more is dropped."""
    for change in changes:
        amount, worth = parts(change.amount), parts(change.worth or "0")
        known = claims.get(change.claim)
        if known is None:
            known = Claim(
                debtor=change.debtor, creditor=change.creditor, amount=amount, open=amount, unit=change.unit,
                since=date, due=change.due, worth=worth, worth_unit=change.worth_unit,
            )
        else:
            ever = known.amount + max(amount, 0)
            known = replace(known, amount=ever, open=known.open + amount, worth=known.worth + worth)
        claims = claims.set(change.claim, known) if known.open else claims.delete(change.claim)
    return claims


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one entry of the books."""
    fact = entry.fact
    if type(fact) is PostingsMade:
        return _posted(state, entry, fact)
    match fact:
        case ContributionRecorded():
            if not fact.waits:
                return state
            waits = Waiting(by=entry.by, about=fact.member)
            return replace(state, waiting=state.waiting.set(entry.seq, waits))
        case ContributionConfirmed():
            return replace(state, waiting=state.waiting.delete(fact.of))
        case PostingsSettled():
            return _settled(state, entry, fact)
        case AccountOpened():
            return replace(state, accounts=state.accounts.set(fact.account, fact.vault))
        case UnitDeclared():
            return replace(state, units=state.units.set(fact.code, fact.places))
        case PriceQuoted():
            return _quoted(state, entry, fact)
        case PeriodClosed():
            until = parse_period(fact.period).last_day.isoformat()
            return replace(state, closed=(*state.closed, fact.period), closed_until=until)
        case BalanceAsserted():
            unsigned = Waiting(by=entry.by, about=fact.account)
            return replace(state, unsigned=state.unsigned.set(entry.seq, unsigned))
        case BalanceSigned():
            return replace(state, unsigned=state.unsigned.delete(fact.of))
        case BooksImported():
            return replace(state, sources=state.sources.set(fact.source, entry.seq))
        case AgreementMade() | AgreementSigned() | AgreementEnded():
            return replace(state, agreements=agreed(state.agreements, entry))
        case OrderPlaced() | OrderClosed():
            return replace(state, orders=ordered(state.orders, entry))
        case _:
            return state


def _posted(state: State, entry: Entry[Any], fact: PostingsMade) -> State:
    if fact.status == PENDING:
        mends = -1 if fact.mends is None else fact.mends
        waits = Pending(by=entry.by, date=fact.date, postings=fact.postings, claims=fact.claims, mends=mends)
        return replace(
            state, pending=state.pending.set(entry.seq, waits), reserved=added(state.reserved, fact.postings)
        )
    balances, nets = added(state.balances, fact.postings), netted(state.nets, fact.postings)
    if not fact.claims and fact.mends is None:
        return replace(state, balances=balances, nets=nets)
    mended = state.reversed if fact.mends is None else state.reversed.set(fact.mends, entry.seq)
    claims = claimed(state.claims, fact.claims, fact.date)
    return replace(state, balances=balances, nets=nets, claims=claims, reversed=mended)


def _settled(state: State, entry: Entry[Any], fact: PostingsSettled) -> State:
    waited = state.pending[fact.of]
    # A voided entry is undone for good, as a reversed one is.
    undone = waited.mends if fact.status == POSTED else fact.of
    state = replace(
        state, pending=state.pending.delete(fact.of), reserved=added(state.reserved, waited.postings, sign=-1),
        reversed=state.reversed.set(undone, entry.seq) if undone >= 0 else state.reversed,
    )
    if fact.status != POSTED:
        return state
    return replace(
        state, balances=added(state.balances, waited.postings), nets=netted(state.nets, waited.postings),
        claims=claimed(state.claims, waited.claims, fact.date),
    )


def _quoted(state: State, entry: Entry[Any], fact: PriceQuoted) -> State:
    pair = (fact.unit, fact.quoted_in)
    known = state.quotes.get(pair)
    if known is not None and known.date > fact.date:
        return state
    quote = Quote(rate=fact.rate, date=fact.date, source=fact.source, seq=entry.seq)
    return replace(state, quotes=state.quotes.set(pair, quote))
