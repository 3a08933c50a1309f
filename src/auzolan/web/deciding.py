"""What the pages about proposals have in common: the words for answers, the condition, the table of a preview."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.article import Article
from auzolan.charter.diff import ArticleDiff
from auzolan.governance.conditions import Condition
from auzolan.values.quantity import print_amount
from auzolan.views.places import place
from auzolan.views.preview import Change, Line, Preview
from auzolan.views.proposing import Tried, tried
from auzolan.web.asked import Asked
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.written import MINUS, day, money
from auzolan.web.written import period as said_period

OPTIONS: dict[str, tuple[Any, Any]] = {
    "yes": (_("Yes"), _("I can live with it and stand by it")),
    "no": (_("No"), _("I would rather keep what we have")),
    "abstain": (_("I abstain"), _("others should decide")),
    "consent": (_("I consent"), _("I see no reason why we should not try it")),
    "stand_aside": (_("I stand aside"), _("it is not for me, and I do not hold it up")),
    "object": (_("I object"), _("it would do harm; I say which, so that it can be mended")),
}
GIVEN: dict[str, Any] = {
    "yes": _("yes"), "no": _("no"), "abstain": _("abstained"), "consent": _("consents"),
    "stand_aside": _("stands aside"), "object": _("objects"),
}
STATE = {"open": "open", "carried": "met", "not carried": "missed", "withdrawn": "missed"}


def given(option: str) -> str:
    """An answer as it is told of somebody."""
    return str(GIVEN.get(option, option.replace("_", " ")))


def option(name: str, *, counts_for_quorum: bool) -> dict[str, str]:
    """An answer as it is offered: its name, what people call it, what it means."""
    title, says = OPTIONS.get(name, (name.replace("_", " ").capitalize(), ""))
    if name == "abstain" and counts_for_quorum:
        says = gettext("others should decide; I still count for the quorum")
    return {"name": name, "title": str(title), "says": str(says)}


def shown(now: Condition, after: str = "") -> dict[str, str]:
    """A condition for parts/condition.html, what is still missing set apart."""
    state = "met" if now.status == "open" and now.met and now.answered else STATE.get(now.status, "open")
    missing = now.missing if now.text.endswith(now.missing) else ""
    return {"state": state, "says": now.text.removesuffix(missing).strip(), "missing": missing, "after": after}


def closes(moment: str) -> str:
    """When it closes, in a sentence."""
    return str(gettext("Closes on %(day)s.") % {"day": day(moment)})


def named(asked: Asked, id: str) -> str:
    """What an article is called, else its id."""
    article = asked.org.charter.get(id)
    return article.name if article else id


def receiver(asked: Asked, account: str, member: str) -> tuple[str, str]:
    """Who or what receives something, and where: a member by name, else the place as the charter calls it."""
    title, written = place(asked.org.charter, account), asked.called.account(account)
    if member:
        return asked.called.member(member), title or written
    return (title, written) if title else (written, "")


def diffs(asked: Asked, changed: tuple[ArticleDiff, ...]) -> list[dict[str, Any]]:
    """What a proposal changes, article by article, with who gains, who bears it and who decides in words."""
    return [_diff(asked, one) for one in changed]


def _diff(asked: Asked, one: ArticleDiff) -> dict[str, Any]:
    article = one.new or one.old
    said = article.fields if article else {}
    who = ((gettext("Benefits"), "benefits"), (gettext("Bears the cost"), "bears_cost"),
           (gettext("Keeps the decision"), "decides"))
    about = [f"{label}: {named(asked, str(said[field]))}." for label, field in who if said.get(field)]
    if said.get("review"):
        about.append(gettext("Looked at again by %(day)s.") % {"day": day(said["review"])})
    return {
        "one": one, "name": article.name if article else one.article, "about": " ".join(about),
        "in_words": any(part.how != "kept" for part in one.words),
        "what": "new" if one.old is None else "ended" if one.new is None else "changed",
    }


def previews(asked: Asked, articles: tuple[Article, ...], rules: tuple[str, ...], wanted: str) -> list[dict[str, Any]]:
    """For each rule, what it would have meant: the reader's own line first."""
    names = {one.id: one.name for one in articles}
    made = []
    for number, rule in enumerate(rules):
        def attempt(rule: str = rule) -> Tried:
            return tried(
                articles, rule, wanted, asked.org, asked.office.reader, member=asked.member, today=asked.at[:10]
            )

        found = asked.kept("tried", attempt, rule, wanted, tuple(one.text for one in articles))
        made.append({
            "tried": found, "name": names.get(rule, rule),
            "table": _table(asked, found.preview, f"preview{number}") if found.preview else None,
            "says": _says(found.preview) if found.preview else "",
        })
    return made


def _says(seen: Preview) -> str:
    now, then = (money(print_amount(one, seen.places)) for one in (seen.total.now, seen.total.then))
    if now == then:
        said = gettext("%(amount)s %(unit)s either way.") % {"amount": now, "unit": seen.unit}
    else:
        said = gettext("%(now)s %(unit)s now, %(then)s %(unit)s then.") % {"now": now, "then": then, "unit": seen.unit}
    if seen.withheld:
        said += " " + ngettext(
            "The line of %(n)s other person is not shown.", "The lines of %(n)s others are not shown.", seen.withheld
        ) % {"n": seen.withheld}
    return str(said)


def _table(asked: Asked, seen: Preview, key: str) -> Table:
    lines = sorted(seen.lines, key=lambda one: (one.member != asked.member, one.to))
    rows = [_line(asked, one, seen) for one in lines]
    own, rest = [one for one in rows if one.mark], [one for one in rows if not one.mark]
    cells = [_cell(asked, one.class_, one.people, one.amounts, seen) for one in seen.by_class]
    columns = (
        Column(label=gettext("Who")), Column(label=gettext("now"), num=True), Column(label=gettext("then"), num=True),
        Column(label=gettext("change"), num=True),
    )
    caption = gettext("%(period)s, in %(unit)s") % {"period": said_period(seen.period), "unit": seen.unit}
    total = _row(Cell(text=gettext("Together")), seen.total, seen, mark="total")
    return Table(caption=caption, columns=columns, rows=(*own, *cells, *rest, total), key=key)


def _line(asked: Asked, one: Line, seen: Preview) -> Row:
    name, where = receiver(asked, one.to, one.member)
    mine = bool(one.member) and one.member == asked.member
    first = Cell(text=gettext("You") if mine else name, note=where)
    return _row(first, one.amounts, seen, mark="mine" if mine else "")


def _cell(asked: Asked, class_: str, people: int, amounts: Change | None, seen: Preview) -> Row:
    name = named(asked, f"class.{class_.removeprefix('class.')}")
    if amounts is None:
        return Row(cells=(Cell(text=name), Cell(text=gettext("too few to show without showing somebody"), span=3)))
    note = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
    return _row(Cell(text=name, note=note), amounts, seen)


def _row(first: Cell, amounts: Change, seen: Preview, mark: str = "") -> Row:
    change = money(print_amount(amounts.change, seen.places))
    change = f"+{change}" if amounts.change > 0 and not change.startswith(MINUS) else change
    figures = (money(print_amount(one, seen.places)) for one in (amounts.now, amounts.then))
    return Row(cells=(first, *(Cell(text=text) for text in figures), Cell(text=change)), mark=mark)
