"""The open tables of what is watched and measured: limits that do not hold, and metrics by period."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.facts import ArticleRetired
from auzolan.journal.entry import Entry
from auzolan.metrics.facts import LimitBroken, LimitHolds, MetricPublished
from auzolan.metrics.state import State
from auzolan.metrics.survey_facts import SurveyCounted
from auzolan.metrics.survey_tables import TABLES as OF_SURVEYS
from auzolan.metrics.survey_tables import survey_rows
from auzolan.tables.table import Add, Change, Column, End, Table

LIMITS = Table(
    name="limits",
    means="Limits that do not hold now; one that holds again has no row any more.",
    key=("limit",),
    columns=(
        Column(name="limit", kind="text", means="the article", seen_by="members"),
        Column(name="about", kind="text", means="whom or what it does not hold for, or empty", seen_by="members"),
        Column(name="period", kind="text", means="the span of days, or empty", seen_by="members"),
        Column(name="figure", kind="text", means="what it came to, with its unit", seen_by="members"),
        Column(name="bound", kind="text", means="what it is held against", seen_by="members"),
        Column(name="position", kind="whole", means="the last entry that was read", seen_by="members"),
        Column(name="told", kind="date", means="the day it was told", seen_by="members"),
    ),
)

METRICS = Table(
    name="metrics",
    means="What was measured for a period: shown, and nobody is paid by it. Small cells are left empty.",
    key=("metric", "period"),
    columns=(
        Column(name="metric", kind="text", means="the article that says what is measured", seen_by="members"),
        Column(name="period", kind="text", means="the span of days it is about", seen_by="members"),
        Column(name="value", kind="text", means="the exact number, as text", seen_by="members", optional=True),
        Column(name="unit", kind="text", means="what it is in, or empty for a pure number", seen_by="members"),
        Column(name="denominator", kind="text", means="what it was divided by", seen_by="members", optional=True),
        Column(name="count", kind="whole", means="people or rows it rests on", seen_by="members", optional=True),
        Column(name="position", kind="whole", means="the last entry that was read", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that published it", seen_by="members"),
    ),
)

TABLES = (LIMITS, METRICS, *OF_SURVEYS)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The rows that one entry about limits and metrics adds and ends."""
    match entry.fact:
        case LimitBroken() as fact:
            ended: list[Change] = [End("limits", (fact.limit,))] if fact.limit in before.broken else []
            row = (
                fact.limit, fact.about, fact.period, fact.figure, fact.bound, fact.position, entry.at[:10],
            )
            return [*ended, Add("limits", row)]
        case LimitHolds(limit=id):
            return [End("limits", (id,))]
        case ArticleRetired(article=id):
            return [End("limits", (id,))] if id in before.broken else []
        case SurveyCounted() as fact:
            return survey_rows(entry.seq, fact)
        case MetricPublished() as fact:
            known = (fact.metric, fact.period) in before.published
            replaced: list[Change] = [End("metrics", (fact.metric, fact.period))] if known else []
            return [*replaced, Add("metrics", (
                fact.metric, fact.period, fact.value or None, fact.unit, fact.denominator or None,
                fact.count if fact.count >= 0 else None, fact.position, entry.seq,
            ))]
    return ()
