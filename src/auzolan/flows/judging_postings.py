"""The judge of entries: accounts and units known, sums zero, day open, mandate held. Called once for every entry."""

from collections.abc import Callable
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.accounts import BALANCING, spelled, tree
from auzolan.flows.facts import PENDING, POSTED, ClaimChange, PostingsMade
from auzolan.flows.posting import debits, reversed_claims, reversed_legs
from auzolan.flows.state import State, parts
from auzolan.flows.units import unknown, written_well
from auzolan.journal.entry import Entry
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

MADE = "flows.postings_made"



def day_refused(text: str) -> Refusal | None:
    """None for a date, else the refusal that shows how to write one."""
    if is_day(text):
        return None
    return no(f"date {text}", "It is not a date.", "Write it as 2026-03-01.")


def no(where: str, why: str, next: str, what: str = "The entry was not recorded") -> Refusal:
    """A refusal about the books."""
    return Refusal(what=what, where=where[:80], why=why, next=next)


def postings(
    state: State, fact: PostingsMade, entry: Entry[Any], around: Around, caused: Callable[[], bool]
) -> Refusal | None:
    """May this entry stand? None, or the refusal. caused: whether a decision or a run did, so no mandate is needed."""
    if refused := legs(state, fact, around):
        return refused
    if (fact.own_date or fact.date <= state.closed_until or not is_day(fact.date)) and (refused := dates(state, fact)):
        return refused
    if fact.status not in (POSTED, PENDING):
        return no(f"status {fact.status}", "An entry is posted or pending.", "Write one of the two.")
    if (fact.mends is not None or fact.instead is not None) and (refused := _mends(state, fact, around)):
        return refused
    if fact.claims and (refused := claims_of(state, fact.claims, around)):
        return refused
    refused = around.may(MADE if fact.status == POSTED else f"{MADE}.waiting", debits(fact.postings))
    return None if refused is None or caused() else refused


def legs(state: State, fact: PostingsMade, around: Around) -> Refusal | None:
    """Whether every leg names a known account and unit in the right spelling, and each unit sums to zero."""
    charter, people = around.charter, around.states["members"]
    opened, units, named = state.accounts, state.units, charter.units
    branches = tree(charter)
    kept_apart = branches.units
    sums: dict[str, int] = {}
    for leg in fact.postings:
        account, code, amount = leg.account, leg.unit, leg.amount
        unit = named.get(code)
        places = units.get(code) if unit is None else unit.places
        if places is None:
            return unknown(code, charter)
        if not written_well(amount, places):
            return no(f"{amount} {code}", f"An amount in {code} has exactly {places} decimals.", "Write it so.")
        if account not in opened and not spelled(branches, people, account):
            return _unknown_account(account)
        if kept_apart and (kept := branches.kept_in(account)) and code not in kept:
            return no(f"account {account}", f"It is kept in {', '.join(kept)}, not in {code}.", "Use another account.")
        if leg.added and account not in BALANCING:
            return no(account, "Only legs to the balancing accounts are added.", "Leave the mark away.")
        sums[code] = sums.get(code, 0) + int(amount.replace(".", "", 1))
    for code, amount_off in sums.items():
        if amount_off:
            return _off(code, amount_off)
    if not sums and not (fact.run and fact.claims):  # a set-off among others has nothing in our own book
        return no("postings", "An entry has at least one leg.", "Name the accounts and amounts.")
    return None


def _off(code: str, amount: int) -> Refusal:
    return no(
        f"{code}", f"Debits and credits differ by {amount} of its smallest parts; in every unit they must be equal.",
        "Correct the amounts, or add the missing leg.",
    )


def _unknown_account(account: str) -> Refusal:
    return no(
        f"account {account}", "The charter has no such account.",
        "Use one that an account article names, open one under its branches, or propose an article.",
    )


def dates(state: State, fact: PostingsMade) -> Refusal | None:
    """Whether the entry counts for a day that is still open, and its own day is said where it differs."""
    if refused := day_refused(fact.date):
        return refused
    if fact.date <= state.closed_until:
        return no(
            f"date {fact.date}", f"The books are closed until {state.closed_until}.",
            "Record it in the open period; it keeps its own date beside.",
        )
    if fact.own_date and (refused := day_refused(fact.own_date)):
        return refused
    if fact.own_date > state.closed_until:
        return no(f"date {fact.own_date}", "Its own day is still open.", "Let the entry count for that day.")
    return None


def _mends(state: State, fact: PostingsMade, around: Around) -> Refusal | None:
    named = fact.mends if fact.mends is not None else fact.instead
    if named is None or named >= around.seq:
        return no(f"entry {named}", "It does not come before this one.", "Name the entry that was wrong.")
    wrong = around.fact(named)
    if not isinstance(wrong, PostingsMade):
        return no(f"entry {named}", "It has no postings.", "Name the entry that was wrong.")
    if fact.mends is None:
        if named in state.reversed or any(waits.mends == named for waits in state.pending.values()):
            return None
        return no(f"entry {named}", "It was not reversed yet.", "Reverse it first; the new one is put in its place.")
    if named in state.reversed:
        return no(f"entry {named}", f"Entry {state.reversed[named]} undid it already.", "Correct the newer one.")
    if named in state.pending:
        return no(f"entry {named}", "It is pending and does not count.", "Void it instead.")
    if fact.postings != reversed_legs(wrong.postings):
        why = "A reversal has the same legs with the other sign."
        return no(f"entry {named}", why, "Reverse it, then record a new one.")
    if fact.claims != reversed_claims(wrong.claims):
        why = "A reversal undoes just what was owed by it."
        return no(f"entry {named}", why, "Reverse it, then record a new one.")
    return None


def claims_of(state: State, changes: tuple[ClaimChange, ...], around: Around) -> Refusal | None:
    """Whether every claim that an entry changes exists or begins, and is not paid beyond what is open."""
    for change in changes:
        unit = around.charter.units.get(change.unit)
        places = state.units.get(change.unit) if unit is None else unit.places
        if places is None:
            return unknown(change.unit, around.charter)
        if not written_well(change.amount, places) or not parts(change.amount):
            return no(f"claim {change.claim}", "Its amount is not written as amounts are.", f"Write {places} decimals.")
        known = state.claims.get(change.claim)
        if known is None:
            if change.amount[0] == "-":
                return no(f"claim {change.claim}", "Nothing is open under it.", "Look at the open claims.")
            people = around.states["members"]
            for one in (change.debtor, change.creditor):
                if one != "us" and one not in people.members and one not in people.agents:
                    return no(f"claim {change.claim}", f"Nobody of the id {one} is known.", "Name them first.")
            continue
        if (known.debtor, known.creditor, known.unit) != (change.debtor, change.creditor, change.unit):
            why = "It is between others, or in another unit."
            return no(f"claim {change.claim}", why, "Name its own parties and unit.")
        if known.open + parts(change.amount) < 0:
            why = "More would be paid than is open."
            return no(f"claim {change.claim}", why, "Pay at most what is open; owe the rest back.")
    return None
