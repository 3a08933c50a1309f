"""The books for programs that read text journals: every entry with its words and its accounts' names put back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from auzolan.export.plain_text.records import PENDING, POSTED, Book, OutBooking, OutLeg, OutPrice, Rate
from auzolan.flows.facts import PENDING as WAITS
from auzolan.flows.facts import VOID, FlowRecorded, Posting, PostingsMade, PostingsSettled, PriceQuoted
from auzolan.journal.entry import Entry
from auzolan.node.names import Names
from auzolan.node.reading import Reader
from auzolan.node.vault import Vault
from auzolan.organisation import Organisation
from auzolan.values.quantity import parse_share, print_fraction, round_half_even

AT_ONCE = 500
RATE_PLACES = 12


@dataclass(frozen=True, slots=True)
class Bookings:
    """The bookings of a journal, from its entries; gone through as often as is asked.

    entries: begins the journal anew each time; words: whether words of the books are put back; called: account -> name.
    """

    entries: Callable[[], Iterator[Entry[Any]]]
    vault: Vault
    words: bool
    called: Callable[[str], str]

    def __iter__(self) -> Iterator[OutBooking]:
        settled = {
            one.fact.of: one.fact for one in self.entries() if isinstance(one.fact, PostingsSettled)
        }
        flows: dict[str, str] = {}
        waiting: list[tuple[int, PostingsMade, str]] = []
        for entry in self.entries():
            fact = entry.fact
            if isinstance(fact, FlowRecorded) and not fact.part_of:
                flows = {fact.flow: fact.vault}  # its entry stands right behind it
            elif isinstance(fact, PostingsMade):
                after = settled.get(entry.seq)
                if (after is not None and after.status == VOID) or fact.status == VOID:
                    continue
                waiting.append((entry.seq, fact, fact.vault or flows.get(fact.flow, "")))
                if len(waiting) == AT_ONCE:
                    yield from self._told(waiting, settled)
                    waiting = []
        yield from self._told(waiting, settled)

    def prices(self) -> Iterator[OutPrice]:
        """Every quoted rate."""
        for entry in self.entries():
            fact = entry.fact
            if isinstance(fact, PriceQuoted):
                yield OutPrice(date.fromisoformat(fact.date), fact.unit, _decimal(fact.rate), fact.quoted_in)

    def _told(
        self, made: list[tuple[int, PostingsMade, str]], settled: dict[int, PostingsSettled]
    ) -> Iterator[OutBooking]:
        opened = self.vault.opened(vault for _, _, vault in made) if self.words else {}
        for seq, fact, vault in made:
            said = opened.get(vault, {})
            after = settled.get(seq)
            yield OutBooking(
                date=date.fromisoformat(after.date if after else fact.date),
                status=PENDING if fact.status == WAITS and after is None else POSTED,
                payee=str(said.get("payee", "")), narration=str(said.get("narration", "")), entry_seq=seq,
                legs=tuple(self._leg(leg) for leg in fact.postings),
            )

    def _leg(self, leg: Posting) -> OutLeg:
        return OutLeg(
            account=self.called(leg.account), amount=Decimal(leg.amount), unit=leg.unit,
            cost=_rate(leg.cost, leg.cost_unit, leg.cost_total),
            price=_rate(leg.price, leg.price_unit, leg.price_total), added=leg.added,
        )


def unique_names(names: Names, reader: Reader, people: bool) -> Callable[[str], str]:
    """Account -> what it is called, never the same for two: where names are alike, the number stands behind.

    people: whether members and agents in an account stand under their names.
    """
    opened = _unique({str(row["account"]): names.account(str(row["account"])) for row in reader.rows("accounts")})
    called: dict[str, str] = {}
    if people:
        tables = (("members", "member"), ("agents", "agent"))
        ids = [str(row[key]) for table, key in tables for row in reader.rows(table)]
        called = _unique({id: names.called(id).replace(":", " ") for id in ids})

    def name(account: str) -> str:
        return opened.get(account) or ":".join(called.get(word, word) for word in account.split(":"))

    return name


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {id: name if often[name] == 1 else f"{name} {id.rpartition(':')[2]}" for id, name in names.items()}


def _rate(text: str, unit: str, total: bool) -> Rate | None:
    return Rate(_decimal(text), unit, "total" if total else "per") if text else None


def _decimal(text: str) -> Decimal:
    """A rate as a decimal; one that never ends ("2/3") is rounded, for reading: no amount is computed from it."""
    if "/" not in text:
        return Decimal(text)
    parts = round_half_even(parse_share(text), RATE_PLACES)
    return Decimal(print_fraction(Fraction(parts, 10**RATE_PLACES)))


def book(reader: Reader, org: Organisation, bookings: Bookings) -> Book:
    """All that a writer of text journals needs."""
    units = {code: unit.places for code, unit in org.charter.units.items()} | dict(org.states["flows"].units)
    accounts: Iterable[str] = [bookings.called(str(row["account"])) for row in reader.rows("accounts")]
    return Book(units=units, accounts=accounts, bookings=bookings, prices=list(bookings.prices()))
