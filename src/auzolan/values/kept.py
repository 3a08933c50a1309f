"""The last few results of something slow, kept while what they were made from is still the same."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Remembers the last few results of a pure computation, so that it is not made again for every part of one append.

    Only frozen values may be asked by, and only frozen ones be kept: then a kept result and a new one are equal.
    Threads may share it: the results are put in place as one.
    """

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._last: tuple[tuple[object, Any, T], ...] = ()

    def get(self, of: object, asked: Any, make: Callable[[], T]) -> T:
        """What `make` gives, made once. of: a large value, known again by being the very same; asked: small, equal."""
        for known, before, made in self._last:
            if known is of and before == asked:
                return made
        found = make()
        self._last = ((of, asked, found), *self._last[: self._most - 1])
        return found
