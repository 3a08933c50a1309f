"""Minutes: as a page, as a document to print, sign on paper and file, and as the text that is signed, byte for byte."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from auzolan.views.meetings import MeetingPage
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import File, Page, Shown
from auzolan.web.pages.meetings import STATUS, item, names_in, view_of


def _ended(asked: Asked, meeting: str) -> MeetingPage:
    view = view_of(asked, meeting)
    if not view.text:
        raise NotSeen(meeting)
    return view


def _said(asked: Asked, view: MeetingPage) -> dict[str, Any]:
    """What the page and the document say, with the names that the viewer may see."""
    name = asked.called.member
    signed = {member: (day, entry) for member, day, entry in view.signatures}
    return {
        **names_in(asked, view), "items": [item(one, "") for one in view.agenda], "status": STATUS[view.status],
        "procedure": deciding.named(asked, view.procedure), "caller": name(view.by),
        "signatures": [
            (role, name(member), *signed.get(member, ("", 0)))
            for role, member in ((_("Chair"), view.chair), (_("Secretary"), view.secretary))
        ],
    }


def _title(view: MeetingPage) -> str:
    return str(gettext("Minutes: %(title)s") % {"title": view.title})


def get(asked: Asked, meeting: str) -> Shown:
    """The minutes, to read and to print."""
    view = _ended(asked, meeting)
    return Shown(
        view=view, template="pages/minutes.html", title=_title(view), more=_said(asked, view),
        crumbs=((asked.url("meetings"), _("Meetings")), (asked.url("meeting", meeting=meeting), view.title),
                ("", _("Minutes"))),
    )


def get_document(asked: Asked, meeting: str) -> File:
    """The minutes as one file of their own, that any browser opens and prints without us."""
    view = _ended(asked, meeting)
    founding = asked.org.states["charter"].founding
    said = render_to_string("pages/minutes_document.html", {
        **_said(asked, view), "view": view, "title": _title(view), "asked": asked, "paper": True,
        "organisation": founding.name if founding else asked.id, "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
    })
    return File(name=f"minutes-{meeting}.html", kind="text/html; charset=utf-8", content=said.encode())


def get_text(asked: Asked, meeting: str) -> File:
    """The minutes as they are signed, byte for byte."""
    view = _ended(asked, meeting)
    return File(name=f"minutes-{meeting}.md", kind="text/markdown; charset=utf-8", content=view.text.encode())


PAGES = (
    Page(name="minutes", path="meetings/<str:meeting>/minutes", seen_by="members", get=get, under="decisions"),
    Page(name="minutes_document", path="meetings/<str:meeting>/minutes/document", seen_by="members", get=get_document,
         under="decisions"),
    Page(name="minutes_text", path="meetings/<str:meeting>/minutes/text", seen_by="members", get=get_text,
         under="decisions"),
)
