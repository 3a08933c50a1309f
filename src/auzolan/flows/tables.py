"""The open tables about what moved: postings, flows, claims, contributions, prices, accounts."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.accounts import classify
from auzolan.flows.agreements_tables import ROWS as OF_PROMISES
from auzolan.flows.agreements_tables import TABLES as PROMISES
from auzolan.flows.catalogue import TABLES as BOOKS
from auzolan.flows.counterparties import COUNTERPARTIES, net_rows
from auzolan.flows.facts import (
    POSTED,
    VOID,
    AccountOpened,
    ClaimChange,
    ContributionConfirmed,
    ContributionRecorded,
    FlowRecorded,
    PostingsMade,
    PostingsSettled,
    PriceQuoted,
)
from auzolan.flows.state import State, parts
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, End, Row

TABLES = (*BOOKS, *PROMISES, COUNTERPARTIES)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """What one entry of the books changes in the open tables."""
    fact = entry.fact
    if type(fact) is PostingsMade:
        legs: list[Change] = [*_postings(entry.seq, fact, fact.status, fact.date)]
        if after.nets is not before.nets:
            legs += net_rows(before.nets, after.nets, fact.postings, around.states["members"].members)
        return [*legs, *_claims(fact.claims, before, after)] if fact.claims and fact.status == POSTED else legs
    match fact:
        case FlowRecorded():
            return [Add("flows", _flow(entry.seq, fact))]
        case ContributionRecorded():
            name = "contributions_waiting" if fact.waits else "contributions"
            return [Add(name, _contribution(entry.seq, fact, fact.confirmed_by))]
        case ContributionConfirmed(of=of):
            added = Add("contributions", _contribution(of, around.fact(of), entry.by))
            return [End("contributions_waiting", (of,)), added]
        case PostingsSettled():
            return _settled(entry, fact, before, after, around)
        case AccountOpened(account=account, vault=vault):
            return [Add("accounts", (account, classify(account), entry.at[:10], vault or None))]
        case PriceQuoted():
            return [Add("rates", (entry.seq, fact.unit, fact.quoted_in, fact.rate, fact.date, fact.source or None))]
    promised = OF_PROMISES.get(type(fact))
    return promised(entry, before, after, around) if promised else ()


def _postings(seq: int, fact: PostingsMade, status: str, date: str) -> list[Add]:
    own_date, run, flow, mends, line = fact.own_date or date, fact.run or None, fact.flow or None, fact.mends, fact.line
    vault = fact.vault or None
    return [
        Add("postings", (
            seq, number, date, own_date, leg.account, int(leg.amount.replace(".", "", 1)), leg.unit, status, leg.added,
            run, flow, mends, line or None, vault,
        ))
        for number, leg in enumerate(fact.postings)
    ]


def _settled(
    entry: Entry[Any], fact: PostingsSettled, before: State, after: State, around: Around
) -> list[Change]:
    made = around.fact(fact.of)
    if not isinstance(made, PostingsMade):
        raise TypeError(f"entry {fact.of} was settled but has no postings")
    changes: list[Change] = [End("postings", (fact.of, number)) for number in range(len(made.postings))]
    date = made.date if fact.status == VOID else fact.date
    changes.extend(_postings(fact.of, made, fact.status, date))
    if fact.status == POSTED:
        changes.extend(_claims(made.claims, before, after))
        changes.extend(net_rows(before.nets, after.nets, made.postings, around.states["members"].members))
    return changes


def _claims(changes: Sequence[ClaimChange], before: State, after: State) -> list[Change]:
    # One entry may change a claim twice; its row shows where it ended up. What is owed no more has no row.
    drawn: list[Change] = []
    for id in dict.fromkeys(change.claim for change in changes):
        if id in before.claims:
            drawn.append(End("claims", (id,)))
        if (claim := after.claims.get(id)) is not None:
            drawn.append(Add("claims", (
                id, claim.debtor, claim.creditor, claim.amount, claim.open, claim.unit, claim.since, claim.due or None,
            )))
    return drawn


def _flow(seq: int, fact: FlowRecorded) -> Row:
    return (
        fact.flow, seq, fact.action, fact.provider, fact.receiver, fact.resource or None, parts(fact.amount), fact.unit,
        fact.date, fact.part or None, fact.part_of or None, fact.claim or None, fact.rule or None, fact.paid,
        fact.vault or None,
    )


def _contribution(seq: int, fact: Any, confirmed_by: str) -> Row:
    return (
        seq, fact.member, fact.contribution, parts(fact.amount), fact.unit, fact.date, fact.paid, confirmed_by or None,
        fact.vault or None,
    )
