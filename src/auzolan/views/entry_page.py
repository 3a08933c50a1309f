"""One entry of the journal: what it says, by whom, why, its bytes, and the proof that it is in there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.state import origin
from auzolan.contest.state import OPEN
from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import Entry, encode
from auzolan.journal.merkle import inclusion_proof, leaf_hash, verify_inclusion
from auzolan.organisation import Organisation
from auzolan.rules.facts import PortionsPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Hashes, in hex, that lead from the entry's leaf to the root over `size` entries; checked before it is shown."""

    index: int
    size: int
    leaf: str
    path: tuple[str, ...]
    root: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One line of an entry of the books, or one portion of a run. at: its number; to: the account as written."""

    at: int
    to: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A contest of this entry, or of one line in it."""

    contest: str
    by: str
    seq: int
    to: str
    posting: int
    due: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """seq: which; kind: of its fact; because: the entry that caused it; written: its canonical bytes as text."""

    seq: int
    last: int
    at: str
    by: str
    via: str
    for_: str
    charter: int
    because: int | None
    kind: str
    written: str
    leaf: str
    legs: tuple[Leg, ...]
    contests: tuple[Objection, ...]
    reversed_by: int | None = None
    waits: str = ""
    proof: Proof | None = None


CONFIRM, SIGN, ANSWER = "confirm", "sign", "answer"


def entry_page(org: Organisation, entry: Entry[Any]) -> EntryPage:
    """Everything about one entry but its proof."""
    written = encode(entry)
    contests = org.states["contest"].contests
    books = org.states["flows"]
    return EntryPage(
        seq=entry.seq,
        last=org.seq - 1,
        at=entry.at,
        by=entry.by,
        via=entry.via or "",
        for_=entry.for_ or "",
        charter=entry.charter,
        because=entry.because,
        kind=str(type(entry.fact).__struct_config__.tag),
        written=written.decode(),
        leaf=leaf_hash(written).hex(),
        legs=_legs(org, entry.fact),
        contests=tuple(
            Objection(
                contest=id, by=one.by, seq=one.seq, to=one.to, posting=one.posting, due=one.due, status=one.status
            )
            for id, one in contests.items()
            if one.line == entry.seq
        ),
        reversed_by=books.reversed.get(entry.seq),
        waits=_waits(org, entry),
    )


def _legs(org: Organisation, fact: Any) -> tuple[Leg, ...]:
    if isinstance(fact, PostingsMade):
        return tuple(
            Leg(at=at, to=leg.account, amount=leg.amount, unit=leg.unit) for at, leg in enumerate(fact.postings)
        )
    if isinstance(fact, PortionsPublished):
        unit = org.states["rules"].runs[fact.run].unit
        return tuple(Leg(at=at, to=one.to, amount=one.amount, unit=unit) for at, one in enumerate(fact.portions))
    return ()


def _waits(org: Organisation, entry: Entry[Any]) -> str:
    """What somebody else has yet to do about this entry."""
    books = org.states["flows"]
    if entry.seq in books.waiting:
        return CONFIRM
    if entry.seq in books.pending:
        return SIGN
    contest = org.states["contest"].contests.get(getattr(entry.fact, "contest", ""))
    return ANSWER if contest is not None and contest.seq == entry.seq and contest.status == OPEN else ""


def proof(org: Organisation, seq: int, leaves: Sequence[bytes]) -> Proof:
    """The path from an entry to the root over all entries. leaves: of every entry, in order.

    Raises ProofRefused when the leaves do not give the root that the organisation's state has.
    """
    root = org.frontier.root()
    path = inclusion_proof(leaves, seq, org.seq)
    verify_inclusion(seq, org.seq, leaves[seq], path, root)
    return Proof(
        index=seq,
        size=org.seq,
        leaf=leaves[seq].hex(),
        path=tuple(one.hex() for one in path),
        root=root.hex(),
        origin=origin(org.states["charter"]),
    )
