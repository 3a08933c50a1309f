"""Keeping the books right: entries by hand, opening balances, corrections, signatures, closed periods."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.flows.drafting import Opening, entry_draft, leg, on_day, read_amount, refused, sealed, written
from auzolan.flows.facts import (
    POSTED,
    VOID,
    BalanceAsserted,
    BalanceSigned,
    ClaimChange,
    PeriodClosed,
    Posting,
    PostingsMade,
    PostingsSettled,
)
from auzolan.flows.judging import US
from auzolan.flows.posting import reversed_claims, reversed_legs
from auzolan.flows.requests import (
    AssertBalance,
    ClosePeriod,
    CorrectEntry,
    OpenBooks,
    OpeningBalance,
    RecordEntry,
    SettlePending,
    SignBalance,
    VoidPending,
)
from auzolan.flows.state import State


def _legs(opening: Opening, asked: Sequence[tuple[str, str]]) -> list[Posting]:
    state, around = opening.state, opening.around
    read = [(opening.account(account), *read_amount(state, around, amount)) for account, amount in asked]
    return [leg(state, around, account, amount, unit) for account, amount, unit in read]


def record_entry(state: State, asked: RecordEntry, around: Around) -> Sequence[Draft]:
    """An entry leg by leg."""
    opening = Opening(state, around)
    legs = _legs(opening, asked.legs)
    made = entry_draft(state, around, "entry", asked.date, legs, words=asked.words, pending=asked.pending)
    return [*opening.drafts, made]


def open_books(state: State, asked: OpenBooks, around: Around) -> Sequence[Draft]:
    """The books begin with what is there; what does not balance goes against one named account."""
    legs, sums, opening = [], dict[str, int](), Opening(state, around)
    claims: list[ClaimChange] = []
    for held in asked.balances:
        amount, unit = read_amount(state, around, held.amount, held.unit)
        sums[unit] = sums.get(unit, 0) + amount
        legs.append(leg(state, around, opening.account(held.account), amount, unit))
        if held.owed_with and amount:
            claims.append(_still_owed(state, around, held, amount, unit, len(claims)))
    for unit, amount in sorted(sums.items()):
        if not amount:
            continue
        if not asked.against:
            why = f"The balances differ by {written(state, around, amount, unit)} {unit}."
            raise refused("opening balances", why, "Correct them, or name the account that takes the difference.")
        legs.append(leg(state, around, opening.account(asked.against), -amount, unit))
    made = entry_draft(state, around, "opening", asked.date, legs, words=asked.words, claims=claims)
    return [*opening.drafts, made]


def _still_owed(
    state: State, around: Around, held: OpeningBalance, amount: int, unit: str, number: int
) -> ClaimChange:
    """What was owed before the books began, as a claim that can be paid. A debit is owed to us, a credit by us."""
    people = around.states["members"]
    if held.owed_with not in people.members and held.owed_with not in people.agents:
        raise refused(f"owed with {held.owed_with}", "Nobody is known by this id.", "Name a member or an agent.")
    debtor, creditor = (held.owed_with, US) if amount > 0 else (US, held.owed_with)
    return ClaimChange(
        claim=around.draw().id("c", f"opening {number}"), debtor=debtor, creditor=creditor,
        amount=written(state, around, abs(amount), unit), unit=unit, due=held.due,
    )


def correct(state: State, asked: CorrectEntry, around: Around) -> Sequence[Draft]:
    """The wrong entry is undone by its reversal, and a new one is put in its place; nothing is ever deleted."""
    wrong = around.fact(asked.entry) if 0 <= asked.entry < around.seq else None
    if not isinstance(wrong, PostingsMade):
        raise refused(f"entry {asked.entry}", "It has no postings.", "Name the entry of the books that was wrong.")
    undone = entry_draft(
        state, around, "reversal", asked.date or wrong.date, reversed_legs(wrong.postings), words=asked.words,
        flow=wrong.flow, claims=reversed_claims(wrong.claims), mends=asked.entry, because=asked.entry,
    )
    if not asked.legs:
        return [undone]
    opening = Opening(state, around)
    right = entry_draft(
        state, around, "correction", asked.date or wrong.own_date or wrong.date, _legs(opening, asked.legs),
        words=asked.words, flow=wrong.flow, instead=asked.entry, because_draft=0,
    )
    return [undone, *opening.drafts, right]


def _settled(state: State, entry: int, status: str, around: Around) -> Sequence[Draft]:
    pending = state.pending.get(entry)
    if pending is None:
        raise refused(f"entry {entry}", "It is not pending.", "Look at the pending entries.")
    day = on_day(state, around, pending.date)[0]
    return [Draft(fact=PostingsSettled(of=entry, status=status, date=day), because=entry)]


def settle(state: State, asked: SettlePending, around: Around) -> Sequence[Draft]:
    """A pending entry is signed and counts from now on."""
    return _settled(state, asked.entry, POSTED, around)


def void(state: State, asked: VoidPending, around: Around) -> Sequence[Draft]:
    """A pending entry is voided."""
    return _settled(state, asked.entry, VOID, around)


def close(state: State, asked: ClosePeriod, around: Around) -> Sequence[Draft]:
    """A period is closed."""
    return [Draft(fact=PeriodClosed(period=asked.period))]


def assert_balance(state: State, asked: AssertBalance, around: Around) -> Sequence[Draft]:
    """Somebody signs what an account really holds."""
    amount, unit = read_amount(state, around, asked.amount)
    vault, secrets = sealed(around, "assertion", asked.words)
    fact = BalanceAsserted(
        account=asked.account, amount=written(state, around, amount, unit), unit=unit,
        date=asked.date or around.at[:10], vault=vault,
    )
    return [Draft(fact=fact, secrets=secrets)]


def sign_balance(state: State, asked: SignBalance, around: Around) -> Sequence[Draft]:
    """A second person signs the same."""
    return [Draft(fact=BalanceSigned(of=asked.entry), because=asked.entry)]
