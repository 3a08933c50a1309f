"""The office: the only writer. It takes a request, answers with entries, or refuses in a sentence."""

import gc
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from auzolan import areas
from auzolan.charter.around import Request
from auzolan.charter.decide import DoWhatIsDue
from auzolan.engines import fitting
from auzolan.governance.sealed_facts import BoxLost, BoxOpened
from auzolan.journal.entry import NODE, TERMINAL, Entry, Fact, encode
from auzolan.journal.fault import JournalAltered
from auzolan.journal.merkle import leaf_hash
from auzolan.node import signing, snapshot
from auzolan.node.ballot_box import BallotBox
from auzolan.node.copy import StoreCopy
from auzolan.node.database import Database
from auzolan.node.keeping import Keeping
from auzolan.node.reading import Reader
from auzolan.node.store import Store
from auzolan.node.vault import Vault
from auzolan.organisation import Asking, Organisation, Written, advance, around, decide, empty
from auzolan.rules.meanwhile import Meanwhile
from auzolan.values.instant import parse_instant, print_instant
from auzolan.values.luck import Luck
from auzolan.values.refusal import Refusal

CLOCK_BEHIND_MAX = timedelta(minutes=10)
SNAPSHOT_EVERY = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request led to: the entries, in order. `again`: the same request had been answered before."""

    org: str
    entries: tuple[Entry[Any], ...]
    again: bool = False

    @property
    def seqs(self) -> list[int]:
        """The numbers of the entries."""
        return [entry.seq for entry in self.entries]

    def fact(self, kind: type[Any]) -> Any:
        """The first fact of a kind. Raises LookupError when the answer has none."""
        for entry in self.entries:
            if isinstance(entry.fact, kind):
                return entry.fact
        raise LookupError(f"the answer holds no {kind.__name__}")


class Office:
    """One organisation's office on this node; any number of threads and processes may each have one.

    clock: tells the moment; asked anew for every request.
    """

    def __init__(
        self, *, org: str, handle: int, connect: Callable[[], Database], keeping: Keeping,
        snapshots: snapshot.Snapshots, clock: Callable[[Organisation], datetime],
    ) -> None:
        self.org = org
        self.handle = handle
        self.keeping = keeping
        self._connect = connect
        self._snapshots = snapshots
        self._clock = clock
        self._now = empty()
        self._started = False
        self._guard = threading.RLock()

    # --- reading

    @property
    def store(self) -> Store:
        """This thread's store."""
        return Store(self._connect(), self.handle, areas.tables())

    @property
    def vault(self) -> Vault:
        """This thread's vault."""
        return Vault(self._connect(), self.handle, self.org, self.keeping)

    @property
    def ballot_box(self) -> BallotBox:
        """This thread's way to the sealed boxes."""
        return BallotBox(self._connect(), self.handle, self.org, self.keeping)

    def now(self) -> Organisation:
        """What is so, after every entry that is in the store."""
        with self._guard:
            self._catch_up(self.store)
            return self._now

    def reader(self, at: int | None = None) -> Reader:
        """The open tables as they hold now, or after entry `at`."""
        return Reader(self.store, self.now(), at)

    def fact(self, seq: int) -> Fact:
        """The fact of an earlier entry."""
        return self.entry(seq).fact  # type: ignore[no-any-return]

    def entry(self, seq: int) -> Entry[Any]:
        """One entry, read strictly. Raises KeyError when there is none."""
        written = self.store.entry(seq)
        if written is None:
            raise KeyError(f"there is no entry {seq}")
        return areas.codec().decode(written, seq)

    def _catch_up(self, store: Store) -> None:
        if not self._started:
            self._now = self._snapshots.load(self.org, store) or empty()
            self._started = True
        before = self._now.seq
        self._now = self._folded(self._now, store.entries(before))
        if self._now.seq - before >= SNAPSHOT_EVERY:
            self._snapshots.save(self.org, self._now)

    def _folded(self, org: Organisation, stored: Iterator[tuple[int, bytes, bytes]]) -> Organisation:
        codec = areas.codec()
        for seq, written, leaf in stored:
            if leaf_hash(written) != leaf:
                raise JournalAltered(f"entry {seq} is not what was written; compare with another copy", seq=seq)
            entry = codec.decode(written, seq)
            org, _ = advance(org, entry, around(org, entry, self.fact), leaf)
        return org

    # --- writing

    def do(
        self, request: Request, *, by: str = TERMINAL, key: str = "", via: str | None = None,
        for_: str | None = None, evidence: str | None = None, at: datetime | None = None,
    ) -> Answer:
        """Answer one request: take the write lock, decide, append, sign, commit. Raises Refusal; then nothing happened.

        key: the same key with the same request returns the first answer; with another it is refused.
        at: a moment that an exercise or the demo names; others ask the clock.
        """
        key = key or secrets.token_hex(16)
        said = [by, via, for_, request] if evidence is None else [by, via, for_, request, evidence]
        asked = hmac.digest(self.keeping.secret(), encode(said), hashlib.sha256).hex()
        store = self.store
        if again := self._answered(store, key, asked):
            return again
        seed = secrets.token_bytes(32)
        prepare = partial(self._prepared, request, by=by, via=via, at=at, seed=seed)
        if _is_prepared(request) and self.now().seq:
            # What is due comes first, and would overtake what is prepared below.
            self.do(DoWhatIsDue(), by=NODE, key=f"due after {self._now.seq}", at=at)
        prepared = prepare()
        with self._guard:
            with _no_collecting(), store.database.writing(self.handle):
                if again := self._answered(store, key, asked):
                    return again
                self._catch_up(store)
                asking = Asking(by=by, via=via, for_=for_, evidence=evidence, key=key, asked=asked, at=self._moment(at),
                                luck=Luck(seed=seed), more=self._more(store, prepared))
                after, written = self._decided(request, asking, prepare)
                note = self._append(store, after, written) if written else b""
                boxes = self._emptied(written)
            if not written:
                return Answer(org=self.org, entries=())
            for decision in boxes:
                self.ballot_box.destroy(decision)
            self._now = after
            self.keeping.keep(self.org, after.seq, note, signing.size_of)
            if after.seq // SNAPSHOT_EVERY != (after.seq - len(written)) // SNAPSHOT_EVERY:
                self._snapshots.save(self.org, after)
        return Answer(org=self.org, entries=tuple(one.entry for one in written))

    @contextmanager
    def locked(self) -> Iterator[tuple[Organisation, Callable[[datetime | None], str]]]:
        """The write lock, for what is kept beside the journal: what is so now, and how the moment is told."""
        store = self.store
        with self._guard, store.database.writing(self.handle):
            self._catch_up(store)
            yield self._now, self._moment

    def _decided(
        self, request: Request, asking: Asking, prepare: Callable[[], Any]
    ) -> tuple[Organisation, tuple[Written, ...]]:
        try:
            return decide(self._now, request, asking, self.fact)
        except Meanwhile:
            # Somebody wrote on what it reads while it was prepared. Once more, now that nobody else can write.
            more = {**(asking.more or {}), "prepared": prepare()}
            return decide(self._now, request, replace(asking, more=more), self.fact)

    def _prepared(self, request: Request, *, by: str, via: str | None, at: datetime | None, seed: bytes) -> Any:
        area = areas.handlers()[type(request)]
        prepare = area.prepare.get(type(request))
        if prepare is None:
            return None
        org = self.now()
        probe: Entry[Any] = Entry(seq=org.seq, at=self._moment(at), by=by, via=via, charter=org.charter_seq, fact=None)
        more = self._more(self.store, None)
        return prepare(org.states[area.name], request, around(org, probe, self.fact, luck=Luck(seed=seed), **more))

    def _more(self, store: Store, prepared: Any) -> dict[str, Any]:
        return {
            "tables": lambda at: Reader(store, self._now, at), "prepared": prepared, "revealed": self.vault.revealed,
            "opened": self.vault.open, "working": fitting.working, "box": self.ballot_box.open,
        }

    def _moment(self, at: datetime | None) -> str:
        moment = print_instant(at or self._clock(self._now))
        if self._now.at and moment < self._now.at:
            if parse_instant(self._now.at) - parse_instant(moment) > CLOCK_BEHIND_MAX:
                raise Refusal(
                    what="Nothing was written",
                    why=f"The clock says {moment}, but the last entry is of {self._now.at}.",
                    next="Set the machine's clock right, then ask again.",
                )
            return self._now.at
        return moment

    def _answered(self, store: Store, key: str, asked: str) -> Answer | None:
        found = store.append_of(key)
        if found is None:
            return None
        before, first, last = found
        if not hmac.compare_digest(before, asked):
            raise KeyReused(key)
        codec = areas.codec()
        entries = tuple(codec.decode(written, seq) for seq, written, _ in store.entries(first, last + 1))
        return Answer(org=self.org, entries=entries, again=True)

    def _append(self, store: Store, after: Organisation, written: Sequence[Written]) -> bytes:
        first = written[0].entry.seq
        seed = self.keeping.make_signing_seed(self.org) if first == 0 else self.keeping.signing_seed(self.org)
        if seed is None:
            raise Refusal(
                what="Nothing was written", why="This node holds no signing key for the organisation.",
                next="Start the node with the AUZOLAN_STATE folder that belongs to it.",
            )
        signing.stands_on_what_was_kept(self.keeping.kept(self.org), self._now, store, seed)
        store.append(written, dict(self._now.counts))
        self.vault.put(secret for one in written for secret in one.secrets)
        store.note_append(written[0].entry, written[-1].entry.seq)
        for (read, leaf), one in zip(store.read_back(first), written, strict=True):
            if leaf_hash(read) != one.leaf or leaf != one.leaf:
                raise JournalAltered(f"entry {one.entry.seq} was not stored as written", seq=one.entry.seq)
        note = signing.sign(after, seed)
        store.note_checkpoint(after.seq, note)
        return note

    def _emptied(self, written: Sequence[Written]) -> list[str]:
        """The decisions whose boxes are written in the journal now, and empty in the same step."""
        facts = (one.entry.fact for one in written)
        boxes = [fact.decision for fact in facts if isinstance(fact, BoxOpened | BoxLost)]
        for decision in boxes:
            self.ballot_box.empty(decision)
        return boxes

    def copy(self) -> StoreCopy:
        """This node's copy of the organisation, to be verified."""
        return StoreCopy(self.store, self.vault)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """A consistent view of the store for something long, such as an export."""
        store = self.store
        with store.database.reading():
            yield store


def _is_prepared(request: Request) -> bool:
    return type(request) in areas.handlers()[type(request)].prepare


@contextmanager
def _no_collecting() -> Iterator[None]:
    """No search for circles of dead objects while one append is made: entries are values, and values make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class KeyReused(Refusal):
    """The same idempotency key came with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            what="Nothing was written", where=f"key {key}", why="This key was already used for another request.",
            next="Use a new key for a new request.",
        )
