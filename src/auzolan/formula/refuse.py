"""What a formula answers when it cannot be read, checked or worked out: one sentence and its place."""

from collections.abc import Iterable
from difflib import get_close_matches

from auzolan.values.refusal import Refusal


class FormulaRefused(Refusal):
    """The formula cannot be used; `at` is the character where it goes wrong, counted from 1 (0: the whole)."""

    def __init__(self, *, why: str, next: str, at: int = 0, what: str = "The formula was not accepted") -> None:
        super().__init__(what=what, why=why, next=next, where=f"character {at}" if at else "")
        self.at = at


def nearest(word: str, known: Iterable[str]) -> str:
    """The known names that look most like a word, as a sentence to append; empty when none does."""
    names = sorted(known)
    close = get_close_matches(word, names, n=3, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if names:
        shown = ", ".join(names[:12])
        return f"Known here: {shown}{' and others' if len(names) > 12 else ''}."
    return "No column is known here."
