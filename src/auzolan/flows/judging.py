"""The judges of everything in the books besides entries: one for each fact."""

from collections.abc import Callable, Mapping
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.accounts import tree
from auzolan.flows.agreements_judging import JUDGES as OF_PROMISES
from auzolan.flows.articles.contribution import PLAIN
from auzolan.flows.articles.posting import ACTIONS
from auzolan.flows.facts import (
    POSTED,
    VOID,
    AccountOpened,
    BalanceAsserted,
    BalanceSigned,
    BooksImported,
    ContributionConfirmed,
    ContributionRecorded,
    FlowRecorded,
    PeriodClosed,
    PostingsSettled,
    PriceQuoted,
    UnitDeclared,
)
from auzolan.flows.judging_postings import MADE, claims_of, day_refused, no
from auzolan.flows.posting import debits
from auzolan.flows.state import State
from auzolan.flows.units import unknown, written_well
from auzolan.journal.entry import Entry
from auzolan.values.period import parse_period
from auzolan.values.quantity import DIGITS_MAX, PLACES_MAX, parse_share, print_amount, print_fraction
from auzolan.values.refusal import Refusal

CODE_MAX = 40
Caused = Callable[[], bool]  # whether a decision or a run caused the entry; asked last
US = "us"  # this organisation, where a flow names its giver or taker


def _amount(state: State, around: Around, amount: str, code: str) -> Refusal | None:
    unit = around.charter.units.get(code)
    places = state.units.get(code) if unit is None else unit.places
    if places is None:
        return unknown(code, around.charter)
    if not written_well(amount, places):
        return no(f"{amount} {code}", f"An amount in {code} has exactly {places} decimals.", "Write it so.")
    return None


def _known(agent: str, around: Around) -> Refusal | None:
    people = around.states["members"]
    if agent == US or agent in people.members or agent in people.agents:
        return None
    return no(f"agent {agent}", "Nobody of that id is known.", "Admit or name them first.")


def _flow(state: State, fact: FlowRecorded, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if fact.action not in ACTIONS:
        return no(f"action {fact.action}", "It is none of ValueFlows' actions.", f"Use one of {', '.join(ACTIONS)}.")
    return (
        _known(fact.provider, around)
        or _receiver(fact, around)
        or _amount(state, around, fact.amount, fact.unit)
        or day_refused(fact.date)
        or _may(caused, around, "flows.flow_recorded")
    )


def _receiver(fact: FlowRecorded, around: Around) -> Refusal | None:
    rule = around.charter.get(fact.rule)
    # A published posting may name who receives a part, such as the tax office, in words of its own.
    if rule is not None and rule.kind == "posting":
        for part in around.charter.value(fact.rule).parts:
            if fact.part == part.name and fact.receiver == part.receiver:
                return None
    return _known(fact.receiver, around)


def _may(caused: Caused, around: Around, kind: str) -> Refusal | None:
    refused = around.may(kind, {})
    return None if refused is None or caused() else refused


def _settled(state: State, fact: PostingsSettled, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    pending = state.pending.get(fact.of)
    if pending is None:
        return no(f"entry {fact.of}", "It is not pending.", "Look at the pending entries.")
    if fact.status not in (POSTED, VOID):
        return no(f"status {fact.status}", "A pending entry is posted or voided.", "Write posted or void.")
    if refused := day_refused(fact.date):
        return refused
    if fact.status == POSTED and pending.mends in state.reversed:
        return no(f"entry {fact.of}", f"Entry {pending.mends} was undone already.", "Void this one.")
    if fact.status == POSTED and (refused := claims_of(state, pending.claims, around)):
        return refused
    if fact.status == POSTED and fact.date <= state.closed_until:
        return no(f"date {fact.date}", f"The books are closed until {state.closed_until}.", "Post it on an open day.")
    # Whoever recorded it may post it alone only as far as their own signature reaches.
    alone = fact.status == POSTED and entry.by == pending.by
    refused = around.may(MADE if alone else f"{MADE}.waiting", debits(pending.postings))
    return None if refused is None or caused() else refused


def _opened(state: State, fact: AccountOpened, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if fact.account in state.accounts:
        return no(f"account {fact.account}", "It is open already.", "Use it.")
    if not tree(around.charter).openable(fact.account):
        return no(
            f"account {fact.account}", "No account article lets accounts be opened there.",
            "Open one under a branch that ends in *, or propose an article.",
        )
    return _may(caused, around, "flows.account_opened")


def _declared(state: State, fact: UnitDeclared, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if fact.code in state.units or fact.code in around.charter.units:
        return no(f"unit {fact.code}", "It is known already.", "Use it.")
    if not tree(around.charter).any:
        return unknown(fact.code, around.charter)
    # Some books have amounts without a unit: their code is empty.
    if not fact.code.isprintable() or fact.code != fact.code.strip() or len(fact.code) > CODE_MAX:
        return no(f"unit {fact.code!r}", f"A unit's code is at most {CODE_MAX} plain letters.", "Correct it.")
    if not 0 <= fact.places <= PLACES_MAX:
        return no(f"unit {fact.code}", f"A unit has 0 to {PLACES_MAX} decimals.", "Correct it.")
    return _may(caused, around, "flows.unit_declared")


def _closed(state: State, fact: PeriodClosed, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    try:
        period = parse_period(fact.period)
    except ValueError as why:
        return no(f"period {fact.period}", f"{why}.", "Name the period to close.", "The period was not closed")
    last = period.last_day.isoformat()
    if last <= state.closed_until:
        return no(
            f"period {fact.period}", f"The books are closed until {state.closed_until} already.", "Name a later one.",
            "The period was not closed",
        )
    if last >= around.at[:10]:
        return no(
            f"period {fact.period}", "It has not ended yet.", "Close it after its last day.",
            "The period was not closed",
        )
    return _may(caused, around, "flows.period_closed")


def _asserted(state: State, fact: BalanceAsserted, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if refused := _amount(state, around, fact.amount, fact.unit) or day_refused(fact.date):
        return refused
    held = state.balances.get((fact.account, fact.unit), 0)
    places = len(fact.amount.partition(".")[2])
    if print_amount(held, places) != fact.amount:
        return no(
            fact.account, f"The books say {print_amount(held, places)} {fact.unit}, not {fact.amount}.",
            "Look for the entry that is missing or wrong, correct it, then sign.", "The balance was not signed",
        )
    return around.may("flows.balance_asserted", {})


def _signed(state: State, fact: BalanceSigned, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    first = state.unsigned.get(fact.of)
    if first is None:
        return no(f"entry {fact.of}", "No balance waits for a signature there.", "Look at the assertions.")
    if first.by == entry.by:
        return no(f"entry {fact.of}", "The first signature is your own.", "Ask a member auditor to look and sign.")
    return around.may("flows.balance_signed", {})


def _counts_for(fact: ContributionRecorded, around: Around) -> Refusal | None:
    member = around.states["members"].members.get(fact.member)
    if member is None:
        return no(f"member {fact.member}", "They are not a member.", "Admit them first.")
    who = around.charter.value(fact.contribution).who
    classes = around.charter.value(who).classes if who.startswith("body.") else (who,)
    if who and member.class_ not in classes:
        return no(fact.contribution, f"It counts for {', '.join(classes)}.", "Look at the article, or move the member.")
    return None


def _counted(state: State, around: Around, fact: ContributionRecorded) -> Refusal | None:
    if fact.unit != PLAIN:
        return _amount(state, around, fact.amount, fact.unit)
    places = around.charter.value(fact.contribution).places
    if written_well(fact.amount, places):
        return None
    return no(fact.contribution, f"It is counted as a plain number with {places} decimals.", "Write it so.")


def _contributed(
    state: State, fact: ContributionRecorded, entry: Entry[Any], around: Around, caused: Caused
) -> Refusal | None:
    article = around.charter.get(fact.contribution)
    if article is None or article.kind != "contribution":
        return no(fact.contribution, "The charter has no such contribution.", "Name one that it has.")
    if fact.unit != article.fields.get("unit"):
        return no(fact.contribution, f"It is counted in {article.fields.get('unit')}.", "Give the amount in that unit.")
    if refused := _counts_for(fact, around):
        return refused
    if refused := _counted(state, around, fact) or day_refused(fact.date):
        return refused
    if fact.confirmed_by:
        if fact.confirmed_by != entry.by or fact.confirmed_by == fact.member:
            why = "Nobody confirms for somebody else, nor for oneself."
            return no(fact.contribution, why, "Let it wait to be confirmed.")
        if not fact.waits and (refused := around.may("flows.contribution_confirmed", {})):
            return refused
    elif article.fields.get("confirms") and not fact.waits:
        return no(fact.contribution, "Somebody else confirms it before it counts.", "Record it as waiting.")
    member = around.states["members"].members[fact.member]
    if entry.by == fact.member and member.belongs(entry.at[:10]):
        return None
    return _may(caused, around, "flows.contribution_recorded")


def _confirmed(
    state: State, fact: ContributionConfirmed, entry: Entry[Any], around: Around, caused: Caused
) -> Refusal | None:
    waits = state.waiting.get(fact.of)
    if waits is None:
        return no(f"entry {fact.of}", "Nothing waits to be confirmed there.", "Look at what waits.")
    if entry.by in (waits.about, waits.by):
        return no(f"entry {fact.of}", "Nobody confirms their own contribution.", "Ask somebody else who may.")
    return around.may("flows.contribution_confirmed", {})


def _quoted(state: State, fact: PriceQuoted, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    try:
        rate = parse_share(fact.rate)
    except ValueError as why:
        return no(f"rate {fact.rate}"[:DIGITS_MAX], f"{why}.", "Write how much one of the first is of the second.")
    if rate <= 0 or print_fraction(rate) != fact.rate:
        return no(f"rate {fact.rate}", "A rate is above zero and has no trailing zeros.", "Write it so.")
    for code in (fact.unit, fact.quoted_in):
        if code not in around.charter.units and code not in state.units:
            return unknown(code, around.charter)
    return day_refused(fact.date) or _may(caused, around, "flows.price_quoted")


def _imported(state: State, fact: BooksImported, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if fact.source in state.sources:
        return no("file", f"Entry {state.sources[fact.source]} imported the same file.", "There is nothing to add.")
    return _may(caused, around, "flows.books_imported")


JUDGES: Mapping[Any, Callable[..., Refusal | None]] = {
    FlowRecorded: _flow,
    PostingsSettled: _settled,
    AccountOpened: _opened,
    UnitDeclared: _declared,
    PeriodClosed: _closed,
    BalanceAsserted: _asserted,
    BalanceSigned: _signed,
    ContributionRecorded: _contributed,
    ContributionConfirmed: _confirmed,
    PriceQuoted: _quoted,
    BooksImported: _imported,
    **OF_PROMISES,
}
