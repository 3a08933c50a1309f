"""Rules: how an amount comes about, and a run for whoever is trusted with it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.policy.policy import columns
from auzolan.rules.decide import RunRule, prepare_run
from auzolan.rules.facts import RunPublished
from auzolan.tables.table import Cell
from auzolan.values.refusal import Refusal
from auzolan.views.run_page import Tried, rules_page, tried
from auzolan.web import deciding
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown


def get(asked: Asked) -> Shown:
    """Every rule in force."""
    return _page(asked, None)


def _page(asked: Asked, shown: Tried | None) -> Shown:
    view = rules_page(asked.org, asked.around)
    return Shown(
        view=view,
        template="pages/rules.html",
        title=_("Rules"),
        rows=[
            {"rule": rule.id, "run": one.run, "period": one.period, "version": one.version, "amount": one.amount,
             "unit": one.unit, "portions": one.count, "status": one.status, "entry": one.entry}
            for rule in view.rules for one in rule.runs
        ],
        more={"tried": shown, "lines": _lines(asked, shown) if shown else [], "year": asked.at[:4],
              "name": deciding.named(asked, shown.rule) if shown else "",
              "form": asked.typed or {"rule": asked.chosen.get("rule", ""), "period": asked.chosen.get("period", "")}},
    )


def _lines(asked: Asked, shown: Tried) -> list[dict[str, Any]]:
    """The portions that this viewer would see once they were published."""
    table, lines = asked.reader.table("portions"), []
    for to, member, amount in shown.portions:
        row: dict[str, Cell] = {"run": "", "to": to, "member": member, "amount": 0, "unit": shown.unit}
        if {"to", "amount"} <= columns(asked.viewer, table, row, asked.published).keys():
            name, where = deciding.receiver(asked, to, member)
            mine = bool(member) and member == asked.member
            lines.append({"name": name, "where": where, "amount": amount, "mine": mine})
    return lines


def post(asked: Asked) -> Shown | Go:
    """Try a rule for a period, or run it and publish who gets what."""
    request = RunRule(rule=asked.typed.get("rule", ""), period=asked.typed.get("period", "").strip())
    if asked.typed.get("do") == "run":
        run = asked.do(request).fact(RunPublished).run
        return Go(to=asked.url("run", run=run), said=gettext("The run is published. It can be contested now."))
    if refused := asked.around.may("rules.run_published", {}):
        raise Refusal(
            what=gettext("The rule was not tried"), where=refused.where, why=refused.why, next=refused.next
        )
    return _page(asked, tried(request.rule, request.period, prepare_run(
        asked.org.states["rules"], request, asked.around
    )))


PAGE = Page(name="rules", path="rules", seen_by="members", get=get, post=post, label=_("Rules"), order=60, csv=True)
