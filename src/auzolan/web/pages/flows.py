"""Flows: who gives and gets what, in money and in hours; unpaid work in the same picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.policy.policy import columns
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.came_in import CameIn
from auzolan.views.flow_map import Hours, hours
from auzolan.views.home import LastMonth, moved
from auzolan.web.asked import Asked
from auzolan.web.charts.sankey import Link, Node, sankey
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.flow_picture import drawn, name_of, spans
from auzolan.web.page import Page, Shown
from auzolan.web.written import money, whole
from auzolan.web.written import period as said_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Money and hours of one period."""

    money: CameIn
    hours: Hours
    earlier: str
    later: str


def get(asked: Asked) -> Shown:
    """Both pictures of a period, each with its table."""
    period = _period(asked)
    gone, pictures = asked.kept("home", lambda: drawn(asked, period), period.label)
    worked = asked.kept("hours", lambda: hours(asked.reader, asked.org, period, lambda row: _seen(asked, row)),
                        period.label)
    view = Flows(money=gone, hours=worked, earlier=moved(period, -1).label, later=moved(period, 1).label)
    return Shown(
        view=view,
        template="pages/flows.html",
        title=_("Flows"),
        rows=_rows(view, asked),
        more={**pictures, **_hours(asked, worked), "period": period.label, "spans": spans(period)},
    )


def _seen(asked: Asked, row: Mapping[str, Any]) -> bool:
    """Whether this viewer may see how much somebody brought in."""
    table = asked.reader.table("contributions")
    return {"member", "amount"} <= columns(asked.viewer, table, row, asked.published).keys()


def _period(asked: Asked) -> Period:
    said = asked.chosen.get("period", "")
    try:
        return parse_period(said) if said else LastMonth(asked.reader).before(asked.at[:10])
    except ValueError as why:
        raise Refusal(
            what=gettext("The flows were not shown"), where=said[:40], why=f"{why}.",
            next=gettext("Write a year, a quarter or a month, such as 2026-10."),
        ) from why


def _hours(asked: Asked, worked: Hours) -> dict[str, Any]:
    if not worked.members:
        return {}
    us = asked.org.states["charter"].founding.name
    nodes = [Node(key="us", label=us, kind="house", column=1)]
    links = []
    for one in worked.members:
        name = asked.called.anyone(one.member)
        nodes.append(Node(key=one.member, label=name, kind="work", column=0, amount=whole(one.paid_text)))
        for value, text, style in ((one.paid, one.paid_text, "paid"), (one.unpaid, one.unpaid_text, "unpaid")):
            if value:
                said = gettext("paid") if style == "paid" else gettext("unpaid")
                links.append(Link(
                    source=one.member, target="us", value=value, label=f"{name}: {money(text)} {worked.unit} {said}",
                    style="paid" if style == "paid" else "unpaid",
                ))
    about = {
        "title": gettext("Hours of %(period)s") % {"period": said_period(worked.period)},
        "desc": gettext("Each member's hours; unpaid ones have a broken edge. The same figures stand in the table."),
        "unit_label": worked.unit,
        "uid": "hours",
    }
    return {
        "hours_across": sankey(nodes, links, **about, orientation="across"),
        "hours_down": sankey(nodes, links, **about, orientation="down"),
        "hours_table": _hours_table(asked, worked),
    }


def _hours_table(asked: Asked, worked: Hours) -> Table:
    rows = [
        Row(
            cells=(
                Cell(text=asked.called.anyone(one.member)),
                Cell(text=money(one.paid_text)),
                Cell(text=money(one.unpaid_text)),
            ),
            mark="mine" if one.member == asked.member else "",
        )
        for one in worked.members
    ]
    total = (Cell(text=gettext("Together")), Cell(text=money(worked.paid)), Cell(text=money(worked.unpaid)))
    return Table(
        caption=gettext("Hours by member"),
        columns=(
            Column(label=gettext("Who")),
            Column(label=gettext("Paid, %(unit)s") % {"unit": worked.unit}, num=True),
            Column(label=gettext("Unpaid, %(unit)s") % {"unit": worked.unit}, num=True),
        ),
        key="hours",
        rows=(*rows, Row(cells=total, mark="total")),
    )


def _rows(view: Flows, asked: Asked) -> list[dict[str, str]]:
    sides = [("in", side) for side in view.money.givers] + [("out", side) for side in view.money.receivers]
    rows = [
        {"direction": way, "who": name_of(side), "amount": side.amount, "unit": view.money.unit} for way, side in sides
    ]
    for one in view.hours.members:
        name = asked.called.anyone(one.member)
        rows.append({"direction": "paid", "who": name, "amount": one.paid_text, "unit": view.hours.unit})
        rows.append({"direction": "unpaid", "who": name, "amount": one.unpaid_text, "unit": view.hours.unit})
    return rows


PAGE = Page(name="flows", path="flows", seen_by="members", get=get, label=_("Flows"), order=10, csv=True)
