"""The promises that there are: agreements with who signed them, and orders with what became of them."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.flows.agreements_facts import AgreementEnded, AgreementMade, AgreementSigned, OrderClosed, OrderPlaced
from auzolan.journal.entry import Entry

OPEN = "open"


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement. seq, by: the entry that made it and who wrote it; worth: all that it comes to, in smallest parts
    of money, 0 where it does not say; receiver_signed, provider_signed: the days, or empty; ended: before its time."""

    seq: int
    by: str
    receiver: str
    provider: str
    resource: str
    unit: str
    begins: str
    ends: str
    money: str = ""
    worth: int = 0
    receiver_signed: str = ""
    provider_signed: str = ""
    published: bool = False
    ended: bool = False

    def holds(self, day: str) -> bool:
        """Whether both have signed it and the day (ISO) lies in its span."""
        signed = bool(self.receiver_signed and self.provider_signed)
        return signed and self.begins <= day and (not self.ends or day <= self.ends)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order. seq: the entry that placed it; status: open, delivered or withdrawn."""

    seq: int
    receiver: str
    provider: str
    date: str
    status: str = OPEN


Agreements = Map[str, Agreement]
Orders = Map[str, Order]


def agreed(known: Agreements, entry: Entry[Any]) -> Agreements:
    """The agreements after one entry about them."""
    match entry.fact:
        case AgreementMade() as fact:
            return known.set(fact.agreement, Agreement(
                seq=entry.seq, by=entry.by, receiver=fact.receiver, provider=fact.provider, resource=fact.resource,
                unit=fact.unit, begins=fact.begins, ends=fact.ends, money=fact.money, worth=worth(fact),
            ))
        case AgreementSigned() as fact:
            one = known[fact.agreement]
            side = "receiver_signed" if fact.party == one.receiver else "provider_signed"
            signed = replace(one, **{side: entry.at[:10]}, published=one.published or fact.publishes)
            return known.set(fact.agreement, signed)
        case AgreementEnded() as fact:
            return known.set(fact.agreement, replace(known[fact.agreement], ends=fact.ends, ended=True))
    return known


def ordered(known: Orders, entry: Entry[Any]) -> Orders:
    """The orders after one entry about them."""
    match entry.fact:
        case OrderPlaced() as fact:
            one = Order(seq=entry.seq, receiver=fact.receiver, provider=fact.provider, date=fact.date)
            return known.set(fact.order, one)
        case OrderClosed() as fact:
            return known.set(fact.order, replace(known[fact.order], status=fact.status))
    return known


def worth(fact: AgreementMade) -> int:
    """What an agreement comes to in all, in smallest parts of money, a part of one counted as a whole one."""
    said = fact.price or fact.floor
    if not (said and fact.amount):
        return 0
    price, per, amount = (int(one.replace(".", "", 1)) for one in (said, fact.per, fact.amount))
    return -(-price * amount // per)
