"""The register of objections: in how many days they are answered; and one, from the reason to what came of it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.contest.decide import AnswerContest, CarryOn
from auzolan.contest.facts import WITHDRAWN
from auzolan.views import contests as views
from auzolan.views.contests import InList, contest_page, register
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

STATUS: dict[str, Any] = {
    "open": _("waits for an answer"), views.DECIDED: _("being decided"), "stands": _("the line stands"),
    "corrected": _("it was right"), "withdrawn": _("taken back"),
}
WHAT: dict[str, Any] = {
    "portion": _("a portion"), "flows.postings_made": _("an entry of the books"), "rules.run_published": _("a run"),
    "flows.flow_recorded": _("a flow"), "flows.contribution_recorded": _("a contribution"),
    "metrics.metric_published": _("a metric"), "flows.price_quoted": _("a price"),
    "charter.article_adopted": _("an article"), "governance.decision_closed": _("a count"),
    "governance.box_papers": _("a count"),
}
SAID: dict[str, Any] = {
    views.ANSWER: _("Your answer is written."), views.CARRY_ON: _("It is put to those who decide."),
    views.WITHDRAW: _("Your objection is taken back."),
}


def get_list(asked: Asked) -> Shown:
    """Every objection, the ones that wait first."""
    view = register(asked.org, asked.around)
    return Shown(
        view=view, template="pages/contests.html", title=_("Objections"),
        rows=[
            {"contest": one.contest, "line": one.line, "what": one.what, "status": one.status, "opened": one.opened,
             "due": one.due, "answered": one.answered, "days": one.days, "late": one.late, "entry": one.entry}
            for one in (*view.open, *view.closed)
        ],
        more={
            "open": [_told(asked, one) for one in view.open], "closed": [_told(asked, one) for one in view.closed],
            "carried_on": deciding.named(asked, view.carried_on) if view.carried_on else "",
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Objections"))),
    )


def _told(asked: Asked, one: InList) -> dict[str, Any]:
    return {"one": one, "by": asked.called.anyone(one.by), "status": STATUS[one.status],
            "what": WHAT.get(one.what, gettext("an entry"))}


def get(asked: Asked, contest: str) -> Shown:
    """One objection."""
    rows = asked.reader.rows("contests", {"contest": contest})
    try:
        view = contest_page(asked.org, contest, asked.around, rows[0] if rows else {}, asked.member)
    except KeyError as none:
        raise NotSeen(contest) from none
    words, answer = asked.words(view.vault), asked.words(view.answer)
    return Shown(
        view=view, template="pages/contest.html", title=_("An objection"),
        more={
            **_told(asked, view.one), "reason": words.get("reason", ""), "should_be": words.get("should_be", ""),
            "erased": bool(view.vault) and not words, "answer": answer.get("reason", ""),
            "account": asked.called.account(view.to) if view.to else "",
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("contests"), _("Objections")),
                ("", gettext("Entry %(line)s") % {"line": view.one.line})),
    )


def post(asked: Asked, contest: str) -> Go:
    """Answer it, carry it on, or take it back."""
    do = asked.typed.get("do", "")
    asked.do(_request(asked, contest, do))
    return Go(to=asked.url("contest", contest=contest), said=SAID[do])


def _request(asked: Asked, contest: str, do: str) -> Request:
    typed = asked.typed
    match do:
        case views.ANSWER:
            return AnswerContest(contest=contest, outcome=typed.get("outcome", ""), reason=typed.get("reason", ""))
        case views.CARRY_ON:
            return CarryOn(contest=contest)
        case views.WITHDRAW:
            return AnswerContest(contest=contest, outcome=WITHDRAWN, reason=typed.get("reason", ""))
    raise unsaid()


PAGES = (
    Page(name="contests", path="contests", seen_by="members", get=get_list, under="decisions", csv=True),
    Page(name="contest", path="contests/<str:contest>", seen_by="members", get=get, post=post, under="decisions"),
)
