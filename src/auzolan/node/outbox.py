"""Mail that is on its way: who is to get which, and how often it was tried; neither an address nor a word of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auzolan.node.database import Database

LEASE_SECONDS = 15 * 60  # what another process has taken is left to it for so long
FIRST_WAIT_SECONDS, WAIT_MAX_SECONDS = 5 * 60, 6 * 3600
KEEP_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail for one member. kind: such as reminder; about: a decision or a day; made, next, sent: seconds since
    1970; sent is 0 while it is on its way; tries: how often it was tried in vain.
    """

    kind: str
    about: str
    member: str
    made: int
    tries: int
    next: int
    sent: int


class Outbox:
    """The letters of one organisation. What is in it once is sent once: the same again is not put in."""

    def __init__(self, database: Database, handle: int) -> None:
        self.database = database
        self.handle = handle

    def put(self, letters: Iterable[tuple[str, str, str]], now: int) -> None:
        """Put in letters (kind, about, member), leaving out those that were ever there."""
        rows = [(self.handle, kind, about, member, now, now) for kind, about, member in letters]
        if rows:
            with self.database.writing(self.handle):
                self.database.executemany(
                    "INSERT INTO outbox (org, kind, about, member, made, tries, next, sent)"
                    " VALUES (?, ?, ?, ?, ?, 0, ?, 0) ON CONFLICT DO NOTHING", rows,
                )

    def known(self, kind: str, about: str) -> frozenset[str]:
        """Who got, or is about to get, one kind of letter about something."""
        rows = self.database.all(
            "SELECT member FROM outbox WHERE org = ? AND kind = ? AND about = ?", (self.handle, kind, about)
        )
        return frozenset(str(row[0]) for row in rows)

    def take(self, now: int, most: int) -> list[Letter]:
        """Letters to be sent now, the oldest first; for a while no other process takes them."""
        with self.database.writing(self.handle):
            rows = self.database.all(
                f"SELECT {_COLUMNS} FROM outbox WHERE org = ? AND sent = 0 AND next <= ?"
                " ORDER BY made, member, kind, about LIMIT ?", (self.handle, now, most),
            )
            taken = [_letter(row) for row in rows]
            self._set("next = ?", [(now + LEASE_SECONDS,)] * len(taken), taken)
        return taken

    def sent(self, letters: Sequence[Letter], now: int) -> None:
        """They are with the mail server."""
        with self.database.writing(self.handle):
            self._set("sent = ?", [(now,)] * len(letters), letters)

    def failed(self, letters: Sequence[Letter], now: int) -> None:
        """They were not taken: try again, each time after a longer while."""
        waits = [min(WAIT_MAX_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(one.tries, 20)) for one in letters]
        values = [(one.tries + 1, now + wait) for one, wait in zip(letters, waits, strict=True)]
        with self.database.writing(self.handle):
            self._set("tries = ?, next = ?", values, letters)

    def back(self, letters: Sequence[Letter], now: int) -> None:
        """They were taken and not tried: whoever comes next may take them."""
        with self.database.writing(self.handle):
            self._set("next = ?", [(now,)] * len(letters), letters)

    def drop(self, letters: Sequence[Letter]) -> None:
        """There is nothing to say any more: they count as sent, and are not told of."""
        with self.database.writing(self.handle):
            self._set("sent = ?", [(-1,)] * len(letters), letters)

    def tidy(self, now: int) -> None:
        """Forget what was sent long ago."""
        with self.database.writing(self.handle):
            self.database.execute(
                "DELETE FROM outbox WHERE org = ? AND sent != 0 AND made < ?", (self.handle, now - KEEP_SECONDS)
            )

    def of(self, member: str) -> list[Letter]:
        """The letters to one member, the newest first; without those that had nothing to say."""
        rows = self.database.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE org = ? AND member = ? AND sent >= 0 ORDER BY made DESC, kind, about",
            (self.handle, member),
        )
        return [_letter(row) for row in rows]

    def stuck(self) -> tuple[int, int]:
        """(how many letters were tried in vain and wait, since when the oldest of them)."""
        row = self.database.one(
            "SELECT COUNT(*), MIN(made) FROM outbox WHERE org = ? AND sent = 0 AND tries > 0", (self.handle,)
        )
        return (int(row[0]), int(row[1] or 0)) if row else (0, 0)

    def _set(self, what: str, values: Sequence[tuple[int, ...]], letters: Sequence[Letter]) -> None:
        rows = [
            (*value, self.handle, one.kind, one.about, one.member)
            for value, one in zip(values, letters, strict=True)
        ]
        if rows:
            where = "org = ? AND kind = ? AND about = ? AND member = ?"
            self.database.executemany(f"UPDATE outbox SET {what} WHERE {where}", rows)


_COLUMNS = "kind, about, member, made, tries, next, sent"


def _letter(row: Sequence[object]) -> Letter:
    kind, about, member, *numbers = row
    made, tries, after, sent = (int(str(number)) for number in numbers)
    return Letter(kind=str(kind), about=str(about), member=str(member), made=made, tries=tries, next=after, sent=sent)
