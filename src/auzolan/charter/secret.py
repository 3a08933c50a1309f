"""Words about people: sealed outside the journal, with only a commitment inside it."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any

from auzolan.charter.around import Secret
from auzolan.journal.entry import encode
from auzolan.values.luck import Luck

BOOKS = "books"
_COMMITMENT = re.compile(r"[0-9a-f]{64}")


def commit(r: bytes, value: bytes) -> str:
    """The commitment that stands in an entry: hex of HMAC-SHA256 under 32 random bytes that nobody can guess."""
    return hmac.digest(r, value, hashlib.sha256).hex()


def is_commitment(text: str) -> bool:
    """Whether it is written like a commitment to sealed words, or another 32 bytes in hex."""
    return bool(_COMMITMENT.fullmatch(text))


def seal(luck: Luck, name: str, value: Mapping[str, Any], owner: str = BOOKS) -> Secret:
    """Seal the words that one entry is about. name: unique within the request; owner: a person's id, or the books."""
    r = luck.secret(f"r {name}")
    written = encode(dict(value))
    return Secret(commitment=commit(r, written), r=r, value=written, owner=owner)
