"""What stands behind one band of the flow picture: its entries, line by line."""

from django.utils.translation import gettext_lazy as _

from auzolan.values.period import parse_period
from auzolan.views.behind import behind
from auzolan.views.came_in import GAVE, GOT, REST, came_in
from auzolan.web import labels
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Page, Shown

LINES_MAX = 1_000  # a page that a phone still opens; the CSV has every line


def get(asked: Asked, way: str) -> Shown:
    """The lines of one giver or of one kind of receiver."""
    if way not in (GAVE, GOT):
        raise NotSeen(way)
    try:
        period = parse_period(asked.chosen.get("period", ""))
    except ValueError as why:
        raise NotSeen("period") from why
    of = asked.chosen.get("of", "")
    whole = asked.kept("came in", lambda: came_in(asked.reader, asked.org, period, asked.called.account), period.label)
    view = asked.kept(
        "behind",
        lambda: behind(asked.reader, asked.org, period, asked.called.account, whole, way, of),
        period.label,
        way,
        of,
    )
    name = _("Others") if of == REST else of if way == GAVE else labels.kind(of)
    rows = [
        {"entry": one.entry, "date": one.date, "account": one.account, "amount": one.amount, "unit": view.unit}
        for one in view.lines
    ]
    return Shown(
        view=view,
        template="pages/behind.html",
        title=name,
        rows=rows,
        more={"name": name, "lines": view.lines[:LINES_MAX], "more_lines": max(len(view.lines) - LINES_MAX, 0)},
        crumbs=((asked.url("home") + f"?period={period.label}", _("Home")), ("", name)),
    )


PAGE = Page(name="behind", path="behind/<slug:way>", seen_by="members", get=get, under="home", csv=True)
