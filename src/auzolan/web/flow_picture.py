"""The picture of a period's money, with its table: drawn once, shown on Home and on Flows."""

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext

from auzolan.values.period import Period
from auzolan.views.came_in import GAVE, GOT, REST, CameIn, Side, came_in
from auzolan.views.receivers import HOUSE
from auzolan.web import labels
from auzolan.web.asked import Asked
from auzolan.web.charts.bars import Part, price_bar
from auzolan.web.charts.sankey import Link, Node, sankey
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.written import money, whole
from auzolan.web.written import period as said_period


def spans(period: Period) -> list[str]:
    """The quarter and the year that a month lies in."""
    if len(period.label) != 7 or "Q" in period.label:
        return []
    first = period.first_day
    return [f"{first.year}-Q{(first.month + 2) // 3}", str(first.year)]


def drawn(asked: Asked, period: Period) -> tuple[CameIn, dict[str, Any]]:
    """The money of a period and its pictures, by the names that templates know them by."""
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
                Part(label=str(labels.kind(one.kind)), kind=one.kind, value=one.share, amount=share_of(one))
                for one in gone.receivers
                if one.share
            ],
            title=gettext("Of each %(unit)s that came in") % {"unit": gone.unit},
            desc=", ".join(f"{labels.kind(one.kind)} {share_of(one)}" for one in gone.receivers),
            uid="euro",
        ),
        "euro": [{"label": labels.kind(one.kind), "kind": one.kind, "share": share_of(one)} for one in gone.receivers],
        "table": _table(asked, gone),
    }


def share_of(side: Side) -> str:
    """What a side got of each unit, in hundredths."""
    return money(f"{side.share // 100}.{side.share % 100:02d}")


def name_of(side: Side) -> str:
    """What a side of the picture is called."""
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
            nodes.append(Node(key=key, label=name_of(side), kind=side.kind, column=0, amount=whole(side.amount)))
            links.append(
                Link(
                    source=key,
                    target="us",
                    value=side.parts,
                    label=_says(name_of(side), us, side, gone),
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
            nodes.append(Node(key=side.kind, label=name_of(side), kind=side.kind, column=2, amount=whole(side.amount)))
            links.append(
                Link(
                    source="us",
                    target=side.kind,
                    value=side.parts,
                    label=_says(us, name_of(side), side, gone),
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
        return Row(cells=(Cell(text=name_of(side)), Cell(text=money(side.amount), url=_behind(asked, way, side, gone))))

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


def behind_url(asked: Asked, side: Side, gone: CameIn) -> str:
    """Where the entries behind what a side got are listed; empty for who may not see them."""
    return _behind(asked, GOT, side, gone)
