"""What every step of conduct and mediation needs: people who speak for themselves, words, and real days."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.journal.entry import Entry
from auzolan.values.refusal import Refusal


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal of a step."""
    return Refusal(what="Nothing was written about conduct", where=where, why=why, next=next)


def in_person(entry: Entry[Any], around: Around) -> Refusal | None:
    """None where somebody writes for themselves; from the terminal anybody could write in everybody's name."""
    if not around.in_person(entry):
        return no("terminal", "Everybody takes these steps themselves.", "Sign in and do it on the page on conduct.")
    if entry.for_ not in (None, entry.by):
        return no(str(entry.for_), "Nobody takes these steps in another's name.", "Let them do it themselves.")
    return None
