"""The open tables of what was promised and of published prices: agreements, orders, prices."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.charter import read
from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.charter.load import read_text
from auzolan.charter.state import assembled, newest
from auzolan.flows.agreements_facts import AgreementEnded, AgreementMade, AgreementSigned, OrderClosed, OrderPlaced
from auzolan.flows.price_parts import Part, Price
from auzolan.flows.state import State, parts
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Cell, Change, Column, End, Table
from auzolan.values.quantity import parse_amount

_ENTRY = Column(name="entry", kind="whole", means="the entry of the journal", seen_by="members")
_VAULT = Column(name="vault", kind="text", means="commitment to the words", seen_by="mandate", optional=True)
_RECEIVER = Column(name="receiver", kind="text", means="who takes and pays; us is this organisation", seen_by="members")
_PROVIDER = Column(name="provider", kind="text", means="who gives; us is this organisation", seen_by="members")
_THING = Column(name="resource", kind="text", means="what it is about", seen_by="members")

AGREEMENTS = Table(
    name="agreements",
    means="What two parties promised each other: what, for how much, from when until when, and who signed it.",
    columns=(
        Column(name="agreement", kind="text", means="the agreement's number", seen_by="members"),
        _ENTRY, _RECEIVER, _PROVIDER, _THING,
        Column(name="amount", kind="amount", unit="@unit", means="how much in all", seen_by="members", optional=True),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
        Column(name="agreed_price", kind="amount", unit="@money", means="what is paid for `per` of it",
               seen_by="members", optional=True),
        Column(name="floor_price", kind="amount", unit="@money", means="the least that is ever paid for it",
               seen_by="members", optional=True),
        Column(name="per", kind="amount", unit="@unit", means="how much of it the price pays for", seen_by="members",
               optional=True),
        Column(name="money", kind="text", means="what the price is in", seen_by="members", optional=True),
        Column(name="begins", kind="date", means="its first day", seen_by="members"),
        Column(name="ends", kind="date", means="its last day, or nothing", seen_by="members", optional=True),
        Column(name="receiver_signed", kind="date", means="the day the receiver signed it", seen_by="members",
               optional=True),
        Column(name="provider_signed", kind="date", means="the day the provider signed it", seen_by="members",
               optional=True),
        Column(name="published", kind="truth", means="whether the provider lets all see it", seen_by="members"),
        Column(name="ended", kind="truth", means="whether it was ended before its time", seen_by="members"),
        _VAULT,
    ),
    key=("agreement",),
)

ORDERS = Table(
    name="orders",
    means="What was ordered from whom, and what became of it.",
    columns=(
        Column(name="order", kind="text", means="the order's number", seen_by="members"),
        _ENTRY, _RECEIVER, _PROVIDER, _THING,
        Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="members"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
        Column(name="date", kind="date", means="the day of ordering", seen_by="members"),
        Column(name="wanted", kind="date", means="the day it is wanted by", seen_by="members", optional=True),
        Column(name="agreement", kind="text", means="the agreement it falls under", seen_by="members", optional=True),
        Column(name="status", kind="text", means="open, delivered or withdrawn", seen_by="members"),
        Column(name="closed", kind="date", means="the day of that", seen_by="members", optional=True),
        Column(name="flow", kind="text", means="the flow that delivered it", seen_by="members", optional=True),
        _VAULT,
    ),
    key=("order",),
    day="date",
    foreign=(("agreement", "agreements"),),
)

PRICES = Table(
    name="prices",
    means="Published prices in force, one row for each part: who gets how much of it, known or not.",
    columns=(
        Column(name="article", kind="text", means="the article of the price", seen_by="members"),
        Column(name="part", kind="whole", means="which part of it, from 1", seen_by="members"),
        Column(name="receiver", kind="text", means="who gets it", seen_by="members"),
        Column(name="gets", kind="text", means="which kind of receiver: growers, work, freight ...", seen_by="members"),
        Column(name="told", kind="text", means="known, unknown, or withheld by its producer", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="how much of the price it is", seen_by="members",
               optional=True),
        Column(name="unit", kind="text", means="what the amounts are in", seen_by="members"),
        Column(name="whole_price", kind="amount", unit="@unit", means="the whole price", seen_by="members"),
        Column(name="floor_price", kind="amount", unit="@unit", means="the least that was agreed for it",
               seen_by="members", optional=True),
        Column(name="making_cost", kind="amount", unit="@unit", means="what it costs to make it", seen_by="members",
               optional=True),
        Column(name="nobody_paid", kind="truth", means="a cost that stands beside the price", seen_by="members"),
        Column(name="sold_for", kind="text", means="what the price buys, such as 250 g", seen_by="members",
               optional=True),
        Column(name="source", kind="text", means="who published it", seen_by="members", optional=True),
        Column(name="adopted", kind="date", means="the day it came into force", seen_by="members"),
    ),
    key=("article", "part"),
)

TABLES = (AGREEMENTS, ORDERS, PRICES)


def agreement_rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The row of an agreement as it stands after one entry about it."""
    fact = entry.fact
    ended: list[Change] = [End("agreements", (fact.agreement,))] if fact.agreement in before.agreements else []
    one = after.agreements[fact.agreement]
    made = fact if isinstance(fact, AgreementMade) else around.fact(one.seq)
    if not isinstance(made, AgreementMade):
        raise TypeError(f"entry {one.seq} made no agreement")
    return [*ended, Add("agreements", (
        made.agreement, one.seq, made.receiver, made.provider, made.resource, _parts(made.amount), made.unit,
        _parts(made.price), _parts(made.floor), _parts(made.per), made.money or None, one.begins, one.ends or None,
        one.receiver_signed or None, one.provider_signed or None, one.published, one.ended, made.vault or None,
    ))]


def order_rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The row of an order as it stands after one entry about it."""
    fact = entry.fact
    ended: list[Change] = [End("orders", (fact.order,))] if fact.order in before.orders else []
    one = after.orders[fact.order]
    made = fact if isinstance(fact, OrderPlaced) else around.fact(one.seq)
    if not isinstance(made, OrderPlaced):
        raise TypeError(f"entry {one.seq} placed no order")
    closed = fact if isinstance(fact, OrderClosed) else None
    return [*ended, Add("orders", (
        made.order, one.seq, made.receiver, made.provider, made.resource, parts(made.amount), made.unit, made.date,
        made.wanted or None, made.agreement or None, one.status, closed.date if closed else None,
        (closed.flow if closed else "") or None, made.vault or None,
    ))]


def price_rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The parts of published prices, when an article of a price or of its unit comes into force, changes or ends."""
    id, charter = entry.fact.article, around.states["charter"]
    missing = charter.founding.articles - len(charter.articles) if charter.founding is not None else 0
    if missing > 0:
        return _founding(entry, around) if missing == 1 else ()
    if id.startswith("unit."):
        return _priced_anew(entry, around)
    if not id.startswith("price."):
        return ()
    old = around.charter.get(id)
    changes: list[Change] = list(_ends(read(old))) if old is not None else []
    if isinstance(entry.fact, ArticleAdopted):
        price = read(read_text(entry.fact.text))
        unit = around.charter.units.get(price.unit)
        # Where its unit is adopted after it, the rows are drawn with the unit.
        changes += _adds(price, unit.places, entry.at[:10]) if unit is not None else ()
    return changes


def _founding(entry: Entry[Any], around: Around) -> Sequence[Change]:
    """Every price of a charter whose last article is adopted by this entry: before that its units may be missing."""
    whole = assembled(around.states["charter"].articles).with_(read_text(entry.fact.text))
    prices = (read(article) for article in whole.of_kind("price"))
    return [row for price in prices for row in _adds(price, whole.units[price.unit].places, entry.at[:10])]


def _priced_anew(entry: Entry[Any], around: Around) -> Sequence[Change]:
    """The prices in a unit that came into force, or that is written otherwise or with other places than before."""
    if not isinstance(entry.fact, ArticleAdopted):
        return ()
    old, unit = around.charter.get(entry.fact.article), read(read_text(entry.fact.text))
    before = read(old) if old is not None else None
    if before == unit:
        return ()
    prices = [read(article) for article in around.charter.of_kind("price")]
    changes: list[Change] = [one for price in prices if before and price.unit == before.code for one in _ends(price)]
    for price in prices:
        version = newest(around.states["charter"], price.id)
        if price.unit == unit.code and version is not None:
            changes += _adds(price, unit.places, version.at[:10])
    return changes


def _ends(price: Price) -> Sequence[Change]:
    return [End("prices", (price.id, number)) for number in range(1, len(price.parts) + 1)]


def _adds(price: Price, places: int, day: str) -> Sequence[Change]:
    return [Add("prices", _part(price, number, one, places, day)) for number, one in enumerate(price.parts, 1)]


def _part(price: Price, number: int, one: Part, places: int, day: str) -> tuple[Cell, ...]:
    def amount(text: str) -> int | None:
        return parse_amount(text, places) if text else None

    return (
        price.id, number, one.receiver, one.gets, one.told, amount(one.amount), price.unit,
        parse_amount(price.amount, places), amount(one.floor), amount(one.cost), one.nobody_paid, price.per or None,
        one.source or price.source or None, day,
    )


def _parts(amount: str) -> int | None:
    return parts(amount) if amount else None


ROWS: Mapping[type[Any], Callable[..., Sequence[Change]]] = {
    AgreementMade: agreement_rows, AgreementSigned: agreement_rows, AgreementEnded: agreement_rows,
    OrderPlaced: order_rows, OrderClosed: order_rows, ArticleAdopted: price_rows, ArticleRetired: price_rows,
}
