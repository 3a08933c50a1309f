"""What people, agents and accounts are called for one viewer: names put back from the vault, for who may see them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from auzolan.members.state import State as People
from auzolan.node.office import Office
from auzolan.organisation import Organisation
from auzolan.policy.policy import MANDATE, Published, Viewer, may_see
from auzolan.web.addresses import same

NAMES, ACCOUNTS = "names", "accounts"
BOOKS_MAX = 64
SHORT = 7

Words = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An address that opens a member's door. commitment: of the binding; address: as it was given, where codes go."""

    member: str
    commitment: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every name of one organisation at one position; only in memory, and forgotten when a person is erased."""

    people: Words
    agents: Words
    accounts: Words
    doors: dict[str, Door]  # by the address as it is compared


_books: OrderedDict[tuple[str, str], tuple[tuple[int, int], Book]] = OrderedDict()
_guard = threading.Lock()


def version(office: Office, org: Organisation) -> tuple[int, int]:
    """What names depend on: the journal's position, and the folder whose keys an erasure destroys."""
    folder = office.keeping.folder / office.org / "people"
    return org.seq, folder.stat().st_mtime_ns if folder.exists() else 0


def book(office: Office, org: Organisation) -> Book:
    """The names as they are now."""
    key, now = (str(office.keeping.folder), office.org), version(office, org)
    with _guard:
        kept = _books.get(key)
        if kept is not None and kept[0] == now:
            return kept[1]
    fresh = _read(office, org)
    with _guard:
        _books[key] = (now, fresh)
        _books.move_to_end(key)
        while len(_books) > BOOKS_MAX:
            _books.popitem(last=False)
    return fresh


def _read(office: Office, org: Organisation) -> Book:
    people: People = org.states["members"]
    vault = office.vault
    opened = vault.opened(
        [
            *(one.vault for one in people.members.values()),
            *(one.vault for one in people.agents.values()),
            *org.states["flows"].accounts.values(),
            *people.signins,
        ]
    )

    def words(commitments: Any) -> Words:
        return {id: opened[commitment] for id, commitment in commitments if commitment in opened}

    return Book(
        people=words((id, one.vault) for id, one in people.members.items()),
        agents=words((id, one.vault) for id, one in people.agents.items()),
        accounts=words(org.states["flows"].accounts.items()),
        doors=_doors(people, opened),
    )


def _doors(people: People, opened: Words) -> dict[str, Door]:
    """Every address with the member that it opens. Where several bound the same one, it is whose the organisation wrote
    it down as when it admitted them: nobody takes another's door by adding their address."""
    doors: dict[str, Door] = {}
    found = [
        (same(address) != same(str(opened.get(people.members[member].vault, {}).get("email", ""))), commitment, member,
         address)
        for commitment, member in people.signins.items() if member in people.members
        if (address := str(opened.get(commitment, {}).get("email", "")).strip())
    ]
    for _added, commitment, member, address in sorted(found):
        doors.setdefault(same(address), Door(member=member, commitment=commitment, address=address))
    return doors


class Called:
    """What one viewer may call everybody. read: ids whose names were shown because of a mandate to read them."""

    def __init__(self, book: Book, people: People, viewer: Viewer, said: Published) -> None:
        self._book = book
        self._people = people
        self._viewer = viewer
        self._named_accounts = ACCOUNTS in said.members or "accounts.name" in said.members
        self.read: set[str] = set()

    def member(self, id: str) -> str:
        """A member's name: their own to themselves, to others the name they chose to be known by, else the short id."""
        words = self._book.people.get(id, {})
        if "known_as" in words and (self._viewer.belongs or id == self._viewer.member):
            return str(words["known_as"])
        if "name" in words and may_see(self._viewer, MANDATE, owner=id, what=NAMES):
            if id != self._viewer.member:
                self.read.add(id)
            return str(words["name"])
        return id[:SHORT]

    def agent(self, id: str) -> str:
        """Somebody outside: organisations and ecosystems by name to members, people as they chose, or by mandate."""
        words = self._book.agents.get(id, {})
        known = self._people.agents.get(id)
        if known is None or not self._viewer.belongs:
            return id[:SHORT]
        if known.nature != "person" and "name" in words:
            return str(words.get("known_as") or words["name"])
        if "known_as" in words:
            return str(words["known_as"])
        if "name" in words and may_see(self._viewer, MANDATE, what=NAMES):
            self.read.add(id)
            return str(words["name"])
        return id[:SHORT]

    def anyone(self, id: str) -> str:
        """A member, an agent, or a word such as `us`, `node` and `terminal` as it stands."""
        if id in self._people.members:
            return self.member(id)
        return self.agent(id) if id in self._people.agents else id

    def account(self, account: str) -> str:
        """An account as people write it: opened accounts by their name, people in it by what they are called."""
        words = self._book.accounts.get(account, {})
        if "name" in words and (
            (self._named_accounts and self._viewer.belongs) or may_see(self._viewer, MANDATE, what="accounts.name")
        ):
            return str(words["name"])
        return ":".join(self.anyone(word) for word in account.split(":"))
