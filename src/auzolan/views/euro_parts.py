"""Published prices as the page shows them: planned beside paid, to the last hand, beside the usual chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auzolan.charter.charter import Charter
from auzolan.flows.price_chain import Chain, Sums, chain_of, planned
from auzolan.flows.price_parts import KNOWN, UNKNOWN
from auzolan.flows.price_parts import Part as Published
from auzolan.flows.price_parts import Price as Article
from auzolan.kernels.roll_up import PLACES, ClosedLoop
from auzolan.rules.gathering import Tables
from auzolan.values.period import Period
from auzolan.values.quantity import Unit, parse_amount, print_amount
from auzolan.views.chain import Beside, Part, Price, beside, price_of
from auzolan.views.euro_paid import WHOLE, paid_legs

_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part of a price. number: from 0, as in its article; planned, paid: amounts as text, empty where none is told;
    planned_share, paid_share: hundredths of each unit, None where nothing is told; short: what it is less than its
    cost, as text, empty when it is not; floor: the least that was agreed for it."""

    number: int
    receiver: str
    gets: str
    told: str
    planned: str
    planned_share: int | None
    paid: str
    paid_share: int | None
    cost: str = ""
    short: str = ""
    floor: str = ""
    limit: str = ""
    goes_on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who keeps what at the end of every tier, hundredths of a hundredth (1/10,000) of each unit; None: not there.

    rest: it has a price of its own, and this is what that leaves unexplained, or our own rest.
    said_in: the price that names it.
    """

    name: str
    gets: str
    planned: int | None
    paid: int | None
    rest: bool = False
    said_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A price of ours. rows: its parts; unpaid: costs that nobody paid, beside it; zero: nothing, as amounts are
    written; hands: who keeps what through all tiers; tiers: the prices of others that it goes on to; endless:
    receivers hand everything on to each other, so nobody keeps it; usual: the price it is compared with, with its
    source; usual_rows: its parts; compared: the shares of both, receiver by receiver."""

    id: str
    name: str
    says: str
    unit: str
    per: str
    price: str
    came_in: str
    rows: tuple[Row, ...]
    unpaid: tuple[Row, ...]
    zero: str
    planned_rest: str
    planned_rest_share: int
    paid_rest: str
    paid_rest_share: int
    hands: tuple[Hand, ...]
    tiers: tuple["Source", ...] = ()
    usual: "Source | None" = None
    usual_rows: tuple[Row, ...] = ()
    compared: tuple[Beside, ...] = ()
    endless: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A price that somebody else published, and where members can look it up."""

    id: str
    name: str
    says: str
    source: str
    as_of: str


def told_prices(charter: Charter, tables: Tables, period: Period, us: str) -> tuple[Told, ...]:
    """Every price of our own, with what the books say was paid in a period. us: our name, as the seller of ours."""
    prices: dict[str, Article] = {one.id: one for one in charter.values("price")}
    return tuple(
        _told(one, prices, charter.units, _paid(one, tables, period), us) for one in prices.values() if one.ours
    )


def _paid(price: Article, tables: Tables, period: Period) -> Sums | None:
    """What flowed, or None when nothing was sold. A part that was paid back more than it got is not below zero."""
    legs = paid_legs(tables, price, period)
    sums = {number: sum(leg.amount for leg in one) for number, one in legs.items()}
    if sums[WHOLE] <= 0:
        return None
    parts = {number: max(sums[number], 0) for number, one in enumerate(price.parts) if one.accounts}
    return Sums(whole=sums[WHOLE], parts=parts)


def _told(
    price: Article, prices: Mapping[str, Article], units: Mapping[str, Unit], paid: Sums | None, us: str
) -> Told:
    places = units[price.unit].places
    plan = planned(price, units)
    by_plan = _price(price, plan, places)
    by_books = _price(price, paid, places) if paid is not None else None
    hands, endless, chain = _hands(price, prices, units, paid, us)
    rows = _rows(price, plan, paid, (by_plan, by_books), places)
    told = Told(
        id=price.id, name=price.name, says=price.says, unit=price.unit, per=price.per, price=price.amount,
        came_in=print_amount(paid.whole, places) if paid else "",
        rows=tuple(one for one in rows if not price.parts[one.number].nobody_paid),
        unpaid=(*(one for one in rows if price.parts[one.number].nobody_paid), *_short(rows)),
        zero=print_amount(0, places), planned_rest=by_plan.unexplained, planned_rest_share=by_plan.unexplained_share,
        paid_rest=by_books.unexplained if by_books else "",
        paid_rest_share=by_books.unexplained_share if by_books else 0,
        hands=hands, endless=endless, also=price.also,
        tiers=tuple(_source(prices[id]) for id in chain.prices[1:] if id) if chain else (),
    )
    return _compared(told, prices[price.beside], units, by_books or by_plan) if price.beside in prices else told


def _compared(told: Told, usual: Article, units: Mapping[str, Unit], ours: Price) -> Told:
    places, plan = units[usual.unit].places, planned(usual, units)
    theirs = _price(usual, plan, places)
    return replace(
        told, usual=_source(usual), compared=beside(ours, theirs),
        usual_rows=tuple(one for one in _rows(usual, plan, None, (theirs, None), places)
                         if not usual.parts[one.number].nobody_paid),
    )


def _price(price: Article, sums: Sums, places: int) -> Price:
    parts = [
        Part(receiver=one.receiver, planned=sums.parts.get(number), says=one.told, nobody_paid=one.nobody_paid)
        for number, one in enumerate(price.parts)
    ]
    return price_of(price.name, parts, unit=price.unit, places=places, per=price.per, planned=sums.whole)


def _rows(
    price: Article, plan: Sums, paid: Sums | None, both: tuple[Price, Price | None], places: int
) -> tuple[Row, ...]:
    shares = [_shares(price, one) if one is not None else {} for one in both]

    def text(amount: int | None) -> str:
        return "" if amount is None else print_amount(amount, places)

    def row(number: int, one: Published) -> Row:
        amount = plan.parts.get(number)
        real = paid.parts.get(number) if paid else None
        # The plan says what one of it costs; the books say only what share of all sales went there.
        short = parse_amount(one.cost, places) - amount if one.cost and amount is not None else 0
        return Row(
            number=number, receiver=one.receiver, gets=one.gets if one.told == KNOWN else UNKNOWN, told=one.told,
            planned=text(amount), planned_share=shares[0].get(number) if amount is not None else None,
            paid=text(real), paid_share=shares[1].get(number) if real is not None else None,
            cost=one.cost, short=print_amount(short, places) if short > 0 else "",
            floor=one.floor, limit=one.limit, goes_on=one.goes_on, source=one.source,
        )

    return tuple(row(number, one) for number, one in enumerate(price.parts))


def _shares(price: Article, counted: Price) -> dict[int, int]:
    inside = [number for number, one in enumerate(price.parts) if not one.nobody_paid]
    return {number: line.share or 0 for number, line in zip(inside, counted.lines, strict=True)}


def _short(rows: Sequence[Row]) -> list[Row]:
    """What a receiver got less than it cost them was borne by them: a cost that nobody paid."""
    return [
        Row(number=one.number, receiver=one.receiver, gets=one.gets, told=one.told, planned=one.short,
            planned_share=None, paid="", paid_share=None, cost=one.cost, short=one.short)
        for one in rows if one.short
    ]


def _hands(
    price: Article, prices: Mapping[str, Article], units: Mapping[str, Unit], paid: Sums | None, us: str
) -> tuple[tuple[Hand, ...], bool, Chain | None]:
    try:
        plan = chain_of(prices, price.id, units, None, us)
        books = chain_of(prices, price.id, units, paid, us) if paid else None
        by_plan, by_books = _kept(plan), _kept(books) if books else {}
    except ClosedLoop:
        return (), True, None
    names = dict.fromkeys((*by_plan, *by_books))
    said = {name: id for chain in (plan, books) if chain for name, id in zip(chain.names, chain.said_in, strict=True)}
    return tuple(
        Hand(name=name, gets=gets, planned=by_plan.get((name, gets, rest)), paid=by_books.get((name, gets, rest)),
             rest=rest, said_in=said[name])
        for name, gets, rest in names
    ), False, plan


def _kept(chain: Chain) -> dict[tuple[str, str, bool], int]:
    """(name, kind, whether it is a rest) -> 1/10,000 of each unit; they sum to the whole."""
    whole = _HUNDRED * _HUNDRED
    fine = chain.shares()
    floors = [one * whole // 10**PLACES for one in fine]
    order = sorted(range(len(fine)), key=lambda at: (-(fine[at] * whole % 10**PLACES), at))
    for at in order[: whole - sum(floors)]:
        floors[at] += 1
    found: dict[tuple[str, str, bool], int] = {}
    for at, share in enumerate(floors):
        if share:
            key = (chain.names[at], chain.gets[at], bool(chain.prices[at]))
            found[key] = found.get(key, 0) + share
    return found


def _source(price: Article) -> Source:
    return Source(id=price.id, name=price.name, says=price.says, source=price.source,
                  as_of=price.as_of.isoformat() if price.as_of else "")
