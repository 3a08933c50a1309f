"""Drafts: one's own, and those that others let members read; and one of them with what it would change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auzolan.charter.diff import ArticleDiff
from auzolan.deliberation.draft_deciding import CHANGE, TITLE
from auzolan.deliberation.draft_state import KEPT, Draft
from auzolan.organisation import Organisation
from auzolan.views.proposing import changes, drafted

Words = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """A draft that whoever looks may read. title: empty where its words were erased; at: of its newest version;
    form: change or motion, in which it is gone on with."""

    draft: str
    title: str
    by: str
    at: str
    shown: bool
    mine: bool
    form: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftList:
    """mine: one's own; others: what others let members read; each the newest first."""

    mine: tuple[InList, ...]
    others: tuple[InList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One draft. fields: what stands in its form, by name; changes: what its articles would change; faults: how many
    things in them are not right yet."""

    one: InList
    fields: Mapping[str, str]
    changes: tuple[ArticleDiff, ...]
    faults: int


def draft_list(org: Organisation, member: str, day: str, words: Words) -> DraftList:
    """member: who looks. day: today (ISO)."""
    known = org.states["deliberation"].drafts
    seen = {id: one for id, one in known.items() if _readable(org, one, member, day)}
    opened = words(one.vault for one in seen.values())
    every = sorted((_in_list(id, one, member, opened) for id, one in seen.items()), key=lambda one: -one.entry)
    return DraftList(
        mine=tuple(one for one in every if one.mine), others=tuple(one for one in every if not one.mine)
    )


def draft_page(org: Organisation, draft: str, member: str, day: str, words: Words) -> DraftPage | None:
    """One draft, or None where there is none that whoever looks may read."""
    one = org.states["deliberation"].drafts.get(draft)
    if one is None or not _readable(org, one, member, day):
        return None
    opened = words([one.vault])
    fields = fields_of(opened.get(one.vault, {}))
    text, retires = fields.get("text", ""), tuple(fields.get("retires", "").split())
    said = drafted(text, org)
    return DraftPage(
        one=_in_list(draft, one, member, opened), fields=fields, faults=len(said.findings) if text.strip() else 0,
        changes=() if said.findings else changes(said.articles, retires, org),
    )


def fields_of(words: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the form of a draft, by the names of its fields; empty where its words were erased."""
    return {str(name): str(value) for name, value in dict(words.get("fields", {})).items()}


def _readable(org: Organisation, one: Draft, member: str, day: str) -> bool:
    if one.status != KEPT or not member:
        return False
    people = org.states["members"].members
    here = {who: who in people and people[who].belongs(day) for who in (member, one.by)}
    return here[member] and (one.by == member or (one.shown and here[one.by]))


def _in_list(id: str, one: Draft, member: str, opened: Mapping[str, Mapping[str, Any]]) -> InList:
    words = opened.get(one.vault, {})
    return InList(
        draft=id, title=fields_of(words).get(TITLE, ""), by=one.by, at=one.at, shown=one.shown, mine=one.by == member,
        form=str(words.get("form", CHANGE)), entry=one.seq,
    )
