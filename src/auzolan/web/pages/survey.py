"""A survey: answered by each for themselves, shown only together."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.metrics.surveying import AnswerSurvey
from auzolan.values.refusal import Refusal
from auzolan.views.survey import Outcome, SurveyPage, own_commitment, survey_page
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.bars import meter
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Go, Page, Shown
from auzolan.web.written import money
from auzolan.web.written import period as said_period

DIGITS_MAX = 3


def get(asked: Asked, survey: str) -> Shown:
    """The questions, and what came of those periods that were counted."""
    own: dict[str, int] = {}
    if asked.may_see("own", owner=asked.member):
        own = asked.words(own_commitment(survey, asked.org, asked.member, asked.at)).get("answers", {})
    try:
        view = survey_page(survey, asked.org, asked.reader, member=asked.member, at=asked.at, own=own)
    except KeyError as none:
        raise NotSeen(survey) from none
    typed = {name.removeprefix("q-"): value for name, value in asked.typed.items()} if asked.refusal else {}
    return Shown(
        view=view,
        template="pages/survey.html",
        title=view.name,
        rows=_rows(view),
        more={
            "questions": [
                {"one": one, "chosen": typed.get(one.name, str(one.own) if one.own >= 0 else "")}
                for one in view.questions
            ],
            "rounds": [_round(number, one) for number, one in enumerate(view.rounds)],
        },
        crumbs=((asked.url("metrics"), _("Metrics")), ("", view.name)),
    )


def _rows(view: SurveyPage) -> list[dict[str, Any]]:
    return [
        {"period": one.period, "question": outcome.name, "people": outcome.people, "average": outcome.average,
         "entry": outcome.entry}
        for one in view.rounds for outcome in one.outcomes if outcome.people
    ]


def _round(number: int, one: Any) -> dict[str, Any]:
    return {
        "period": one.period, "entry": one.entry,
        "outcomes": [_outcome(f"r{number}q{place}", outcome) for place, outcome in enumerate(one.outcomes)],
    }


def _outcome(uid: str, one: Outcome) -> dict[str, Any]:
    said = gettext("%(average)s on average, from %(lowest)s to %(highest)s") % {
        "average": money(one.average), "lowest": one.lowest, "highest": one.highest,
    } if one.average else ""
    tenths = int(one.average.replace(".", "")) if one.average else 0
    return {
        "one": one, "said": said,
        "people": ngettext("%(n)s answer", "%(n)s answers", one.people) % {"n": money(one.people)},
        "picture": meter(
            tenths - 100 * one.lowest, 100 * (one.highest - one.lowest), title=one.asks, desc=said, uid=uid
        ) if one.average else "",
        "table": _table(uid, one),
        "groups": [(group.who, money(group.average), group.people) for group in one.groups],
    }


def _table(uid: str, one: Outcome) -> Table | None:
    if not one.answers:
        return None
    columns = (Column(label=gettext("Answer")), Column(label=gettext("People"), num=True))
    few = gettext("too few to show")
    rows = [
        Row(cells=(Cell(text=answer.label), Cell(text=few if answer.people < 0 else money(answer.people))))
        for answer in one.answers
    ]
    if one.rest:
        rows.append(Row(cells=(Cell(text=gettext("those of which too few to show, together")),
                               Cell(text=money(one.rest))), mark="total"))
    return Table(caption=one.asks, columns=columns, rows=rows, key=uid)


def post(asked: Asked, survey: str) -> Go:
    """Seal the answers of whoever is signed in."""
    article = asked.org.charter.get(survey)
    if article is None or article.kind != "survey":
        raise NotSeen(survey)
    answers: dict[str, int] = {}
    for question in asked.org.charter.value(survey).questions:
        said = asked.typed.get(f"q-{question.name}", "")
        if said and not (said.isdecimal() and said.isascii() and len(said) <= DIGITS_MAX):
            raise Refusal(
                what=gettext("The survey was not answered"), where=question.asks[:80],
                why=gettext("This is no answer to it."), next=gettext("Choose one of those that are offered."),
            )
        if said:
            answers[question.name] = int(said)
    asked.do(AnswerSurvey(survey=survey, answers=answers))
    return Go(to=asked.url("survey", survey=survey),
              said=gettext("Your answers are sealed. You can change them until %(period)s is over.") % {
                  "period": said_period(survey_page(survey, asked.org, asked.reader, member=asked.member, at=asked.at,
                                                    own={}).period)})


PAGE = Page(
    name="survey", path="surveys/<str:survey>", seen_by="members", get=get, post=post, under="metrics", csv=True
)
