"""What a text journal says, whoever wrote it: bookings with their legs, prices, assertions and opened accounts.

Amounts are exact decimals as written; `Reading.units` says how many places each unit has in the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import Protocol, TypeVar

import msgspec

from auzolan.values.finding import Finding

T = TypeVar("T")
ZERO = Decimal()
# Sums and products of amounts are exact or they fail; Python's own context would round at 28 digits.
EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
POSTED, PENDING = "posted", "pending"
PER, TOTAL = "per", "total"


class Cost(msgspec.Struct, frozen=True, gc=False):
    """What a lot was bought for. amount: for one (kind "per") or for all of it (kind "total"), in unit."""

    amount: Decimal
    unit: str
    kind: str = PER
    date: Day | None = None
    label: str = ""


class Price(msgspec.Struct, frozen=True, gc=False):
    """What a leg was exchanged for. amount: for one (kind "per") or for all of it (kind "total"), in unit."""

    amount: Decimal
    unit: str
    kind: str = PER


class Leg(msgspec.Struct, frozen=True, gc=False):
    """One side of a booking. virtual: it stands without another side; inferred: the file left the amount out."""

    account: str
    amount: Decimal
    unit: str
    cost: Cost | None = None
    price: Price | None = None
    virtual: bool = False
    date: Day | None = None
    inferred: bool = False
    note: str = ""


class Booking(msgspec.Struct, frozen=True, gc=False):
    """One transaction of a file. status: posted or pending; second_date: the other date, where one is written."""

    date: Day
    legs: tuple[Leg, ...]
    status: str = POSTED
    payee: str = ""
    narration: str = ""
    code: str = ""
    tags: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    file: str = ""
    line: int = 0
    second_date: Day | None = None
    note: str = ""


class PriceQuote(msgspec.Struct, frozen=True, gc=False):
    """One unit was worth this much of another on a day. Documentation of the market, not a booking."""

    date: Day
    unit: str
    per: str
    amount: Decimal


class BalanceAsserted(msgspec.Struct, frozen=True, gc=False):
    """Somebody wrote down what an account holds, and the bookings agree (ok) or not."""

    date: Day
    account: str
    amount: Decimal
    unit: str
    ok: bool
    file: str = ""
    line: int = 0


class AccountOpened(msgspec.Struct, frozen=True, gc=False):
    """An account was declared. units: the only ones it may hold, or empty for any; date: where one is written."""

    date: Day | None
    account: str
    units: tuple[str, ...] = ()


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something the file holds that changes no balance, told so that nothing is left out in silence."""

    finding: Finding


Item = Booking | PriceQuote | BalanceAsserted | AccountOpened | Finding | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large what we read may be. A file beyond these is refused before it is held in memory."""

    line_bytes: int = 65_536
    entry_bytes: int = 4_194_304
    total_bytes: int = 1_073_741_824
    files: int = 1_000
    findings: int = 100


LIMITS = Limits()


class Scan(Protocol):
    """One pass over a journal, item by item. units and files are complete once the pass is over."""

    @property
    def units(self) -> dict[str, int]:
        """Unit -> places, the most decimals seen so far."""

    @property
    def files(self) -> list[tuple[str, str]]:
        """(name, SHA-256 in hex) of every file read so far."""

    def __iter__(self) -> Iterator[Item]:
        """Every item, bookings in the order in which the format adds them up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole journal, or the findings that keep it from being taken in; then bookings is empty.

    units: unit -> places, the most decimals seen; files: (name, SHA-256 in hex) of each file read;
    notes: what was read and changes no balance.
    """

    bookings: tuple[Booking, ...] = ()
    prices: tuple[PriceQuote, ...] = ()
    assertions: tuple[BalanceAsserted, ...] = ()
    accounts: tuple[AccountOpened, ...] = ()
    units: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def gather(scan: Scan) -> Reading:
    """Everything one pass finds. With a single finding nothing but the findings is handed on."""
    kept: dict[type, list[Item]] = {
        kind: [] for kind in (Booking, PriceQuote, BalanceAsserted, AccountOpened, Finding, Note)
    }
    for item in scan:
        kept[type(item)].append(item)
    findings = tuple(_only(kept[Finding], Finding))
    notes = tuple(note.finding for note in _only(kept[Note], Note))
    if findings:
        return Reading(findings=findings, notes=notes, files=tuple(scan.files))
    return Reading(
        bookings=tuple(_only(kept[Booking], Booking)),
        prices=tuple(_only(kept[PriceQuote], PriceQuote)),
        assertions=tuple(_only(kept[BalanceAsserted], BalanceAsserted)),
        accounts=tuple(_only(kept[AccountOpened], AccountOpened)),
        units=dict(scan.units),
        notes=notes,
        files=tuple(scan.files),
    )


def _only(items: Iterable[Item], kind: type[T]) -> Iterator[T]:
    return (item for item in items if isinstance(item, kind))


def amount_text(amount: Decimal, places: int) -> str:
    """An amount with exactly so many places, zero without a minus. Raises ValueError if that would round."""
    text = f"{amount:.{places}f}"
    if Decimal(text) != amount:
        raise ValueError(f"{amount} has more than {places} places")
    return text.lstrip("-") if not amount else text


def balances(bookings: Iterable[Booking]) -> dict[str, dict[str, Decimal]]:
    """What every account holds in the end: account -> unit -> amount, own legs only, zeros left out."""
    sums: dict[tuple[str, str], Decimal] = {}
    for booking in bookings:
        for leg in booking.legs:
            key = (leg.account, leg.unit)
            sums[key] = EXACT.add(sums.get(key, ZERO), leg.amount)
    found: dict[str, dict[str, Decimal]] = {}
    for (account, unit), amount in sums.items():
        if amount:
            found.setdefault(account, {})[unit] = amount
    return found
