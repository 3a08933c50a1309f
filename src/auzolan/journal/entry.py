"""An entry of the journal: one fact, when, by whom, and its one and only spelling in bytes.

The format is docs/formats/journal.md; the two are changed together.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from auzolan.journal.fault import JournalAltered

ENTRY_BYTES_MAX = 65_535  # tlog-tiles bundles carry a 16-bit length
INTEGER_MAX = 2**53 - 1  # what every JSON reader can hold exactly

# Whole numbers in entries are counts and positions; amounts are canonical decimal strings.
Whole = Annotated[int, msgspec.Meta(ge=-INTEGER_MAX, le=INTEGER_MAX)]

NODE = "node"  # what a published rule triggers by itself
TERMINAL = "terminal"  # someone with the machine in hand


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind",
    gc=False,
):
    """Something that happened, in the past tense. Every fact names its area and version in its tag."""

    # A fact is made of values and can be in no circle of references, so that no search for circles need look at it.


F = TypeVar("F")


class Entry(
    msgspec.Struct, Generic[F], frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True,
    rename={"for_": "for"}, gc=False,
):
    """One line of the journal.

    seq: 0, 1, 2 ...; at: UTC in whole seconds; by: a random id, `node` or `terminal`; charter: seq of the newest
    article in force; because: seq of the entry that caused it; via, for, evidence: how and for whom it was said;
    key, asked: only on the first entry of an append (idempotency).
    """

    seq: Whole
    at: str
    by: str
    charter: Whole
    fact: F
    because: Whole | None = None
    via: str | None = None
    for_: str | None = None
    evidence: str | None = None
    key: str | None = None
    asked: str | None = None


_encoder = msgspec.json.Encoder(order="sorted")


def encode(value: object) -> bytes:
    """The canonical bytes (RFC 8785, restricted) of a fact, an entry or a plain value without floats."""
    return _encoder.encode(value)


class Codec:
    """Reads entries back, strictly: parsed, written again, refused if one byte differs.

    fact_types: every fact that any area knows; a closed set.
    """

    def __init__(self, fact_types: Iterable[type[Fact]]) -> None:
        union: Any = reduce(or_, fact_types)
        self._read: Callable[[bytes], Entry[Any]] = msgspec.json.Decoder(Entry[union]).decode

    def decode(self, written: bytes, seq: int | None = None) -> Entry[Any]:
        """Read one entry. Raises JournalAltered with the reason when the bytes are not canonical."""
        if len(written) > ENTRY_BYTES_MAX:
            raise JournalAltered(f"entry {seq} has {len(written)} bytes, more than {ENTRY_BYTES_MAX}", seq=seq)
        try:
            entry = self._read(written)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as why:
            raise JournalAltered(f"entry {seq} cannot be read: {why}", seq=seq) from why
        if _encoder.encode(entry) != written:
            raise JournalAltered(f"entry {seq} is not in canonical form", seq=seq)
        if seq is not None and entry.seq != seq:
            raise JournalAltered(f"entry {seq} says that it is entry {entry.seq}", seq=seq)
        return entry


def checked_bytes(entry: Entry[Any]) -> bytes:
    """The canonical bytes of a new entry. Raises ValueError when it is too large or holds what JSON cannot carry."""
    try:
        written = _encoder.encode(entry)
    except (UnicodeEncodeError, TypeError) as why:
        raise ValueError(f"the entry cannot be written: {why}") from why
    if len(written) > ENTRY_BYTES_MAX:
        raise ValueError(f"the entry has {len(written)} bytes; {ENTRY_BYTES_MAX} is the most")
    return written
