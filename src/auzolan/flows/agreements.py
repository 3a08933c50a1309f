"""Answering what is asked about agreements: to make one, to sign it, to end it."""

from collections.abc import Sequence

import msgspec

from auzolan.charter.around import Around, Draft, Request
from auzolan.flows.agreements_facts import AgreementEnded, AgreementMade, AgreementSigned
from auzolan.flows.drafting import read_amount, refused, sealed, written
from auzolan.flows.requests import Words, none
from auzolan.flows.state import State


class MakeAgreement(Request, frozen=True, kw_only=True, tag="flows.make_agreement"):
    """Write down what two parties agree on. provider, receiver: ids, the receiver "us" by default; unit: what the
    thing is counted in; price, floor: "2.20 USD", either or both; per: how much of it that pays for ("1 lb", by default
    1); amount: "37500 lb"; begins: default today; words: what else was promised, sealed."""

    provider: str
    resource: str
    receiver: str = "us"
    unit: str = ""
    price: str = ""
    floor: str = ""
    per: str = ""
    amount: str = ""
    begins: str = ""
    ends: str = ""
    words: Words = msgspec.field(default_factory=none)


class SignAgreement(Request, frozen=True, kw_only=True, tag="flows.sign_agreement"):
    """Say yes to an agreement. party: oneself by default; "us" for the organisation; somebody else only where they
    signed on paper; publishes: the provider lets the price be shown to everyone."""

    agreement: str
    party: str = ""
    publishes: bool = False


class EndAgreement(Request, frozen=True, kw_only=True, tag="flows.end_agreement"):
    """End an agreement. ends: the last day on which it holds, default today."""

    agreement: str
    ends: str = ""


def make(state: State, asked: MakeAgreement, around: Around) -> Sequence[Draft]:
    """The agreement as both read it; it binds whoever signs it."""
    unit = asked.unit or next((one.partition(" ")[2].strip() for one in (asked.per, asked.amount) if one), "")
    if not unit:
        raise refused("unit", "It is not said what it is counted in.", 'Write the amount as "37500 lb".')
    amount = _amount(state, around, asked.amount, unit)[0] if asked.amount else ""
    price, money = _amount(state, around, asked.price) if asked.price else ("", "")
    floor, of_floor = _amount(state, around, asked.floor, money) if asked.floor else ("", money)
    if money and of_floor != money:
        raise refused("floor", "The floor is in another unit than the price.", f"Write it in {money}.")
    per = _amount(state, around, asked.per or "1", unit)[0] if price or floor else ""
    vault, secrets = sealed(around, "agreement", asked.words)
    fact = AgreementMade(
        agreement=around.draw().id("g", "agreement"), provider=asked.provider, receiver=asked.receiver,
        resource=asked.resource, unit=unit, begins=asked.begins or around.at[:10], ends=asked.ends, amount=amount,
        money=of_floor, price=price, floor=floor, per=per, vault=vault,
    )
    return [Draft(fact=fact, secrets=secrets)]


def _amount(state: State, around: Around, text: str, unit: str = "") -> tuple[str, str]:
    amount, code = read_amount(state, around, text, unit)
    return written(state, around, amount, code), code


def sign(state: State, asked: SignAgreement, around: Around) -> Sequence[Draft]:
    """The party's yes; somebody else's is recorded as signed on paper."""
    one = state.agreements.get(asked.agreement)
    party = asked.party or (around.by if one is not None and around.by in (one.receiver, one.provider) else "us")
    fact = AgreementSigned(
        agreement=asked.agreement, party=party, on_paper=party not in ("us", around.by), publishes=asked.publishes
    )
    return [Draft(fact=fact, because=one.seq if one else None)]


def end(state: State, asked: EndAgreement, around: Around) -> Sequence[Draft]:
    """The agreement holds until that day and no longer."""
    one = state.agreements.get(asked.agreement)
    fact = AgreementEnded(agreement=asked.agreement, ends=asked.ends or around.at[:10])
    return [Draft(fact=fact, because=one.seq if one else None)]
