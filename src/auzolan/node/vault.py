"""The vault: words about people, sealed so that one key destroyed erases them for ever."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from auzolan.charter.around import Secret
from auzolan.charter.secret import BOOKS, commit
from auzolan.node.database import Database
from auzolan.node.keeping import Keeping

NONCE = 12
ERASED, WITHHELD, OPENED = "erased", "withheld", "opened"


class Vault:
    """The sealed words of one organisation.

    What belongs to the books is sealed with a key beside the books; what belongs to a person with that person's key
    in AUZOLAN_STATE. A value is shown only when it matches the commitment in its entry.
    """

    def __init__(self, database: Database, handle: int, org: str, keeping: Keeping) -> None:
        self.database = database
        self.handle = handle
        self.org = org
        self.keeping = keeping
        self._books: bytes | None = None

    def put(self, sealed: Iterable[Secret]) -> None:
        """Seal words; the caller holds the write lock, so they are kept together with their entry or not at all."""
        rows = []
        for one in sealed:
            key = self._key(one.owner, make=True)
            if key is None:
                raise RuntimeError("a key that was just made is not there")
            nonce = secrets.token_bytes(NONCE)
            locked = AESGCM(key).encrypt(nonce, one.r + one.value, one.commitment.encode())
            sealed_now = nonce + locked
            digest = _digest(one.commitment, one.owner, sealed_now)
            rows.append((self.handle, one.commitment, one.owner, sealed_now, digest))
        self.database.executemany(
            "INSERT INTO vault (org, commitment, owner, sealed, digest) VALUES (?, ?, ?, ?, ?)", rows
        )

    def open(self, commitment: str) -> dict[str, Any] | None:
        """The words behind a commitment, or None when they were erased or are not here."""
        found = self.opened([commitment])
        return found.get(commitment)

    def opened(self, commitments: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The words behind many commitments; those erased or absent are left out."""
        words = {}
        wanted = list(dict.fromkeys(one for one in commitments if one))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ", ".join("?" for _ in part)
            rows = self.database.all(
                f"SELECT commitment, owner, sealed FROM vault WHERE org = ? AND commitment IN ({marks})",
                (self.handle, *part),
            )
            for commitment, owner, sealed in rows:
                if opened := self._open(commitment, owner, bytes(sealed)):
                    words[commitment] = json.loads(opened.value)
        return words

    def revealed(self, commitment: str) -> str:
        """The random bytes behind a commitment, in hex, or empty where its value is not here any more."""
        row = self.database.one(
            "SELECT owner, sealed FROM vault WHERE org = ? AND commitment = ?", (self.handle, commitment)
        )
        opened = None if row is None else self._open(commitment, row[0], bytes(row[1]))
        return "" if opened is None else opened.r.hex()

    def written_by(self, owner: str) -> dict[str, dict[str, Any]]:
        """Commitment -> words of all that was written under one person's own key."""
        return {one.commitment: json.loads(one.value) for one in self.secrets(owner)}

    def secrets(self, owners: str = "%") -> Iterable[Secret]:
        """Everything that can still be opened, for an export. owners: a LIKE pattern."""
        statement = "SELECT commitment, owner, sealed FROM vault WHERE org = ? AND owner LIKE ? ORDER BY commitment"
        for commitment, owner, sealed in self.database.all(statement, (self.handle, owners)):
            if opened := self._open(commitment, owner, bytes(sealed)):
                yield opened

    def states(self) -> dict[str, int]:
        """How many values can be opened, and how many were erased (their key is gone)."""
        counts = {OPENED: 0, ERASED: 0}
        for commitment, owner, sealed, digest in self.database.all(
            "SELECT commitment, owner, sealed, digest FROM vault WHERE org = ?", (self.handle,)
        ):
            # What can no longer be opened must at least be the row that was put.
            if _digest(commitment, owner, bytes(sealed)) != bytes(digest):
                raise VaultAltered(f"the vault row {commitment[:12]} is not what was put there")
            counts[OPENED if self._open(commitment, owner, bytes(sealed)) else ERASED] += 1
        return counts

    def _open(self, commitment: str, owner: str, sealed: bytes) -> Secret | None:
        key = self._key(owner)
        if key is None:
            return None
        try:
            opened = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], commitment.encode())
        except InvalidTag as why:
            raise VaultAltered(f"the vault value {commitment[:12]} was altered: it does not open with its key") from why
        r, value = opened[:32], opened[32:]
        if commit(r, value) != commitment:
            raise VaultAltered(f"the vault value {commitment[:12]} does not match the commitment in its entry")
        return Secret(commitment=commitment, r=r, value=value, owner=owner)

    def _key(self, owner: str, *, make: bool = False) -> bytes | None:
        if owner != BOOKS:
            return self.keeping.person_key(self.org, owner, make=make)
        if self._books is None:
            found = self.database.one("SELECT key FROM books_keys WHERE org = ?", (self.handle,))
            if found is not None:
                self._books = bytes(found[0])
            elif make:  # not remembered: what is being written may still be rolled back
                fresh = secrets.token_bytes(32)
                self.database.execute("INSERT INTO books_keys (org, key) VALUES (?, ?)", (self.handle, fresh))
                return fresh
        return self._books


def _digest(commitment: str, owner: str, sealed: bytes) -> bytes:
    return hashlib.sha256(f"{commitment}\n{owner}\n".encode() + sealed).digest()


class VaultAltered(Exception):
    """A value in the vault is not what was sealed."""
