"""The nearest known name to a mistyped one, so that a finding can say what was probably meant."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name with the fewest letters to change; the first by spelling among equals; empty if none is known."""
    return min(sorted(known), key=lambda other: (_distance(name.lower(), other.lower()), other), default="")


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
