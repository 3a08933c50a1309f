"""AUZOLAN_STATE: keys and the newest checkpoint, kept outside the data folder and its backups."""

import fcntl
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Keeping:
    """The folder with what must not be rolled back or erased together with the database.

    node.secret: 32 bytes; ORG/signing.key: an Ed25519 seed; ORG/checkpoint: the newest signed note;
    ORG/people/ID: one key a person, deleted to erase everything sealed with it; ORG/boxes/DECISION: the key of a sealed
    box until it is opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def is_there(self) -> bool:
        """Whether the folder is there at all (an export or a copy has none)."""
        return self.folder.is_dir()

    def secret(self) -> bytes:
        """The node's own secret; made when first asked for."""
        return self._made_once(self.folder / "node.secret")

    def signing_seed(self, org: str) -> bytes | None:
        """The seed of the organisation's signing key, if this node signs for it."""
        path = self._org(org) / "signing.key"
        return path.read_bytes() if path.exists() else None

    def make_signing_seed(self, org: str) -> bytes:
        """The seed of the organisation's signing key, made when first asked for."""
        return self._made_once(self._org(org) / "signing.key")

    def kept(self, org: str) -> bytes | None:
        """The newest signed checkpoint that was kept."""
        path = self._org(org) / "checkpoint"
        return path.read_bytes() if path.exists() else None

    def keep(self, org: str, size: int, note: bytes, size_of: Callable[[bytes], int]) -> None:
        """Keep a checkpoint unless a newer one is kept already; on the disk before this returns."""
        folder = self._org(org)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(folder / "lock"):
            before = self.kept(org)
            if before is None or size_of(before) < size:
                write_whole(folder / "checkpoint", note)

    def person_key(self, org: str, owner: str, *, make: bool = False) -> bytes | None:
        """The key that seals what is known about one person; None once erased."""
        path = self._org(org) / "people" / _safe(owner)
        if make:
            return self._made_once(path)
        return path.read_bytes() if path.exists() else None

    def erase_person(self, org: str, owner: str) -> bool:
        """Destroy a person's key: what was sealed with it can never be opened again. True when there was one."""
        return _destroyed(self._org(org) / "people" / _safe(owner))

    def box_key(self, org: str, decision: str, *, make: bool = False) -> bytes | None:
        """The key of one sealed box; None once it was opened, or where nobody has voted."""
        path = self._org(org) / "boxes" / _safe(decision)
        if make:
            return self._made_once(path)
        return path.read_bytes() if path.exists() else None

    def erase_box(self, org: str, decision: str) -> bool:
        """Destroy the key of a box. True when there was one."""
        return _destroyed(self._org(org) / "boxes" / _safe(decision))

    def boxes(self, org: str) -> tuple[str, ...]:
        """The decisions whose boxes have a key here."""
        folder = self._org(org) / "boxes"
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(one.name for one in there if _ID.fullmatch(one.name) and one.name != "lock")

    def _org(self, org: str) -> Path:
        return self.folder / _safe(org)

    def _made_once(self, path: Path) -> bytes:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(path.parent / "lock"):
            if not path.exists():
                write_whole(path, secrets.token_bytes(32))
            return path.read_bytes()


def _destroyed(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("r+b") as file:  # overwrite first, so that the block does not linger
        file.write(bytes(32))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    return True


def _safe(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(f"{name!r} is not an id")
    return name


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        path.chmod(0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after a crash it is there whole or as it was before."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
