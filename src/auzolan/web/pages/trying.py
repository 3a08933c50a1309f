"""Try a rule: play with its numbers and see who would get what, before anybody asks anybody."""

from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.values.quantity import print_amount, print_fraction
from auzolan.views.preview import Change
from auzolan.views.sensitivity import Effect
from auzolan.views.trying import Outcome, Trial, trial
from auzolan.views.trying import Tried as TriedNumber
from auzolan.views.trying_groups import Band, Group, Moved
from auzolan.views.trying_numbers import Number, plain
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.histogram import Pile, histogram
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Page, Shown
from auzolan.web.written import MINUS, money
from auzolan.web.written import period as said_period

TYPED, SLID, WAS = "n.", "s.", "was."
FEW = _("too few to show without showing somebody")
STEP_DIGITS = 6


def get(asked: Asked, article: str) -> Shown:
    """The numbers of a rule, and what they give."""
    typed = _typed(asked)
    wanted, each = asked.chosen.get("period", "").strip(), asked.chosen.get("each", "") == "1"

    def attempt() -> Trial:
        return trial(
            article, typed, wanted, asked.org, asked.office.reader, member=asked.member, today=asked.at[:10], each=each
        )

    try:
        view = asked.kept("trying", attempt, article, wanted, each, asked.at[:10], tuple(sorted(typed.items())))
    except KeyError as none:
        raise NotSeen(article) from none
    found = view.outcome
    return Shown(
        view=view,
        template="pages/trying.html",
        title=gettext("Try other numbers"),
        more={
            "fields": [_field(one) for one in view.numbers],
            "wrong": [one for one in view.numbers if one.finding],
            "total": _total(view, found) if found else "",
            "own": _moved_by(found.own, found) if found and found.own else "",
            "lines": _lines(asked, found) if found else None,
            "groups": _groups(asked, found) if found and found.groups.by_class else None,
            "picture": _picture(found) if found else "",
            "bands": _bands(found) if found and found.groups.bands else None,
            "limits": [(deciding.named(asked, one.limit), one) for one in found.limits] if found else [],
            "effects": _effects(view, found) if found and found.effects else None,
            "tender": asked.url_if("tender", article=article) if found and not found.pays else "",
            "period": said_period(view.period),
            "title": gettext("Other numbers: %(name)s") % {"name": view.name},
            "query": asked.request.META.get("QUERY_STRING", ""),
        },
        crumbs=((asked.url("rules"), _("Rules")), (asked.url("article", article=article), view.name),
                ("", _("Try other numbers"))),
    )


def _typed(asked: Asked) -> dict[str, str]:
    """What was typed into each number's field; the slider counts where it was moved and the field was left alone."""
    found = {}
    for key in asked.chosen:
        if key.startswith(TYPED):
            name = key.removeprefix(TYPED)
            typed, was = asked.chosen[key], asked.chosen.get(WAS + name, "")
            slid = asked.chosen.get(SLID + name, was)
            moved = _number(slid) is not None and _number(slid) != _number(was)
            found[name] = slid if moved and typed.strip() == was.strip() else typed
    return found


def _number(text: str) -> Fraction | None:
    written = plain(text)
    return Fraction(written) if written else None


def _field(one: TriedNumber) -> dict[str, Any]:
    number = one.number
    now = _number(one.typed)
    top = max(number.value, now or Fraction(0)) * 2 or Fraction(100)
    if number.unit == "%" and max(number.value, now or Fraction(0)) <= 100:
        top = Fraction(100)
    digits = max((len(text.partition(".")[2]) for text in (number.text, one.typed)), default=0)
    return {
        "one": one, "name": number.name, "id": "n-" + number.name.replace(".", "-").replace("_", "-"),
        "label": _label(number), "around": number.where, "unit": number.unit, "in_force": number.text,
        "max": print_fraction(top), "step": print_fraction(Fraction(1, 10 ** min(digits, STEP_DIGITS))),
        "slid": one.typed if now is not None else number.text, "changed": now != number.value,
    }


def _label(number: Number) -> str:
    """Where a number stands, in words: the step or part, then the field."""
    said = [str(part + 1) if isinstance(part, int) else part.replace("_", " ") for part in number.path]
    place = int(number.name.rpartition(".")[2])
    return " ".join(said) + (f" ({place + 1})" if place else "")


def _money(amount: int, found: Outcome) -> str:
    return money(print_amount(amount, found.places))


def _change(amount: int, found: Outcome) -> str:
    return f"+{_money(amount, found)}" if amount > 0 else _money(amount, found)


def _total(view: Trial, found: Outcome) -> str:
    if not found.pays:
        return str(gettext("Nothing is paid by this rule: it ranks."))
    said = {"now": _money(found.total.now, found), "then": _money(found.total.then, found), "unit": found.unit}
    if found.total.now == found.total.then:
        return str(gettext("%(then)s %(unit)s in all, as now.") % said)
    return str(gettext("%(now)s %(unit)s in all now, %(then)s then.") % said)


def _moved_by(own: Change, found: Outcome) -> str:
    said = {"now": _money(own.now, found), "then": _money(own.then, found), "unit": found.unit,
            "change": _change(own.change, found)}
    if not own.change:
        return str(gettext("You: %(now)s %(unit)s, as now.") % said)
    return str(gettext("You: %(now)s %(unit)s now, %(then)s then (%(change)s).") % said)


def _lines(asked: Asked, found: Outcome) -> Table:
    columns = (Column(label=gettext("Who")), Column(label=gettext("now"), num=True),
               Column(label=gettext("then"), num=True), Column(label=gettext("change"), num=True))
    rows = []
    for one in sorted(found.lines, key=lambda line: (line.member != asked.member, line.to)):
        name, where = deciding.receiver(asked, one.to, one.member)
        mine = bool(one.member) and one.member == asked.member
        rows.append(Row(mark="mine" if mine else "", cells=(
            Cell(text=gettext("You") if mine else name, note=where), *_three(one.amounts, found))))
    if found.pays:
        rows.append(Row(mark="total", cells=(Cell(text=gettext("Together")), *_three(found.total, found))))
    caption = gettext("Line by line, in %(unit)s") % {"unit": found.unit}
    return Table(caption=caption, columns=columns, rows=rows, key="lines")


def _three(amounts: Change, found: Outcome) -> tuple[Cell, ...]:
    return (Cell(text=_money(amounts.now, found)), Cell(text=_money(amounts.then, found)),
            Cell(text=_change(amounts.change, found)))


def _groups(asked: Asked, found: Outcome) -> Table:
    columns = (
        Column(label=gettext("Class")), Column(label=gettext("change, together"), num=True),
        Column(label=gettext("get more"), num=True), Column(label=gettext("get less"), num=True),
        Column(label=gettext("nobody loses more than"), num=True),
    )
    rows = [_group(asked, one, found) for one in found.groups.by_class]
    return Table(caption=gettext("Who would win and who would lose, by class"), columns=columns, rows=rows, key="class")


def _group(asked: Asked, one: Group, found: Outcome) -> Row:
    name = Cell(text=deciding.named(asked, f"class.{one.class_.removeprefix('class.')}"))
    if one.amounts is None and one.more is None and one.less is None:
        return Row(cells=(name, Cell(text=str(FEW), span=4)))
    return Row(cells=(
        name, Cell(text=_change(one.amounts.change, found) if one.amounts else "–"), _people(one.more, found),
        _people(one.less, found), Cell(text=_money(one.less.largest, found) if one.less else "–"),
    ))


def _people(moved: Moved | None, found: Outcome) -> Cell:
    if moved is None:
        return Cell(text="–")
    people = ngettext("%(n)s person", "%(n)s people", moved.people) % {"n": moved.people}
    return Cell(text=people, note=_change(moved.amount, found))


def _between(band: Band, found: Outcome) -> str:
    if band.low == band.high:
        return str(gettext("nothing changes"))
    said = {"low": _money(min(map(abs, (band.low, band.high))), found), "unit": found.unit,
            "high": _money(max(map(abs, (band.low, band.high))), found)}
    words = gettext("%(low)s to %(high)s more") if band.high > 0 else gettext("%(low)s to %(high)s less")
    return str(words % said)


def _pile(band: Band, found: Outcome) -> Pile:
    people = str(FEW) if band.people is None else \
        ngettext("%(n)s person", "%(n)s people", band.people) % {"n": band.people}
    if band.low == band.high:
        label, side = "0", "same"
    else:
        edge = max(band.low, band.high, key=abs)
        label = print_amount(edge, found.places).partition(".")[0] if abs(edge) >= 10**found.places else \
            print_amount(edge, found.places)
        label, side = (f"+{label}", "more") if edge > 0 else (label.replace("-", MINUS), "less")
    return Pile(label=label, count=band.people, side=side, says=f"{_between(band, found)}: {people}")


def _picture(found: Outcome) -> SafeString:
    piles = [_pile(one, found) for one in found.groups.bands]
    title = gettext("How many people it would move, and by how much")
    return histogram(piles, title=title, desc=". ".join(one.says for one in piles), uid="moved")


def _bands(found: Outcome) -> Table:
    columns = (Column(label=gettext("How much, in %(unit)s") % {"unit": found.unit}),
               Column(label=gettext("People"), num=True))
    rows = [Row(cells=(Cell(text=_between(one, found)), Cell(text=str(FEW if one.people is None else one.people))))
            for one in found.groups.bands]
    return Table(caption=gettext("The same in figures"), columns=columns, rows=rows, key="bands")


def _effects(view: Trial, found: Outcome) -> Table:
    numbers = {one.number.name: one.number for one in view.numbers}
    last = gettext("first place") if not found.pays else gettext("change of the whole")
    columns = (
        Column(label=gettext("Number")), Column(label=gettext("it would be"), num=True), Column(label=last, num=True),
        Column(label=gettext("your line"), num=True), Column(label=gettext("no line moves more than"), num=True),
    )
    rows = [_effect(one, numbers[one.number], found) for one in found.effects]
    return Table(caption=gettext("What hangs on each number"), columns=columns, rows=rows, key="effects")


def _effect(one: Effect, number: Number, found: Outcome) -> Row:
    by = ("+1" if one.by > 0 else f"{MINUS}1") + ("" if number.whole else " %")
    name = Cell(text=f"{_label(number)} {by}", note=number.where)
    to = Cell(text=f"{money(one.to)}{'' if number.unit == '%' else ' '}{number.unit}".strip())
    if one.why:
        return Row(cells=(name, to, Cell(text=one.why, span=3)))
    whole = _change(one.total, found) if found.pays else ", ".join(one.first)
    return Row(cells=(
        name, to, Cell(text=whole), Cell(text="–" if one.own is None else _change(one.own, found)),
        Cell(text=str(FEW) if one.largest is None else _money(one.largest, found)),
    ))


PAGE = Page(name="trying", path="rules/<str:article>/try", seen_by="members", get=get, under="rules")
