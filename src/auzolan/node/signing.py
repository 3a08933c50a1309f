"""Signing the head of a journal, and refusing to when it is not the journal that was signed before."""

from auzolan.charter.state import origin
from auzolan.journal.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from auzolan.journal.fault import JournalForked, JournalStale
from auzolan.journal.note import Signer, parse_note
from auzolan.node.store import Store
from auzolan.organisation import Organisation


def head_of(note: bytes) -> Checkpoint:
    """What a checkpoint of our own says, without asking who signed it."""
    return parse_checkpoint(parse_note(note)[0])


def size_of(note: bytes) -> int:
    """How many entries a checkpoint speaks of."""
    return head_of(note).size


def signer(org: Organisation, seed: bytes) -> Signer:
    """The organisation's signing key, under the origin line it was founded with."""
    return Signer(name=origin(org.states["charter"]), seed=seed)


def sign(org: Organisation, seed: bytes) -> bytes:
    """A signed checkpoint over every entry read until now."""
    key = signer(org, seed)
    return sign_checkpoint(Checkpoint(origin=key.name, size=org.seq, root=org.frontier.root()), key)


def stands_on_what_was_kept(kept: bytes | None, org: Organisation, store: Store, seed: bytes) -> None:
    """Refuse to go on from a database that is older than, or another than, what this node signed last.

    kept: the newest checkpoint outside the database. Raises JournalStale or JournalForked.
    """
    before = None if kept is None else head_of(kept)
    if before is not None and before.size > org.seq:
        raise JournalStale(
            f"the database ends at entry {org.seq - 1}, but this node signed {before.size} entries:"
            " it is an older copy, and nothing is signed over it. Put the newer database back,"
            " or tell the members and go on from an export that holds every entry."
        )
    if org.seq == 0:
        return
    key = signer(org, seed)
    _all_is_signed(org, store, key)
    if kept is None or before is None:
        return
    open_checkpoint(kept, [key.verifier], origin=key.name)
    stored = store.checkpoint(before.size)
    root = org.frontier.root() if before.size == org.seq else stored and head_of(stored).root
    if root != before.root:
        raise JournalForked(
            f"the database and the kept checkpoint disagree about the first {before.size} entries:"
            " they were rewritten. Run `auzolan verify`, and compare with another copy."
        )


def _all_is_signed(org: Organisation, store: Store, key: Signer) -> None:
    """An entry that nobody signed was not written by this node, and must not come under the next signature."""
    note = store.checkpoint(org.seq)
    if note is None:
        raise JournalForked(
            f"no checkpoint covers entry {org.seq - 1}: it was not written by this node, and nothing is signed over it."
            " Run `auzolan verify`, and compare with another copy."
        )
    head, _ = open_checkpoint(note, [key.verifier], origin=key.name)
    if (head.size, head.root) != (org.seq, org.frontier.root()):
        raise JournalForked(
            f"the checkpoint in the database is not of these {org.seq} entries: they were rewritten."
            " Run `auzolan verify`, and compare with another copy."
        )
