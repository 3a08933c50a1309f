"""All areas together: one state, one way to judge an entry, one way to answer a request.

    state = replay(journal), each entry judged by the charter in force at that moment
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from immutables import Map

from auzolan import areas
from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.charter import Charter
from auzolan.charter.facts import ArticleAdopted, ArticleRetired, MeaningRaised, OrganisationFounded
from auzolan.charter.state import charter as charter_of
from auzolan.governance.following import brought
from auzolan.journal.entry import NODE, TERMINAL, Entry, Fact, checked_bytes
from auzolan.journal.merkle import Frontier, leaf_hash
from auzolan.members.mandate import may
from auzolan.metrics.watching import begun, followed, unbroken
from auzolan.tables.table import Add, Change
from auzolan.values.instant import is_instant
from auzolan.values.luck import Luck
from auzolan.values.refusal import Refusal

MEANING = 1  # the version of evaluator, counts and permission tests that this software knows

Earlier = Callable[[int], Fact]


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """What is so after the entries read until now. Frozen: a fork of it costs nothing and changes nothing.

    seq: number of the next entry; at: moment of the last; charter_seq: newest article in force;
    counts: rows so far of each open table; states: each area's state by its name.
    """

    seq: int = 0
    at: str = ""
    charter_seq: int = 0
    exercise: bool = False
    meaning: int = MEANING
    frontier: Frontier = Frontier()
    counts: Map[str, int] = Map()
    states: Map[str, Any] = Map()

    @property
    def charter(self) -> Charter:
        """The articles in force now."""
        return charter_of(self.states["charter"])


class Written(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry ready to be stored: its bytes, its leaf, the changes it makes to the open tables, its secrets."""

    entry: Entry[Any]
    written: bytes
    leaf: bytes
    changes: tuple[Change, ...]
    secrets: tuple[Secret, ...] = ()


def empty() -> Organisation:
    """An organisation before its first entry."""
    return Organisation(states=Map({area.name: area.empty for area in areas.areas()}))


def around(org: Organisation, entry: Entry[Any], earlier: Earlier, **more: Any) -> Around:
    """What the areas may know of each other while this entry is judged or drawn into rows."""
    states = org.states
    charter = charter_of(states["charter"])
    # Made for every entry of a journal: so it holds nothing that points back at it.
    return Around(
        at=entry.at, by=entry.by, via=entry.via, for_=entry.for_, exercise=org.exercise, charter=charter, states=states,
        may=partial(may, states["members"], charter, entry.by, entry.via, entry.at), fact=earlier, seq=entry.seq,
        held=states["contest"].held, brings=brought, **more,
    )


def judge(org: Organisation, entry: Entry[Any], near: Around) -> Refusal | None:
    """The one judge: may this entry follow those before it? Called when deciding, replaying and verifying."""
    if out_of_order := _out_of_order(org, entry):
        return Refusal(
            what="The entry was not written", where=f"entry {entry.seq}", why=out_of_order,
            next="Compare the journal with another copy.",
        )
    # Where an append ends is known when the next one begins, so that all its entries are judged together.
    if entry.key is not None and (refused := unbroken(org.states)):
        return refused
    for area in areas.judges()[type(entry.fact)]:
        if refused := area.allowed(org.states[area.name], entry, near):
            return refused
    return None


def _out_of_order(org: Organisation, entry: Entry[Any]) -> str:
    if entry.seq != org.seq:
        return f"It says it is entry {entry.seq}, but entry {org.seq} comes next."
    if entry.at < org.at:
        return f"It is dated {entry.at}, before the entry before it ({org.at})."
    if entry.at != org.at and not is_instant(entry.at):
        return f"It is dated {entry.at[:40]}, which is no moment."
    if (entry.seq == 0) != isinstance(entry.fact, OrganisationFounded):
        return "The first entry, and only the first, founds the organisation."
    if entry.charter != org.charter_seq:
        return f"It names article entry {entry.charter}, but {org.charter_seq} is the newest in force."
    if entry.because is not None and not 0 <= entry.because < entry.seq:
        return f"It names entry {entry.because} as its cause, which does not come before it."
    if entry.by == "":
        return "It names nobody as responsible."
    if entry.via not in (None, TERMINAL):
        return f"It says it came by {entry.via[:40]}; there is no such way."
    if entry.for_ not in (None, entry.by) and not entry.evidence:
        return "It speaks for somebody else, without the paper behind it."
    return ""


def advance(
    org: Organisation, entry: Entry[Any], near: Around, leaf: bytes | None = None
) -> tuple[Organisation, tuple[Change, ...]]:
    """Fold one allowed entry: the organisation after it, and the changes it makes to the open tables.

    leaf: its leaf hash; None while a whole journal is read, where the caller keeps the tree itself.
    """
    fact = entry.fact
    kind = type(fact)
    states = org.states if entry.key is None else begun(org.states, entry.seq)
    changes: tuple[Change, ...] = ()
    for area in areas.owners()[kind][1]:
        before = states[area.name]
        after = area.evolve(before, entry)
        if after is not before:
            states = states.set(area.name, after)
        if made := area.rows(entry, before, after, near):
            changes += tuple(made)
    if changes:
        states = followed(states, entry, changes, org.states)
    founded = kind is OrganisationFounded
    after_it = Organisation(
        seq=entry.seq + 1,
        at=entry.at,
        charter_seq=entry.seq if kind is ArticleAdopted or kind is ArticleRetired else org.charter_seq,
        exercise=fact.exercise if founded else org.exercise,
        meaning=fact.meaning if founded or kind is MeaningRaised else org.meaning,
        frontier=org.frontier if leaf is None else org.frontier.append(leaf),
        counts=_counted(org.counts, changes) if changes else org.counts,
        states=states,
    )
    return after_it, changes


def _counted(counts: Map[str, int], changes: Sequence[Change]) -> Map[str, int]:
    # Most entries add rows to one table only: its count is put once, behind the last of them.
    table, number = "", 0
    for change in changes:
        if type(change) is Add:
            if change.table != table:
                if number:
                    counts = counts.set(table, number)
                table, number = change.table, counts.get(change.table, 0)
            number += 1
    return counts.set(table, number) if number else counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, when, by which way, and the chance that comes with the request.

    for_, evidence: on whose behalf, and the commitment to the paper behind it. more: extra parts of `Around`
    such as the tables at a position or what was prepared before the lock.
    """

    by: str
    at: str
    luck: Luck
    via: str | None = None
    for_: str | None = None
    evidence: str | None = None
    key: str = ""
    asked: str = ""
    more: Mapping[str, Any] | None = None


def _entry(org: Organisation, draft: Draft, asking: Asking, first: int) -> Entry[Fact]:
    because = draft.because if draft.because_draft is None else first + draft.because_draft
    by_node = draft.by == NODE
    return Entry(
        seq=org.seq,
        at=asking.at,
        by=draft.by or asking.by,
        via=None if by_node else asking.via,
        charter=org.charter_seq,
        because=because,
        for_=draft.for_ or (None if by_node else asking.for_),
        evidence=draft.evidence or (None if by_node else asking.evidence),
        fact=draft.fact,
    )


def _take(
    org: Organisation, drafts: Sequence[Draft], asking: Asking, earlier: Earlier, done: list[Written]
) -> Organisation:
    first = org.seq
    find = _with_fresh(earlier, done)
    for draft in drafts:
        entry = _entry(org, draft, asking, first)
        if not done:  # the key stands on the first entry of an append only
            entry = _keyed(entry, asking)
        near = around(org, entry, find)
        if refused := judge(org, entry, near):
            raise refused
        try:
            written = checked_bytes(entry)
        except ValueError as why:
            raise Refusal(
                what="The entry was not written", why=f"{why}.".capitalize(),
                next="Shorten what was asked, or split it.",
            ) from why
        leaf = leaf_hash(written)
        org, changes = advance(org, entry, near)
        done.append(Written(entry=entry, written=written, leaf=leaf, changes=changes, secrets=draft.secrets))
    return org


def _keyed(entry: Entry[Fact], asking: Asking) -> Entry[Fact]:
    return msgspec.structs.replace(entry, key=asking.key or None, asked=asking.asked or None)


def _with_fresh(earlier: Earlier, done: Sequence[Written]) -> Earlier:
    def find(seq: int) -> Fact:
        if done and seq >= done[0].entry.seq:
            return done[seq - done[0].entry.seq].entry.fact  # type: ignore[no-any-return]
        return earlier(seq)

    return find


def decide(
    org: Organisation, request: Request, asking: Asking, earlier: Earlier
) -> tuple[Organisation, tuple[Written, ...]]:
    """Answer a request with entries, each judged as if it were read; raises Refusal, and then nothing has happened.

    What the node owes at this moment (due effects of decisions) comes first, by: node.
    """
    done: list[Written] = []
    org = fork(org, states=begun(org.states, org.seq))
    for area in areas.areas():
        if area.due is not None and org.seq:
            drafts = area.due(org.states[area.name], _asking_around(org, asking, earlier, done))
            org = _take(org, drafts, asking, earlier, done)
    area = areas.handlers()[type(request)]
    near = _asking_around(org, asking, earlier, done)
    drafts = area.handlers[type(request)](org.states[area.name], request, near)
    org = _take(org, drafts, asking, earlier, done)
    if refused := unbroken(org.states):
        raise refused
    grown = org.frontier.extend([one.leaf for one in done])
    return msgspec.structs.replace(org, frontier=grown), tuple(done)


def _asking_around(org: Organisation, asking: Asking, earlier: Earlier, done: Sequence[Written]) -> Around:
    probe: Entry[Any] = Entry(
        seq=org.seq, at=asking.at, by=asking.by, via=asking.via, charter=org.charter_seq, fact=None,
        for_=asking.for_,
    )
    return around(org, probe, _with_fresh(earlier, done), luck=asking.luck, **(asking.more or {}))


def fork(org: Organisation, **changed: Any) -> Organisation:
    """A copy with something different, for previews."""
    return msgspec.structs.replace(org, **changed)
