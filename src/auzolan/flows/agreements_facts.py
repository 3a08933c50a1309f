"""What can have happened to promises between two parties: an agreement was made, signed, ended; an order was placed."""

from auzolan.journal.entry import Fact

DELIVERED, WITHDRAWN = "delivered", "withdrawn"


class AgreementMade(Fact, frozen=True, kw_only=True, tag="flows.agreement_made.1"):
    """Two parties agreed to buy and to sell something for a span of days; it binds a party once that party signs.

    provider, receiver: ids, or "us"; resource: what, a branch of words without a person; price, floor: what is paid,
    and the least that is ever paid, in money for `per` of the unit, either or both; amount: how much in all; begins,
    ends: first and last day, ends empty for "until somebody ends it"; vault: what else was promised, in words.
    """

    agreement: str
    receiver: str
    provider: str
    resource: str
    unit: str
    begins: str
    ends: str = ""
    amount: str = ""
    money: str = ""
    price: str = ""
    floor: str = ""
    per: str = ""
    vault: str = ""


class AgreementSigned(Fact, frozen=True, kw_only=True, tag="flows.agreement_signed.1"):
    """A party said yes to an agreement. on_paper: somebody else recorded their signature; publishes: the provider lets
    the price be shown to everyone."""

    agreement: str
    party: str
    on_paper: bool = False
    publishes: bool = False


class AgreementEnded(Fact, frozen=True, kw_only=True, tag="flows.agreement_ended.1"):
    """An agreement was ended before its last day. ends: the last day on which it holds."""

    agreement: str
    ends: str


class OrderPlaced(Fact, frozen=True, kw_only=True, tag="flows.order_placed.1"):
    """Something was ordered: a flow that is promised. date: the day of ordering; wanted: the day it is wanted by, or
    empty; agreement: the one it was ordered under; vault: what else was said, in words."""

    order: str
    receiver: str
    provider: str
    resource: str
    amount: str
    unit: str
    date: str
    wanted: str = ""
    agreement: str = ""
    vault: str = ""


class OrderClosed(Fact, frozen=True, kw_only=True, tag="flows.order_closed.1"):
    """An order was delivered or withdrawn. flow: the flow that delivered it."""

    order: str
    status: str
    date: str
    flow: str = ""


FACTS = (AgreementMade, AgreementSigned, AgreementEnded, OrderPlaced, OrderClosed)
