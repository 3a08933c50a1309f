"""A page: its address, who may see it, what answers. Pages are found; one without a class does not build."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext

from auzolan.policy.policy import CLASSES, NOBODY
from auzolan.values.refusal import Refusal
from auzolan.web import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page answers with: the data of the view, and the template that says it.

    view: a frozen dataclass, the same for template and JSON; title: of the browser's window; rows: for CSV;
    more: what only the template needs (pictures, forms); crumbs: (address, label) of the pages above it, ours last.
    """

    view: Any
    template: str
    title: Any
    rows: Sequence[Mapping[str, Any]] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    crumbs: Sequence[tuple[str, Any]] = ()
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """An answer that leads on to another page. said: a sentence to show there."""

    to: str
    said: Any = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An answer that is a file to keep."""

    name: str
    kind: str
    content: bytes


Answer = Shown | Go | File


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an organisation.

    path: under /o/<org>/, with Django's converters ("entry/<int:seq>"); seen_by: public, members, mandate or own;
    shows: tables or pages that must have been published before somebody who has not signed in sees it (public only);
    reads: what a mandate must name under `reads` (mandate only); label, order: in the main menu; under: the page whose
    entry in the menu is the current one; post: answers forms; csv: whether it has rows.
    """

    name: str
    path: str
    seen_by: str
    get: Callable[..., Answer]
    post: Callable[..., Answer] | None = None
    label: Any = ""
    order: int = 100
    under: str = ""
    shows: tuple[str, ...] = ()
    reads: str = ""
    csv: bool = False

    def __post_init__(self) -> None:
        if self.seen_by not in CLASSES or self.seen_by == NOBODY:
            raise ValueError(f"the page {self.name!r} does not say who may see it: {self.seen_by!r}")
        if self.seen_by == "mandate" and not self.reads:
            raise ValueError(f"the page {self.name!r} does not say what a mandate must let somebody read")


def unsaid(what: str = "") -> Refusal:
    """The refusal of a form that came without any of its buttons. what: was not done, or empty."""
    return Refusal(
        what=what or gettext("Nothing was done"), why=gettext("The form did not say what to do."),
        next=gettext("Use one of the buttons of this page."),
    )


@cache
def found() -> tuple[Page, ...]:
    """Every page of the house. Raises when a module of web/pages has none, or two pages share a name."""
    known: dict[str, Page] = {}
    for one in pkgutil.iter_modules(pages.__path__):
        if one.name.startswith("_"):
            continue
        module = importlib.import_module(f"auzolan.web.pages.{one.name}")
        several = getattr(module, "PAGES", None) or (getattr(module, "PAGE", None),)
        for page in several:
            if not isinstance(page, Page):
                raise TypeError(f"auzolan.web.pages.{one.name} has no PAGE")
            if page.name in known:
                raise ValueError(f"two pages are called {page.name!r}")
            known[page.name] = page
    return tuple(sorted(known.values(), key=lambda page: (page.order, page.name)))
