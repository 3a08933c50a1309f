"""A run is of the books as they stand when it is published: what it reads was not written on meanwhile."""

from auzolan.charter.around import Around
from auzolan.values.refusal import Refusal

# Facts that no rule can read: they make no rows of the open tables, and change no article.
NEVER_READ = ("governance.", "contest.", "metrics.", "members.signin_")
BEHIND_MAX = 1_000  # entries that one judge looks through


class Meanwhile(Refusal):
    """What was computed before the write lock was overtaken; computed again, it can be written."""


def overtaken(position: int, around: Around) -> Meanwhile | None:
    """The refusal where something that rules read was written after a position, up to the entry that is judged."""
    behind = around.seq - 1 - position
    if position < 0 or behind < 0:
        return _refused(f"Entry {position} is none that it can have read last.")
    if behind > BEHIND_MAX:
        return _refused(f"{behind} entries were written since entry {position}.")
    for seq in range(position + 1, around.seq):
        kind = str(type(around.fact(seq)).__struct_config__.tag)
        if not kind.startswith(NEVER_READ):
            return _refused(f"What rules read was written on in entry {seq}, after entry {position}.")
    return None


def _refused(why: str) -> Meanwhile:
    return Meanwhile(what="The run was not written", where="position", why=why, next="Run it again.")
