"""Verify: check the journal here, and how to check it without us."""

from django.utils.translation import gettext_lazy as _

from auzolan.views.verify_page import RUNNING, verify_page
from auzolan.web import verifying
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.house import served
from auzolan.web.page import Go, Page, Shown

NAMES = {
    "bytes": _("Every entry is as it was written, and every checkpoint holds"),
    "replay": _("Every entry was allowed by the charter of its moment, and every table follows from the entries"),
    "recompute": _("Every run, computed again, gives the same amounts"),
    "books": _("Every entry of the books adds up to zero"),
}


def get(asked: Asked) -> Shown:
    """The newest checkpoint, and what the last check found."""
    note = asked.office.store.checkpoint()
    if note is None:
        raise NotSeen("checkpoint")
    last = verifying.last(served(), asked.id)
    view = verify_page(asked.org, asked.id, note, asked.office.keeping.kept(asked.id), last)
    return Shown(
        view=view,
        template="pages/verify.html",
        title=_("Check it yourself"),
        more={
            "checks": [{"one": one, "says": NAMES.get(one.name, one.name)} for one in last.checks],
            "runs": last.status == RUNNING,
        },
    )


def post(asked: Asked) -> Go:
    """Check it now."""
    if not asked.viewer.belongs:
        raise NotSeen("verify")  # anybody may check their own copy; our machine works for members
    verifying.start(served(), asked.office)
    return Go(to=asked.url("verify"))


PAGE = Page(name="verify", path="verify", seen_by="public", get=get, post=post, label=_("Verify"), order=90)
