"""Comments as they are told on the page of a decision and on their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.deliberation.comment_facts import AGAINST, CHANGE, FOR, QUESTION
from auzolan.views.comments import CommentPage, Remark, comment_page
from auzolan.web.asked import Asked

STANCES: dict[str, Any] = {
    FOR: _("For it"), AGAINST: _("Against it"), QUESTION: _("A question"), CHANGE: _("Something should change"),
}


def page_of(asked: Asked, decision: str) -> CommentPage:
    """The comments on a decision as whoever looks may see them. Raises KeyError when there is no such decision."""
    return comment_page(asked.org, decision, asked.around, asked.member, asked.office.vault.opened)


def told(asked: Asked, view: CommentPage, *, stance: str = "", most: int = 0) -> dict[str, Any]:
    """What the templates need beside the view, by the names that they know.

    stance: only the comments of that kind, and those with such an answer; most: how many at most, 0 for all.
    """
    wanted = [one for one in view.remarks if stance in ("", one.stance, *(other.stance for other in one.answers))]
    chosen = wanted[:most] if most else wanted
    return {
        "comments": view, "remarks": [_remark(asked, one) for one in chosen], "comment_stance": stance,
        "comments_left": len(wanted) - len(chosen),
        "comment_counts": [(kind, STANCES[kind], many) for kind, many in view.counts if many],
        "stances": list(STANCES.items()),
    }


def _remark(asked: Asked, one: Remark) -> dict[str, Any]:
    return {
        "one": one, "name": asked.called.member(one.by), "stance": STANCES[one.stance],
        "answers": [_remark(asked, other) for other in one.answers],
    }


def rows(view: CommentPage) -> list[dict[str, Any]]:
    """One row a comment, answers right below what they answer."""
    every = [(one, "") for one in view.remarks]
    flat = [pair for one, of in every for pair in ((one, of), *((other, one.comment) for other in one.answers))]
    return [
        {"comment": one.comment, "answers": of, "by": one.by, "at": one.at, "stance": one.stance, "reason": one.text,
         "status": one.status, "entry": one.entry, "ended": one.ended if one.ended >= 0 else ""}
        for one, of in flat
    ]
