"""A euro: of each euro that came in, who got how much; what nobody knows is said, not left out."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.came_in import CameIn, Side
from auzolan.views.euro_behind import WHOLE_PRICE, behind_part
from auzolan.views.euro_parts import Told, told_prices
from auzolan.views.home import LastMonth, moved
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.flow_picture import behind_url, drawn, name_of, share_of, spans
from auzolan.web.page import Page, Shown
from auzolan.web.price_picture import drawn_price
from auzolan.web.written import money

GROWERS = "growers"
LINES_MAX = 1_000  # a page that a phone still opens; the CSV has every line


@dataclass(frozen=True, slots=True, kw_only=True)
class Euro:
    """came_in: the money of the period, whatever was sold; prices: what our published prices consist of."""

    came_in: CameIn
    prices: tuple[Told, ...]


def get(asked: Asked) -> Shown:
    """The parts of each euro of a period; they sum to the whole, to the last hundredth."""
    period = _period(asked)
    gone, pictures = asked.kept("home", lambda: drawn(asked, period), period.label)
    us = asked.org.states["charter"].founding.name
    prices = asked.kept(
        "prices", lambda: told_prices(asked.org.charter, asked.reader, period, us), period.label
    )
    largest = max(gone.receivers, key=lambda one: one.share, default=None)
    return Shown(
        view=Euro(came_in=gone, prices=prices),
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
            "gone": gone,
            "table": _table(asked, gone) if gone.parts else None,
            "prices": [drawn_price(asked, one, period.label, number) for number, one in enumerate(prices)],
        },
    )


def get_paid(asked: Asked) -> Shown:
    """The lines of the books behind what one part of a price was paid, or behind the whole."""
    period = _period(asked)
    article = asked.org.charter.get(asked.chosen.get("price", ""))
    part = asked.chosen.get("part", WHOLE_PRICE)
    if article is None or article.kind != "price":
        raise NotSeen("price")
    price = asked.org.charter.value(article.id)
    if part != WHOLE_PRICE and not (part.isdecimal() and part.isascii() and int(part) < len(price.parts)):
        raise NotSeen("part")
    view = asked.kept(
        "euro paid", lambda: behind_part(asked.reader, asked.org, period, asked.called.account, price, part),
        period.label, price.id, part,
    )
    rows = [{"entry": one.entry, "date": one.date, "account": one.account, "amount": one.amount, "unit": view.unit}
            for one in view.lines]
    return Shown(
        view=view, template="pages/behind.html", title=view.of, rows=rows,
        more={"name": view.of, "lines": view.lines[:LINES_MAX], "more_lines": max(len(view.lines) - LINES_MAX, 0)},
        crumbs=((f"{asked.url('euro')}?period={period.label}", _("A euro")), ("", view.of)),
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


PAGES = (
    Page(name="euro", path="euro", seen_by="members", get=get, label=_("A euro"), order=20, csv=True),
    Page(name="euro_paid", path="euro/paid", seen_by="members", get=get_paid, under="euro", csv=True),
)
