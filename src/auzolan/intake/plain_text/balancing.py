"""Missing amounts are found and every transaction is held against zero, as hledger and ledger do."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from auzolan.intake.plain_text.amounts import Amount, Numbers
from auzolan.intake.plain_text.booking import EXACT, ZERO, BalanceAsserted, Booking, Leg
from auzolan.intake.plain_text.faults import Fault, finding
from auzolan.intake.plain_text.tails import Asserted
from auzolan.intake.plain_text.transactions import BALANCED_VIRTUAL, REAL, VIRTUAL, Draft, Transaction, leg_of
from auzolan.values.finding import Finding

Sums = dict[str, Decimal]
ROUNDED = Context(prec=120)


class Doubt(NamedTuple):
    """A transaction that is off by something so small that the file's decimals decide; they are known at its end."""

    left: Mapping[str, Decimal]
    finding: Finding


class Running:
    """What every account holds so far."""

    def __init__(self) -> None:
        self._own: dict[str, Sums] = {}

    def add(self, account: str, quantity: Decimal, unit: str) -> None:
        """Count one leg."""
        own = self._own.get(account)
        if own is None:
            own = self._own[account] = {}
        own[unit] = EXACT.add(own.get(unit, ZERO), quantity)

    def held(self, account: str, *, inclusive: bool) -> Sums:
        """Unit -> amount of an account, with its sub-accounts if inclusive."""
        if not inclusive:
            return dict(self._own.get(account, {}))
        found: Sums = {}
        for name, own in self._own.items():
            if name == account or name.startswith(account + ":"):
                for unit, quantity in own.items():
                    found[unit] = EXACT.add(found.get(unit, ZERO), quantity)
        return found


class Settler:
    """Turns transactions into bookings. tracks: assertions are possible, so what accounts hold is counted.

    real_apart: a real leg's assertion looks at real legs only, and a zero without a unit means nothing of any unit.
    """

    def __init__(self, numbers: Numbers, *, tracks: bool, real_apart: bool) -> None:
        self.numbers = numbers
        self.tracks = tracks
        self._real_apart = real_apart
        self._all = Running()
        self._real = Running() if real_apart else self._all
        self.doubts: list[Doubt] = []
        self.asserted: list[BalanceAsserted] = []

    def settle(self, done: Transaction) -> Booking:
        """The booking of a transaction, all amounts found. Raises Fault where an assertion fails or nothing fits."""
        known: dict[int, list[Amount]] = {}
        assigned = False
        for draft in done.drafts:
            if draft.tail.amount is None:
                if draft.tail.asserted is not None:
                    assigned = True
                elif draft.kind == VIRTUAL:
                    raise Fault("A leg has no amount", "A leg in round brackets stands alone: nothing says how much.",
                                "Write its amount.", draft.at)
        if assigned:
            self._walk(done, known)
            before = set(known)
            self._infer(done, known)
            self._count(done, known, skip=before)
        else:
            self._infer(done, known)
            self._walk(done, known)
        booking = _booking(done, known)
        for leg in booking.legs:
            if leg.unit not in self.numbers.units:
                self.numbers.units[leg.unit] = 0
        return booking

    def count(self, legs: Iterable[Leg]) -> None:
        """Count legs that were settled elsewhere."""
        for leg in legs:
            self._add(leg.account, leg.amount, leg.unit, real=not leg.virtual)

    def _add(self, account: str, quantity: Decimal, unit: str, *, real: bool) -> None:
        self._all.add(account, quantity, unit)
        if real and self._real_apart:
            self._real.add(account, quantity, unit)

    def _held(self, draft: Draft, asserted: Asserted) -> Sums:
        running = self._real if draft.kind == REAL else self._all
        return running.held(draft.account, inclusive=asserted.inclusive)

    def _is_total(self, asserted: Asserted) -> bool:
        return asserted.total or (self._real_apart and not asserted.unit and not asserted.quantity)

    def _walk(self, done: Transaction, known: dict[int, list[Amount]]) -> None:
        """Leg by leg: count it, hold it against its assertion, or find what makes its assertion true."""
        if not self.tracks:
            return
        for at, draft in enumerate(done.drafts):
            asserted = draft.tail.asserted
            if draft.tail.amount is not None:
                amount = draft.tail.amount
                self._add(draft.account, amount.quantity, amount.unit, real=draft.kind == REAL)
            elif at in known:
                for amount in known[at]:
                    self._add(draft.account, amount.quantity, amount.unit, real=draft.kind == REAL)
            elif asserted is not None:
                known[at] = self._assign(draft, asserted)
                continue
            if asserted is not None:
                self._check(done, draft, asserted)

    def _count(self, done: Transaction, known: dict[int, list[Amount]], skip: set[int]) -> None:
        for at, amounts in known.items():
            if at not in skip:
                draft = done.drafts[at]
                for amount in amounts:
                    self._add(draft.account, amount.quantity, amount.unit, real=draft.kind == REAL)

    def _assign(self, draft: Draft, asserted: Asserted) -> list[Amount]:
        held = self._held(draft, asserted)
        units = list(held) if self._is_total(asserted) else []
        if asserted.unit not in units and (asserted.quantity or not units):
            units.append(asserted.unit)
        found = []
        for unit in units:
            target = asserted.quantity if unit == asserted.unit else ZERO
            missing = EXACT.subtract(target, held.get(unit, ZERO))
            if missing:
                self._add(draft.account, missing, unit, real=draft.kind == REAL)
                found.append(Amount(missing, unit))
        return found or [Amount(ZERO, asserted.unit)]

    def _check(self, done: Transaction, draft: Draft, asserted: Asserted) -> None:
        held = self._held(draft, asserted)
        wrong = EXACT.subtract(asserted.quantity, held.get(asserted.unit, ZERO))
        others = {unit: has for unit, has in held.items() if unit != asserted.unit and has}
        others = others if self._is_total(asserted) else {}
        ok = not wrong and not others
        self.asserted.append(BalanceAsserted(done.date, draft.account, asserted.quantity, asserted.unit, ok, done.file,
                                             done.line + draft.at))
        if not ok:
            also = f" and also {say(others)}" if others else ""
            raise Fault(
                f"{draft.account} does not hold {say({asserted.unit: asserted.quantity})}",
                f"Up to this line it holds {say({asserted.unit: held.get(asserted.unit, ZERO)})}{also}.",
                "Find the leg that is missing or doubled, or correct the asserted amount.", draft.at,
            )

    def _infer(self, done: Transaction, known: dict[int, list[Amount]]) -> None:
        for kind in (REAL, BALANCED_VIRTUAL):
            sums: Sums = {}
            missing = -1
            priced = False
            for at, draft in enumerate(done.drafts):
                if draft.kind != kind:
                    continue
                weights = known.get(at) or ([draft.tail.weight] if draft.tail.weight else [])
                priced = priced or draft.tail.price is not None
                if not weights:
                    if missing >= 0:
                        raise Fault("Two legs have no amount", "One missing amount can be found, two cannot.",
                                    "Write one of the two amounts.", draft.at)
                    missing = at
                for weight in weights:
                    sums[weight.unit] = EXACT.add(sums.get(weight.unit, ZERO), weight.quantity)
            left = {unit: total for unit, total in sums.items() if total}
            if missing >= 0:
                known[missing] = self._opposite(left, sums)
            elif left:
                self._doubt(done, left, priced=priced)

    def _opposite(self, left: Mapping[str, Decimal], sums: Sums) -> list[Amount]:
        if not left:
            return [Amount(ZERO, next(iter(sums), ""))]
        found = []
        for unit, total in left.items():
            places = self.numbers.units.get(unit, 0)
            amount = total.copy_negate()
            if -int(amount.as_tuple().exponent) > places:
                amount = amount.normalize(EXACT)
                self.numbers.seen(amount, unit)
            found.append(Amount(amount, unit))
        return found

    def _doubt(self, done: Transaction, left: Mapping[str, Decimal], *, priced: bool) -> None:
        """Two units without a price are an exchange, as both programs have it; anything else must come to zero."""
        if len(left) == 2 and not priced:
            first, second = left.values()
            if (first < 0) != (second < 0):
                return
        self.doubts.append(Doubt(left, finding(
            "A transaction does not balance", f"Its legs leave {say(left)} over; they must come to zero in every unit.",
            "Correct an amount, or leave one out so that it is found.",
            file=done.file, line=done.line, excerpt=done.lines[0],
        )))

    def unresolved(self) -> Iterator[Finding]:
        """The findings on transactions that do not balance even at the decimals their units turned out to have."""
        for doubt in self.doubts:
            for unit, left in doubt.left.items():
                if left.quantize(Decimal(1).scaleb(-self.numbers.units.get(unit, 0)), ROUND_HALF_EVEN, ROUNDED):
                    yield doubt.finding
                    break


def say(sums: Mapping[str, Decimal]) -> str:
    """Amounts as a sentence has them: "3.50 EUR and 2 AAPL"."""
    return " and ".join(f"{quantity:f} {unit}".strip() for unit, quantity in sums.items())


def _booking(done: Transaction, known: dict[int, list[Amount]]) -> Booking:
    legs: list[Leg] = []
    for at, draft in enumerate(done.drafts):
        if draft.tail.amount is not None:
            legs.append(leg_of(draft, draft.tail.amount))
        else:
            legs.extend(leg_of(draft, amount, inferred=True) for amount in known.get(at, ()))
    return Booking(done.date, tuple(legs), done.status, done.payee, done.narration, done.code, tuple(done.tags),
                   tuple(done.meta), done.file, done.line, done.second, "\n".join(done.notes))
