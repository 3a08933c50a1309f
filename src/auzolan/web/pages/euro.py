"""A euro: of each euro that came in, who got how much; what nobody knows is said, not left out."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.came_in import CameIn, Side
from auzolan.views.home import LastMonth, moved
from auzolan.web.asked import Asked
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.flow_picture import behind_url, drawn, name_of, share_of, spans
from auzolan.web.page import Page, Shown
from auzolan.web.written import money

GROWERS = "growers"


def get(asked: Asked) -> Shown:
    """The parts of each euro of a period; they sum to the whole, to the last hundredth."""
    period = _period(asked)
    gone, pictures = asked.kept("home", lambda: drawn(asked, period), period.label)
    largest = max(gone.receivers, key=lambda one: one.share, default=None)
    return Shown(
        view=gone,
        template="pages/euro.html",
        title=_("A euro"),
        rows=[{"who": name_of(one), "share": share_of(one), "amount": one.amount, "unit": gone.unit}
              for one in gone.receivers],
        more={
            "period": period.label,
            "earlier": moved(period, -1).label,
            "later": moved(period, 1).label,
            "spans": spans(period),
            "bar": pictures.get("bar", ""),
            "largest": name_of(largest) if largest else "",
            "largest_share": share_of(largest) if largest else "",
            "table": _table(asked, gone) if gone.parts else None,
        },
    )


def _period(asked: Asked) -> Period:
    said = asked.chosen.get("period", "")
    try:
        return parse_period(said) if said else LastMonth(asked.reader).before(asked.at[:10])
    except ValueError as why:
        raise Refusal(
            what=gettext("The parts were not shown"), where=said[:40], why=f"{why}.",
            next=gettext("Write a year, a quarter or a month, such as 2026-10."),
        ) from why


def _table(asked: Asked, gone: CameIn) -> Table:
    rows: list[Row] = []
    for one in gone.receivers:
        rows.append(Row(cells=(
            Cell(text=name_of(one)), Cell(text=share_of(one)),
            Cell(text=money(one.amount), url=behind_url(asked, one, gone)),
        )))
        if one.kind == GROWERS:
            rows.append(_unknown())
    total = sum(one.share for one in gone.receivers)
    whole = Side(key="", label="", kind="", parts=0, amount="", share=total)
    rows.append(Row(cells=(
        Cell(text=gettext("Together")), Cell(text=share_of(whole)), Cell(text=money(gone.total)),
    ), mark="total"))
    return Table(
        caption=gettext("Who gets how much"),
        columns=(
            Column(label=gettext("Who")), Column(label=gettext("Of each %(unit)s") % {"unit": gone.unit}, num=True),
            Column(label=gettext("In all, %(unit)s") % {"unit": gone.unit}, num=True),
        ),
        key="euro",
        rows=tuple(rows),
    )


def _unknown() -> Row:
    note = gettext("no grower co-op has told us, and none is made to")
    return Row(cells=(
        Cell(text=gettext("of it, what reaches the farmer at the farm gate"), note=note),
        Cell(text=gettext("unknown")), Cell(text=gettext("unknown")),
    ), depth=1)


PAGE = Page(name="euro", path="euro", seen_by="members", get=get, label=_("A euro"), order=20, csv=True)
