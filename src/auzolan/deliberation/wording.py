"""Which words can be put to others: not none, not too many, and none that look like other words than they are."""

from collections.abc import Iterable
from unicodedata import category, normalize

TITLE_MAX, TEXT_MAX, QUESTION_MAX, REASON_MAX = 120, 500, 2_000, 1_000
# Marks that turn the direction of reading around, so that a text shows other words than it holds.
TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Signs that count as letters or as nothing and cannot be seen.
UNSEEN = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2800\u3164\ufeff\uffa0")
LINES = frozenset("\n\t")


def fault(text: str, most: int, *, lines: bool = False) -> tuple[str, str]:
    """(why, what next) where a text cannot be put to others; two empty texts where it can.

    most: how many letters; lines: whether it may have several lines.
    """
    if not _seen(text):
        return "There are no words in it.", "Write a sentence."
    if len(text) > most:
        return f"It has {len(text)} letters; {most} is the most.", "Say it shorter, or in two."
    if any(sign in TURNS for sign in text):
        why = "It holds a mark that turns the direction of reading around, so that it may show other words than it has."
        return why, "Type it anew, without pasting."
    if any(_hidden(sign) and not (lines and sign in LINES) for sign in text):
        return "It holds a sign that nobody sees, such as a control character.", "Type it anew in one line."
    return "", ""


def _seen(text: str) -> bool:
    return any(category(sign)[0] in "LNPS" and sign not in UNSEEN for sign in text)


def _hidden(sign: str) -> bool:
    return category(sign) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") or sign in UNSEEN


def folded(text: str) -> str:
    """A text as it is compared with others: the same words in other letters or spaces are the same text."""
    return " ".join(normalize("NFKC", text).casefold().split())


def said_before(text: str, others: Iterable[str]) -> bool:
    """Whether one of the other texts says just the same."""
    same = folded(text)
    return any(folded(other) == same for other in others)
