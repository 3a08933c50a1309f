"""A snapshot of what is so, so that a node starts without reading every entry again. Only a cache: it may be lost."""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
from immutables import Map

from auzolan import areas
from auzolan.journal.merkle import Frontier
from auzolan.node.keeping import write_whole
from auzolan.node.schema import layout_digest
from auzolan.node.signing import head_of
from auzolan.node.store import Store
from auzolan.organisation import Organisation


class _Saved(msgspec.Struct, frozen=True, kw_only=True):
    schema: str
    seq: int
    at: str
    charter_seq: int
    exercise: bool
    meaning: int
    frontier_size: int
    frontier_hashes: tuple[bytes, ...]
    counts: dict[str, int]
    states: dict[str, msgspec.Raw]


def _plain(value: Any) -> Any:
    if isinstance(value, Map):
        return list(value.items())
    raise NotImplementedError(f"a state holds a {type(value).__name__}, which a snapshot cannot keep")


def _again(kind: Any, value: Any) -> Any:
    if get_origin(kind) is Map or kind is Map:
        keys, values = get_args(kind)
        pairs = msgspec.convert(value, list[tuple[keys, values]], dec_hook=_again)  # type: ignore[valid-type]
        return Map(pairs)
    raise NotImplementedError(f"a snapshot cannot give back a {kind}")


def schema_digest() -> str:
    """Changes whenever a state or a table is another, so that an old snapshot is never read as a new one."""
    spelt = [layout_digest(areas.tables())]
    spelt += [f"{area.name} {sorted(_shape(area.state, set()))}" for area in areas.areas()]
    return hashlib.sha256("\n".join(spelt).encode()).hexdigest()


def _shape(kind: Any, seen: set[Any]) -> set[str]:
    lines: set[str] = set()
    for inner in get_args(kind):
        lines |= _shape(inner, seen)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            lines.add(f"{kind.__name__}.{field.encode_name}: {field.type}")
            lines |= _shape(field.type, seen)
    return lines


class Snapshots:
    """The snapshots of a node, one file an organisation, renamed into place.

    secret: the node's own, kept elsewhere, so that whoever can write to the folder cannot say what is so.
    """

    def __init__(self, folder: Path, secret: Callable[[], bytes]) -> None:
        self.folder = folder
        self._secret = secret

    def _seal(self, org: str, body: bytes) -> bytes:
        return hmac.digest(self._secret(), f"snapshot of {org}\n".encode() + body, hashlib.sha256)

    def _path(self, org: str) -> Path:
        return self.folder / f"{org}.snapshot"

    def save(self, org: str, now: Organisation) -> None:
        """Keep what is so after the last entry."""
        encoder = msgspec.msgpack.Encoder(enc_hook=_plain)
        saved = _Saved(
            schema=schema_digest(), seq=now.seq, at=now.at, charter_seq=now.charter_seq, exercise=now.exercise,
            meaning=now.meaning, frontier_size=now.frontier.size, frontier_hashes=tuple(now.frontier.hashes),
            counts=dict(now.counts),
            states={name: msgspec.Raw(encoder.encode(state)) for name, state in now.states.items()},
        )
        body = encoder.encode(saved)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._path(org), self._seal(org, body) + body)

    def load(self, org: str, store: Store) -> Organisation | None:
        """What was so when it was saved; None when there is none, it is damaged, or of another shape or past."""
        path = self._path(org)
        if not path.exists():
            return None
        content = path.read_bytes()
        digest, body = content[:32], content[32:]
        if not hmac.compare_digest(self._seal(org, body), digest):
            return None
        try:
            saved = msgspec.msgpack.decode(body, type=_Saved)
            if saved.schema != schema_digest() or not self._of_this_past(saved, store):
                return None
            states = {
                area.name: msgspec.msgpack.decode(saved.states[area.name], type=area.state, dec_hook=_again)
                for area in areas.areas()
            }
        except (msgspec.ValidationError, msgspec.DecodeError, KeyError):
            return None  # a cache that cannot be read is made again from the journal
        return Organisation(
            seq=saved.seq, at=saved.at, charter_seq=saved.charter_seq, exercise=saved.exercise, meaning=saved.meaning,
            frontier=Frontier(size=saved.frontier_size, hashes=saved.frontier_hashes),
            counts=Map(saved.counts), states=Map(states),
        )

    def _of_this_past(self, saved: _Saved, store: Store) -> bool:
        note = store.checkpoint(saved.seq)
        frontier = Frontier(size=saved.frontier_size, hashes=saved.frontier_hashes)
        return note is not None and head_of(note).root == frontier.root()
