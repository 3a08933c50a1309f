"""auzolan metric: what is measured and shown; how it moved; measuring it for a span that is over."""

import argparse

from auzolan.charter.around import Around
from auzolan.cli.console import Console, Unreadable, table_lines
from auzolan.journal.entry import Entry
from auzolan.metrics.decide import PublishMetric
from auzolan.node.node import clock
from auzolan.organisation import around
from auzolan.values.instant import print_instant
from auzolan.views.metrics_page import MetricLine, metric_line, metrics_page

name = "metric"
summary = "List what is measured, show one metric with its history, or measure it for a span that is over."
example = "auzolan metric metric.care --publish 2026-10"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which metric, and whether to measure it."""
    parser.add_argument("metric", nargs="?", default="", metavar="METRIC", help="the article; without it, all of them")
    parser.add_argument("--publish", default="", metavar="P", help="measure it for this period and publish the figure")


def run(said: argparse.Namespace, console: Console) -> int:
    """List them, show one, or measure it."""
    id = said.metric if said.metric.startswith("metric.") or not said.metric else f"metric.{said.metric}"
    if said.publish:
        if not id:
            raise Unreadable(f"Say which metric, such as: {example}.")
        answer = console.do(PublishMetric(metric=id, period=said.publish))
        one = metric_line(id, console.office.now(), console.office.reader(), _today(console))
        value = next(past for past in one.history if past.period == said.publish)
        shown = f"{value.value} {value.unit}".strip() or "too few to show without showing somebody"
        return console.answer(
            {"metric": id, "period": said.publish, "value": value.exact or value.value, "unit": value.unit,
             "entries": answer.seqs},
            [f"{one.name}, {said.publish}: {shown}."],
        )
    if id:
        try:
            one = metric_line(id, console.office.now(), console.office.reader(), _today(console))
        except KeyError:
            raise Unreadable(f"The charter has no metric {id}; `auzolan metric` lists them.") from None
        return console.answer(_document(one), _told(one))
    found = metrics_page(console.office.now(), console.office.reader(), _around(console)).metrics
    head = ("metric", "period", "value", "unit", "review")
    return console.answer([_document(one) for one in found], table_lines(head, (_newest(one) for one in found)))


def _today(console: Console) -> str:
    return print_instant(clock(console.office.now()))[:10]


def _around(console: Console) -> Around:
    org = console.office.now()
    probe: Entry[None] = Entry(
        seq=org.seq, at=print_instant(clock(org)), by=console.said.member or "terminal", charter=org.charter_seq,
        fact=None,
    )
    return around(org, probe, console.office.fact)


def _newest(one: MetricLine) -> tuple[str, ...]:
    last = one.history[-1] if one.history else None
    return (one.id, last.period if last else "", last.value if last else "", last.unit if last else "", one.review)


def _document(one: MetricLine) -> dict[str, object]:
    return {
        "metric": one.id, "name": one.name, "meaning": one.meaning, "by": one.by, "denominator": one.denominator,
        "over": one.over, "period": one.every, "about": one.about, "proposed_by": one.proposed_by, "review": one.review,
        "history": [
            {"period": past.period, "value": past.exact or past.value, "unit": past.unit,
             "denominator": past.denominator, "count": past.count, "entry": past.entry} for past in one.history
        ],
    }


def _told(one: MetricLine) -> list[str]:
    rows = ((past.period, past.value or "not shown", past.unit, past.denominator, str(past.entry))
            for past in one.history)
    return [one.words, *table_lines(("period", "value", "unit", "divided by", "entry"), rows)]
