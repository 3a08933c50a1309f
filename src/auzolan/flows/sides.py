"""The two sides of a recorded flow: accounts filled in, other units kept apart, a changed rate booked by name."""

from dataclasses import dataclass
from fractions import Fraction

from auzolan.charter.around import Around
from auzolan.flows.accounts import CONVERSIONS, fill
from auzolan.flows.articles.posting import Posting as Rule
from auzolan.flows.drafting import Opening, leg, on_day, refused, written
from auzolan.flows.facts import Posting
from auzolan.flows.judging import US
from auzolan.flows.requests import RecordFlow
from auzolan.flows.state import Claim, State
from auzolan.flows.units import places_of
from auzolan.values.quantity import parse_share, print_fraction, round_half_even


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One flow being recorded. whole, parts: smallest parts in `unit`; in_books: the unit the other side is kept in."""

    asked: RecordFlow
    rule: Rule
    unit: str
    whole: int
    parts: tuple[tuple[str, int], ...]
    in_books: str
    rate: Fraction
    claim_id: str
    known: Claim | None

    @property
    def foreign(self) -> bool:
        """Whether the flow is in another unit than the books."""
        return self.in_books != self.unit

    @property
    def creditor(self) -> str:
        """Who is owed: whoever gave, or, when it is paid, whoever is paid."""
        if self.known is not None:
            return self.known.creditor
        return self.asked.receiver if self.rule.claim == "pays" else self.asked.provider

    @property
    def debtor(self) -> str:
        """Who owes."""
        if self.known is not None:
            return self.known.debtor
        return self.asked.provider if self.rule.claim == "pays" else self.asked.receiver


def _account(it: Recording, opening: Opening, template: str, place: str) -> str:
    asked, state, around = it.asked, opening.state, opening.around
    if template.endswith("*"):
        if (leaf := asked.leaves.get(place, "")).startswith(template[:-1]):
            return opening.account(leaf)
        after = f'Name the account under leaves: {place} = "...".'
        raise refused(f"{it.rule.id} {place}", f"It is posted to {template}.", after)
    other = asked.receiver if asked.provider == US else asked.provider
    day = on_day(state, around, asked.date)[0]
    places = dict.fromkeys(("member", "agent", "customer", "supplier", "producer", "place"), other)
    places |= {"receiver": asked.receiver, "provider": asked.provider, "year": day[:4]} | dict(asked.places)
    try:
        return fill(template, places)
    except KeyError as missing:
        why = f"What {missing} stands for is not said."
        raise refused(f"{it.rule.id} {template}", why, "Name it under places.") from missing


def legs(it: Recording, state: State, around: Around, opening: Opening) -> tuple[list[Posting], int]:
    """The legs, and what the change of the claim is worth in the books."""
    sides: dict[str, list[tuple[str, int]]] = {"debit": [], "credit": []}
    for side, template in (("debit", it.rule.debit), ("credit", it.rule.credit)):
        if template:
            sides[side].append((_account(it, opening, template, side), it.whole))
    amounts = dict(it.parts)
    for part in it.rule.parts:
        if amount := amounts.get(part.name, 0):
            sides[part.side].append((_account(it, opening, part.account, part.name), amount))
    if not it.foreign:
        return [
            leg(state, around, account, sign * amount, it.unit)
            for side, sign in (("debit", 1), ("credit", -1)) for account, amount in sides[side]
        ], 0
    if not it.rule.claim:
        return _converted_legs(it, state, around, sides), 0
    return _foreign_legs(it, opening, sides)


def _converted_legs(
    it: Recording, state: State, around: Around, sides: dict[str, list[tuple[str, int]]]
) -> list[Posting]:
    """Paid at once in another unit: the flow says what moved, the books what left the account at the named rate."""
    whole = _converted(it, state, around, it.whole)
    made = []
    for side, sign in (("debit", 1), ("credit", -1)):
        amounts = [_converted(it, state, around, amount) for _, amount in sides[side]]
        amounts[-1] += whole - sum(amounts)
        made += [
            leg(state, around, account, sign * amount, it.in_books)
            for (account, _), amount in zip(sides[side], amounts, strict=True)
        ]
    return made


def _foreign_legs(
    it: Recording, opening: Opening, sides: dict[str, list[tuple[str, int]]]
) -> tuple[list[Posting], int]:
    state, around = opening.state, opening.around
    claim_side = "debit" if (it.creditor == US) == (it.rule.claim == "raises") else "credit"
    sign = 1 if claim_side == "debit" else -1
    own_side = sides["credit" if claim_side == "debit" else "debit"]
    today = _converted(it, state, around, it.whole)
    worth = _booked(it, today)
    if it.rule.claim == "reduces":
        if it.known is None or it.whole > it.known.open:
            raise refused(f"claim {it.claim_id}", "Less is open than is taken back.", "Take back at most what is open.")
        today = worth  # taken back at the rate it was booked at; nothing was exchanged
    others = [(account, _converted(it, state, around, amount)) for account, amount in own_side]
    last, amount = others[-1]
    others[-1] = (last, amount + today - sum(amount for _, amount in others))
    (account, _), *_ = sides[claim_side]
    foreign = Posting(
        account=account, amount=written(state, around, sign * it.whole, it.unit), unit=it.unit, price_total=True,
        price=print_fraction(parse_share(written(state, around, worth, it.in_books))), price_unit=it.in_books,
    )
    made = [foreign, _balance(leg(state, around, CONVERSIONS, -sign * it.whole, it.unit))]
    made += [leg(state, around, name, -sign * amount, it.in_books) for name, amount in others]
    made.append(_balance(leg(state, around, CONVERSIONS, sign * worth, it.in_books)))
    if difference := sign * (today - worth):
        template = it.rule.loss if difference > 0 else it.rule.gain
        if not template:
            why = "The rate has changed and no account takes the difference."
            raise refused(it.rule.id, why, "Name gain and loss in the posting article.")
        made.append(leg(state, around, _account(it, opening, template, "gain"), difference, it.in_books))
    return made, worth


def _balance(made: Posting) -> Posting:
    return Posting(account=made.account, amount=made.amount, unit=made.unit, added=True)


def _booked(it: Recording, today: int) -> int:
    """What this part of the claim stands for in the books: its share of what is left there, the last part all of it."""
    known = it.known
    if it.rule.claim == "raises" or known is None or known.worth_unit != it.in_books:
        return today
    return round_half_even(Fraction(known.worth * it.whole, known.open))


def _converted(it: Recording, state: State, around: Around, amount: int) -> int:
    finer = places_of(state, around.charter, it.in_books) - places_of(state, around.charter, it.unit)
    return round_half_even(Fraction(amount) * Fraction(10) ** finer / it.rate)
