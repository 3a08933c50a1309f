"""One pass over a copy of a journal, and the four checks of docs/formats/journal.md."""

from collections.abc import Callable
from typing import Any

from auzolan import areas
from auzolan.charter.facts import OrganisationFounded, SigningKeyChanged
from auzolan.flows.balances import trial_balance
from auzolan.governance.election_facts import CountbackHeld
from auzolan.journal.checkpoint import open_checkpoint, parse_checkpoint
from auzolan.journal.entry import Entry
from auzolan.journal.fault import JournalAltered
from auzolan.journal.merkle import Frontier, leaf_hash
from auzolan.journal.note import NoteRefused, VerifierKey, parse_note, parse_vkey
from auzolan.metrics.again import WORKED_OUT, comes_out_again
from auzolan.metrics.watching import unbroken
from auzolan.organisation import advance, around, empty, judge
from auzolan.verify.check import BOOKS, BYTES, NAMES, RECOMPUTE, REPLAY, Check, Verdict, Wrong
from auzolan.verify.copy import Copy
from auzolan.verify.countbacks import Countbacks
from auzolan.verify.runs import SENSELESS, Runs
from auzolan.verify.tables import StoredTables
from auzolan.verify.weights import Weights

PROGRESS_EVERY = 20_000
LEAVES_AT_ONCE = 4_096


class Pass:
    """The state of one verification; made for one copy and used once."""

    def __init__(self, copy: Copy, kept: bytes | None, progress: Callable[[int], None]) -> None:
        self.copy = copy
        self.kept = kept
        self.progress = progress
        self.org = empty()
        self.frontier = Frontier()
        self.leaves: list[bytes] = []
        self.keys: dict[str, VerifierKey] = {}
        self.checkpoints = iter(copy.checkpoints())
        self.checkpoint = next(self.checkpoints, None)
        self.checked = 0
        self.covered = 0
        self.kept_seen = kept is None
        self.runs = Runs(copy)
        self.weights = Weights(copy)
        self.countbacks = Countbacks(copy)
        self.appends = copy.appends()
        self.append: tuple[str, str, int, int] | None = None

    def everything(self) -> Verdict:
        """Walk the whole journal; stops at the first entry that is wrong."""
        failed: Wrong | None = None
        try:
            if (damage := self.copy.integrity()) != "ok":
                raise Wrong(BYTES, f"the database says of itself: {damage}", None)
            self._walk()
        except Wrong as wrong:
            failed = wrong
        except (JournalAltered, NoteRefused) as why:
            failed = Wrong(BYTES, str(why), getattr(why, "seq", None))
        return self._verdict(failed)

    def _walk(self) -> None:
        stored = StoredTables(self.copy)
        codec = areas.codec()
        for seq, written, leaf in self.copy.entries():
            if seq != self.org.seq:
                raise Wrong(BYTES, f"entry {self.org.seq} is missing", self.org.seq)
            if leaf_hash(written) != leaf:
                raise Wrong(BYTES, f"entry {seq} is not what was written: its bytes do not give its leaf hash", seq)
            entry = codec.decode(written, seq)
            self.leaves.append(leaf)
            if entry.key is not None:
                self._ended(seq)
            stored.follow(seq, self._replay(entry))
            self._key_of(entry)
            self._append_of(entry)
            self._recompute(entry)
            self._at_checkpoints(seq + 1)
            if seq % PROGRESS_EVERY == 0:
                self.progress(seq)
        stored.finish()
        self._end()

    def _replay(self, entry: Entry[Any]) -> Any:
        near = around(self.org, entry, self._earlier)
        try:
            if refused := judge(self.org, entry, near):
                raise Wrong(REPLAY, f"entry {entry.seq} was not allowed: {refused.why}", entry.seq)
            self.org, changes = advance(self.org, entry, near)
        except SENSELESS as why:  # only an entry that no office wrote can be so far from what the judges know
            raise Wrong(REPLAY, f"entry {entry.seq} makes no sense: {why!r}", entry.seq) from why
        return changes

    def _earlier(self, seq: int) -> Any:
        for _, written, _ in self.copy.entries(seq, seq + 1):
            return areas.codec().decode(written, seq).fact
        raise Wrong(BYTES, f"entry {seq} is missing", seq)

    def _key_of(self, entry: Entry[Any]) -> None:
        if isinstance(entry.fact, (OrganisationFounded, SigningKeyChanged)) and entry.fact.key:
            key = parse_vkey(entry.fact.key)
            self.keys = {key.name: key}  # what the key before it signs from here on is not the organisation's

    def _append_of(self, entry: Entry[Any]) -> None:
        if entry.key is not None:
            if self.append is not None and self.append[3] != entry.seq - 1:
                raise Wrong(REPLAY, f"the append of entry {self.append[2]} does not end at {entry.seq - 1}", entry.seq)
            self.append = next(self.appends, None)
            if self.append is None or self.append[:3] != (entry.key, entry.asked, entry.seq):
                raise Wrong(REPLAY, f"the idempotency key of entry {entry.seq} is not the stored one", entry.seq)
        elif entry.seq == 0 or self.append is None or entry.asked is not None:
            raise Wrong(REPLAY, f"entry {entry.seq} begins an append without a key", entry.seq)

    def _recompute(self, entry: Entry[Any]) -> None:
        self.runs.follow(entry, self.org.states)
        self.weights.follow(entry, self.org.states)
        if isinstance(entry.fact, CountbackHeld):
            self.countbacks.follow(entry, around(self.org, entry, self._earlier))
        if isinstance(entry.fact, WORKED_OUT):
            self._worked_out(entry)

    def _worked_out(self, entry: Entry[Any]) -> None:
        """What the node said of a limit or a metric comes out again."""
        try:
            same = comes_out_again(entry, self.org.states, self.copy.as_of)
        except SENSELESS as why:
            raise Wrong(RECOMPUTE, f"entry {entry.seq} cannot be worked out again: {why}", entry.seq) from why
        if not same:
            raise Wrong(RECOMPUTE, f"entry {entry.seq}: working it out again gives another result", entry.seq)

    def _ended(self, size: int, *, last: bool = False) -> None:
        """Every append is signed when it ends, and leaves nothing half done for the next one."""
        # A bundle carries the newest checkpoints only; from the first one on there is one for every append.
        if self.covered != size and (self.covered or last):
            why = f"no checkpoint covers the entries from {self.covered} on: nobody signed them"
            raise Wrong(BYTES, why, self.covered)
        if refused := unbroken(self.org.states):
            raise Wrong(REPLAY, f"entry {size - 1} was not allowed: {refused.why}", size - 1)
        runs = self.org.states["rules"]
        charter = self.org.states["charter"]
        founding = charter.founding is not None and len(charter.articles) < charter.founding.articles
        half = {"the founding": founding, "a run": runs.filling != "", "a settlement": runs.paying is not None}
        if left := [what for what, so in half.items() if so]:
            raise Wrong(REPLAY, f"{left[0]} was left half done after entry {size - 1}", size - 1)

    def _at_checkpoints(self, size: int) -> None:
        while self.checkpoint is not None and self.checkpoint[0] == size:
            self._holds(self.checkpoint[1], size, "the stored checkpoint")
            self.checked += 1
            self.covered = size
            self.checkpoint = next(self.checkpoints, None)
        if not self.kept_seen and self.kept is not None and parse_checkpoint(parse_note(self.kept)[0]).size == size:
            self._holds(self.kept, size, "the checkpoint kept outside the database")
            self.kept_seen = True
        if len(self.leaves) >= LEAVES_AT_ONCE:
            self._gather()

    def _gather(self) -> None:
        self.frontier = self.frontier.extend(self.leaves)
        self.leaves = []

    def _holds(self, note: bytes, size: int, which: str) -> None:
        self._gather()
        said = parse_checkpoint(parse_note(note)[0])
        key = self.keys.get(said.origin)
        if key is None:
            raise Wrong(BYTES, f"{which} at {size} names {said.origin}, a key the journal never named", size - 1)
        open_checkpoint(note, [key], origin=said.origin)
        if said.size != size or said.root != self.frontier.root():
            raise Wrong(
                BYTES, f"{which} over {size} entries has another root: an entry before it was rewritten", size - 1
            )

    def _end(self) -> None:
        self._gather()
        if self.checkpoint is not None:
            raise Wrong(
                BYTES, f"a checkpoint speaks of {self.checkpoint[0]} entries; there are {self.org.seq}", self.org.seq
            )
        if not self.kept_seen:
            raise Wrong(
                BYTES, "the checkpoint kept outside the database speaks of more entries than there are", self.org.seq
            )
        self._ended(self.org.seq, last=True)
        if self.append is not None and (self.append[3] != self.org.seq - 1 or next(self.appends, None) is not None):
            raise Wrong(REPLAY, "the stored idempotency keys do not end with the journal", self.org.seq - 1)
        for unit, left in trial_balance(self.org.states["flows"]).items():
            if left:
                raise Wrong(
                    BOOKS, f"the trial balance is not zero: {left} smallest parts of {unit} are left over", None
                )

    def _verdict(self, failed: Wrong | None) -> Verdict:
        kept = "and the kept one hold" if self.kept is not None else "hold; no kept checkpoint was found"
        proved = f"; {self.runs.proved} proved by what was kept with them" if self.runs.proved else ""
        said = {
            BYTES: f"{self.org.seq} entries give the root; {self.checked} checkpoints {kept}",
            REPLAY: "every entry was allowed by the charter in force; every table is as the journal makes it",
            RECOMPUTE: f"{self.runs.computed} runs computed again, equal to the last digit{proved}",
            BOOKS: "every entry balances in each unit; the trial balance is zero",
        }
        checks = []
        for name in NAMES:
            if failed is not None and failed.check == name:
                checks.append(Check(name=name, holds=False, message=failed.message, entry=failed.entry))
            elif failed is not None:
                checks.append(Check(name=name, holds=False, message="not reached: another check failed first"))
            else:
                checks.append(Check(name=name, holds=True, message=said[name]))
        self._gather()
        return Verdict(entries=self.org.seq, root=self.frontier.root().hex(), checks=tuple(checks))


def verify(copy: Copy, kept: bytes | None = None, progress: Callable[[int], None] = lambda seq: None) -> Verdict:
    """Verify one copy: bytes and checkpoints, replay and tables, runs, books.

    kept: the newest checkpoint that was kept outside the copy, if there is one.
    """
    return Pass(copy, kept, progress).everything()
