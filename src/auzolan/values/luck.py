"""Randomness comes in with the request: the core draws from a seed and is the same each time."""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass

ID_BYTES = 10  # 80 random bits: nobody guesses an id


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """The chance that one request was given: ids and secrets drawn from its seed by name.

    seed: 32 bytes from the shell. The same seed and the same name give the same draw.
    """

    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise ValueError("luck needs a seed of 32 bytes")

    def secret(self, name: str) -> bytes:
        """32 bytes that nobody can tell without the seed."""
        return hmac.digest(self.seed, name.encode(), hashlib.sha256)

    def id(self, prefix: str, name: str) -> str:
        """A new random id such as m7f3k2q9xwabcdef: a letter for what it is, then 80 bits."""
        drawn = b32encode(self.secret(f"id {prefix} {name}")[:ID_BYTES]).decode().lower()
        return prefix + drawn
