"""The receipt of a sealed vote: a signed note that names the decision, the tracker and the hash of the paper."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from auzolan.governance.sealed_box import paper_bytes
from auzolan.governance.sealed_facts import Paper
from auzolan.journal.note import NoteRefused, Signer, VerifierKey, open_note, sign

FIRST = "auzolan receipt of a sealed vote v1"
FOUND, MISSING, CHANGED = "found", "missing", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was acknowledged. origin: whose key signs; paper: SHA-256 in hex of the paper's canonical bytes."""

    origin: str
    decision: str
    tracker: str
    paper: str

    @classmethod
    def of(cls, origin: str, decision: str, paper: Paper) -> "Receipt":
        """The receipt for a paper."""
        return cls(origin=origin, decision=decision, tracker=paper.tracker, paper=paper_hash(paper))


def paper_hash(paper: Paper) -> str:
    """SHA-256 in hex of the canonical bytes of a paper."""
    return hashlib.sha256(paper_bytes(paper)).hexdigest()


def signed(receipt: Receipt, signer: Signer) -> bytes:
    """The note that the voter keeps."""
    lines = (FIRST, receipt.origin, receipt.decision, receipt.tracker, receipt.paper)
    return sign("".join(f"{line}\n" for line in lines), signer)


def read(note: bytes, key: VerifierKey) -> Receipt:
    """A receipt, once its signature is checked. Raises NoteRefused in a sentence."""
    lines = open_note(note, [key]).text.split("\n")
    if len(lines) != 6 or lines[0] != FIRST or lines[5]:
        raise NoteRefused("this note is no receipt of a sealed vote")
    return Receipt(origin=lines[1], decision=lines[2], tracker=lines[3], paper=lines[4])


def looked_up(receipt: Receipt, papers: Mapping[str, Paper]) -> str:
    """Whether the paper of a receipt came out of the box: found, changed, or missing. papers: tracker -> paper."""
    paper = papers.get(receipt.tracker)
    if paper is None:
        return MISSING
    return FOUND if paper_hash(paper) == receipt.paper else CHANGED
