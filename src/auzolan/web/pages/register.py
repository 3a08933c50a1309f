"""The register of decisions: text, roll, effect, who sees to it, done or not, review; and how well deciding goes."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.governance import methods
from auzolan.governance.register_deciding import NameOwner, SayCarriedOut
from auzolan.views import pitfalls, talk_pitfalls
from auzolan.views.pitfalls import Indicator
from auzolan.views.register import CARRY, NAME, Entered, register_page
from auzolan.web import deciding, motions
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown, unsaid

PERCENT, POINTS, NUMBER, TIMES = "percent", "points", "number", "times"
SHOWN = 200
FIGURES: dict[str, tuple[Any, str, Any]] = {
    pitfalls.TURNOUT: (
        _("How turnout moves"), POINTS,
        _("The newest decisions beside the ones before. Falling: people are asked too much, or see no use."),
    ),
    pitfalls.QUORUM: (
        _("Too few took part"), PERCENT, _("Of those that were counted. Many: the quorum blocks, or nobody cares."),
    ),
    pitfalls.LATE: (_("Turned at the last moment"), PERCENT, _("Kept open longer because the outcome turned late.")),
    pitfalls.ROLLS: (
        _("Rolls changed during a vote"), NUMBER,
        _("Must be zero, always: the newest rolls, compared with what was frozen."),
    ),
    pitfalls.DELEGATE: (
        _("Held by one delegate"), PERCENT,
        _("Of the members who let others answer, today. Much: one decides for many."),
    ),
    pitfalls.DELEGATES: (
        _("Held by three delegates"), PERCENT, _("The same of the three who are trusted most."),
    ),
    pitfalls.UNDONE: (
        _("Carried, and not carried out"), PERCENT,
        _("Its day is over, or three months. Decisions that do nothing wear out trust."),
    ),
    pitfalls.SEATS: (
        _("Candidates for each seat"), TIMES, _("In all elections. Near one: there is nothing to choose."),
    ),
    pitfalls.PROPOSERS: (
        _("Proposed by three people"), PERCENT, _("Of what was proposed in a year. Much: the loudest set the agenda."),
    ),
    pitfalls.ASKED: (
        _("Asked each week"), TIMES, _("How many decisions a member is asked in a week, over a quarter."),
    ),
    talk_pitfalls.WORDS: (
        _("Said by three people"), PERCENT,
        _("Of all statements and proposals of a year. Much: the loudest speak. Shown when five or more spoke."),
    ),
    talk_pitfalls.STALL: (
        _("Consent that stalled"), PERCENT,
        _("Of the decisions of a year that sought it: not found, or only after three new wordings."),
    ),
    talk_pitfalls.CONTESTS: (
        _("Contests for 100 members"), TIMES, _("In a year. Many: rules hurt. None: see the last line."),
    ),
    talk_pitfalls.IN_TIME: (
        _("Contests answered in time"), PERCENT, _("Of those of a year whose answer is given or overdue."),
    ),
    talk_pitfalls.SILENCE: (
        _("Contests in a quarter"), NUMBER,
        _("None while rules shared out money is an alarm, not a success: perhaps nobody looks."),
    ),
}
EFFECT: dict[str, Any] = {
    "": "", "waiting": _("takes effect later"), "done": _("took effect"), "stopped": _("could not be done"),
    "vetoed": _("vetoed"),
}


def get(asked: Asked) -> Shown:
    """Every decision, newest first, and the figures."""
    view = register_page(asked.org, asked.around, asked.reader, asked.member)
    return Shown(
        view=view, template="pages/register.html", title=_("Register of decisions"),
        rows=[
            {"decision": one.decision, "title": one.title, "procedure": one.procedure, "method": one.method,
             "opened": one.opened, "status": one.status, "eligible": one.eligible,
             "answered": one.answered if one.answered >= 0 else "", "effect": one.effect,
             "took_effect": one.took_effect, "owner": one.owner, "due": one.due, "done": one.done,
             "review": one.review, "entry": one.entry}
            for one in view.entries
        ],
        more={
            "entries": [_told(asked, one) for one in view.entries[:SHOWN]],
            "all": len(view.entries), "left": max(0, len(view.entries) - SHOWN), "people": motions.people(asked),
            "figures": [_figure(one) for one in view.figures],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Register"))),
    )


def _told(asked: Asked, one: Entered) -> dict[str, Any]:
    return {
        "one": one, "by": deciding.named(asked, one.procedure), "method": methods.find()[one.method].title,
        "owner": asked.called.member(one.owner) if one.owner else "",
        # A text has no effect but what people do about it.
        "effect": EFFECT.get(one.took_effect, "") if one.effect != "text_only" else "",
        "note": str(asked.words(one.note).get("note", "")) if one.note else "", "does": motions.title_of(one.effect),
        "mine": one.owner == asked.member,
    }


def _figure(one: Indicator) -> dict[str, Any]:
    name, form, warns = FIGURES[one.name]
    return {"name": name, "says": _said(one.value, form), "of": one.of, "warns": warns,
            "wrong": _alarming(one)}


def _alarming(one: Indicator) -> bool:
    """Whether a figure says by itself that something is wrong."""
    return (one.name == pitfalls.ROLLS and bool(one.value)) or (one.name == talk_pitfalls.SILENCE and one.value == 0)


def _said(value: Fraction | None, form: str) -> str:
    """An exact figure for people: whole percent or points, one decimal for numbers; half away from zero."""
    if value is None:
        return str(gettext("nothing to tell yet"))
    if form == NUMBER:
        return str(int(value))
    scale = 100 if form in (PERCENT, POINTS) else 10
    size = int(abs(value) * scale + Fraction(1, 2))
    sign = "−" if value < 0 and size else "+" if form == POINTS and size else ""
    if form == TIMES:
        return f"{size // 10}.{size % 10}"
    return f"{sign}{size} %" if form == PERCENT else str(gettext("%(n)s points") % {"n": f"{sign}{size}"})


def post(asked: Asked) -> Go:
    """Name who sees to it, or say that it was done."""
    typed = asked.typed
    request: Request
    if typed.get("do") == NAME:
        request = NameOwner(
            decision=typed.get("decision", ""), member=typed.get("member", ""), due=str(typed.get("due", "")).strip(),
        )
        said = _("It is written who sees to it.")
    elif typed.get("do") == CARRY:
        request = SayCarriedOut(decision=typed.get("decision", ""), note=typed.get("note", ""))
        said = _("It is written that it was done.")
    else:
        raise unsaid()
    asked.do(request)
    return Go(to=asked.url("register"), said=said)


PAGE = Page(name="register", path="register", seen_by="members", get=get, post=post, under="decisions", csv=True)
