"""Booking a set-off that is settled: every claim is reduced by what was cleared of it, and our own book says so.

What we owe and what is owed to us go down by the same sum, so each entry balances: a debt of ours with claims of ours.
A claim between two others goes down by itself; it has legs only where a posting of the charter books both of its sides.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text
from auzolan.charter.state import versions
from auzolan.flows.accounts import fill
from auzolan.flows.facts import ClaimChange, Posting, PostingsMade
from auzolan.journal.entry import Entry
from auzolan.rules.facts import PORTIONS_PER_ENTRY, PortionsPublished, RunSettled
from auzolan.rules.state import Run, State
from auzolan.values.quantity import canonical_amount, print_amount
from auzolan.values.refusal import Refusal

US = "us"
PIECES_PER_ENTRY = 100
Parties = Mapping[str, tuple[str, str]]  # claim -> debtor, creditor
Amounts = Mapping[str, int]  # claim -> smallest parts


def is_set_off(run: Run, around: Around) -> bool:
    """Whether a run cleared debts. One that kept no proof, from before proofs were kept, is settled as it was then."""
    if not run.proof:
        return False
    known = versions(around.states["charter"], run.rule)
    text = next((one.text for one in known if one.version == run.version), "")
    return text != "" and read_text(text).fields.get("does") == "clear"


def settlement(id: str, run: Run, around: Around) -> tuple[RunSettled, list[PostingsMade]]:
    """What settles a set-off now: how much in all, and the entries that book it. Raises Refusal."""
    if around.held(id):
        why = "A line of it is contested, and of a ring nobody's part can wait alone."
        raise _no(id, why, "Answer the contest first, or take the run back.")
    parties = _standing(id, run, around)
    amounts = cleared(run, around)
    groups = _groups(amounts, parties)
    places = around.charter.units[run.unit].places
    settled = RunSettled(
        run=id, count=sum(len(group) for group in groups), amount=print_amount(sum(amounts.values()), places)
    )
    return settled, [_entry(id, run, group, parties, around.at[:10], around.charter) for group in groups]


def judge_booking(run: Run, fact: RunSettled, around: Around) -> Refusal | None:
    """Whether a settlement says just what stands of a set-off."""
    try:
        settled, _ = settlement(fact.run, run, around)
    except Refusal as refused:
        return refused
    return None if settled == fact else _no(fact.run, "It does not book what stands of the run.")


def judge_entry(state: State, fact: PostingsMade, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether an entry books just the next part of the set-off that is being settled."""
    cause = around.fact(entry.because if entry.because is not None else -1)
    if state.paying is None or not isinstance(cause, RunSettled) or cause.run != fact.run or entry.because is None:
        return _no(fact.run, "It does not name the settlement as its cause.")
    run = state.runs[fact.run]
    parties = dict(_known(around))
    for seq in range(entry.because + 1, entry.seq):  # what these cleared to the end is no claim any more
        before = around.fact(seq)
        if isinstance(before, PostingsMade):
            parties |= {one.claim: (one.debtor, one.creditor) for one in before.claims}
    done = cause.count - state.paying.count
    try:
        groups = _groups(cleared(run, around), parties)
        for group in groups:
            if not done:
                due = _entry(fact.run, run, group, parties, fact.date, around.charter)
                return None if due == fact else _no(fact.run, "It books something else than was cleared.")
            done -= len(group)
    except (Refusal, KeyError) as why:
        return _no(fact.run, f"It cannot be booked: {why}.")
    return _no(fact.run, "Everything that was cleared is booked already.")


def cleared(run: Run, around: Around) -> dict[str, int]:
    """Claim -> what was cleared of it, as the entries behind the run say; what was not cleared at all is left out."""
    places = around.charter.units[run.unit].places
    found: dict[str, int] = {}
    for seq in range(run.seq + 1, run.seq + 1 - (-run.count // PORTIONS_PER_ENTRY)):
        fact = around.fact(seq)
        if isinstance(fact, PortionsPublished):
            found |= {part.to: canonical_amount(part.amount, places) for part in fact.portions}
    return {claim: amount for claim, amount in found.items() if amount}


def _known(around: Around) -> Iterator[tuple[str, tuple[str, str]]]:
    for id, claim in around.states["flows"].claims.items():
        yield id, (claim.debtor, claim.creditor)


def _standing(id: str, run: Run, around: Around) -> Parties:
    """The parties of the claims that are cleared. Raises Refusal where one cannot be cleared any more."""
    claims = around.states["flows"].claims
    for name, amount in cleared(run, around).items():
        claim = claims.get(name)
        if claim is None or claim.open < amount or claim.unit != run.unit:
            why = f"Less is open of claim {name} than was cleared of it: something was paid meanwhile."
            raise _no(id, why, "Take the run back, and run the rule again.")
        if claim.worth_unit:
            why = f"Claim {name} is in the books in {claim.worth_unit}: what the rate changed would go to nobody."
            raise _no(id, why, "Take the run back, and leave such claims out by the condition in `among`.")
    return dict(_known(around))


def _groups(amounts: Amounts, parties: Parties) -> list[dict[str, int]]:
    """What each entry clears: claim -> smallest parts; every group balances in our own book."""
    groups: list[dict[str, int]] = []
    for number, piece in enumerate(_pieces(amounts, parties)):
        if number % PIECES_PER_ENTRY == 0:
            groups.append({})
        for claim, amount in piece.items():
            groups[-1][claim] = groups[-1].get(claim, 0) + amount
    return groups


def _pieces(amounts: Amounts, parties: Parties) -> Iterator[dict[str, int]]:
    """Claims between others one by one; then a debt of ours against a claim of ours, as much as both have left."""
    ordered = sorted(amounts, key=lambda claim: claim.encode())
    ours: dict[int, list[list[Any]]] = {0: [], 1: []}
    for claim in ordered:
        if US in parties[claim]:
            ours[parties[claim].index(US)].append([claim, amounts[claim]])
        else:
            yield {claim: amounts[claim]}
    debts, claims = ours[0], ours[1]
    while debts and claims:
        amount = min(debts[0][1], claims[0][1])
        yield {debts[0][0]: amount, claims[0][0]: amount}
        for side in (debts, claims):
            side[0][1] -= amount
            if not side[0][1]:
                side.pop(0)


def _entry(
    id: str, run: Run, group: Amounts, parties: Parties, day: str, charter: Charter
) -> PostingsMade:
    places = charter.units[run.unit].places
    legs: dict[str, int] = {}
    for claim in sorted(group, key=lambda one: one.encode()):
        for account, sign in _accounts(*parties[claim], charter):
            legs[account] = legs.get(account, 0) + sign * group[claim]
    return PostingsMade(
        date=day, run=id,
        postings=tuple(
            Posting(account=account, amount=print_amount(legs[account], places), unit=run.unit)
            for account in sorted(legs, key=lambda one: one.encode()) if legs[account]
        ),
        claims=tuple(
            ClaimChange(claim=claim, debtor=parties[claim][0], creditor=parties[claim][1], unit=run.unit,
                        amount=print_amount(-group[claim], places))
            for claim in sorted(group, key=lambda one: one.encode())
        ),
    )


def _accounts(debtor: str, creditor: str, charter: Charter) -> Sequence[tuple[str, int]]:
    """The accounts that hold a claim in our book, each with its sign: those that paying it would post to.

    A posting that pays names the other party on the side of what is owed; the other side is where the money lies.
    """
    pays = [(one.debit, one.credit) for one in charter.values("posting") if one.claim == "pays"]
    named = [(debit if "{" in debit else "", credit if "{" in credit else "") for debit, credit in pays]
    if US in (debtor, creditor):
        found = {(debit, credit) for debit, credit in named if bool(debit) != bool(credit)
                 and bool(debit) == (debtor == US)}
    else:
        found = {(debit, credit) for debit, credit in named if debit and credit}
        if not found:
            return ()
    if len(found) != 1:
        why = f"{len(found)} postings of the charter say where a claim of {creditor} on {debtor} stands in the books."
        raise _no("posting", why, "Name the account of claims in just one way in the postings that pay.")
    ((debit, credit),) = found
    other = creditor if debtor == US else debtor
    people = dict.fromkeys(("member", "agent", "customer", "supplier", "producer", "place"), other)
    people |= {"provider": debtor, "receiver": creditor}
    return [(fill(side, people), sign) for side, sign in ((debit, 1), (credit, -1)) if side]


def _no(where: str, why: str, next: str = "Settle the run again.") -> Refusal:
    return Refusal(what="The set-off was not booked", where=where, why=why, next=next)
