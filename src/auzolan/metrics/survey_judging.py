"""May this be said of a survey: was the member asked, is it the period, and does a count hide everybody in it?"""

from datetime import date
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.charter.state import newest
from auzolan.journal.entry import NODE, Entry
from auzolan.members.body import roll
from auzolan.metrics.articles.survey import Survey
from auzolan.metrics.judging import length
from auzolan.metrics.survey_facts import ALL, Counted, SurveyAnswered, SurveyCounted
from auzolan.metrics.survey_state import Surveys
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal


def judge_answered(known: Surveys, fact: SurveyAnswered, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whoever is asked answers for themselves, within the period; another answer takes the place of the first."""
    said = _survey(fact, around)
    if isinstance(said, Refusal):
        return said
    period = _period(fact.period, said)
    if period is None or date.fromisoformat(entry.at[:10]) not in period:
        return _no(fact.survey, f"It is answered once in each {said.period}, and {fact.period} is not now.",
                   "Answer it for the days that we are in.")
    if entry.via is not None and not around.exercise:
        return _no(fact.survey, "Nobody answers for somebody else.", "Sign in, and answer it yourself.")
    if entry.by not in roll(around.states["members"], around.charter, said.asks, entry.at):
        return _no(fact.survey, "You are not among those who are asked.", "Look at the article.")
    if not is_commitment(fact.vault):
        return _no(fact.survey, "The answers are not sealed.", "Answer it on its page.")
    return None


def judge_counted(known: Surveys, fact: SurveyCounted, entry: Entry[Any], around: Around) -> Refusal | None:
    """By the node, once, after the last day; every figure rests on enough people."""
    if entry.by != NODE:
        return _no(fact.survey, "The node alone counts, after the last day.", "Wait for it.")
    said = _survey(fact, around)
    if isinstance(said, Refusal):
        return said
    period = _period(fact.period, said)
    if period is None or date.fromisoformat(entry.at[:10]) <= period.last_day:
        return _no(fact.survey, f"{fact.period} is not over.", "Count it after its last day.")
    if (fact.survey, fact.period) in known.counted:
        return _no(fact.survey, f"It was counted for {fact.period} already.", "Look at the result.")
    given = sum(key[:2] == (fact.survey, fact.period) for key in known.given)
    if not 0 <= fact.answered <= given or not fact.answered <= fact.asked:
        return _no(fact.survey, "More answers were counted than were given.", "Count again.")
    return next((wrong for one in fact.results if (wrong := _result(one, fact, said))), None)


def _result(one: Counted, fact: SurveyCounted, said: Survey) -> Refusal | None:
    question = next((known for known in said.questions if known.name == one.question), None)
    if question is None or not said.least <= one.people <= fact.answered:
        return _no(fact.survey, "A result rests on too few people, or on a question that was not asked.",
                   "Count again.")
    if one.who != ALL and (not said.by_class or one.cells):
        return _no(fact.survey, "It is not shown by class.", "Count again.")
    total = one.total == -1 if question.choices else (
        question.lowest * one.people < one.total < question.highest * one.people
    )
    left = one.people - sum(cell.people for cell in one.cells)
    small = any(
        cell.people < said.least or not question.lowest <= cell.answer <= question.highest for cell in one.cells
    )
    if not total or small or (one.cells and left and not said.least <= left):
        return _no(fact.survey, "Somebody's own answer could be worked out.", "Count again.")
    return None


def _survey(fact: SurveyAnswered | SurveyCounted, around: Around) -> Survey | Refusal:
    version = newest(around.states["charter"], fact.survey)
    if version is None or version.seq != fact.article or not fact.survey.startswith("survey."):
        return _no(fact.survey, "The charter has no such survey in force.", "Look at the surveys in force.")
    said: Survey = around.charter.value(fact.survey)
    return said


def _period(label: str, said: Survey) -> Period | None:
    try:
        period = parse_period(label)
    except ValueError:
        return None
    return period if length(period) == said.period else None


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The survey was not written about", where=where[:80], why=why, next=next)
