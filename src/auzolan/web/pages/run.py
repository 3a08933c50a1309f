"""A run: what was shared, among whom, what waits for an answer, and the way to object to a line."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.contest.decide import ContestLine
from auzolan.explain.why import again, equal, published
from auzolan.policy.policy import columns
from auzolan.rules.decide import RunRule, SettleRun, VoidRun
from auzolan.rules.facts import RunPublished
from auzolan.values.refusal import Refusal
from auzolan.views.run_page import CORRECT, SETTLE, VOID_IT, Portion, RunPage, run_page
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.objecting import objected
from auzolan.web.page import Go, Page, Shown
from auzolan.web.written import money
from auzolan.web.written import period as said_period

CONTEST = "contest"
LINES_MAX = 300  # a page that a phone still opens; the CSV has every line


def get(asked: Asked, run: str) -> Shown:
    """The run with its portions, one's own first."""
    view = _view(asked, run)
    lines = sorted(view.portions, key=lambda one: (one.member != asked.member or not asked.member, one.to))
    return Shown(
        view=view,
        template="pages/run.html",
        title=view.name,
        rows=[
            {"to": one.to, "member": one.member, "amount": one.amount, "unit": view.unit, "held": one.held,
             "paid": one.paid, "entry": one.entry, **_differs(view, one)}
            for one in view.portions
        ],
        more={
            "lines": [_line(asked, view, one) for one in lines[:LINES_MAX]],
            "more_lines": max(len(lines) - LINES_MAX, 0),
            "held": [_line(asked, view, one) for one in lines if one.held],
            "chosen": (asked.typed if asked.refusal else asked.chosen).get("to", ""),
            "beside": [(deciding.receiver(asked, one.to, "")[0], one.posts) for one in view.beside],
            "source": deciding.receiver(asked, view.source, "")[0],
            "may_contest": asked.viewer.belongs,
            "replayed": _replayed(asked, run) if "replay" in asked.chosen else None,
        },
        crumbs=((asked.url("rules"), _("Rules")), (asked.url("article", article=view.rule), view.name),
                ("", said_period(view.period))),
    )


def _view(asked: Asked, run: str) -> RunPage:
    table = asked.reader.table("portions")
    try:
        return run_page(
            asked.org, run, asked.around, asked.reader, asked.member,
            lambda row: columns(asked.viewer, table, row, asked.published),
        )
    except KeyError as none:
        raise NotSeen(run) from none


def _line(asked: Asked, view: RunPage, one: Any) -> dict[str, Any]:
    name, where = deciding.receiver(asked, one.to, one.member)
    return {
        "one": one, "name": name, "where": where, "mine": bool(one.member) and one.member == asked.member,
        "share": money(f"{one.share // 100}.{one.share % 100:02d}"), "why": asked.url("why", run=view.run, to=one.to),
    }


def _differs(view: RunPage, one: Portion) -> dict[str, str]:
    """Of a corrected run: what had been posted, and what is posted now."""
    return {"before": one.before or "0", "posts": one.posts or "0"} if view.corrects else {}


def _replayed(asked: Asked, run: str) -> bool:
    """Whether computing it again gives what was published."""

    def compare() -> bool:
        fact, _known = published(run, asked.org, asked.office.fact)
        return equal(again(fact, asked.org, asked.office.reader), fact)

    return asked.kept("replayed", compare, run)


def post(asked: Asked, run: str) -> Go:
    """Contest a line, settle what stands, or take the run back."""
    view = _view(asked, run)
    do = asked.typed.get("do", "")
    said = {
        SETTLE: _("What stands is posted."),
        VOID_IT: _("The run is taken back."),
    }
    answer = asked.do(_request(asked, view, do))
    if do == CORRECT:
        published = answer.fact(RunPublished).run
        return Go(to=asked.url("run", run=published), said=_("A corrected run is published; look at what it changes."))
    return Go(to=asked.url("run", run=run), said=objected(asked, answer) if do == CONTEST else said[do])


def _request(asked: Asked, view: RunPage, do: str) -> Request:
    if do == SETTLE:
        return SettleRun(run=view.run)
    if do == VOID_IT:
        return VoidRun(run=view.run)
    if do == CORRECT:
        return RunRule(rule=view.rule, period=view.period, mends=view.run)
    to = asked.typed.get("to", "")
    line = next((one for one in view.portions if one.to == to), None)
    if do != CONTEST or line is None:
        raise Refusal(
            what=gettext("Nothing was done"), why=gettext("The form did not say which line is meant."),
            next=gettext("Choose one of the lines of this run; what you wrote is still here."),
        )
    return ContestLine(
        line=line.entry, to=to, reason=asked.typed.get("reason", ""), should_be=asked.typed.get("should_be", "")
    )


PAGE = Page(name="run", path="runs/<str:run>", seen_by="members", get=get, post=post, under="rules", csv=True)
