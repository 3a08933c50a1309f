"""Verify: what the journal was signed as, what the last check found, and how to repeat it elsewhere."""

from dataclasses import dataclass

from auzolan.charter.state import origin
from auzolan.journal.checkpoint import parse_checkpoint
from auzolan.journal.note import parse_note
from auzolan.organisation import Organisation

NEVER, RUNNING, DONE, BROKEN = "never", "running", "done", "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One of the four checks. entry: the first entry that is wrong, or None."""

    name: str
    holds: bool
    message: str
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The newest verification. status: never, running, done or broken (it stopped before its end).

    done, of: entries read until now, and all; took: whole seconds; why: why it broke, in a sentence.
    """

    status: str = NEVER
    began: str = ""
    done: int = 0
    of: int = 0
    took: int = 0
    holds: bool = False
    root: str = ""
    why: str = ""
    checks: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPage:
    """note: the newest signed checkpoint, as it is written; key: the public key that signed it; kept: whether the
    checkpoint kept outside the database is the same; stale: entries written since the last verification.
    """

    org: str
    origin: str
    size: int
    root: str
    note: str
    key: str
    kept: bool
    last: Verification
    stale: int


def verify_page(org: Organisation, id: str, note: bytes, kept: bytes | None, last: Verification) -> VerifyPage:
    """The page for one organisation. note, kept: the newest checkpoint in the store, and outside it."""
    said = parse_checkpoint(parse_note(note)[0])
    return VerifyPage(
        org=id,
        origin=origin(org.states["charter"]),
        size=said.size,
        root=said.root.hex(),
        note=note.decode(),
        key=org.states["charter"].key,
        kept=kept == note,
        last=last,
        stale=org.seq - last.of if last.of else org.seq,
    )
