"""A survey as people see it: the questions while it can be answered, and what came of it, never who said what."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.members.body import roll
from auzolan.metrics.articles.survey import Survey
from auzolan.metrics.survey_facts import ALL
from auzolan.metrics.surveying import period_at
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_amount, round_half_even

AVERAGE_PLACES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to be answered. answers: (number, what it means); own: what this member answered, -1 for nothing."""

    name: str
    asks: str
    lowest: int
    highest: int
    answers: tuple[tuple[int, str], ...]
    choices: bool
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How many gave one answer. people: -1 where too few did to be shown."""

    answer: int
    label: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class of members. average: of what they answered, with two decimals."""

    who: str
    people: int
    average: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one question came to in one period. people: 0 where it is not shown; average: empty for choices; rest: how
    many gave answers that too few gave."""

    name: str
    asks: str
    people: int
    average: str
    lowest: int
    highest: int
    answers: tuple[Answered, ...]
    rest: int
    groups: tuple[Group, ...]
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One period that was counted. outcomes: of every question of the text in force; entry: that counted it."""

    period: str
    entry: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPage:
    """A survey. period: the one that can be answered now; closes: its last day; asked, answered: members, so far;
    may_answer: whether the viewer is asked; has_answered: whether they did."""

    id: str
    name: str
    says: str
    who: str
    period: str
    closes: str
    least: int
    by_class: bool
    asked: int
    answered: int
    may_answer: bool
    has_answered: bool
    questions: tuple[Asked, ...]
    rounds: tuple[Round, ...]


def survey_page(
    id: str, org: Organisation, tables: Tables, *, member: str, at: str, own: Mapping[str, int]
) -> SurveyPage:
    """The page of a survey for a viewer. own: what they answered themselves. Raises KeyError where there is none.

    member: their id, or empty; at: the moment.
    """
    article = org.charter.get(id)
    if article is None or article.kind != "survey":
        raise KeyError(id)
    said: Survey = org.charter.value(id)
    label = period_at(said.period, at[:10])
    asked = roll(org.states["members"], org.charter, said.asks, at)
    given = {key[2] for key in org.states["metrics"].surveys.given if key[:2] == (id, label)}
    who = org.charter.get(said.asks)
    return SurveyPage(
        id=id, name=said.name, says=said.says, who=who.name if who else said.asks, period=label,
        closes=parse_period(label).last_day.isoformat(), least=said.least, by_class=said.by_class, asked=len(asked),
        answered=len(given), may_answer=member in asked, has_answered=member in given,
        questions=tuple(
            Asked(name=one.name, asks=one.asks, lowest=one.lowest, highest=one.highest, choices=bool(one.choices),
                  answers=_answers(one), own=own.get(one.name, -1))
            for one in said.questions
        ),
        rounds=_rounds(said, org, tables),
    )


def own_commitment(id: str, org: Organisation, member: str, at: str) -> str:
    """The commitment to what a member answered in this period so far, or empty."""
    article = org.charter.get(id)
    if article is None or article.kind != "survey" or not member:
        return ""
    label = period_at(org.charter.value(id).period, at[:10])
    given = org.states["metrics"].surveys.given.get((id, label, member))
    return given.vault if given is not None else ""


def _answers(question: Any) -> tuple[tuple[int, str], ...]:
    if question.choices:
        return tuple(enumerate(question.choices, 1))
    return tuple((answer, str(answer)) for answer in range(question.lowest, question.highest + 1))


def _rounds(said: Survey, org: Organisation, tables: Tables) -> tuple[Round, ...]:
    found = tables.rows("surveys", {"survey": said.id})
    cells = tables.rows("survey_answers", {"survey": said.id})
    rounds = []
    for (survey, period), entry in org.states["metrics"].surveys.counted.items():
        if survey == said.id:
            outcomes = tuple(
                _outcome(one, _of(found, period, one.name), _of(cells, period, one.name), org) for one in said.questions
            )
            rounds.append(Round(period=period, entry=entry, outcomes=outcomes))
    return tuple(sorted(rounds, key=lambda one: parse_period(one.period).first_day, reverse=True))


def _of(rows: list[dict[str, Any]], period: str, question: str) -> list[dict[str, Any]]:
    return [row for row in rows if (row["period"], row["question"]) == (period, question)]


def _outcome(question: Any, rows: list[dict[str, Any]], cells: list[dict[str, Any]], org: Organisation) -> Outcome:
    whole = next((row for row in rows if row["who"] == ALL), None)
    people = {int(row["answer"]): int(row["people"]) for row in cells}
    total = int(whole["people"]) if whole else 0
    left = total - sum(people.values())
    return Outcome(
        name=question.name, asks=question.asks, people=total, average=_average(whole), lowest=question.lowest,
        highest=question.highest, rest=left, entry=int(whole["entry"]) if whole else 0,
        answers=tuple(
            Answered(answer=answer, label=label, people=people.get(answer, -1 if left else 0))
            for answer, label in _answers(question)
        ) if people else (),
        groups=tuple(
            Group(who=_class(org, str(row["who"])), people=int(row["people"]), average=_average(row))
            for row in rows if row["who"] != ALL
        ),
    )


def _average(row: Mapping[str, Any] | None) -> str:
    if row is None or row["total"] is None:
        return ""
    average = Fraction(int(row["total"]), int(row["people"]))
    return print_amount(round_half_even(average, AVERAGE_PLACES), AVERAGE_PLACES)


def _class(org: Organisation, short: str) -> str:
    article = org.charter.get(f"class.{short}")
    return article.name if article else short
