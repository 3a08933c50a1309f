"""Publishing a metric for a period; what the node owes of limits is in due.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.state import newest
from auzolan.metrics.due import due as due_limits
from auzolan.metrics.judging import span_refused
from auzolan.metrics.measuring import measure
from auzolan.metrics.state import State
from auzolan.metrics.surveying import AnswerSurvey, answer, due_counts
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal


class PublishMetric(Request, frozen=True, kw_only=True, tag="metrics.publish_metric"):
    """Work a metric out for a period that is over, and publish it. It is shown, and nobody is paid by it."""

    metric: str
    period: str


def prepare_metric(state: State, request: PublishMetric, around: Around) -> Draft:
    """The slow part, before the write lock: the metric from the tables as of the last entry."""
    version = newest(around.states["charter"], request.metric)
    if version is None or not request.metric.startswith("metric."):
        raise Refusal(
            what="The metric was not published", where=request.metric, why="The charter has no such metric.",
            next="`auzolan table articles` lists the metrics in force.",
        )
    said = around.charter.value(request.metric)
    if refused := span_refused(request.metric, request.period, said.period, around.at):
        raise refused
    position = around.seq - 1
    measured = measure(
        version.text, around.charter, around.states["flows"], around.tables(position), parse_period(request.period)
    )
    return Draft(fact=measured.as_fact(request.metric, version.seq, request.period, position), because=version.seq)


def publish(state: State, request: PublishMetric, around: Around) -> Sequence[Draft]:
    """The fact that was prepared; whether it may be written is judged."""
    return (around.prepared,)


PREPARE: dict[type[Request], Callable[[State, Any, Around], Any]] = {PublishMetric: prepare_metric}

HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    PublishMetric: publish, AnswerSurvey: answer,
}


def due(state: State, around: Around) -> Sequence[Draft]:
    """What the node owes: what limits ask for, and the counts of surveys whose days are over."""
    return [*due_limits(state, around), *due_counts(state, around)]

