"""What Beancount is strict about: opened accounts, the units they may hold, balances that were written down, pads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from auzolan.intake.plain_text.balancing import Running, say
from auzolan.intake.plain_text.beancount_balancing import Balancer, Settings
from auzolan.intake.plain_text.beancount_entries import Balance, Close, Entry, Open, Pad, Quote, Transaction, Where
from auzolan.intake.plain_text.booking import (
    EXACT,
    ZERO,
    AccountOpened,
    BalanceAsserted,
    Booking,
    Item,
    Leg,
    PriceQuote,
)
from auzolan.intake.plain_text.faults import Fault, finding

Booked = tuple[Entry, tuple[Leg, ...]]


@dataclass(slots=True)
class _Padding:
    """An open pad, and in which units it has done its work."""

    pad: Pad
    place: int
    done: set[str] = field(default_factory=set)
    used: bool = False


class _Account(NamedTuple):
    open: bool
    units: tuple[str, ...]


class Books:
    """Holds entries, in the order of their days, against the accounts and balances of the file."""

    def __init__(self, balancer: Balancer, settings: Settings, *, opens_by_itself: bool) -> None:
        self._balancer = balancer
        self._settings = settings
        self._opens_by_itself = opens_by_itself
        self._accounts: dict[str, _Account] = {}
        self._running = Running()

    def items(self, ordered: Iterable[Entry]) -> Iterator[Item]:
        """What is to be handed on. ordered: by day, and within a day as Beancount has it."""
        booked: Iterable[Booked | Item] = self._booked(ordered)
        entries = list(ordered) if not isinstance(ordered, list) else ordered
        if any(isinstance(entry, Pad) for entry in entries):
            booked = self._padded(list(booked))
        for one in booked:
            if not isinstance(one, tuple):
                yield one
                continue
            entry, legs = one
            try:
                yield from self._item(entry, legs)
            except Fault as fault:
                yield told(fault, entry.where)

    def _booked(self, ordered: Iterable[Entry]) -> Iterator[Booked | Item]:
        """Every entry with its legs, in the order of days, because lots are taken in that order."""
        for entry in ordered:
            if isinstance(entry, Transaction):
                try:
                    yield entry, self._balancer.legs(entry.day, entry.postings)
                except Fault as fault:
                    yield told(fault, entry.where)
            else:
                if isinstance(entry, Open) and entry.method:
                    self._balancer.methods[entry.account] = entry.method
                yield entry, ()

    def _padded(self, booked: list[Booked | Item]) -> Iterator[Booked | Item]:
        """The entries with the legs of each pad at the pad's own day."""
        running = Running()
        pads: dict[str, _Padding] = {}
        every: list[_Padding] = []
        added: dict[int, list[Booked | Item]] = {}
        for place, one in enumerate(booked):
            if not isinstance(one, tuple):
                continue
            entry, legs = one
            for leg in legs:
                running.add(leg.account, leg.amount, leg.unit)
            if isinstance(entry, Pad):
                pads[entry.account] = _Padding(entry, place)
                every.append(pads[entry.account])
            elif isinstance(entry, Balance) and entry.account in pads:
                padding = pads[entry.account]
                if entry.unit not in padding.done:
                    padding.done.add(entry.unit)
                    missing = _missing(running, entry, self._settings)
                    if missing:
                        padding.used = True
                        added.setdefault(padding.place, []).append(_pad_booking(padding.pad, entry, missing, running))
        for padding in every:
            if not padding.used:
                added.setdefault(padding.place, []).append(told(_idle(), padding.pad.where))
        for place, one in enumerate(booked):
            yield one
            yield from added.get(place, ())

    def _item(self, entry: Entry, legs: tuple[Leg, ...]) -> Iterator[Item]:
        match entry:
            case Transaction():
                for leg in legs:
                    account = self._accounts.get(leg.account)
                    if account is None or not account.open or (account.units and leg.unit not in account.units):
                        self._check(leg.account, leg.unit)
                    self._running.add(leg.account, leg.amount, leg.unit)
                yield Booking(entry.day, legs, entry.status, entry.payee, entry.narration, "", entry.tags, entry.meta,
                              entry.where.file, entry.where.line)
            case Open():
                if entry.account in self._accounts:
                    raise Fault(f"{entry.account} is opened twice", "It was opened before.", "Remove one of the lines.")
                self._accounts[entry.account] = _Account(True, entry.units)
                yield AccountOpened(entry.day, entry.account, entry.units)
            case Close():
                self._check(entry.account, "")
                self._accounts[entry.account] = _Account(False, ())
            case Balance():
                self._check(entry.account, "")
                missing = _missing(self._running, entry, self._settings)
                yield BalanceAsserted(entry.day, entry.account, entry.quantity, entry.unit, not missing,
                                      entry.where.file, entry.where.line)
                if missing:
                    raise _differs(entry, missing)
            case Pad():
                self._check(entry.account, "")
                self._check(entry.source, "")
            case Quote():
                yield PriceQuote(entry.day, entry.unit, entry.per, entry.amount)

    def _check(self, name: str, unit: str) -> None:
        account = self._accounts.get(name)
        if account is None and self._opens_by_itself:
            self._accounts[name] = _Account(True, ())
        elif account is None:
            raise Fault(f"{name} is not open", "Beancount wants an account opened before it is used.",
                        f"Add a line such as 2000-01-01 open {name}.")
        elif not account.open:
            raise Fault(f"{name} is closed", "It was closed before this day.", "Correct the date, or the 'close' line.")
        elif unit and account.units and unit not in account.units:
            raise Fault(f"{name} may not hold {unit}", f"It was opened for {', '.join(account.units)} only.",
                        f"Add {unit} to its 'open' line, or book to another account.")


def told(fault: Fault, where: Where) -> Item:
    """The finding of a fault at its place."""
    excerpt = where.lines[min(fault.at, len(where.lines) - 1)]
    return finding(fault.what, fault.why, fault.next, file=where.file, line=where.line + fault.at, excerpt=excerpt)


def _missing(running: Running, entry: Balance, settings: Settings) -> Decimal:
    """What an account lacks of its asserted balance, or zero if it is within the tolerance."""
    held = running.held(entry.account, inclusive=True).get(entry.unit, ZERO)
    missing = EXACT.subtract(entry.quantity, held)
    tolerance = entry.tolerance
    if tolerance is None:
        places = int(entry.quantity.as_tuple().exponent)
        tolerance = EXACT.multiply(Decimal(1).scaleb(places), settings.multiplier * 2) if places < 0 else ZERO
    return missing if abs(missing) > tolerance else ZERO


def _pad_booking(pad: Pad, balance: Balance, missing: Decimal, running: Running) -> Booked:
    legs = (Leg(pad.account, missing, balance.unit, inferred=True),
            Leg(pad.source, missing.copy_negate(), balance.unit, inferred=True))
    for leg in legs:
        running.add(leg.account, leg.amount, leg.unit)
    words = f"Padding for the balance of {say({balance.unit: balance.quantity})}"
    return Transaction(pad.day, pad.where, "posted", "", words, (), (("pad", pad.account),), []), legs


def _idle() -> Fault:
    return Fault("A pad does nothing", "No later balance of its account needs it.", "Remove it, or write the balance.")


def _differs(entry: Balance, missing: Decimal) -> Fault:
    held = EXACT.subtract(entry.quantity, missing)
    return Fault(f"{entry.account} does not hold {say({entry.unit: entry.quantity})}",
                 f"Before {entry.day} it holds {say({entry.unit: held})}.",
                 "Find the leg that is missing or doubled, or correct the asserted amount.")
