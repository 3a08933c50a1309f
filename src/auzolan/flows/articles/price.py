"""The kind `price`: what a price consists of, as somebody published it: ours, a supplier's, or the conventional one."""

from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.charter.account_name import template_faults
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.flows.price_check import AMOUNTS, price_findings
from auzolan.flows.price_parts import KNOWN, TOLD, Part, Price
from auzolan.values.finding import Finding

name = "price"
summary = "what a price consists of, as somebody published it"
LIVELY = False
PLAIN = ("gets", "told", "nobody_paid", "limit", "goes_on", "source")
GETS = ("growers", "work", "freight", "common", "taxes", "shop")
PART = (
    Field(name="receiver", type="text", required=True, means="who gets it"),
    Field(name="amount", type="amount", means="how much of the price it is; left out where nobody tells"),
    Field(name="gets", type="text", choices=GETS, means="which kind of receiver it is, for its colour"),
    Field(name="told", type="text", choices=TOLD, means="whether it is known, unknown, or withheld by its producer"),
    Field(name="nobody_paid", type="truth", means="whether it is a cost that nobody paid: it stands beside the price"),
    Field(name="cost", type="amount", means="what it costs the receiver to make it, or what a decent wage would be"),
    Field(name="floor", type="amount", means="the least that was agreed for it"),
    Field(name="limit", type="article", of=("limit",), means="the limit that keeps watch over it"),
    Field(name="goes_on", type="article", of=("price",), means="the price that says what the receiver does with it"),
    Field(name="source", type="text", means="who says so, where it is not the source of the price"),
    Field(name="accounts", type="texts", means="where it is booked once it is paid"),
)
FIELDS = (
    Field(name="price", type="amount", required=True, means="the whole price"),
    Field(name="per", type="text", means='what it buys, such as "250 g"'),
    Field(name="sold_as", type="texts", means="the accounts its sales are booked in; only for a price of our own"),
    Field(name="beside", type="article", of=("price",), means="the price it is compared with, such as the usual one"),
    Field(name="also", type="texts", means="other prices that were published for the same thing"),
    Field(name="parts", type="tables", inner=PART, required=True, means="the parts, each with its receiver"),
)


def read(article: Article) -> Price:
    """The article as a typed value."""
    fields = article.fields
    amount, _, unit = fields["price"].partition(" ")
    return Price(
        id=article.id, name=article.name, says=article.says, source=fields.get("learned_from", ""),
        as_of=fields.get("as_of"), amount=amount, unit=unit, per=fields.get("per", ""),
        sold_as=tuple(fields.get("sold_as", ())), beside=fields.get("beside", ""),
        also=tuple(one.partition(" ")[0] for one in fields.get("also", ())),
        parts=tuple(_part(one) for one in fields["parts"]),
    )


def _part(one: Mapping[str, Any]) -> Part:
    amounts = {field: one.get(field, "").partition(" ")[0] for field in AMOUNTS}
    plain = {field: one[field] for field in PLAIN if field in one}
    return Part(receiver=one["receiver"], accounts=tuple(one.get("accounts", ())), **amounts, **plain)


def check(article: Article, charter: Charter) -> list[Finding]:
    """Every amount is in the unit of the price, no part lies under its floor, and a price of others has a source."""
    return [*price_findings(article, charter), *_accounts(article, charter)]


def _accounts(article: Article, charter: Charter) -> Iterator[Finding]:
    fields = article.fields
    for account in fields.get("sold_as", ()):
        yield from template_faults(article, "sold_as", account, charter)
    for number, part in enumerate(fields.get("parts", ()), 1):
        for account in part.get("accounts", ()):
            yield from template_faults(article, f"parts[{number}].accounts", account, charter)
        if part.get("accounts") and not fields.get("sold_as"):
            why = "What a part was paid can only be held against what came in for the same thing."
            yield fault(article, "sold_as", "It is not said where its sales are booked", why, "Add sold_as.")
            return


def words(article: Article, charter: Charter) -> str:
    """The price and its parts in one sentence."""
    price = read(article)
    parts = ", ".join(_said(one, price.unit) for one in price.parts if not one.nobody_paid)
    said = say("Of {amount} {unit}{per} go to: {parts}.", amount=price.amount, unit=price.unit,
               per=f" ({price.per})" if price.per else "", parts=parts)
    said = f"{article.says} {said}" if article.says else said
    unpaid = ", ".join(one.receiver for one in price.parts if one.nobody_paid)
    return said + (say(" Nobody paid for: {what}.", what=unpaid) if unpaid else "")


def _said(part: Part, unit: str) -> str:
    if not part.amount:
        return say("{who} (it is {told} how much)", who=part.receiver, told=part.told)
    if part.told != KNOWN:
        return say("{who} {amount} {unit} ({told})", who=part.receiver, amount=part.amount, unit=unit, told=part.told)
    return say("{who} {amount} {unit}", who=part.receiver, amount=part.amount, unit=unit)
