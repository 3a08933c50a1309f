"""What can be wrong with a published price, and the round of receivers that would keep nothing of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.flows.price_chain import chain_of
from auzolan.kernels.roll_up import ClosedLoop, refuse_closed_loop
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_amount

PARTS_MAX = 60
AMOUNTS = ("amount", "cost", "floor")


def price_findings(article: Article, charter: Charter) -> list[Finding]:
    """Every fault in a published price, all at once."""
    fields = article.fields
    if not isinstance(fields.get("price"), str) or not isinstance(fields.get("parts"), list | tuple):
        return []
    unit = fields["price"].partition(" ")[2]
    if unit not in charter.units:
        why = f"The charter has no unit {unit}."
        return [fault(article, "price", "This unit is not known", why, f'Write ["unit.{unit}"].', unit)]
    places = charter.units[unit].places
    findings = [*_amount(article, "price", fields["price"], unit, places), *_source(article)]
    for number, other in enumerate(fields.get("also", ()), 1):
        findings += _amount(article, f"also[{number}]", other, unit, places)
    if not 0 < len(fields["parts"]) <= PARTS_MAX:
        why = f"A price has 1 to {PARTS_MAX} parts."
        findings.append(fault(article, "parts", "These are no parts of a price", why, "Put small ones together."))
    for number, part in enumerate(fields["parts"], 1):
        findings += _part(article, f"parts[{number}]", part, unit, places)
    return findings or [*_endless(article, charter)]


def _source(article: Article) -> Iterator[Finding]:
    """A price that is not in our own books was published by somebody, and members can look there."""
    if article.fields.get("sold_as"):
        return
    if not str(article.fields.get("learned_from", "")).strip() or "as_of" not in article.fields:
        why = "Its sales are not in our books, so somebody else published these figures."
        yield fault(article, "learned_from", "The source is missing", why,
                    "Name who published it and where (learned_from), and the day you looked (as_of).")


def _part(article: Article, at: str, part: Mapping[str, Any], unit: str, places: int) -> Iterator[Finding]:
    wrong = [one for field in AMOUNTS if isinstance(part.get(field), str)
             for one in _amount(article, f"{at}.{field}", part[field], unit, places)]
    yield from wrong
    if "amount" not in part and part.get("told", "known") == "known":
        why = "What is known has an amount."
        yield fault(article, f"{at}.amount", "The amount is missing", why,
                    'Write it, or told = "unknown", or told = "withheld" where the producer does not publish it.')
    if "amount" in part and part.get("told") == "withheld":
        why = "Its producer does not publish it, and articles are read by all who may read the charter."
        yield fault(article, f"{at}.amount", "What is withheld is written down", why, "Leave the amount out.")
    if part.get("nobody_paid") and (part.get("accounts") or part.get("goes_on")):
        why = "A cost that nobody paid is in no account and goes on to nobody."
        yield fault(article, f"{at}.nobody_paid", "Nobody paid it, and yet it is booked", why, "Take one of them out.")
    if wrong or not {"amount", "floor"} <= part.keys():
        return
    amount, floor = (parse_amount(part[field].partition(" ")[0], places) for field in ("amount", "floor"))
    if amount < floor:
        why = f"At least {part['floor']} was agreed."
        yield fault(article, f"{at}.amount", "This part lies under its floor", why, "Raise it.", part["amount"])


def _amount(article: Article, field: str, said: str, unit: str, places: int) -> Iterator[Finding]:
    number, _, code = said.partition(" ")
    if code != unit:
        why = f"The price is in {unit}, and its parts are parts of it."
        yield fault(article, field, "Another unit", why, f"Write it in {unit}.", said)
        return
    try:
        if parse_amount(number, places) < 0:
            why = "A price and its parts are never below zero."
            yield fault(article, field, "This is below zero", why, "Write what is paid.", said)
    except ValueError as why_not:
        yield fault(article, field, "This is no amount", f"{why_not}.", f"Write it as 1.20 {unit}.", said)


def _endless(article: Article, charter: Charter) -> Iterator[Finding]:
    """A round of prices that hand everything on to each other has no answer to who keeps it."""
    found = {one.id: charter.value(one.id) for one in charter.of_kind("price") if _readable(one)}
    if article.id not in found:
        return
    try:
        refuse_closed_loop(chain_of(found, article.id, charter.units).flows)
    except ClosedLoop:
        why = "The prices hand everything on to each other and nobody there keeps a part, so there is no finite answer."
        yield fault(article, "parts", "Money goes round for ever", why, "Correct an amount, or a goes_on.")


def _readable(article: Article) -> bool:
    fields = article.fields
    parts = fields.get("parts")
    return isinstance(fields.get("price"), str) and isinstance(parts, list | tuple) and all(
        isinstance(one, Mapping) and "receiver" in one for one in parts
    )
