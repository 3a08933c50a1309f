"""A published price on a page: its bars, and the tables under them, every figure with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from auzolan.flows.price_parts import UNKNOWN, WITHHELD
from auzolan.metrics.alarms import alarms
from auzolan.views.euro_behind import WHOLE_PRICE
from auzolan.views.euro_parts import Hand, Told
from auzolan.views.euro_parts import Row as Part
from auzolan.web.asked import Asked
from auzolan.web.charts.bars import Part as Piece
from auzolan.web.charts.bars import price_bar
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.written import money

NOT_TOLD = "\N{EM DASH}"


def drawn_price(asked: Asked, told: Told, period: str, number: int) -> dict[str, Any]:
    """One price with its pictures and tables, by the names that the template knows them by."""
    return {
        "told": told,
        "url": asked.url_if("article", article=told.id),
        "bar": _bar(told, number),
        "parts": _parts(asked, told, period, number),
        "unpaid": _unpaid(asked, told, number),
        "hands": _hands(asked, told, number),
        "tiers": [(one, asked.url_if("article", article=one.id)) for one in told.tiers],
        "usual": asked.url_if("article", article=told.usual.id) if told.usual else "",
        "compared": _compared(told, number),
        "compared_bar": _compared_bar(told, number),
        "limits": _limits(asked, told),
        "short": [one for one in told.rows if one.short],
    }


def hundredths(share: int | None) -> str:
    """Hundredths of each unit as they are read; what nobody tells is no zero."""
    return NOT_TOLD if share is None else money(f"{share // 100}.{share % 100:02d}")


def who(name: str) -> str:
    """A receiver's name; the two that stand for nobody are said in the reader's language."""
    said = {UNKNOWN: gettext("unknown"), WITHHELD: gettext("withheld by its producer")}
    return str(said.get(name, name))


def _named(part: Part) -> Cell:
    notes = [{UNKNOWN: gettext("unknown"), WITHHELD: gettext("withheld by its producer")}.get(part.told, "")]
    if part.floor:
        notes.append(gettext("at least %(floor)s agreed") % {"floor": money(part.floor)})
    if part.cost:
        cost = gettext("below what it costs: %(cost)s") if part.short else gettext("it costs %(cost)s")
        notes.append(cost % {"cost": money(part.cost)})
    notes.append(part.source)
    return Cell(text=part.receiver, note=" · ".join(one for one in notes if one))


def _pieces(rows: Sequence[Part], rest: int, *, planned: bool) -> list[Piece]:
    shares = [(one, one.planned_share if planned else one.paid_share) for one in rows]
    made = [Piece(label=one.receiver, kind=one.gets, value=share, amount=hundredths(share))
            for one, share in shares if share]
    if rest:
        made.append(Piece(label=gettext("not explained"), kind=UNKNOWN, value=rest, amount=hundredths(rest)))
    return made


def _ours(told: Told) -> tuple[list[Piece], list[Piece]]:
    """What our price consists of, by plan and by the books; empty where nothing was sold yet."""
    books = _pieces(told.rows, told.paid_rest_share, planned=False) if told.came_in else []
    return _pieces(told.rows, told.planned_rest_share, planned=True), books


def _compared_bar(told: Told, number: int) -> SafeString:
    if told.usual is None:
        return SafeString("")
    plan, books = _ours(told)
    rest = next((one.conventional or 0 for one in told.compared if not one.receiver), 0)
    return price_bar(
        books or plan, planned=_pieces(told.usual_rows, rest, planned=True), paid_label=gettext("ours"),
        planned_label=told.usual.name, uid=f"beside{number}",
        title=gettext("%(ours)s beside: %(other)s") % {"ours": told.name, "other": told.usual.name},
        desc=", ".join(f"{who(one.receiver)} {hundredths(one.ours)} / {hundredths(one.conventional)}"
                       for one in told.compared),
    )


def _limits(asked: Asked, told: Told) -> list[dict[str, Any]]:
    """The limits that keep watch over parts, and whether one does not hold now."""
    broken = {one.limit: one for one in alarms(asked.org.states["metrics"], asked.org.charter)}
    found = []
    for one in told.rows:
        article = asked.org.charter.get(one.limit)
        if article is not None:
            found.append({"receiver": one.receiver, "name": article.name, "broken": broken.get(one.limit),
                          "url": asked.url_if("article", article=one.limit)})
    return found


def _bar(told: Told, number: int) -> SafeString:
    plan, books = _ours(told)
    said = ", ".join(f"{one.label} {one.amount}" for one in books or plan)
    title = gettext("Of each %(unit)s of: %(price)s") % {"unit": told.unit, "price": told.name}
    if not books:
        return price_bar(plan, title=title, desc=said, uid=f"price{number}", paid_label=gettext("planned"))
    return price_bar(books, planned=plan, paid_label=gettext("paid"), planned_label=gettext("planned"), title=title,
                     desc=said, uid=f"price{number}")


@dataclass(frozen=True, slots=True)
class _Leads:
    """Where the figures of a price lead: article, to what is planned; paid: to the lines of the books, with a part."""

    article: str
    place: str
    price: str
    period: str

    def planned(self, amount: str, share: int | None) -> tuple[Cell, Cell]:
        """The amount and its share of each unit, both leading to the article."""
        if not amount:
            return Cell(text=NOT_TOLD), Cell(text=NOT_TOLD)
        return Cell(text=money(amount), url=self.article), Cell(text=hundredths(share), url=self.article)

    def paid(self, part: int | str, amount: str, share: int | None) -> tuple[Cell, Cell]:
        """The share and the amount, both leading to the lines of the books that add up to it."""
        if not amount:
            return Cell(text=NOT_TOLD), Cell(text=NOT_TOLD)
        query = urlencode({"price": self.price, "part": part, "period": self.period})
        url = f"{self.place}?{query}" if self.place else ""
        return Cell(text=hundredths(share), url=url), Cell(text=money(amount), url=url)


def _parts(asked: Asked, told: Told, period: str, number: int) -> Table:
    leads = _Leads(asked.url_if("article", article=told.id), asked.url_if("euro_paid"), told.id, period)
    rows = [
        Row(cells=(
            _named(one), *leads.planned(one.planned, one.planned_share),
            *leads.paid(one.number, one.paid, one.paid_share),
        ), mark="warn" if one.short else "")
        for one in told.rows
    ]
    if told.planned_rest or told.paid_rest:
        rows.append(Row(cells=(
            Cell(text=gettext("not explained by these parts")), Cell(text=money(told.planned_rest or told.zero)),
            Cell(text=hundredths(told.planned_rest_share)),
            Cell(text=hundredths(told.paid_rest_share) if told.came_in else NOT_TOLD),
            Cell(text=money(told.paid_rest or told.zero) if told.came_in else NOT_TOLD),
        )))
    rows.append(Row(cells=(
        Cell(text=gettext("The price")), *leads.planned(told.price, 100), *leads.paid(WHOLE_PRICE, told.came_in, 100),
    ), mark="total"))
    return Table(
        caption=gettext("Planned beside paid"), key=f"parts{number}", rows=tuple(rows), columns=_columns(told.unit)
    )


def _columns(unit: str) -> tuple[Column, ...]:
    said, each = {"unit": unit}, gettext("of each %(unit)s") % {"unit": unit}
    return (
        Column(label=gettext("Who")), Column(label=gettext("Planned, %(unit)s") % said, num=True),
        Column(label=gettext("Planned, %(each)s") % {"each": each}, num=True),
        Column(label=gettext("Paid, %(each)s") % {"each": each}, num=True),
        Column(label=gettext("Paid in all, %(unit)s") % said, num=True),
    )


def _unpaid(asked: Asked, told: Told, number: int) -> Table | None:
    if not told.unpaid:
        return None
    article = asked.url_if("article", article=told.id)
    note = gettext("what it costs, less what was paid for it")
    return Table(
        caption=gettext("Costs that nobody paid: beside the price, not in it"), key=f"unpaid{number}",
        columns=(Column(label=gettext("Who bears it")), Column(label=told.unit, num=True)),
        rows=tuple(
            Row(cells=(Cell(text=one.receiver, note=note if one.short else one.source),
                       Cell(text=money(one.planned) if one.planned else who(one.told), url=article)))
            for one in told.unpaid
        ),
    )


def _hands(asked: Asked, told: Told, number: int) -> Table | None:
    if not told.tiers or not told.hands:
        return None

    def fine(share: int | None) -> str:
        return NOT_TOLD if share is None else money(f"{share // 10_000}.{share % 10_000:04d}")

    def name(one: Hand) -> Cell:
        note = gettext("not explained, stays there") if one.rest else ""
        return Cell(text=who(one.name), note=note, url=asked.url_if("article", article=one.said_in))

    columns = [Column(label=gettext("Who keeps it")), Column(label=gettext("Planned"), num=True)]
    if told.came_in:
        columns.append(Column(label=gettext("Paid"), num=True))
    ranked = sorted(told.hands, key=lambda one: -((one.paid if told.came_in else one.planned) or 0))
    rows = [
        Row(cells=(name(one), Cell(text=fine(one.planned)), *([Cell(text=fine(one.paid))] if told.came_in else [])))
        for one in ranked
    ]
    whole = Cell(text=fine(10_000))
    rows.append(Row(cells=(Cell(text=gettext("Together")), *[whole] * (len(columns) - 1)), mark="total"))
    return Table(
        caption=gettext("To the last hand, of each %(unit)s") % {"unit": told.unit}, key=f"hands{number}",
        columns=tuple(columns), rows=tuple(rows),
    )


def _compared(told: Told, number: int) -> Table | None:
    if told.usual is None:
        return None
    rows = [
        Row(cells=(Cell(text=who(one.receiver) or gettext("not explained")), Cell(text=hundredths(one.ours)),
                   Cell(text=hundredths(one.conventional))))
        for one in told.compared
    ]
    return Table(
        caption=gettext("Our chain beside the other, of each unit of money"), key=f"beside{number}",
        columns=(Column(label=gettext("Who")), Column(label=gettext("Ours"), num=True),
                 Column(label=told.usual.name, num=True)),
        rows=tuple(rows),
    )
