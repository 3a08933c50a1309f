"""Taking in a whole journal that was written elsewhere: every entry judged again, the same root in the end."""

from collections.abc import Callable
from typing import Any

from auzolan import areas
from auzolan.charter.secret import commit
from auzolan.export.bundle import Bundle
from auzolan.journal.entry import Entry
from auzolan.journal.merkle import leaf_hash
from auzolan.node import signing
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.node.store import Store
from auzolan.organisation import Organisation, Written, advance, around, empty, judge
from auzolan.values.refusal import Refusal

BATCH = 1_000


class Receiving:
    """One journal on its way into a node's store."""

    def __init__(self, office: Office, store: Store) -> None:
        self.office = office
        self.store = store
        self.org: Organisation = empty()
        self._batch: list[Written] = []
        self._before: dict[str, int] = {}
        self._keyed: Entry[Any] | None = None

    def take(self, written: bytes) -> None:
        """Judge the next entry and put it. Raises Refusal when the charter did not allow it."""
        entry = areas.codec().decode(written, self.org.seq)
        near = around(self.org, entry, self._earlier)
        if refused := judge(self.org, entry, near):
            raise Refusal(
                what="The bundle was not taken in", where=f"entry {entry.seq}", why=refused.why,
                next="Ask its sender for another copy, and verify it first.",
            )
        leaf = leaf_hash(written)
        if not self._batch:
            self._before = dict(self.org.counts)
        self.org, changes = advance(self.org, entry, near, leaf)
        if entry.key is not None:
            self._close_append(entry.seq - 1)
            self._keyed = entry
        self._batch.append(Written(entry=entry, written=written, leaf=leaf, changes=changes))
        if len(self._batch) >= BATCH:
            self.put()

    def put(self) -> None:
        """Put what is waiting."""
        self.store.append(self._batch, self._before)
        self._batch = []

    def finish(self) -> None:
        """Put the rest."""
        self.put()
        self._close_append(self.org.seq - 1)

    def _close_append(self, last: int) -> None:
        if self._keyed is not None:
            self.store.note_append(self._keyed, last)
            self._keyed = None

    def _earlier(self, seq: int) -> Any:
        for one in self._batch:
            if one.entry.seq == seq:
                return one.entry.fact
        return self.office.fact(seq)


def receive(node: Node, bundle: Bundle, progress: Callable[[int], None] = lambda seq: None) -> Organisation:
    """Take a bundle into a node, all or nothing. Answers the organisation as it is after the last entry."""
    org = str(bundle.manifest["org"])
    office = node.found(org)
    try:
        with node.connect().writing(office.handle):
            taking = Receiving(office, office.store)
            for written in bundle.entries():
                taking.take(written)
                progress(taking.org.seq)
            taking.finish()
            notes = bundle.checkpoints()
            for size, note in notes:
                office.store.note_checkpoint(size, note)
            office.vault.put(_matching(bundle))
    except BaseException:
        node.forget(org)
        raise
    if notes:
        node.keeping.keep(org, notes[-1][0], notes[-1][1], signing.size_of)
    return taking.org


def _matching(bundle: Bundle) -> Any:
    for secret in bundle.secrets():
        if commit(secret.r, secret.value) != secret.commitment:
            raise Refusal(
                what="The bundle was not taken in", where=f"vault value {secret.commitment[:12]}",
                why="The words do not match the commitment in their entry.", next="Ask its sender for another copy.",
            )
        yield secret
