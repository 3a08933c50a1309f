"""Charters and journals for the tests of the charter: small ones, made in a line."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from auzolan.charter.allowed import allowed
from auzolan.charter.around import Around
from auzolan.charter.charter import Charter, charter_of
from auzolan.charter.decide import FoundOrganisation, found
from auzolan.charter.facts import ArticleDigest
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.preset import preset
from auzolan.charter.state import EMPTY, State, charter, evolve
from auzolan.journal.entry import Entry, Fact
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

FOUNDED = "2026-01-10T09:00:00Z"


def preset_with(name: str, more: str) -> str:
    """A preset with more articles; one that it has already stands as it is written in `more`."""
    return with_more(preset(name), more)


def with_more(text: str, more: str) -> str:
    """The same for the text of any charter."""
    for id in re.findall(r'^\["([a-z_.]+)"\]', more, re.MULTILINE):
        text = without(text, id)
    return text + more


def without(text: str, id: str) -> str:
    """The text of a charter without one of its articles."""
    return re.sub(rf'^\["{re.escape(id)}"\]\n(?:(?!\[").*\n)*', "", text, flags=re.MULTILINE)


class Closed(Fact, frozen=True, kw_only=True, tag="governance.decision_closed.1"):
    """What a decision looks like to the charter."""

    decision: str
    carried: bool
    effect_from: str
    adopts: tuple[ArticleDigest, ...]


def small() -> str:
    """The smallest sound charter: the open books."""
    return preset("open_books")


def charter_from(text: str) -> Charter:
    """A charter whose text is known to be readable."""
    articles, findings = load(text, Kinds.find())
    assert findings == []
    return charter_of(articles)


def canonical(text: str) -> str:
    """The one spelling of an article."""
    (one,), findings = load(text, Kinds.find())
    assert findings == []
    return one.text


def said(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Article and field of each finding."""
    return [(finding.where, finding.field) for finding in findings]


def near(state: State, at: str, facts: dict[int, Fact] | None = None, seq: int = 0) -> Around:
    """What the charter is told about the rest of the house."""
    known = facts or {}

    def fact(number: int) -> Fact:
        return known[number]

    return Around(
        at=at, by="terminal", charter=charter(state), states={"charter": state}, may=lambda kind, amounts: None,
        fact=fact, seq=seq,
    )


def entry(fact: Fact, seq: int, at: str = FOUNDED, because: int | None = None, by: str = "terminal") -> Entry[Any]:
    """An entry of the journal."""
    return Entry(seq=seq, at=at, by=by, charter=0, fact=fact, because=because)


def founding(text: str | None = None, at: str = FOUNDED) -> list[Entry[Any]]:
    """The entries that found an organisation with this charter."""
    request = FoundOrganisation(name="Errota", charter=small() if text is None else text, origin="localhost/errota")
    drafts = found(EMPTY, request, near(EMPTY, at))
    return [entry(draft.fact, seq, at, draft.because_draft) for seq, draft in enumerate(drafts)]


def replayed(entries: Sequence[Entry[Any]], state: State = EMPTY, facts: dict[int, Fact] | None = None) -> State:
    """The state after entries that must all be allowed."""
    for one in entries:
        refused = allowed(state, one, near(state, one.at, facts, one.seq))
        assert refused is None, str(refused)
        state = evolve(state, one)
    return state


def judged(state: State, one: Entry[Any], facts: dict[int, Fact] | None = None) -> Refusal | None:
    """What the judge says about an entry."""
    return allowed(state, one, near(state, one.at, facts, one.seq))


def changed(one: Entry[Any], **fields: Any) -> Entry[Any]:
    """The entry with its fact changed."""
    return msgspec.structs.replace(one, fact=msgspec.structs.replace(one.fact, **fields))
