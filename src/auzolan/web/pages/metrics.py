"""Metrics: are we what we want to be; each with its meaning, how it moved, and why a figure is as it is."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.metrics.decide import PublishMetric
from auzolan.node.reading import Reader
from auzolan.values.refusal import Refusal
from auzolan.views.metrics_page import PUBLISHES, MetricLine, Published, metric_line, metric_why, metrics_page
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.bars import sparkline
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Go, Page, Shown
from auzolan.web.pages.why import node
from auzolan.web.written import day, money
from auzolan.web.written import period as said_period

EVERY = {"year": _("each year"), "quarter": _("each quarter"), "month": _("each month")}
WIDE = 320.0


def get(asked: Asked) -> Shown:
    """Every metric in force, by those it is about, and the surveys."""
    view = metrics_page(asked.org, asked.reader, asked.around)
    return Shown(
        view=view,
        template="pages/metrics.html",
        title=_("Metrics"),
        rows=[_row(line, one) for line in view.metrics for one in line.history],
        more={"cards": [_card(line, f"m{number}") for number, line in enumerate(view.metrics)]},
    )


def _row(line: MetricLine, one: Published) -> dict[str, Any]:
    return {
        "metric": line.id, "period": one.period, "value": one.exact or one.value, "unit": one.unit,
        "denominator": one.denominator, "count": "" if one.count < 0 else one.count, "entry": one.entry,
    }


def _card(line: MetricLine, uid: str, width: float = 76.0) -> dict[str, Any]:
    shown = [one for one in line.history if one.value]
    newest = line.history[-1] if line.history else None
    said = [f"{said_period(one.period)}: {money(one.value)} {one.unit}".strip() for one in shown]
    return {
        "line": line, "newest": newest, "every": EVERY[line.every],
        "spark": sparkline(
            [one.scaled for one in shown], title=gettext("How it moved"), desc="; ".join(said), uid=uid, width=width
        ),
    }


def one(asked: Asked, metric: str) -> Shown:
    """One metric: what it means, its definition, its history, and how it can be changed or retired."""
    line = _line(asked, metric)
    return Shown(
        view=line,
        template="pages/metric.html",
        title=line.name,
        rows=[_row(line, published) for published in line.history],
        more={
            **_card(line, "trend", WIDE), "table": _table(asked, line),
            "may_publish": asked.around.may(PUBLISHES, {}) is None,
            "review_day": day(line.review) if line.review else "",
        },
        crumbs=((asked.url("metrics"), _("Metrics")), ("", line.name)),
    )


def _line(asked: Asked, metric: str) -> MetricLine:
    try:
        return metric_line(metric, asked.org, asked.reader, asked.at[:10])
    except KeyError as none:
        raise NotSeen(metric) from none


def _table(asked: Asked, line: MetricLine) -> Table:
    columns = (
        Column(label=gettext("Period")), Column(label=gettext("Value"), num=True),
        Column(label=gettext("Divided by"), num=True), Column(label=gettext("Rests on"), num=True),
        Column(label=gettext("Entry")),
    )
    rows = [
        Row(cells=(Cell(text=said_period(one.period)), *_cells(asked, line, one), _entry(asked, one.entry)))
        for one in reversed(line.history)
    ]
    return Table(caption=gettext("What it came to"), columns=columns, rows=rows, key="history")


def _cells(asked: Asked, line: MetricLine, one: Published) -> tuple[Cell, ...]:
    if not one.value:
        return (Cell(text=gettext("too few to show without showing somebody"), span=3),)
    return (
        Cell(text=f"{money(one.value)} {one.unit}".strip(),
             url=asked.url("metric_why", metric=line.id, period=one.period)),
        Cell(text=money(one.denominator) if one.denominator else "–"),
        Cell(text=money(one.count)),
    )


def _entry(asked: Asked, seq: int) -> Cell:
    return Cell(text=gettext("entry %(seq)s") % {"seq": money(seq)}, url=asked.url("entry", seq=seq))


def post(asked: Asked, metric: str) -> Go:
    """Measure it for a span that is over, and publish the figure."""
    period = asked.typed.get("period", "").strip()
    asked.do(PublishMetric(metric=_line(asked, metric).id, period=period))
    return Go(to=asked.url("metric", metric=metric),
              said=gettext("It is measured for %(period)s, and everybody sees it.") % {"period": said_period(period)})


def why(asked: Asked, metric: str, period: str) -> Shown:
    """The tree of one published figure."""
    try:
        view = metric_why(
            metric, period, asked.org, lambda at: Reader(asked.office.store, asked.org, at), asked.reader,
            asked.office.fact,
        )
    except KeyError as none:
        raise NotSeen(metric) from none
    if not view.same:
        raise Refusal(
            what=gettext("It cannot be explained"), where=metric,
            why=gettext("Worked out again it does not come to what was published."),
            next=gettext("Compare the journal with another copy, and contest the entry."),
        )
    people = ngettext("one person or row", "%(n)s people or rows", view.value.count) % {"n": money(view.value.count)}
    return Shown(
        view=view,
        template="pages/metric_why.html",
        title=_("Why this figure"),
        more={"nodes": [node(asked, part) for part in view.reasons], "people": people},
        crumbs=((asked.url("metrics"), _("Metrics")), (asked.url("metric", metric=metric), view.name),
                ("", said_period(period))),
    )


PAGES = (
    Page(name="metrics", path="metrics", seen_by="members", get=get, label=_("Metrics"), order=70, csv=True),
    Page(name="metric", path="metrics/<str:metric>", seen_by="members", get=one, post=post, under="metrics", csv=True),
    Page(name="metric_why", path="metrics/<str:metric>/why/<str:period>", seen_by="members", get=why, under="metrics"),
)
