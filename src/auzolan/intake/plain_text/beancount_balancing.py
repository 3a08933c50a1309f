"""Beancount's balance: every leg has a weight, what is missing is found, what is left over is tolerably small."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from decimal import Decimal

import msgspec

from auzolan.intake.plain_text.amounts import Numbers
from auzolan.intake.plain_text.balancing import ROUNDED, say
from auzolan.intake.plain_text.beancount_legs import CostSpec, Words
from auzolan.intake.plain_text.beancount_lots import STRICT, Lots
from auzolan.intake.plain_text.beancount_words import QUOTIENTS
from auzolan.intake.plain_text.booking import EXACT, PER, ZERO, Cost, Leg
from auzolan.intake.plain_text.faults import Fault
from auzolan.values.quantity import PLACES_MAX

_FINEST = Decimal(1).scaleb(-PLACES_MAX)
Sums = dict[str, Decimal]


@dataclass(slots=True)
class Settings:
    """The options of a file that bear on its balances."""

    multiplier: Decimal = Decimal("0.5")
    defaults: dict[str, Decimal] = field(default_factory=dict)
    from_cost: bool = False
    method: str = STRICT
    roots: list[str] = field(default_factory=lambda: ["Assets", "Liabilities", "Equity", "Income", "Expenses"])


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One posting as written. at: lines after the transaction's first."""

    account: str
    words: Words
    at: int
    note: str = ""


class Balancer:
    """Turns postings into legs. methods: account -> how its lots are reduced, where it differs from the file's."""

    def __init__(self, numbers: Numbers, settings: Settings) -> None:
        self.numbers = numbers
        self.settings = settings
        self.lots = Lots()
        self.methods: dict[str, str] = {}
        self._halves: dict[int, Decimal] = {}

    def legs(self, day: Day, postings: list[Posting]) -> tuple[Leg, ...]:
        """The legs of a transaction, all amounts found. Raises Fault where it does not balance."""
        found: list[Leg | None] = []
        sums: Sums = {}
        missing = -1
        at_missing: Posting | None = None
        for posting in postings:
            words = posting.words
            if words.quantity is None or words.cost is not None:
                try:
                    legs = self._at_cost(day, posting) if words.quantity is not None else None
                except Fault as fault:
                    fault.at = posting.at
                    raise
                if legs is None:
                    if at_missing is not None:
                        raise Fault("Two amounts are missing", "One missing amount can be found, two cannot.",
                                    "Write one of the two amounts.", posting.at)
                    missing, at_missing = len(found), posting
                    found.append(None)
                    continue
            else:
                legs = [Leg(posting.account, words.quantity, words.unit, None, words.price, note=posting.note)]
            for leg in legs:
                found.append(leg)
                quantity, unit = weight(leg)
                sums[unit] = EXACT.add(sums.get(unit, ZERO), quantity)
        left = {unit: quantity for unit, quantity in sums.items() if quantity}
        if at_missing is not None:
            found[missing:missing + 1] = tuple(self._missing(day, at_missing, left, sums, postings, found))
        elif left:
            self._check(left, postings)
        self.lots.settle()
        return tuple(leg for leg in found if leg is not None)

    def _at_cost(self, day: Day, posting: Posting) -> list[Leg] | None:
        words = posting.words
        quantity, spec = words.quantity or ZERO, words.cost or CostSpec()
        method = self.methods.get(posting.account, self.settings.method)
        taken = self.lots.book(posting.account, quantity, words.unit, spec, day, method)
        if taken is None:
            return None
        return [Leg(posting.account, part, words.unit, lot, words.price, note=posting.note) for part, lot in taken]

    def _missing(
        self, day: Day, posting: Posting, left: Mapping[str, Decimal], sums: Sums, postings: list[Posting],
        found: list[Leg | None],
    ) -> Iterator[Leg]:
        """The legs that bring a transaction to zero: an amount that was left out, or what a lot must have cost."""
        words = posting.words
        tolerances = self.tolerances(postings)
        if words.quantity is not None:
            spec = words.cost or CostSpec()
            if len(left) != 1 or (spec.unit and spec.unit not in left):
                raise Fault("A lot's cost cannot be found", "The other legs do not say what was paid for it.",
                            "Write the cost.", posting.at)
            (unit, total), = left.items()
            lot = Cost(QUOTIENTS.divide(-total, words.quantity), unit, date=spec.date or day, label=spec.label)
            self.lots.buy(posting.account, words.unit, words.quantity, lot)
            yield Leg(posting.account, words.quantity, words.unit, lot, words.price, note=posting.note)
            return
        if words.cost is not None or words.price is not None:
            raise Fault("An amount cannot be found", "A leg with a cost or a price needs its own amount.",
                        "Write how many.", posting.at)
        if words.unit:
            self._check({unit: total for unit, total in left.items() if unit != words.unit}, postings)
            left = {words.unit: left.get(words.unit, ZERO)}
        for unit, total in (left or dict.fromkeys(list(sums)[:1], ZERO)).items():
            amount = total.copy_negate() if total else total
            tolerance = tolerances.get(unit, ZERO)
            step = (tolerance * 2).normalize()
            if tolerance and len(step.as_tuple().digits) < 5:
                # An inferred amount has the decimals of the written ones, so its unit was seen with them.
                amount = amount.quantize(step, context=ROUNDED)
            else:
                if not all(_ends(leg) for leg in found if leg is not None):
                    amount = amount.quantize(_FINEST, context=ROUNDED).normalize(ROUNDED)
                self.numbers.seen(amount, unit)
            yield Leg(posting.account, amount, unit, inferred=True, note=posting.note)

    def tolerances(self, postings: list[Posting]) -> Sums:
        """Unit -> how much may be left over: half of the last decimal of the coarsest amount."""
        found: Sums = {}
        for posting in postings:
            words = posting.words
            if not words.places:
                continue
            tolerance = self._half(words.places)
            if tolerance > found.get(words.unit, ZERO):
                found[words.unit] = tolerance
            if self.settings.from_cost and words.cost is not None and words.cost.per is not None:
                worth = EXACT.multiply(tolerance, words.cost.per)
                found[words.cost.unit] = EXACT.add(found.get(words.cost.unit, ZERO), worth)
        return found

    def _half(self, places: int) -> Decimal:
        """Half a unit of the last of so many decimals."""
        found = self._halves.get(places)
        if found is None:
            found = self._halves[places] = EXACT.multiply(Decimal(1).scaleb(-places), self.settings.multiplier)
        return found

    def _check(self, left: Mapping[str, Decimal], postings: list[Posting]) -> None:
        tolerances = self.tolerances(postings)
        general = self.settings.defaults.get("*", ZERO)
        over = {
            unit: total for unit, total in left.items()
            if abs(total) > tolerances.get(unit, self.settings.defaults.get(unit, general))
        }
        if over:
            raise Fault("A transaction does not balance",
                        f"Its legs leave {say(over)} over; they must come to zero in every unit.",
                        "Correct an amount, or leave one out so that it is found.")


def _ends(leg: Leg) -> bool:
    """What a lot cost in all, divided by its number, need not end; then its weight is cut where Beancount cuts it."""
    return leg.cost is None or int(leg.cost.amount.as_tuple().exponent) >= -PLACES_MAX


def weight(leg: Leg) -> tuple[Decimal, str]:
    """What a leg counts in the balance: its cost, else its price, else itself."""
    if leg.cost is not None:
        return (EXACT if _ends(leg) else QUOTIENTS).multiply(leg.amount, leg.cost.amount), leg.cost.unit
    price = leg.price
    if price is None:
        return leg.amount, leg.unit
    if price.kind == PER:
        return EXACT.multiply(leg.amount, price.amount), price.unit
    return price.amount.copy_sign(leg.amount), price.unit

