"""May this value of a metric be published? Whether it is the right one is worked out again when a copy is verified."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.state import newest
from auzolan.journal.entry import NODE, Entry
from auzolan.metrics.facts import MetricPublished
from auzolan.metrics.state import State
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import print_fraction
from auzolan.values.refusal import Refusal

LENGTH_MAX = 120
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[0-9]+)?")
LENGTHS = {"year": 4, "quarter": 7, "month": 7}


def judge_published(state: State, fact: MetricPublished, entry: Entry[Any], around: Around) -> Refusal | None:
    """By the node, or by whoever holds a mandate for it; once for each text and period; for a span that is over."""
    if entry.by != NODE and (refused := around.may("metrics.metric_published", {})):
        return refused
    version = newest(around.states["charter"], fact.metric)
    if version is None or version.seq != fact.article or not fact.metric.startswith("metric."):
        return _no(fact.metric, "The charter has no such metric in force.", "See the articles of kind metric.")
    said = around.charter.value(fact.metric)
    if refused := span_refused(fact.metric, fact.period, said.period, around.at):
        return refused
    before = state.published.get((fact.metric, fact.period), -1)
    if before > version.seq:
        return _no(fact.metric, f"It was published for {fact.period} already.", "Read it in the table of metrics.")
    if fact.position >= entry.seq:
        return _no(fact.metric, "It names an entry that is not written yet.", "Publish it again.")
    return _spelled(fact)


def span_refused(metric: str, label: str, wanted: str, at: str) -> Refusal | None:
    """The refusal of a period that a metric is not for, or that is not over; None for one that it can be published for.

    wanted: year, quarter or month; at: the moment.
    """
    try:
        period = parse_period(label)
    except ValueError as why:
        return _no(metric, f"{why}.", "Name the period in one of these ways.")
    if length(period) != wanted:
        return _no(metric, f"It is measured by the {wanted}, and {label} is none.", f"Name a {wanted}.")
    if date.fromisoformat(at[:10]) <= period.last_day:
        return _no(metric, f"{label} is not over.", f"Publish it after {period.last_day.isoformat()}.")
    return None


def length(period: Period) -> str:
    """Whether a period is a year, a quarter or a month as people write them; empty for any other span."""
    if len(period.label) == LENGTHS["year"]:
        return "year"
    return ("quarter" if "Q" in period.label else "month") if len(period.label) == LENGTHS["month"] else ""


def _spelled(fact: MetricPublished) -> Refusal | None:
    if (fact.value == "") != (fact.count < 0) or (fact.value == "" and (fact.unit or fact.denominator)):
        return _no(fact.metric, "What is too small to be shown is not shown in part.", "Publish it again.")
    for text in filter(None, (fact.value, fact.denominator)):
        if not is_exact(text):
            return _no(fact.metric, f"{text[:40]!r} is not an exact number in its one spelling.", "Publish it again.")
    return None


def is_exact(text: str) -> bool:
    """Whether a text is an exact number in its one spelling: "6.1", "2/3"."""
    if len(text) > LENGTH_MAX or not _NUMBER.fullmatch(text):
        return False
    try:
        return print_fraction(Fraction(text)) == text
    except ZeroDivisionError:
        return False


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The metric was not published", where=where, why=why, next=next)
