"""The open tables of surveys: what questions came to, and how many gave which answer; never who."""

from collections.abc import Sequence

from auzolan.metrics.survey_facts import SurveyCounted
from auzolan.tables.table import Add, Change, Column, Table
from auzolan.values.period import parse_period

_SURVEY = Column(name="survey", kind="text", means="the article of the survey", seen_by="members")
_PERIOD = Column(name="period", kind="text", means="the span of days it was answered in", seen_by="members")
_QUESTION = Column(name="question", kind="text", means="the question's short name", seen_by="members")
_LAST = Column(name="last_day", kind="date", means="the last day of the period", seen_by="members")
_ENTRY = Column(name="entry", kind="whole", means="the entry that counted it", seen_by="members")

SURVEYS = Table(
    name="surveys",
    means="What each question of a survey came to, for all and by class; only where it hides everybody.",
    columns=(
        _SURVEY, _PERIOD, _QUESTION,
        Column(name="who", kind="text", means="all, or a class of members", seen_by="members"),
        Column(name="people", kind="whole", means="how many answered it", seen_by="members"),
        Column(name="total", kind="whole", means="the sum of their answers; nothing where they are choices",
               seen_by="members", optional=True),
        _LAST, _ENTRY,
    ),
    key=("survey", "period", "question", "who"),
    day="last_day",
)

SURVEY_ANSWERS = Table(
    name="survey_answers",
    means="How many people gave which answer to a question; answers that fewer than enough gave are left out.",
    columns=(
        _SURVEY, _PERIOD, _QUESTION,
        Column(name="answer", kind="whole", means="the answer, or the number of the choice", seen_by="members"),
        Column(name="people", kind="whole", means="how many gave it", seen_by="members"),
        _LAST, _ENTRY,
    ),
    key=("survey", "period", "question", "answer"),
    day="last_day",
)

TABLES = (SURVEYS, SURVEY_ANSWERS)


def survey_rows(seq: int, fact: SurveyCounted) -> Sequence[Change]:
    """The rows of a count."""
    last = parse_period(fact.period).last_day.isoformat()
    changes: list[Change] = []
    for one in fact.results:
        total = one.total if one.total >= 0 else None
        changes.append(Add("surveys", (
            fact.survey, fact.period, one.question, one.who, one.people, total, last, seq,
        )))
        changes += [
            Add("survey_answers", (fact.survey, fact.period, one.question, cell.answer, cell.people, last, seq))
            for cell in one.cells
        ]
    return changes
