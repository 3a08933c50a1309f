"""A checkpoint: the organisation's signed word that its journal had so many entries and this one root.

The format is C2SP tlog-checkpoint inside a signed note. Its text:

    node.example/bread
    7
    IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=
"""

import re
from base64 import b64encode
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auzolan.journal.fault import JournalForked
from auzolan.journal.merkle import EMPTY_ROOT, HASH_BYTES, ProofRefused, verify_consistency
from auzolan.journal.note import NoteRefused, OpenedNote, Signer, Verifier, open_note, sign

SIZE_MAX = 2**63 - 1
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class CheckpointRefused(NoteRefused):
    """A checkpoint is malformed, or is not the checkpoint it should be. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far a journal had come: whose, how many entries, and the root hash over them.

    origin: whose journal, HOST/ORG; size: entries, 0 .. 2**63-1; root: 32 bytes; extensions: further lines, which
    Auzolan never writes and keeps when others do. Raises CheckpointRefused when such a checkpoint cannot exist.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or any(letter < " " for letter in line):
                raise CheckpointRefused("every line of a checkpoint must have text, without control characters")
        if not 0 <= self.size <= SIZE_MAX:
            raise CheckpointRefused(f"a checkpoint cannot cover {self.size} entries")
        if len(self.root) != HASH_BYTES:
            raise CheckpointRefused(f"the root hash of a checkpoint has {len(self.root)} bytes instead of 32")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointRefused("the checkpoint of an empty journal has the wrong root hash")

    def text(self) -> str:
        """The text that is signed, newline at its end included."""
        return "\n".join((self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions, ""))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint. Raises CheckpointRefused unless writing it again gives the same text."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "":
        raise CheckpointRefused("a checkpoint has an origin, a size and a root hash, a line each, ended by a newline")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise CheckpointRefused(f"{size!r} is not a number of entries")
    try:
        checkpoint = Checkpoint(
            origin=origin, size=int(size), root=a2b_base64(root, strict_mode=True), extensions=tuple(extensions)
        )
    except (NotBase64, ValueError) as why:
        raise CheckpointRefused("the root hash of the checkpoint is not base64") from why
    if checkpoint.text() != text:
        raise CheckpointRefused("the checkpoint is not written in its one canonical spelling")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> bytes:
    """Write a checkpoint as a signed note. Every signer bears the origin's name. Raises CheckpointRefused."""
    for signer in signers:
        if signer.name != checkpoint.origin:
            raise CheckpointRefused(f"the key of {signer.name} cannot sign a checkpoint of {checkpoint.origin}")
    return sign(checkpoint.text(), *signers)


def open_checkpoint(note: bytes, verifiers: Iterable[Verifier], *, origin: str) -> tuple[Checkpoint, OpenedNote]:
    """Read a signed checkpoint of one organisation and check its signatures.

    verifiers: the organisation's keys and those of trusted witnesses; a witness alone does not make a checkpoint.
    Raises NoteRefused (malformed or not signed) or CheckpointRefused (not a checkpoint, or of someone else).
    """
    opened = open_note(note, verifiers)
    checkpoint = parse_checkpoint(opened.text)
    if checkpoint.origin != origin:
        raise CheckpointRefused(f"this is a checkpoint of {checkpoint.origin}, not of {origin}")
    if all(signatory.name != origin for signatory in opened.signed_by):
        raise CheckpointRefused(f"the checkpoint is not signed by {origin} itself")
    return checkpoint, opened


def check_consistent(older: Checkpoint, newer: Checkpoint, proof: Sequence[bytes]) -> None:
    """Check that nothing before the older checkpoint was changed by the time of the newer one.

    proof: a consistency proof between their sizes, empty when they are equal or the older is empty.
    Raises JournalForked when both can never be true (one size, two roots), ProofRefused when the proof does not show
    what it should, CheckpointRefused when they are of different journals.
    """
    if older.origin != newer.origin:
        raise CheckpointRefused(f"{older.origin} and {newer.origin} are different journals")
    if older.size == newer.size and older.root != newer.root:
        raise JournalForked(f"two checkpoints of {older.origin} claim different entries under one size, {older.size}")
    if older.size == 0:
        if proof:
            raise ProofRefused("from an empty journal the proof must be empty")
        return
    verify_consistency(older.size, newer.size, proof, older.root, newer.root)
