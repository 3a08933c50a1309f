"""Talks: what is talked about before it is decided; and one talk, from the statement to answer to what unites."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.deliberation.decide import CloseTalk, MakeStatement, OpenTalk, VoteStatement, WithdrawStatement
from auzolan.deliberation.facts import AGREE, DISAGREE, PASS, StatementMade, TalkOpened
from auzolan.values.refusal import Refusal
from auzolan.views import talks as views
from auzolan.views.talks import InList, TalkPage, talk_list
from auzolan.web import deciding, talking
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

USUAL_DAYS = 14
ANSWER: dict[str, Any] = {AGREE: _("you agree"), DISAGREE: _("you disagree"), PASS: _("you passed")}
SAID: dict[str, Any] = {
    views.ANSWER: "", views.SAY: _("It is said. Others can answer it now."),
    views.TAKE_BACK: _("Your statement is taken back."), views.TAKE_OUT: _("The statement is taken out."),
    views.CLOSE: _("The talk is closed."),
}


def get_list(asked: Asked) -> Shown:
    """Every talk, and the form that opens one."""
    view = asked.kept(
        "talks", lambda: talk_list(asked.org, asked.around, asked.member, asked.office.vault.opened), asked.at[:10]
    )
    return Shown(
        view=view, template="pages/talks.html", title=_("Talks"),
        rows=[
            {"talk": one.talk, "title": one.title, "body": one.body, "opened": one.opened, "closes": one.closes,
             "open": one.open, "statements": one.statements, "people": one.people, "answered": one.answered,
             "entry": one.entry}
            for one in (*view.running, *view.past)
        ],
        more={
            "running": [_told(asked, one) for one in view.running], "past": [_told(asked, one) for one in view.past],
            "bodies": [(id, deciding.named(asked, id)) for id in view.bodies],
            "today": asked.at[:10],
            "usual": (date.fromisoformat(asked.at[:10]) + timedelta(days=USUAL_DAYS)).isoformat(),
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Talks"))),
    )


def _told(asked: Asked, one: InList) -> dict[str, Any]:
    return {"one": one, "title": one.title or _("A talk whose words were erased"),
            "body": deciding.named(asked, one.body), "left": one.statements - one.answered}


def post_list(asked: Asked) -> Go:
    """Open a talk."""
    typed = asked.typed
    answer = asked.do(OpenTalk(
        title=typed.get("title", ""), question=typed.get("question", "").replace("\r\n", "\n"),
        body=typed.get("body", ""), closes=typed.get("closes", ""),
    ))
    return Go(to=asked.url("talk", talk=answer.fact(TalkOpened).talk), said=_("It is open. Say the first things."))


def get(asked: Asked, talk: str) -> Shown:
    """One talk."""
    try:
        view = talking.page_of(asked, talk)
    except KeyError as none:
        raise NotSeen(talk) from none
    return Shown(
        view=view, template="pages/talk.html", title=view.one.title or _("A talk"), rows=_rows(view),
        more={
            **_told(asked, view.one), **talking.outcome(view),
            "asks": next((one for one in view.statements if one.statement == view.asks), None),
            "done": bool(view.statements) and view.answered == len(view.statements),
            "missing": max(view.needed - view.answered, 0),
            "own": [(one, ANSWER.get(one.answer, _("not answered yet"))) for one in view.statements],
            "over": not view.one.open,
            **{name: [(one, str(asked.called.member(one))) for one in getattr(view, name)]
               for name in ("others", "seconds", "firsts")},
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("talks"), _("Talks")), ("", _("A talk"))),
    )


def _rows(view: TalkPage) -> list[dict[str, Any]]:
    """One row a statement; totals only where whoever looks may see them."""
    sums = {one.statement: one for one in view.results.sums if one.shown} if view.results else {}
    rows = []
    for one in view.statements:
        total = sums.get(one.statement)
        rows.append({
            "statement": one.statement, "text": one.text, "own": one.answer,
            "agree": total.agree if total else "", "disagree": total.disagree if total else "",
            "pass": total.passed if total else "", "entry": one.entry,
        })
    return rows


def post(asked: Asked, talk: str) -> Go:
    """Answer, say something, take a statement back or out, close."""
    do = asked.typed.get("do", "")
    if do == views.ON_PAPER:
        return _on_paper(asked, talk)
    asked.do(_request(asked, talk, do))
    there = "#answer" if do == views.ANSWER else "#statements" if do != views.CLOSE else ""
    return Go(to=asked.url("talk", talk=talk) + there, said=SAID[do])


def _on_paper(asked: Asked, talk: str) -> Go:
    """Write down what somebody says on paper; it is said when two people have read the same."""
    typed = asked.typed
    member, paper = str(typed.get("member", "")), str(typed.get("paper", "")).strip()
    if not member or not paper:
        raise Refusal(
            what=gettext("The statement was not written down"), where=gettext("the paper"),
            why=gettext("Nobody is named.") if not member else gettext("It does not say which paper it is."),
            next=gettext("Name whose statement it is, and the paper: its number, and where it is kept."),
        )
    request = MakeStatement(talk=talk, text=" ".join(typed.get("text", "").split("\r\n")), paper=paper)
    done = asked.do(request, for_=member)
    said = isinstance(done.entries[-1].fact, StatementMade)
    waits = _("It is written, and is said when a second person has read the same. Keep the paper.")
    return Go(
        to=asked.url("talk", talk=talk) + "#paper", said=_("It is said; two people read the same.") if said else waits,
    )


def _request(asked: Asked, talk: str, do: str) -> Request:
    typed = asked.typed
    statement = typed.get("statement", "")
    match do:
        case views.ANSWER:
            return VoteStatement(talk=talk, statement=statement, vote=typed.get("vote", ""))
        case views.SAY:
            return MakeStatement(talk=talk, text=" ".join(typed.get("text", "").split("\r\n")))
        case views.TAKE_BACK:
            return WithdrawStatement(talk=talk, statement=statement)
        case views.TAKE_OUT:
            reason = typed.get("reason", "").replace("\r\n", "\n")
            if not reason.strip():
                raise Refusal(
                    what=gettext("The statement was not taken out"), why=gettext("There is no reason."),
                    next=gettext("Say why in a sentence; everybody can read it."),
                )
            return WithdrawStatement(talk=talk, statement=statement, reason=reason)
        case views.CLOSE:
            return CloseTalk(talk=talk)
    raise unsaid()


PAGES = (
    Page(name="talks", path="talks", seen_by="members", get=get_list, post=post_list, under="decisions", csv=True),
    Page(name="talk", path="talks/<str:talk>", seen_by="members", get=get, post=post, under="decisions", csv=True),
)
