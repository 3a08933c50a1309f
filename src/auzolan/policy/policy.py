"""Who may see what: one function for pages, columns, JSON, CSV and export. What has no class is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from auzolan.charter.charter import Charter
from auzolan.members.body import holding
from auzolan.organisation import Organisation
from auzolan.tables.table import Cell, Table

PUBLIC, MEMBERS, MANDATE, OWN, NOBODY = "public", "members", "mandate", "own", "nobody"
CLASSES = (PUBLIC, MEMBERS, MANDATE, OWN, NOBODY)
OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Whoever looks at one organisation's pages.

    member: their id, or empty for somebody who has not signed in; belongs: whether they are a member today (one who
    left still sees what is their own); reads: what their mandates let them read beyond what members see.
    """

    member: str = ""
    belongs: bool = False
    reads: frozenset[str] = frozenset()

    @property
    def circle(self) -> str:
        """The widest class that they see as a whole: what pages that name nobody in particular are kept under."""
        if not self.belongs:
            return OUTSIDER
        return MANDATE if self.reads else MEMBERS


NOBODY_IN_PARTICULAR = Viewer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the publication articles of a charter say: names of tables, columns ("accounts.name") and pages."""

    public: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


def published(charter: Charter) -> Published:
    """All publication articles together."""
    said = charter.values("publication")
    return Published(
        public=frozenset(what for one in said for what in one.public),
        members=frozenset(what for one in said for what in one.members),
        own=frozenset(what for one in said for what in one.own),
    )


def viewer(org: Organisation, member: str, day: str) -> Viewer:
    """Who somebody is on a day (ISO), by the members and mandates of the organisation. An unknown id is an outsider."""
    people = org.states["members"]
    known = people.members.get(member)
    if known is None:
        return NOBODY_IN_PARTICULAR
    belongs = known.belongs(day)
    reads: set[str] = set()
    for mandate in org.charter.values("mandate") if belongs else ():
        # What a whole class holds is no trust in one person: only what was granted by name lets somebody read more.
        granted = holding(people, mandate.id, day)
        if any(grant.member == member for grant in granted):
            reads.update(mandate.reads)
    return Viewer(member=member, belongs=belongs, reads=frozenset(reads))


def may_see(viewer: Viewer, seen_by: str, *, owner: str = "", published: bool = False, what: str = "") -> bool:
    """Whether somebody may see something. Anything but a known class is refused; one's own is always one's own.

    seen_by: its class; owner: the member it is about; published: whether the organisation made it public, which only
    what may be public at all heeds; what: its name ("names", "members.vault", "members") as mandates say it.
    """
    if seen_by == PUBLIC:
        return published or viewer.belongs or _is_own(viewer, owner)
    if seen_by == MEMBERS:
        return viewer.belongs or _is_own(viewer, owner)
    if seen_by == MANDATE:
        return _reads(viewer, what) or _is_own(viewer, owner)
    if seen_by == OWN:
        return _is_own(viewer, owner)
    return False


def _is_own(viewer: Viewer, owner: str) -> bool:
    return bool(owner) and viewer.member == owner


def _reads(viewer: Viewer, what: str) -> bool:
    return bool(what) and bool(viewer.reads & {"*", what, what.partition(".")[0]})


def columns(viewer: Viewer, table: Table, row: Mapping[str, Cell], said: Published) -> dict[str, Cell]:
    """The cells of a row that somebody may see, by column name. said: what the organisation published.

    A publication can narrow a column to its person; it never shows one more widely than its class.
    """
    owner = str(row[table.person]) if table.person else ""
    seen: dict[str, Cell] = {}
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        class_ = OWN if {table.name, name} & said.own else column.seen_by
        open_ = bool({table.name, name} & said.public)
        if column.name in row and may_see(viewer, class_, owner=owner, published=open_, what=name):
            seen[column.name] = row[column.name]
    return seen
