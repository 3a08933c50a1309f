"""The kind `posting`: the published way in which an everyday event is posted, so that every book reads the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auzolan.charter.account_name import template_faults
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "posting"
summary = "how an everyday event is posted: which account is debited, which credited"
LIVELY = False
ACTIONS = (
    "produce", "consume", "use", "cite", "work", "pickup", "dropoff", "accept", "modify", "combine", "separate",
    "deliverService", "transferAllRights", "transferCustody", "transfer", "move", "copy", "raise", "lower",
)
CLAIMS = ("raises", "pays", "reduces")
SIDES = ("debit", "credit")
PART = (
    Field(name="name", type="text", required=True, means="what the part is: net, vat"),
    Field(name="debit", type="text", means="the account it is debited to"),
    Field(name="credit", type="text", means="the account it is credited to"),
    Field(name="receiver", type="text", means="whose part it is, where it is not the other party's"),
    Field(name="required", type="truth", means="whether it must be given"),
)
FIELDS = (
    Field(name="action", type="text", required=True, choices=ACTIONS, means="the action, as ValueFlows names it"),
    Field(name="debit", type="text", means="the account that is debited with the whole"),
    Field(name="credit", type="text", means="the account that is credited with the whole"),
    Field(name="parts", type="tables", inner=PART, means="the parts that the whole consists of"),
    Field(name="claim", type="text", choices=CLAIMS, means="whether it raises, pays or reduces what is owed"),
    Field(name="gain", type="text", means="where a gain by a changed rate goes"),
    Field(name="loss", type="text", means="where a loss by a changed rate goes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the whole. side: debit or credit; account: a template; receiver: whose part, or empty."""

    name: str
    side: str
    account: str
    receiver: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """How an event is posted. debit, credit: account templates, `*` where the one who records names the leaf.

    Where there are parts, they stand on the side that has no account of its own, and sum to the whole.
    """

    id: str
    name: str
    action: str
    debit: str
    credit: str
    parts: tuple[Part, ...]
    claim: str
    gain: str
    loss: str


def read(article: Article) -> Posting:
    """The article as a typed value."""
    fields = article.fields
    return Posting(
        id=article.id, name=article.name, action=fields["action"], debit=fields.get("debit", ""),
        credit=fields.get("credit", ""), parts=tuple(_part(one) for one in fields.get("parts", ())),
        claim=fields.get("claim", ""), gain=fields.get("gain", ""), loss=fields.get("loss", ""),
    )


def _part(one: Mapping[str, Any]) -> Part:
    side = "debit" if "debit" in one else "credit"
    return Part(
        name=one["name"], side=side, account=one.get(side, ""), receiver=one.get("receiver", ""),
        required=one.get("required", False),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Both sides are there, each account lies on a branch, and every part has exactly one side."""
    fields = article.fields
    findings = []
    for field in (*SIDES, "gain", "loss"):
        if template := fields.get(field):
            findings += template_faults(article, field, template, charter)
    parts = fields.get("parts", ())
    sides = set()
    names: set[str] = set()
    for number, part in enumerate(parts, 1):
        place = f"parts[{number}]"
        own = [side for side in SIDES if side in part]
        if len(own) != 1:
            why = "A part stands on one side of the books."
            findings.append(fault(article, place, "The part has no side, or two", why, "Write debit or credit.", own))
            continue
        sides.add(own[0])
        findings += template_faults(article, f"{place}.{own[0]}", part[own[0]], charter)
        if part.get("name") in names:
            why = "Parts are told apart by their names."
            twice = "Two parts have one name"
            findings.append(fault(article, f"{place}.name", twice, why, "Rename one.", part["name"]))
        names.add(part.get("name", ""))
    return findings + _balance(article, sides, len(parts))


def _balance(article: Article, of_parts: set[str], parts: int) -> list[Finding]:
    whole = {side for side in SIDES if article.fields.get(side)}
    if not parts and whole != set(SIDES):
        why = "What is debited must be credited."
        return [fault(article, "debit", "One side is missing", why, "Name both accounts, or one and the parts.")]
    if parts and of_parts and (len(whole) != 1 or of_parts & whole):
        why = "The whole stands on one side and its parts on the other."
        return [fault(article, "parts", "The two sides do not face each other", why, "Keep one account for the whole.")]
    return []


_CLAIM = {
    "raises": " It raises what is owed.", "pays": " It pays what is owed.", "reduces": " It reduces what is owed.",
}


def words(article: Article, charter: Charter) -> str:
    """The posting in plain words."""
    posting = read(article)
    parts = {
        side: ", ".join(f"{one.account} ({one.name})" for one in posting.parts if one.side == side) for side in SIDES
    }
    said = say(
        "{name}: {debit} is debited and {credit} is credited.", name=posting.name,
        debit=posting.debit or parts["debit"], credit=posting.credit or parts["credit"],
    )
    said += _CLAIM.get(posting.claim, "")
    if posting.gain or posting.loss:
        both = f"{posting.gain}, {posting.loss}"
        said += say(" What a changed rate gains or loses goes to {accounts}.", accounts=both)
    return said
