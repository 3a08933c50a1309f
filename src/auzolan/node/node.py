"""A node: one data folder, one state folder, and the organisations that live in them."""

import os
import re
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path

from auzolan import areas
from auzolan.node import schema
from auzolan.node.database import Database
from auzolan.node.keeping import Keeping
from auzolan.node.office import Office
from auzolan.node.snapshot import Snapshots
from auzolan.organisation import Organisation
from auzolan.values.instant import parse_instant, print_instant
from auzolan.values.refusal import Refusal

STORE_FILE = "auzolan.sqlite3"
OFFICES_MAX = 64
_ORG = re.compile(r"[a-z][a-z0-9-]{1,40}")


def clock(org: Organisation) -> datetime:
    """The moment: the machine's clock, or AUZOLAN_CLOCK in an exercise."""
    bent = os.environ.get("AUZOLAN_CLOCK")
    if bent and (org.exercise or org.seq == 0):
        return parse_instant(bent)
    return datetime.now(UTC)


def moment(org: Organisation) -> str:
    """The moment as the journal would write it now: never before its newest entry."""
    return max(print_instant(clock(org)), org.at)


class Node:
    """One installation.

    data: its folder; state: AUZOLAN_STATE, outside the data folder; database_url: PostgreSQL instead of the file.
    """

    def __init__(self, data: Path, *, state: Path | None = None, database_url: str | None = None) -> None:
        self.data = data
        given = os.environ.get("AUZOLAN_STATE")
        self.keeping = Keeping(state or (Path(given) if given else data.with_name(f"{data.name}.state")))
        self.database_url = os.environ.get("AUZOLAN_DATABASE_URL", "") if database_url is None else database_url
        self._own = threading.local()
        self._offices: OrderedDict[str, Office] = OrderedDict()
        self._guard = threading.Lock()
        self._current = False

    @property
    def exists(self) -> bool:
        """Whether there is a store to read."""
        return bool(self.database_url) or (self.data / STORE_FILE).exists()

    def make(self) -> None:
        """Make the folders and the store; leaves what is there."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.keeping.make()
        schema.make(self.database(), areas.tables())

    def database(self) -> Database:
        """This thread's connection, whether or not the open tables are those of this version."""
        if getattr(self._own, "database", None) is None or self._own.pid != os.getpid():
            self._own.database = Database(self.database_url or self.data / STORE_FILE)
            self._own.pid = os.getpid()
        return self._own.database  # type: ignore[no-any-return]

    def connect(self) -> Database:
        """This thread's connection. Raises Refusal while the open tables are of another version of the software."""
        database = self.database()
        if not self._current:
            if not schema.is_current(database, areas.tables()):
                raise Refusal(
                    what="Nothing was done", where=str(self.data),
                    why="The open tables were made by another version of this software.",
                    next="Run `auzolan rebuild`: it computes them again from the journal, and loses nothing.",
                )
            self._current = True
        return database

    def close(self) -> None:
        """Give this thread's connection back."""
        if getattr(self._own, "database", None) is not None:
            self._own.database.close()
            self._own.database = None

    def organisations(self) -> list[str]:
        """The ids of the organisations that live here."""
        return [str(row[0]) for row in self.connect().all("SELECT id FROM organisations ORDER BY handle")]

    def office(self, org: str) -> Office:
        """The office of an organisation. Raises Refusal when none of that id lives here."""
        with self._guard:
            if org in self._offices:
                self._offices.move_to_end(org)
                return self._offices[org]
            found = self.connect().one("SELECT handle FROM organisations WHERE id = ?", (org,))
            if found is None:
                raise Refusal(
                    what="Nothing was done", where=org, why="No organisation of that id lives on this node.",
                    next=f"Choose one of: {', '.join(self.organisations()) or 'none yet; found one first'}.",
                )
            return self._open(org, int(found[0]))

    def found(self, org: str) -> Office:
        """Make room for a new organisation and give its office; its first request founds it."""
        if not _ORG.fullmatch(org):
            raise Refusal(
                what="The organisation was not founded", where=org, why="An id is small letters, digits and dashes.",
                next="Choose an id such as harvest-hands.",
            )
        database = self.connect()
        with database.writing(0), self._guard:
            if database.one("SELECT 1 FROM organisations WHERE id = ?", (org,)):
                raise Refusal(
                    what="The organisation was not founded", where=org, why="One of that id lives here already.",
                    next="Choose another name, or work with the one that is there.",
                )
            taken = database.one("SELECT COALESCE(MAX(handle), 0) + 1 FROM organisations")
            handle = int(taken[0]) if taken else 1
            database.execute("INSERT INTO organisations (handle, id) VALUES (?, ?)", (handle, org))
            return self._open(org, handle)

    def forget(self, org: str) -> None:
        """Give up the room of an organisation whose founding was refused: it has no entry."""
        with self._guard:
            self._offices.pop(org, None)
            self.connect().execute(
                "DELETE FROM organisations WHERE id = ? AND NOT EXISTS"
                " (SELECT 1 FROM entries WHERE entries.org = organisations.handle)", (org,)
            )

    def _open(self, org: str, handle: int) -> Office:
        office = Office(
            org=org, handle=handle, connect=self.connect, keeping=self.keeping,
            snapshots=Snapshots(self.data / "snapshots", self.keeping.secret), clock=clock,
        )
        self._offices[org] = office
        while len(self._offices) > OFFICES_MAX:
            self._offices.popitem(last=False)
        return office
