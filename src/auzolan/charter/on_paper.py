"""What stands behind an entry that somebody makes for another: which paper it is, sealed, with a commitment to it."""

from auzolan.charter.around import Around, Secret
from auzolan.charter.secret import seal
from auzolan.values.refusal import Refusal

PAPER_MAX = 200  # letters: a number and where it is kept, never what stands on it


def sealed_paper(words: str, around: Around, *, owner: str, what: str) -> tuple[Secret, ...]:
    """The secret that says which paper it is; nothing where none is named, or where nobody is spoken for.

    owner: under whose key; what: what was not done, for the refusal of words that are too long.
    """
    said = words.strip()
    if not said or around.for_ in (None, around.by):
        return ()
    if len(said) > PAPER_MAX:
        why = f"Which paper it is is said in at most {PAPER_MAX} letters."
        raise Refusal(what=what, where="paper", why=why, next="Say its number and where it is kept.")
    return (seal(around.draw(), "paper", {"paper": said}, owner=owner),)
