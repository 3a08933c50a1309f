"""The judges of agreements and orders: parties known, figures well written, signed by whom they bind."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.agreements_facts import (
    DELIVERED,
    WITHDRAWN,
    AgreementEnded,
    AgreementMade,
    AgreementSigned,
    OrderClosed,
    OrderPlaced,
)
from auzolan.flows.agreements_state import OPEN, Agreement, worth
from auzolan.flows.judging_postings import day_refused
from auzolan.flows.state import State
from auzolan.flows.units import unknown, written_well
from auzolan.journal.entry import NODE, Entry
from auzolan.values.refusal import Refusal

US = "us"
RESOURCE_MAX = 120
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
Caused = Callable[[], bool]


def _made(state: State, fact: AgreementMade, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if refused := _new(fact.agreement, state.agreements) or _parties(fact, around) or _resource(fact.resource):
        return refused
    if refused := _figures(state, fact, around) or day_refused(fact.begins):
        return refused
    if fact.ends and (refused := day_refused(fact.ends)):
        return refused
    if fact.ends and fact.ends < fact.begins:
        return _no(fact.agreement, "It ends before it begins.", "Write the days the other way round.")
    return around.may("flows.agreement_made.waiting", {fact.money: of} if (of := worth(fact)) else {})


def _figures(state: State, fact: AgreementMade, around: Around) -> Refusal | None:
    if (places := _places(state, fact.unit, around)) is None:
        return unknown(fact.unit, around.charter)
    if fact.amount and (refused := _positive(fact.amount, places, fact.unit)):
        return refused
    if not (fact.money or fact.price or fact.floor or fact.per):
        return None
    if not (fact.money and fact.per and (fact.price or fact.floor)):
        return _no(fact.agreement, "A price is so much money for so much of something.", 'Write "2.20 USD" for "1 lb".')
    if (of_money := _places(state, fact.money, around)) is None:
        return unknown(fact.money, around.charter)
    if refused := _positive(fact.per, places, fact.unit):
        return refused
    for said in filter(None, (fact.price, fact.floor)):
        if refused := _positive(said, of_money, fact.money):
            return refused
    if fact.price and fact.floor and _parts(fact.price) < _parts(fact.floor):
        return _no(fact.agreement, f"{fact.price} {fact.money} lies under the floor of {fact.floor}.",
                   "Raise the price, or agree on another floor.")
    return None


def _signed(state: State, fact: AgreementSigned, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    one = state.agreements.get(fact.agreement)
    if one is None or one.ended:
        return _no(fact.agreement, "There is no such agreement, or it was ended.", "Look at the table of agreements.")
    if fact.party not in (one.receiver, one.provider):
        return _no(fact.agreement, f"{fact.party} is no party to it.", f"{one.receiver} or {one.provider} signs it.")
    if one.receiver_signed if fact.party == one.receiver else one.provider_signed:
        return _no(fact.agreement, "That party signed it already.", "There is nothing to add.")
    if fact.publishes and fact.party != one.provider:
        return _no(fact.agreement, "Only whoever provides it can let the price be shown.", "Leave it out.")
    if fact.party == US:
        return _for_us(one, fact, entry, around, caused)
    if entry.by == fact.party and not fact.on_paper:
        return None if _belongs(fact.party, around, entry.at) else _no(
            fact.agreement, "Whoever left signs nothing new.", "Somebody trusted with it can record a paper."
        )
    if not fact.on_paper:
        return _no(fact.agreement, "Nobody says yes for somebody else.", "Record that they signed on paper.")
    return around.may("flows.agreement_signed", {})


def _for_us(
    one: Agreement, fact: AgreementSigned, entry: Entry[Any], around: Around, caused: Caused
) -> Refusal | None:
    if fact.on_paper:
        return _no(fact.agreement, "We sign here and not on paper.", "Leave it out.")
    if entry.by == NODE and caused():
        return None  # all of us decided it
    # Whoever wrote it down signs alone only as far as their own signature reaches.
    kind = "flows.agreement_signed" if entry.by == one.by else "flows.agreement_signed.waiting"
    return around.may(kind, {one.money: one.worth} if one.worth else {})


def _ended(state: State, fact: AgreementEnded, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    one = state.agreements.get(fact.agreement)
    if one is None or one.ended:
        return _no(fact.agreement, "There is no such agreement, or it was ended.", "Look at the table of agreements.")
    if refused := day_refused(fact.ends):
        return refused
    if fact.ends < one.begins or (one.ends and fact.ends > one.ends):
        return _no(fact.agreement, "It can only end within its span.", "Make a new one for a longer span.")
    if entry.by == NODE and caused():
        return None
    return around.may("flows.agreement_ended", {})


def _placed(state: State, fact: OrderPlaced, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    if refused := _new(fact.order, state.orders) or _parties(fact, around) or _resource(fact.resource):
        return refused
    if (places := _places(state, fact.unit, around)) is None:
        return unknown(fact.unit, around.charter)
    if refused := _positive(fact.amount, places, fact.unit) or day_refused(fact.date):
        return refused
    if fact.wanted and (refused := day_refused(fact.wanted)):
        return refused
    if fact.agreement and (refused := _under(state, fact)):
        return refused
    # Whoever orders binds themselves; for others, and for us, it takes a mandate.
    if entry.by == fact.receiver and _belongs(fact.receiver, around, entry.at):
        return None
    return around.may("flows.order_placed", {})


def _under(state: State, fact: OrderPlaced) -> Refusal | None:
    one = state.agreements.get(fact.agreement)
    if one is None or not one.holds(fact.date):
        return _no(fact.order, f"Agreement {fact.agreement} does not hold on {fact.date}, signed by both.",
                   "Order without it, or let both sign it first.")
    if (one.receiver, one.provider, one.resource, one.unit) != (fact.receiver, fact.provider, fact.resource, fact.unit):
        return _no(fact.order, f"Agreement {fact.agreement} is about something else, or between others.",
                   "Name the parties, the thing and the unit as it does.")
    return None


def _closed(state: State, fact: OrderClosed, entry: Entry[Any], around: Around, caused: Caused) -> Refusal | None:
    one = state.orders.get(fact.order)
    if one is None or one.status != OPEN:
        return _no(fact.order, "There is no such order that is open.", "Look at the table of orders.")
    if fact.status not in (DELIVERED, WITHDRAWN):
        return _no(fact.order, "An order is delivered or withdrawn.", "Write one of the two.")
    if fact.flow and fact.status != DELIVERED:
        return _no(fact.order, "What is withdrawn was delivered by no flow.", "Leave the flow out.")
    if refused := day_refused(fact.date):
        return refused
    if fact.date < one.date:
        return _no(fact.order, f"It was ordered on {one.date}.", "Give a later day.")
    if fact.status == WITHDRAWN and entry.by == one.receiver and _belongs(one.receiver, around, entry.at):
        return None
    return around.may("flows.order_closed", {})


def _new(id: str, known: Mapping[str, Any]) -> Refusal | None:
    if id in known:
        return _no(id, "This id is taken.", "Leave it out; one is drawn.")
    return None if _ID.fullmatch(id) else _no(id, "An id is small letters, digits and dashes.", "Leave it out.")


def _parties(fact: AgreementMade | OrderPlaced, around: Around) -> Refusal | None:
    people = around.states["members"]
    for one in (fact.receiver, fact.provider):
        if one != US and one not in people.members and one not in people.agents:
            return _no(one, "Nobody of that id is known.", "Admit or name them first.")
    if fact.receiver == fact.provider:
        return _no(fact.receiver, "Nobody buys from themselves.", "Name two parties.")
    return None


def _resource(text: str) -> Refusal | None:
    if text and len(text) <= RESOURCE_MAX and text.isprintable() and text == text.strip():
        return None
    return _no("resource", f"What it is about is 1 to {RESOURCE_MAX} plain signs.", "Name it, such as coffee.")


def _places(state: State, code: str, around: Around) -> int | None:
    unit = around.charter.units.get(code)
    return state.units.get(code) if unit is None else unit.places


def _positive(amount: str, places: int, code: str) -> Refusal | None:
    if written_well(amount, places) and _parts(amount) > 0:
        return None
    return _no(f"{amount} {code}", f"It is above zero and has exactly {places} decimals.", "Write it so.")


def _parts(amount: str) -> int:
    return int(amount.replace(".", "", 1))


def _belongs(member: str, around: Around, at: str) -> bool:
    known = around.states["members"].members.get(member)
    return known is not None and bool(known.belongs(at[:10]))


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Nothing was agreed or ordered", where=where[:80], why=why, next=next)


JUDGES: Mapping[Any, Callable[..., Refusal | None]] = {
    AgreementMade: _made, AgreementSigned: _signed, AgreementEnded: _ended, OrderPlaced: _placed, OrderClosed: _closed,
}
