"""Answering what is asked about orders: to place one, and to say what became of it."""

from collections.abc import Sequence

import msgspec

from auzolan.charter.around import Around, Draft, Request
from auzolan.flows.agreements_facts import DELIVERED, WITHDRAWN, OrderClosed, OrderPlaced
from auzolan.flows.drafting import read_amount, sealed, written
from auzolan.flows.requests import Words, none
from auzolan.flows.state import State


class PlaceOrder(Request, frozen=True, kw_only=True, tag="flows.place_order"):
    """Order something. receiver: oneself by default, "us" from the terminal; provider: "us" by default; amount: such
    as "40 lb"; wanted: the day it is wanted by; agreement: the one it is ordered under; words: what else, sealed."""

    resource: str
    amount: str
    receiver: str = ""
    provider: str = "us"
    date: str = ""
    wanted: str = ""
    agreement: str = ""
    words: Words = msgspec.field(default_factory=none)


class CloseOrder(Request, frozen=True, kw_only=True, tag="flows.close_order"):
    """Say that an order was delivered, by which flow, or withdraw it."""

    order: str
    delivered: bool = True
    flow: str = ""
    date: str = ""


def place(state: State, asked: PlaceOrder, around: Around) -> Sequence[Draft]:
    """The order; it stays open until it is delivered or withdrawn."""
    amount, unit = read_amount(state, around, asked.amount)
    own = around.by if around.by in around.states["members"].members else "us"
    vault, secrets = sealed(around, "order", asked.words)
    under = state.agreements.get(asked.agreement)
    fact = OrderPlaced(
        order=around.draw().id("o", "order"), provider=asked.provider, receiver=asked.receiver or own,
        resource=asked.resource, amount=written(state, around, amount, unit), unit=unit,
        date=asked.date or around.at[:10], wanted=asked.wanted, agreement=asked.agreement, vault=vault,
    )
    return [Draft(fact=fact, secrets=secrets, because=under.seq if under else None)]


def close(state: State, asked: CloseOrder, around: Around) -> Sequence[Draft]:
    """What became of the order."""
    one = state.orders.get(asked.order)
    status = DELIVERED if asked.delivered else WITHDRAWN
    fact = OrderClosed(order=asked.order, status=status, date=asked.date or around.at[:10], flow=asked.flow)
    return [Draft(fact=fact, because=one.seq if one else None)]
