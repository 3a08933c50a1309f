"""The treasurer's form: what a published posting asks for, so that nobody needs to know debit from credit."""

from dataclasses import dataclass

from auzolan.charter.charter import Charter
from auzolan.flows.articles.posting import Posting
from auzolan.flows.state import State
from auzolan.flows.units import places_of
from auzolan.values.quantity import print_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One posting that can be chosen. name: its title; claim: raises, pays, reduces, or empty."""

    id: str
    name: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A claim that can be paid. amount: still open."""

    claim: str
    debtor: str
    creditor: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What to fill in. other: provider or receiver, whichever the other party is, or empty; parts: names, with whether
    they must be given; leaves: (place, branch) where an account must be named; year: whether a year is asked for.
    """

    id: str
    name: str
    claim: str
    other: str
    parts: tuple[tuple[str, bool], ...]
    leaves: tuple[tuple[str, str], ...]
    year: bool
    units: tuple[str, ...]


def choices(charter: Charter) -> tuple[Choice, ...]:
    """Every published posting, by its name."""
    found = [Choice(id=one.id, name=one.name, claim=one.claim) for one in charter.values("posting")]
    return tuple(sorted(found, key=lambda one: one.name))


def form(charter: Charter, posting: str) -> Form | None:
    """The form of one posting; None when there is no such article."""
    article = charter.get(posting)
    if article is None or article.kind != "posting":
        return None
    said: Posting = charter.value(posting)
    accounts = {"debit": said.debit, "credit": said.credit} | {part.name: part.account for part in said.parts}
    text = " ".join(accounts.values())
    if "{provider}" in text:
        other = "provider"
    else:
        other = "receiver" if any(f"{{{place}}}" in text for place in ("receiver", "member", "agent")) else ""
    return Form(
        id=said.id,
        name=said.name,
        claim=said.claim,
        other=other,
        parts=tuple((part.name, part.required) for part in said.parts),
        leaves=tuple((place, account) for place, account in accounts.items() if account.endswith("*")),
        year="{year}" in text,
        units=tuple(sorted(code for code, unit in charter.units.items() if unit.dimension == "money")),
    )


def open_claims(state: State, charter: Charter) -> tuple[Open, ...]:
    """What is still owed, oldest first."""
    ordered = sorted(state.claims.items(), key=lambda one: (one[1].since, one[0]))
    return tuple(
        Open(
            claim=id, debtor=one.debtor, creditor=one.creditor, unit=one.unit,
            amount=print_amount(one.open, places_of(state, charter, one.unit)),
        )
        for id, one in ordered
    )
