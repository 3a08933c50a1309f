"""A bundle somebody was given, held against its own signature, and taken into a place of its own to be looked into."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auzolan import areas
from auzolan.charter.facts import OrganisationFounded, SigningKeyChanged
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.secret import commit
from auzolan.charter.state import origin
from auzolan.cli.console import Unreadable
from auzolan.export.bundle import Bundle, BundleUnsound
from auzolan.export.packing.layout import CHARTER, KEYS
from auzolan.journal.checkpoint import open_checkpoint
from auzolan.journal.fault import JournalFault
from auzolan.journal.merkle import Frontier, leaf_hash
from auzolan.journal.note import NoteRefused, VerifierKey, parse_vkey
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.node.receive import receive
from auzolan.values.refusal import Refusal

LEAVES_AT_ONCE = 4_096
OWNER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def given(path: Path) -> Bundle:
    """The bundle in a folder or zip file, its manifest read. Raises Unreadable."""
    if not path.exists():
        raise Unreadable(f"{path} is not there. Name an export, or a copy of a node's folder.")
    try:
        bundle = Bundle(path)
        bundle.manifest  # noqa: B018  (read here, so that what is no bundle is told before anything is done)
    except BundleUnsound as why:
        raise Unreadable(f"{path} is not a bundle that can be read: {why}.") from why
    return bundle


def check_signed(bundle: Bundle) -> None:
    """Nothing, where the newest checkpoint is signed by a key of the journal and speaks of all of it. Raises Refusal.

    A journal whose end nobody signed could have been written by anybody, also where every entry in it is allowed.
    """
    try:
        size, root, keys, name = _summed(bundle)
        notes = bundle.checkpoints()
        _check_words(bundle)
    except (BundleUnsound, JournalFault) as why:
        raise _not_taken(f"It cannot be read to its end: {why}.") from why
    if size != bundle.manifest["entries"]:
        raise _not_taken(f"Its manifest promises {bundle.manifest['entries']} entries; there are {size}.")
    if not notes or notes[-1][0] != size:
        raise _not_taken(f"No signed checkpoint over all its {size} entries came with it.")
    try:
        said, _ = open_checkpoint(notes[-1][1], [one for one in keys if one.name == name], origin=name)
    except NoteRefused as why:
        raise _not_taken(f"Its newest checkpoint was not signed by a key that its journal names: {why}.") from why
    if (said.size, said.root) != (size, root):
        raise _not_taken("Its newest checkpoint speaks of another journal.")


def _summed(bundle: Bundle) -> tuple[int, bytes, list[VerifierKey], str]:
    """(how many entries, their root, the keys they name, the origin they were founded under)."""
    frontier, leaves, size, name = Frontier(), [], 0, ""
    keys: list[VerifierKey] = []
    codec = areas.codec()
    for written in bundle.entries():
        leaves.append(leaf_hash(written))
        if b'"organisation.' in written:
            fact = codec.decode(written, size).fact
            if isinstance(fact, OrganisationFounded):
                name = fact.origin
            if isinstance(fact, OrganisationFounded | SigningKeyChanged) and fact.key:
                keys.append(parse_vkey(fact.key))
        size += 1
        if len(leaves) == LEAVES_AT_ONCE:
            frontier, leaves = frontier.extend(leaves), []
    return size, frontier.extend(leaves).root(), keys, name


def _check_words(bundle: Bundle) -> None:
    for secret in bundle.secrets():
        if commit(secret.r, secret.value) != secret.commitment:
            raise _not_taken(f"The words {secret.commitment[:12]} do not match the commitment in their entry.")
        if not OWNER.fullmatch(secret.owner):
            raise _not_taken(f"The words {secret.commitment[:12]} belong to {secret.owner[:40]!r}, which is no id.")


def _not_taken(why: str) -> Refusal:
    return Refusal(
        what="The bundle was not taken in", where="", why=why, next="Ask its sender for another copy, and verify it."
    )


@contextmanager
def looked_into(bundle: Bundle) -> Iterator[Office]:
    """The bundle's organisation in a node that is gone afterwards.

    Raises Refusal or JournalFault where an entry was not allowed or is not what was written.
    """
    with tempfile.TemporaryDirectory(prefix="auzolan-bundle-") as folder:
        node = Node(Path(folder) / "data", state=Path(folder) / "state", database_url="")
        node.make()
        try:
            receive(node, bundle)
            yield node.office(str(bundle.manifest["org"]))
        finally:
            node.close()


def broken_promise(bundle: Bundle, office: Office) -> str:
    """What the bundle says of itself and its journal does not say, as a sentence; empty where all of it is so."""
    org = office.now()
    said = bundle.manifest
    truth = {
        "entries": org.seq, "root": org.frontier.root().hex(), "origin": origin(org.states["charter"]),
        "name": org.states["charter"].founding.name,
    }
    for field, true in truth.items():
        if said.get(field, true) != true:
            return f"its manifest says {field} {str(said[field])[:80]}; the journal says {true}"
    articles, findings = load(bundle.read(CHARTER), Kinds.find(), where=CHARTER)
    if findings or {one.id: one.text for one in articles} != {
        id: one.text for id, one in org.charter.articles.items()
    }:
        return f"{CHARTER} is not the charter that the journal makes"
    named = {
        parse_vkey(fact.key).printed() for seq, written, _ in office.store.entries()
        if b'"organisation.' in written
        and isinstance(fact := areas.codec().decode(written, seq).fact, OrganisationFounded | SigningKeyChanged)
        and fact.key
    }
    if set(bundle.read(KEYS).decode().split()) != named:
        return f"{KEYS} does not hold the keys that the journal names"
    return ""


def withheld(bundle: Bundle, office: Office) -> int:
    """How many words the entries commit to and the bundle does not hold: withheld, or erased before."""
    here = {one.commitment for one in bundle.secrets()}
    codec = areas.codec()
    named = {getattr(codec.decode(written, seq).fact, "vault", "") for seq, written, _ in office.store.entries()}
    return len(named - here - {""})
