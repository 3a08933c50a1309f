"""Home: where the money goes, who decides, what waits for you."""

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.kinds import Kinds
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.came_in import GAVE, GOT, REST, CameIn, Side, came_in
from auzolan.views.home import BALLOT, CONFIRM, SIGN, Home, LastMonth, OpenDecision, Waiting, home
from auzolan.views.receivers import HOUSE
from auzolan.web import labels
from auzolan.web.asked import Asked
from auzolan.web.charts.bars import Part, price_bar
from auzolan.web.charts.sankey import Link, Node, sankey
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Page, Shown
from auzolan.web.written import day, money, whole
from auzolan.web.written import period as said_period


def get(asked: Asked) -> Shown:
    """The first page for whoever looks."""
    period = _period(asked)
    sees = asked.may_see("members") or asked.may_see("public", shows="home")
    gone, pictures = asked.kept("home", lambda: _drawn(asked, period), period.label) if sees else (None, {})
    view = home(asked.org, asked.around, asked.viewer, gone, period)
    return Shown(
        view=view,
        template="pages/home.html",
        title=_("Home"),
        rows=_rows(view),
        more={
            **pictures,
            "period": period.label,
            "spans": _spans(period),
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
    written = asked.url("entry", seq=one.entry)
    if one.what == BALLOT:
        url = asked.url_if("decision", decision=one.about) or written
        says = gettext("Cast your ballot: %(title)s") % {"title": one.title}
    elif one.what == CONFIRM:
        url = written
        says = ngettext("Confirm what %(n)s member brought in", "Confirm %(n)s contributions of others", one.count) % {
            "n": one.count
        }
    elif one.what == SIGN:
        url = written
        says = ngettext("Sign %(n)s entry of the books", "Sign %(n)s entries of the books", one.count) % {
            "n": one.count
        }
    else:
        url, says = written, gettext("Answer a contest")
    return {"url": url, "says": says, "until": one.until}


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


def _spans(period: Period) -> list[str]:
    """The quarter and the year that a month lies in."""
    if len(period.label) != 7 or "Q" in period.label:
        return []
    first = period.first_day
    return [f"{first.year}-Q{(first.month + 2) // 3}", str(first.year)]


def _drawn(asked: Asked, period: Period) -> tuple[CameIn, dict[str, Any]]:
    gone = came_in(asked.reader, asked.org, period, asked.called.account)
    if not gone.parts:
        return gone, {}
    nodes, links = _bands(asked, gone)
    about = {
        "title": gettext("Where the money of %(period)s went") % {"period": said_period(period.label)},
        "desc": gettext(
            "From those who paid, through us, to those who received. The same figures stand in the table below."
        ),
        "unit_label": gone.unit,
    }
    return gone, {
        "across": sankey(nodes, links, **about, orientation="across"),
        "down": sankey(nodes, links, **about, orientation="down"),
        "bar": price_bar(
            [
                Part(label=str(labels.kind(one.kind)), kind=one.kind, value=one.share, amount=_share(one))
                for one in gone.receivers
                if one.share
            ],
            title=gettext("Of each %(unit)s that came in") % {"unit": gone.unit},
            desc=", ".join(f"{labels.kind(one.kind)} {_share(one)}" for one in gone.receivers),
            uid="euro",
        ),
        "euro": [{"label": labels.kind(one.kind), "kind": one.kind, "share": _share(one)} for one in gone.receivers],
        "table": _table(asked, gone),
    }


def _share(side: Side) -> str:
    return money(f"{side.share // 100}.{side.share % 100:02d}")


def _name(side: Side) -> str:
    if side.key == REST:
        return str(gettext("Others"))
    return side.label or str(labels.kind(side.kind))


def _bands(asked: Asked, gone: CameIn) -> tuple[list[Node], list[Link]]:
    us = asked.org.states["charter"].founding.name
    nodes = [Node(key="us", label=us, kind=HOUSE, column=1, amount=whole(gone.total))]
    links = []
    for number, side in enumerate(gone.givers):
        if side.parts > 0:
            key = f"from {number}"
            nodes.append(Node(key=key, label=_name(side), kind=side.kind, column=0, amount=whole(side.amount)))
            links.append(
                Link(
                    source=key,
                    target="us",
                    value=side.parts,
                    label=_says(_name(side), us, side, gone),
                    href=_behind(asked, GAVE, side, gone),
                )
            )
    if gone.drawn:
        label = gettext("From what was kept before")
        nodes.append(Node(key="before", label=label, kind="common", column=0, amount=whole(gone.drawn)))
        value = sum(one.parts for one in gone.receivers) - gone.parts
        links.append(Link(source="before", target="us", value=value, label=f"{label}: {money(gone.drawn)} {gone.unit}"))
    for side in gone.receivers:
        if side.parts > 0:
            nodes.append(Node(key=side.kind, label=_name(side), kind=side.kind, column=2, amount=whole(side.amount)))
            links.append(
                Link(
                    source="us",
                    target=side.kind,
                    value=side.parts,
                    label=_says(us, _name(side), side, gone),
                    href=_behind(asked, GOT, side, gone),
                )
            )
    return nodes, links


def _behind(asked: Asked, way: str, side: Side, gone: CameIn) -> str:
    if not asked.may_see("members"):
        return ""  # totals may be public; the entries behind them are not
    return f"{asked.url('behind', way=way)}?{urlencode({'of': side.key, 'period': gone.period})}"


def _says(giver: str, receiver: str, side: Side, gone: CameIn) -> str:
    said = {"giver": giver, "receiver": receiver, "amount": money(side.amount), "unit": gone.unit}
    return str(gettext("%(giver)s to %(receiver)s: %(amount)s %(unit)s") % said)


def _table(asked: Asked, gone: CameIn) -> Table:
    def row(side: Side, way: str) -> Row:
        return Row(cells=(Cell(text=_name(side)), Cell(text=money(side.amount), url=_behind(asked, way, side, gone))))

    total = Cell(text=money(gone.total))
    drawn = (
        [Row(cells=(Cell(text=gettext("From what was kept before")), Cell(text=money(gone.drawn))))]
        if gone.drawn
        else []
    )
    return Table(
        caption=gettext("What came in and where it went, %(period)s") % {"period": said_period(gone.period)},
        columns=(Column(label=gettext("Who")), Column(label=gone.unit, num=True)),
        key="flow",
        rows=(
            *(row(side, GAVE) for side in gone.givers),
            Row(cells=(Cell(text=gettext("Came in")), total), mark="total"),
            *drawn,
            *(row(side, GOT) for side in gone.receivers),
        ),
    )


def _rows(view: Home) -> list[dict[str, str]]:
    if view.money is None:
        return []
    sides = [("in", side) for side in view.money.givers] + [("out", side) for side in view.money.receivers]
    return [
        {
            "period": view.money.period,
            "direction": way,
            "who": _name(side),
            "amount": side.amount,
            "unit": view.money.unit,
        }
        for way, side in sides
    ]


PAGE = Page(name="home", path="", seen_by="public", get=get, label=_("Home"), order=0, csv=True)
