"""Books: what we have and owe, what we earned and spent, what is still open."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.books import Books, Part, books
from auzolan.views.home import moved
from auzolan.web.asked import Asked
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Page, Shown
from auzolan.web.written import money

ROOTS = {
    "Assets": _("What we have"), "Liabilities": _("What we owe"), "Equity": _("What is ours together"),
    "Unclassified": _("Accounts of no known kind"), "Income": _("What we earned"), "Expenses": _("What we spent"),
}


def get(asked: Asked) -> Shown:
    """The statements of a period."""
    period = _period(asked)
    claims = asked.may_see("mandate", shows="claims")
    view = asked.kept(
        "books",
        lambda: books(asked.reader, asked.org, asked.called.account, period, sees_claims=claims), period.label, claims,
    )
    return Shown(
        view=view,
        template="pages/books.html",
        title=_("Books"),
        rows=_rows(view),
        more={
            "period": period.label,
            "begins": not asked.org.states["flows"].balances,
            "earlier": moved(period, -1).label,
            "later": moved(period, 1).label,
            "sheet": [_table(asked, part) for part in view.sheet if part.lines],
            "result": [_table(asked, part) for part in view.result if part.lines],
            "owed": [
                {"one": one, "debtor": asked.called.anyone(one.debtor), "creditor": asked.called.anyone(one.creditor)}
                for one in view.owed
            ],
            "sees_claims": claims,
        },
    )


def _period(asked: Asked) -> Period:
    said = asked.chosen.get("period") or asked.at[:4]
    try:
        return parse_period(said)
    except ValueError as why:
        raise Refusal(
            what=gettext("The books were not shown"), where=said[:40], why=f"{why}.",
            next=gettext("Choose a year, a quarter or a month."),
        ) from why


def _said(amounts: tuple[tuple[str, str], ...]) -> str:
    return " · ".join(f"{money(amount)} {unit}" for amount, unit in amounts) or money("0")


def _table(asked: Asked, part: Part) -> dict[str, Any]:
    rows = [
        Row(cells=(
            Cell(text=line.name, url=asked.url("account", account=line.key) if line.key else ""),
            Cell(text=_said(line.amounts)),
        ), depth=line.depth)
        for line in part.lines
    ]
    rows.append(Row(cells=(Cell(text=gettext("Together")), Cell(text=_said(part.total))), mark="total"))
    title = str(ROOTS[part.root])
    columns = (Column(label=gettext("Account")), Column(label=gettext("Amount"), num=True))
    return {
        "title": title, "total": _said(part.total),
        "table": Table(caption=title, columns=columns, rows=rows, key=part.root.lower(), wide=True),
    }


def _rows(view: Books) -> list[dict[str, str]]:
    return [
        {"statement": part.root, "account": line.name, "key": line.key, "amount": amount, "unit": unit}
        for part in (*view.sheet, *view.result)
        for line in part.lines
        if line.key
        for amount, unit in line.amounts
    ]


PAGE = Page(name="books", path="books", seen_by="members", get=get, label=_("Books"), order=30, csv=True)
