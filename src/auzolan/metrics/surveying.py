"""Answering a survey, and counting it when its days are over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.secret import seal
from auzolan.charter.state import newest
from auzolan.journal.entry import NODE
from auzolan.members.body import roll
from auzolan.metrics.articles.survey import Survey
from auzolan.metrics.survey_counting import counted
from auzolan.metrics.survey_facts import SurveyAnswered, SurveyCounted
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal


def no_answers() -> dict[str, int]:
    """No answer at all."""
    return {}


class AnswerSurvey(Request, frozen=True, kw_only=True, tag="metrics.answer_survey"):
    """Answer a survey for oneself. answers: question -> whole number; what is left out is not answered."""

    survey: str
    answers: dict[str, int] = msgspec.field(default_factory=no_answers)


def period_at(kind: str, day: str) -> str:
    """The year, quarter or month that a day (ISO) lies in, as people write it."""
    if kind == "year":
        return day[:4]
    return day[:7] if kind == "month" else f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def answer(state: Any, asked: AnswerSurvey, around: Around) -> Sequence[Draft]:
    """The answers are sealed under the member's own key; the journal says only that they answered."""
    version = newest(around.states["charter"], asked.survey)
    if version is None or not asked.survey.startswith("survey."):
        raise _no(asked.survey, "The charter has no such survey.", "Look at the surveys in force.")
    said: Survey = around.charter.value(asked.survey)
    if not asked.answers:
        raise _no(asked.survey, "No question was answered.", "Answer at least one.")
    known = {question.name: question for question in said.questions}
    for name, value in asked.answers.items():
        question = known.get(name)
        if question is None:
            raise _no(name, "It is not asked in this survey.", f"Its questions are {', '.join(known)}.")
        if not question.lowest <= value <= question.highest:
            raise _no(name, f"{value} is no answer to it.", f"Answer {question.lowest} to {question.highest}.")
    secret = seal(around.draw(), "answers", {"answers": asked.answers}, owner=around.by)
    fact = SurveyAnswered(
        survey=asked.survey, article=version.seq, period=period_at(said.period, around.at[:10]),
        vault=secret.commitment,
    )
    return [Draft(fact=fact, because=version.seq, secrets=(secret,))]


def due_counts(state: Any, around: Around) -> Iterator[Draft]:
    """What is to be counted now: every survey that somebody answered in a period that is over."""
    given = state.surveys.given
    if around.by != NODE or not given:
        return
    for survey, label in sorted({key[:2] for key in given}):
        version = newest(around.states["charter"], survey)
        if version is not None and parse_period(label).last_day.isoformat() < around.at[:10]:
            said: Survey = around.charter.value(survey)
            yield Draft(fact=_counted(said, version.seq, label, given, around), because=version.seq, by=NODE)


def _counted(said: Survey, article: int, label: str, given: Mapping[Any, Any], around: Around) -> SurveyCounted:
    people = around.states["members"]
    asked = set(roll(people, around.charter, said.asks, parse_period(label).last_day.isoformat()))
    answers: dict[str, Mapping[str, int]] = {}
    for key, one in given.items():
        # Answers whose key was destroyed are gone, as their owner wished, and are not counted.
        if key[:2] == (said.id, label) and (words := around.opened(one.vault)):
            answers[key[2]] = words["answers"]
    classes = {member: people.members[member].class_.removeprefix("class.") for member in answers}
    enough = len(answers) >= said.least
    return SurveyCounted(
        survey=said.id, article=article, period=label, asked=len(asked | set(answers)), answered=len(answers),
        results=counted(said, answers, classes) if enough else (),
    )


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The survey was not answered", where=where[:80], why=why, next=next)
