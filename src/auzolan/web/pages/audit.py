"""The audit of a run: what groups of members got by it, and which group got less."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.explain.why import published
from auzolan.node.reading import Reader
from auzolan.values.refusal import Refusal
from auzolan.views.audit import Audit, audit
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Page, Shown
from auzolan.web.written import money
from auzolan.web.written import period as said_period

TITLES = {
    "class": _("By class"), "length": _("By length of membership"), "size": _("By how much they brought in"),
    "place": _("By place"),
}
GROUPS = {
    "under_1": _("less than one year"), "1_to_3": _("one to three years"), "3_to_10": _("three to ten years"),
    "over_10": _("more than ten years"), "under_half": _("less than half of full time"),
    "part": _("part time, half or more"), "full": _("full time"),
}


def get(asked: Asked, run: str) -> Shown:
    """The groups, and first of all those that got less."""
    try:
        fact, known = published(run, asked.org, asked.office.fact)
    except (KeyError, Refusal) as none:
        raise NotSeen(run) from none
    view: Audit = asked.kept(
        "audit",
        lambda: audit(
            run, fact, asked.org, asked.reader, Reader(asked.office.store, asked.org, known.position)
        ), run,
    )
    article = asked.org.charter.get(fact.rule)
    name = article.name if article else fact.rule
    return Shown(
        view=view,
        template="pages/audit.html",
        title=gettext("Who gains and who loses"),
        rows=[
            {"breakdown": part.name, "group": one.name, "people": one.people, "amount": one.amount, "unit": view.unit,
             "per_head": one.per_head, "rate": one.rate}
            for part in view.breakdowns for one in part.groups
        ],
        more={
            "name": name,
            "found": [_lag(asked, view, one) for one in view.found],
            "tables": [_table(asked, view, part) for part in view.breakdowns],
        },
        crumbs=((asked.url("rules"), _("Rules")), (asked.url("run", run=run), f"{name} · {said_period(fact.period)}"),
                ("", _("Who gains and who loses"))),
    )


def _group(asked: Asked, breakdown: str, group: str) -> str:
    article = asked.org.charter.get(f"class.{group}")
    if breakdown == "class":
        return article.name if article else group
    if breakdown == "place":
        return str(gettext("place %(name)s") % {"name": group})
    return str(GROUPS[group])


def _hundredths(value: int) -> str:
    return money(f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}")


def _lag(asked: Asked, view: Audit, one: Any) -> dict[str, str]:
    return {
        "group": _group(asked, one.breakdown, one.group), "less": _hundredths(one.less), "rate": money(one.rate),
        "others": money(one.others), "missing": money(one.missing),
        "people": ngettext("%(n)d person", "%(n)d people", one.people) % {"n": one.people},
    }


def _table(asked: Asked, view: Audit, part: Any) -> dict[str, Any]:
    per = gettext("For each %(unit)s") % {"unit": view.measure_unit} if view.measure else gettext("For each head")
    columns = (
        Column(label=gettext("Group")), Column(label=gettext("People"), num=True),
        Column(label=gettext("Together"), num=True), Column(label=gettext("Each, on average"), num=True),
        Column(label=per, num=True), Column(label=gettext("Of what all others get"), num=True),
    )
    hidden = gettext("too few to show")
    rows = [
        Row(cells=(
            Cell(text=_group(asked, part.name, one.name)), Cell(text=str(one.people)),
            Cell(text=f"{money(one.amount)} {view.unit}"), Cell(text=money(one.per_head)),
            Cell(text=money(one.rate) if one.rate else "–"),
            Cell(text=f"{_hundredths(one.against)} %" if one.against else "–"),
        )) if one.amount else
        Row(cells=(Cell(text=_group(asked, part.name, one.name)), Cell(text=hidden), *(Cell(text="–"),) * 4))
        for one in part.groups
    ]
    title = str(TITLES[part.name])
    return {"title": title, "table": Table(caption=title, columns=columns, rows=rows, key=part.name)}


PAGE = Page(name="audit", path="runs/<str:run>/audit", seen_by="members", get=get, under="rules", csv=True)
