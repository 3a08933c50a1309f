"""Recording a flow: the published posting turns it into the two sides of the books, and into what is owed."""

from collections.abc import Sequence
from fractions import Fraction

from auzolan.charter.around import Around, Draft
from auzolan.flows.articles.posting import Part
from auzolan.flows.articles.posting import Posting as Rule
from auzolan.flows.drafting import Opening, entry_draft, read_amount, refused, sealed, written
from auzolan.flows.facts import FlowRecorded, PriceQuoted
from auzolan.flows.judging import US
from auzolan.flows.owing import changes_of
from auzolan.flows.requests import RecordFlow
from auzolan.flows.sides import Recording, legs
from auzolan.flows.state import State
from auzolan.values.quantity import parse_share, print_fraction


def record(state: State, asked: RecordFlow, around: Around) -> Sequence[Draft]:
    """A flow, its parts with their receivers, its entry, and what is owed more or less by it."""
    it = _read(state, asked, around)
    luck = around.draw()
    drafts = _quote(it, state, around)
    flow, main = luck.id("f", "flow"), len(drafts)
    drafts.append(_flow(it, state, around, flow))
    for number, part in enumerate(it.rule.parts):
        amount = dict(it.parts).get(part.name, 0)
        if part.receiver and amount:
            drafts.append(_part_flow(it, state, around, (flow, luck.id("f", f"part {number}")), part, amount, main))
    opening = Opening(state, around)
    postings, worth = legs(it, state, around, opening)
    drafts += opening.drafts
    drafts.append(entry_draft(
        state, around, "entry", asked.date, postings, words={}, pending=asked.pending, flow=flow,
        claims=changes_of(it, state, around, worth), because_draft=main,
    ))
    return drafts


def _read(state: State, asked: RecordFlow, around: Around) -> Recording:
    rule = _rule(asked.posting, around)
    said, unit = read_amount(state, around, asked.amount, asked.unit) if asked.amount else (None, asked.unit)
    parts = _parts(state, asked, around, rule, unit)
    if parts:
        unit = parts[0][2]
    if any(code != unit for _, _, code in parts):
        raise refused(f"{rule.id} parts", "They are in different units.", "Record them as flows of their own.")
    if said is not None and not parts and len(rule.parts) == 1:
        parts = [(rule.parts[0].name, said, unit)]
    whole = sum(amount for _, amount, _ in parts) if rule.parts else said or 0
    if said is not None and said != whole:
        raise refused(f"{rule.id} amount", "The parts do not sum to the whole.", "Correct the whole or a part.")
    if whole <= 0 or any(amount < 0 for _, amount, _ in parts):
        raise refused(f"{rule.id} amount", "Nothing would move, or backwards.", "Give amounts above zero.")
    amounts = tuple((name, amount) for name, amount, _ in parts)
    return _with_rate(state, asked, around, rule, (unit, whole, amounts))


def _parts(state: State, asked: RecordFlow, around: Around, rule: Rule, unit: str) -> list[tuple[str, int, str]]:
    names = [part.name for part in rule.parts]
    for name in asked.parts:
        if name not in names:
            after = f"Use {', '.join(names)}." if names else "Give one amount."
            raise refused(f"{rule.id} part {name}", "The posting has no such part.", after)
    for part in rule.parts:
        if part.required and part.name not in asked.parts:
            after = "Say its amount, even when it is 0."
            raise refused(f"{rule.id} part {part.name}", "This part must be given.", after)
    return [(name, *read_amount(state, around, text, unit)) for name, text in asked.parts.items()]


def _rule(name: str, around: Around) -> Rule:
    id = name if name.startswith("posting.") else f"posting.{name}"
    article = around.charter.get(id)
    if article is None:
        names = ", ".join(known.id for known in around.charter.of_kind("posting"))
        raise refused(id, "The charter has no such posting.", f"Use one of {names or 'none yet'}.")
    rule: Rule = around.charter.value(id)
    return rule


def _with_rate(
    state: State, asked: RecordFlow, around: Around, rule: Rule, amounts: tuple[str, int, tuple[tuple[str, int], ...]]
) -> Recording:
    unit, whole, parts = amounts
    known = state.claims.get(asked.claim) if asked.claim else None
    if rule.claim == "pays" and known is None:
        raise refused(f"claim {asked.claim}", "Nothing is open under it.", "Name an open claim.")
    in_books, rate = unit, Fraction(1)
    kept_in = asked.book_unit or (known.worth_unit if known else "")
    if kept_in and kept_in != unit:
        text = asked.rate or _quoted(state, unit, kept_in)
        try:
            in_books, rate = kept_in, parse_share(text)
        except ValueError as why:
            raise refused(f"rate {text}", f"{why}.", f"Say how much {unit} one {kept_in} is.") from why
        if rate <= 0:
            raise refused(f"rate {text}", "A rate is above zero.", f"Say how much {unit} one {kept_in} is.")
    claim_id = asked.claim or around.draw().id("c", "claim")
    return Recording(
        asked=asked, rule=rule, unit=unit, whole=whole, parts=parts, in_books=in_books, rate=rate, claim_id=claim_id,
        known=known,
    )


def _quoted(state: State, unit: str, in_books: str) -> str:
    quote = state.quotes.get((in_books, unit))
    if quote is None:
        why = "No rate is given and none was quoted; nothing is converted in silence."
        raise refused(f"rate {in_books} in {unit}", why, "Name the rate and its source.")
    return quote.rate


def _quote(it: Recording, state: State, around: Around) -> list[Draft]:
    if not (it.foreign and it.asked.rate):
        return []
    if not it.asked.rate_source:
        raise refused("rate", "It is not said where the rate comes from.", "Name the source, such as a central bank.")
    day = it.asked.date or around.at[:10]
    fact = PriceQuoted(
        unit=it.in_books, quoted_in=it.unit, rate=print_fraction(it.rate), date=day, source=it.asked.rate_source
    )
    return [Draft(fact=fact)]


def _flow(it: Recording, state: State, around: Around, flow: str) -> Draft:
    asked = it.asked
    vault, secrets = sealed(around, "flow", asked.words)
    fact = FlowRecorded(
        flow=flow, action=it.rule.action, provider=asked.provider, receiver=asked.receiver, resource=asked.resource,
        amount=written(state, around, it.whole, it.unit), unit=it.unit, date=asked.date or around.at[:10],
        claim=it.claim_id if it.rule.claim else "", rule=it.rule.id, paid=asked.paid, vault=vault,
    )
    return Draft(fact=fact, secrets=secrets)


def _part_flow(
    it: Recording, state: State, around: Around, ids: tuple[str, str], part: Part, amount: int, main: int
) -> Draft:
    fact = FlowRecorded(
        flow=ids[1], action=it.rule.action, provider=US, receiver=part.receiver, part=part.name, part_of=ids[0],
        amount=written(state, around, amount, it.unit), unit=it.unit, date=it.asked.date or around.at[:10],
        rule=it.rule.id,
    )
    return Draft(fact=fact, because_draft=main)
