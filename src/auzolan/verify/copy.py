"""What a copy of an organisation must be able to show to be verified: a node's store, an export, a restored backup."""

from collections.abc import Iterator
from typing import Any, Protocol

from auzolan.rules.running import Tables


class Copy(Protocol):
    """One organisation as somebody keeps it."""

    def entries(self, first: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes, bytes]]:
        """(seq, bytes, leaf) in order, from the first on, up to but not with `end`."""

    def size(self) -> int:
        """How many entries there are."""

    def checkpoints(self) -> list[tuple[int, bytes]]:
        """(size, signed note) of every checkpoint, smallest first."""

    def all_rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """(n, since, until, values...) of every row there ever was, in order of n."""

    def ended_rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """(until, key...) of every row that no longer holds, in the order in which they ended."""

    def appends(self) -> Iterator[tuple[str, str, int, int]]:
        """(key, asked, first, last) of every append, in order."""

    def as_of(self, seq: int) -> Tables:
        """The open tables as they held after one entry."""

    def integrity(self) -> str:
        """What the keeper says about its own pages: "ok", or the first damage."""
