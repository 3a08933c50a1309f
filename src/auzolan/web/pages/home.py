"""Home: where the money goes, who decides, what waits for you."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.kinds import Kinds
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.home import Home, LastMonth, OpenDecision, home
from auzolan.views.waiting import Waiting
from auzolan.web import waiting_words
from auzolan.web.asked import Asked
from auzolan.web.flow_picture import drawn, name_of, spans
from auzolan.web.page import Page, Shown
from auzolan.web.written import day


def get(asked: Asked) -> Shown:
    """The first page for whoever looks."""
    period = _period(asked)
    sees = asked.may_see("members") or asked.may_see("public", shows="home")
    gone, pictures = asked.kept("home", lambda: drawn(asked, period), period.label) if sees else (None, {})
    view = home(asked.org, asked.around, asked.viewer, gone, period)
    return Shown(
        view=view,
        template="pages/home.html",
        title=_("Home"),
        rows=_rows(view),
        more={
            **pictures,
            "period": period.label,
            "spans": spans(period),
            "flows_url": asked.url_if("flows"),
            "founded": asked.org.states["charter"].founding,
            "decisions": [_decision(asked, one) for one in view.decisions],
            "all_decisions": asked.url_if("decisions"),
            "waits": [_waiting(asked, one) for one in view.waiting],
            "risks": _risks(asked, view.risks),
            "runs": [{"run": one, "url": asked.url_if("run", run=one.run)} for one in view.runs],
        },
    )


def _decision(asked: Asked, one: OpenDecision) -> dict[str, Any]:
    said = {
        "state": "met" if one.met else "open",
        "says": one.text.removesuffix(one.missing).strip(),
        "missing": one.missing,
    }
    closes = gettext("Closes on %(day)s.") % {"day": day(one.closes_at)}
    return {
        "title": one.title,
        "url": asked.url_if("decision", decision=one.decision),
        "condition": {**said, "after": closes},
    }


def _waiting(asked: Asked, one: Waiting) -> dict[str, Any]:
    page, parts, spot = waiting_words.place(one)
    url = asked.url_if(page, **parts) or asked.url("entry", seq=one.entry)
    return {"url": url + spot, "says": waiting_words.says(one), "until": one.until, "minutes": one.minutes}


def _risks(asked: Asked, ids: tuple[str, ...]) -> list[dict[str, str]]:
    found = [asked.org.charter.articles[id] for id in ids]
    return [{"title": one.name, "words": Kinds.find().kind(one.kind).words(one, asked.org.charter)} for one in found]


def _period(asked: Asked) -> Period:
    wanted = asked.chosen.get("period", "")
    if not wanted:
        return asked.kept("last month", lambda: LastMonth(asked.reader).before(asked.at), asked.at[:7])
    try:
        return parse_period(wanted)
    except ValueError as why:
        raise Refusal(
            what=gettext("There is no such page"),
            where=wanted[:40],
            why=f"{why}.",
            next=gettext("Write a year, a quarter or a month, such as 2026-10."),
        ) from why


def _rows(view: Home) -> list[dict[str, str]]:
    if view.money is None:
        return []
    sides = [("in", side) for side in view.money.givers] + [("out", side) for side in view.money.receivers]
    return [
        {
            "period": view.money.period,
            "direction": way,
            "who": name_of(side),
            "amount": side.amount,
            "unit": view.money.unit,
        }
        for way, side in sides
    ]


PAGE = Page(name="home", path="", seen_by="public", get=get, label=_("Home"), order=0, csv=True)
