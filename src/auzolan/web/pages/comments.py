"""Comments on a proposal: what members say for it, against it, ask or would change, each with a reason."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.deliberation.comment_deciding import MakeComment, WithdrawComment
from auzolan.values.refusal import Refusal
from auzolan.views import comments as views
from auzolan.web import commenting
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

TAKE_BACK = "comment_back"
SAID: dict[str, Any] = {
    views.SAY: _("Your comment is written."), TAKE_BACK: _("Your comment is taken back."),
    views.TAKE_OUT: _("The comment is taken out."),
}


def get(asked: Asked, decision: str) -> Shown:
    """All of them, or those of one kind, with the form."""
    try:
        view = commenting.page_of(asked, decision)
    except KeyError as none:
        raise NotSeen(decision) from none
    stance = str(asked.chosen.get("stance", ""))
    return Shown(
        view=view, template="pages/comments.html", title=_("Comments"), rows=commenting.rows(view),
        more=commenting.told(asked, view, stance=stance if stance in commenting.STANCES else ""),
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("decision", decision=decision), view.title),
                ("", _("Comments"))),
    )


def post(asked: Asked, decision: str) -> Go:
    """Make one, take one's own back, or take another's out."""
    do = str(asked.typed.get("do", ""))
    asked.do(_request(asked, decision, do))
    return Go(to=asked.url("decision", decision=decision) + "#comments", said=SAID[do])


def _request(asked: Asked, decision: str, do: str) -> Request:
    typed = asked.typed
    reason = str(typed.get("reason", "")).replace("\r\n", "\n")
    comment = str(typed.get("comment", ""))
    match do:
        case views.SAY:
            stance, answers = str(typed.get("stance", "")), str(typed.get("answers", ""))
            return MakeComment(decision=decision, stance=stance, reason=reason, answers=answers)
        case word if word == TAKE_BACK:
            return WithdrawComment(decision=decision, comment=comment)
        case views.TAKE_OUT if reason.strip():
            return WithdrawComment(decision=decision, comment=comment, reason=reason)
        case views.TAKE_OUT:
            raise Refusal(
                what=gettext("The comment was not taken out"), why=gettext("There is no reason."),
                next=gettext("Say why in a sentence; everybody can read it."),
            )
    raise unsaid()


PAGE = Page(name="comments", path="decisions/<str:decision>/comments", seen_by="members", get=get, post=post,
            under="decisions", csv=True)
