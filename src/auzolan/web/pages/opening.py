"""Beginning the books: the balances, capital layers and open claims of the first day, on one sheet."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.flows.facts import PENDING, PostingsMade
from auzolan.views.opening import ROOTS, asking, sheet
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown

TITLES = {
    "Assets": _("What we have"), "Liabilities": _("What we owe"), "Equity": _("What is ours together, and each one's"),
}


def get(asked: Asked) -> Shown:
    """The empty sheet, or the filled-in one with its sums."""
    view = sheet(asked.org.charter, asked.typed)
    people = asked.org.states["members"]
    members = _named(asked, people.members)
    totals = dict(view.totals)
    return Shown(
        view=view,
        template="pages/opening.html",
        title=_("Begin the books"),
        more={
            "parts": [
                {"title": TITLES[root], "total": totals[root], "lines": [one for one in view.lines if one.root == root]}
                for root in ROOTS
            ],
            "members": members,
            "everyone": _named(asked, [*people.members, *people.agents]),
            "day": asked.typed.get("date") or _day_before(asked),
            "summed": bool(asked.typed),
            "narration": asked.typed.get("narration", ""),
            "chosen": asked.typed.get("against", ""),
            "begun": any(asked.org.states["flows"].balances.values()),
            "may": asked.around.may("flows.postings_made", {}) is None,
        },
        crumbs=((asked.url("books"), _("Books")), ("", _("Begin the books"))),
    )


def post(asked: Asked) -> Go | Shown:
    """Add the sheet up, or write it into the books; what was typed stays either way."""
    if asked.typed.get("do") != "begin":
        return get(asked)
    answer = asked.do(asking(asked.org.charter, asked.typed))
    waits = answer.fact(PostingsMade).status == PENDING
    said = _("It waits for the second signature that the mandate asks for.") if waits else _("The books have begun.")
    return Go(to=asked.url("entry", seq=answer.seqs[-1]), said=said)


def _named(asked: Asked, ids: Any) -> list[tuple[str, str]]:
    return sorted(((asked.called.anyone(id), id) for id in ids), key=lambda one: one[0].casefold())


def _day_before(asked: Asked) -> str:
    """The last day of the year before this one: the books of a year begin with what its eve left."""
    return (date(int(asked.at[:4]), 1, 1) - timedelta(days=1)).isoformat()


PAGE = Page(name="opening", path="opening", seen_by="members", get=get, post=post, under="books")
