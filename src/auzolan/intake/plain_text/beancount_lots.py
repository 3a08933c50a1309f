"""Lots of an account: what was bought at which cost, and which of it a sale takes away."""

from collections.abc import Callable, Iterator
from datetime import date as Day
from decimal import Decimal

from auzolan.intake.plain_text.beancount_legs import CostSpec
from auzolan.intake.plain_text.beancount_words import QUOTIENTS
from auzolan.intake.plain_text.booking import EXACT, ZERO, Cost
from auzolan.intake.plain_text.faults import Fault

STRICT, STRICT_WITH_SIZE, NONE, FIFO, LIFO, HIFO = "STRICT", "STRICT_WITH_SIZE", "NONE", "FIFO", "LIFO", "HIFO"
METHODS = (STRICT, STRICT_WITH_SIZE, NONE, FIFO, LIFO, HIFO)
_Held = tuple[Cost, Decimal]

def _day(held: _Held) -> int:
    return held[0].date.toordinal() if held[0].date else 0


_ORDERS: dict[str, Callable[[_Held], Decimal | int]] = {
    FIFO: _day, LIFO: lambda held: -_day(held), HIFO: lambda held: -held[0].amount,
}


class _Pile:
    """The lots of one unit in one account, and how many of them are held and how many owed."""

    __slots__ = ("held", "lots", "owed")

    def __init__(self) -> None:
        self.lots: dict[Cost, Decimal] = {}
        self.held = 0
        self.owed = 0

    def add(self, quantity: Decimal, lot: Cost) -> None:
        before = self.lots.get(lot, ZERO)
        after = EXACT.add(before, quantity)
        self.held += (after > 0) - (before > 0)
        self.owed += (after < 0) - (before < 0)
        if after:
            self.lots[lot] = after
        else:
            self.lots.pop(lot, None)


class Lots:
    """What every account holds at cost."""

    def __init__(self) -> None:
        self._piles: dict[tuple[str, str], _Pile] = {}
        self._bought: list[tuple[str, str, Decimal, Cost]] = []

    def book(
        self, account: str, quantity: Decimal, unit: str, spec: CostSpec, day: Day, method: str
    ) -> list[tuple[Decimal, Cost]] | None:
        """(how many, of which lot) a posting adds or takes; None where its cost is to be inferred. Raises Fault."""
        pile = self._piles.get((account, unit))
        if pile is not None and method != NONE and (pile.owed if quantity > 0 else pile.held):
            taken = list(_take(pile.lots, quantity, unit, spec, method))
            for part, lot in taken:
                pile.add(part, lot)
            return taken
        per = per_one(spec, quantity)
        if per is None or not spec.unit:
            return None
        lot = Cost(per, spec.unit, date=spec.date or day, label=spec.label)
        self.buy(account, unit, quantity, lot)
        return [(quantity, lot)]

    def buy(self, account: str, unit: str, quantity: Decimal, lot: Cost) -> None:
        """Add a lot; nothing can be taken from it before `settle`. Raises Fault where it costs less than nothing."""
        if lot.amount < 0:
            raise Fault("A lot's cost is negative", f"One {unit} would cost {lot.amount:f} {lot.unit}.",
                        "Correct the sign of an amount.")
        self._bought.append((account, unit, quantity, lot))

    def settle(self) -> None:
        """A transaction is complete: what it bought can be sold from now on, not within itself, as Beancount has it."""
        for account, unit, quantity, lot in self._bought:
            pile = self._piles.get((account, unit))
            if pile is None:
                pile = self._piles[account, unit] = _Pile()
            pile.add(quantity, lot)
        self._bought.clear()


def per_one(spec: CostSpec, quantity: Decimal) -> Decimal | None:
    """What one costs, if the file says."""
    if spec.total is None:
        return spec.per
    if not quantity:
        raise Fault("A lot cannot be used", "Nothing of it is bought, so nothing says what one costs.",
                    "Write how many.")
    each = QUOTIENTS.divide(spec.total, quantity.copy_abs())
    return each if spec.per is None else EXACT.add(spec.per, each)


def _take(
    held: dict[Cost, Decimal], quantity: Decimal, unit: str, spec: CostSpec, method: str
) -> Iterator[tuple[Decimal, Cost]]:
    per = per_one(spec, quantity)
    fitting = [
        (lot, has) for lot, has in held.items()
        if (has > 0) != (quantity > 0)
        and (per is None or lot.amount == per)
        and (not spec.unit or lot.unit == spec.unit)
        and (spec.date is None or lot.date == spec.date) and (not spec.label or lot.label == spec.label)
    ]
    available = sum((has.copy_abs() for _, has in fitting), ZERO)
    if available < quantity.copy_abs():
        raise Fault("A lot cannot be reduced", f"Of the lots that fit only {available:f} {unit} are held.",
                    "Correct the amount, the cost, the date or the label of the lot.")
    if len(fitting) > 1 and method in (STRICT, STRICT_WITH_SIZE) and available != quantity.copy_abs():
        same = [(lot, has) for lot, has in fitting if has == -quantity]
        if method != STRICT_WITH_SIZE or not same:
            raise Fault("It is not clear which lot is meant", f"{len(fitting)} lots of {unit} fit.",
                        "Name the lot's cost or its date, or open the account with FIFO.")
        fitting = same[:1]
    if method in _ORDERS:
        fitting.sort(key=_ORDERS[method])
    left = quantity.copy_abs()
    for lot, has in fitting:
        part = min(left, has.copy_abs())
        if part:
            yield part.copy_sign(quantity), lot
            left = EXACT.subtract(left, part)
