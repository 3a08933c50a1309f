"""What a page is told: which organisation, who looks, and the ways to read and to write."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import get_language

from auzolan.charter.around import Around, Request
from auzolan.journal.entry import NODE, Entry
from auzolan.node.node import moment
from auzolan.node.office import Answer, Office
from auzolan.node.reading import Reader
from auzolan.organisation import Organisation, around
from auzolan.policy.policy import Published, Viewer, may_see, published, viewer
from auzolan.values.instant import print_instant
from auzolan.values.refusal import Refusal
from auzolan.web import called, reads, session
from auzolan.web.house import served
from auzolan.web.page import Page, found

KEPT_MAX = 512
T = TypeVar("T")


class NotSeen(Exception):
    """There is nothing at that address, or nothing that this viewer may see; the answer is the same."""


_kept: OrderedDict[tuple[Any, ...], tuple[Any, frozenset[str]]] = OrderedDict()
_guard = threading.Lock()


def around_of(office: Office, org: Organisation, at: str, member: str) -> Around:
    """What areas may know of each other at a moment, asked by a member, or by nobody."""
    probe: Entry[Any] = Entry(seq=org.seq, at=at, by=member or NODE, charter=org.charter_seq, fact=None)
    return around(
        org, probe, office.fact, tables=lambda seq: Reader(office.store, org, seq), boxed=office.ballot_box.seen,
    )


class Asked:
    """One request to one organisation's pages, with everything a page may use.

    org: what is so now; office: the only writer; viewer: who looks; refusal, typed: after a form was refused.
    """

    def __init__(self, request: Any, org_id: str) -> None:
        try:
            self.office: Office = served().office(org_id)
        except Refusal as none:
            raise NotSeen(org_id) from none
        self.request = request
        self.id = org_id
        self.org: Organisation = self.office.now()
        if not self.org.seq:
            raise NotSeen(org_id)
        self.refusal: Refusal | None = None
        self.read: set[str] = set()

    # --- who and when

    @cached_property
    def at(self) -> str:
        """The moment, as the journal would write it."""
        return moment(self.org)

    @cached_property
    def member(self) -> str:
        """The id of whoever is signed in, or empty."""
        return session.member(self.request, self.id, self.org)

    @cached_property
    def viewer(self) -> Viewer:
        """Who looks."""
        return viewer(self.org, self.member, self.at[:10])

    @cached_property
    def published(self) -> Published:
        """What the organisation published."""
        return published(self.org.charter)

    def may_see(self, seen_by: str, *, owner: str = "", shows: str = "") -> bool:
        """The policy's answer for this viewer. shows: a table or page that the organisation may have made public."""
        return may_see(self.viewer, seen_by, owner=owner, published=shows in self.published.public, what=shows)

    def may_open(self, page: Page) -> bool:
        """Whether this viewer may open a page at all; what it shows is asked of the policy again."""
        if page.seen_by == "public":
            return all(what in self.published.public for what in page.shows) or self.may_see("public")
        if page.seen_by == "own":
            return bool(self.member)  # everybody sees only what is their own there
        return self.may_see(page.seen_by, shows=page.reads)

    # --- reading

    @cached_property
    def reader(self) -> Reader:
        """The open tables as they hold now."""
        return Reader(self.office.store, self.org)

    @cached_property
    def called(self) -> called.Called:
        """What this viewer may call people, agents and accounts."""
        known = called.book(self.office, self.org)
        return called.Called(known, self.org.states["members"], self.viewer, self.published)

    @cached_property
    def around(self) -> Around:
        """What areas may know of each other at this moment, for live conditions and previews."""
        return around_of(self.office, self.org, self.at, self.member)

    def words(self, commitment: str) -> dict[str, Any]:
        """What the vault keeps under a commitment. Empty when erased. Ask the policy first."""
        return (self.office.vault.open(commitment) if commitment else None) or {}

    def kept(self, name: str, make: Callable[[], T], *key: Any) -> T:
        """What `make` gives, remembered until the journal, the names, the viewer or the language change.

        name and key: what it depends on beside those; never keep what depends on the moment.
        """
        place = (
            str(served().data),
            self.id,
            called.version(self.office, self.org),
            self.viewer,
            get_language(),
            name,
            key,
        )
        with _guard:
            if place in _kept:
                _kept.move_to_end(place)
                known, read = _kept[place]
                self.read |= read
                return known  # type: ignore[no-any-return]
        before = set(self.called.read)
        made = make()
        with _guard:
            _kept[place] = (made, frozenset(self.called.read - before))
            while len(_kept) > KEPT_MAX:
                _kept.popitem(last=False)
        return made

    @contextmanager
    def as_member(self, member: str) -> Iterator[None]:
        """Look and write, within, as a member who showed a link that was made for them and for this alone."""
        names = ("member", "viewer", "called", "around")
        before = {name: self.__dict__.pop(name) for name in names if name in self.__dict__}
        self.__dict__["member"] = member
        try:
            yield
        finally:
            for name in names:
                self.__dict__.pop(name, None)
            self.__dict__.update(before)

    # --- writing

    def do(self, request: Request, for_: str | None = None, key: str = "") -> Answer:
        """Ask the office as the member who is signed in, once for each form that was shown. Raises Refusal.

        for_: the member on whose behalf, with the paper behind it in the request; key: where not the form but something
        else is used once.
        """
        if not self.member:
            raise Refusal(what="Nothing was written", why="You are not signed in.", next="Sign in, then send it again.")
        answer = self.office.do(request, by=self.member, for_=for_, key=key or self.typed.get("key", "")[:100])
        self.org = self.office.now()
        return answer

    @property
    def typed(self) -> Any:
        """What was typed into the form that was sent; empty when none was."""
        return self.request.POST

    @property
    def chosen(self) -> Any:
        """What the address says behind its question mark."""
        return self.request.GET

    def form_key(self) -> str:
        """A key for the next form, so that sending it twice does it once; kept when a form comes back refused."""
        return (self.typed.get("key", "") if self.refusal else "") or secrets.token_hex(16)

    # --- addresses

    def url(self, page: str, **parts: Any) -> str:
        """The address of one of this organisation's pages."""
        return str(reverse(page, kwargs={"org": self.id, **parts}))

    def url_if(self, page: str, **parts: Any) -> str:
        """The same, or empty where this viewer may not open it or the house has no such page."""
        known = next((one for one in found() if one.name == page), None)
        return self.url(page, **parts) if known is not None and self.may_open(known) else ""

    def note_reads(self, page: str) -> None:
        """Write down whose names were shown because a mandate lets the viewer read them."""
        shown = self.read | (self.called.read if "called" in self.__dict__ else set())
        if shown:
            reads.note(served().data, self.id, by=self.member, of=shown, page=page, at=print_instant(datetime.now(UTC)))
