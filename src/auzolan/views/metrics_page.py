"""Metrics as people read them: what each means and for whom, how it moved, and why a figure is as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.diff import plain_words
from auzolan.charter.state import newest, version_at
from auzolan.metrics.articles.metric import NOTHING
from auzolan.metrics.facts import MetricPublished
from auzolan.metrics.measuring import measure, recompute
from auzolan.metrics.surveying import period_at
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.rules.running import charter_at
from auzolan.tables.table import Cell
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_fraction
from auzolan.values.refusal import Refusal
from auzolan.views.why_page import Reason, reason

DECIMALS, SCALED = 2, 4
PUBLISHES = "metrics.metric_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published value. value: as people read it, empty where it is not shown; exact: the exact number where value
    is shortened; scaled: its size in ten-thousandths, for a picture; count: people or rows, -1 where not shown."""

    period: str
    value: str
    exact: str
    scaled: int
    unit: str
    denominator: str
    count: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLine:
    """One metric in force. by, denominator, over: its formulas; divided: whether it is divided by anything; about,
    proposed_by, decides: names; version, entry: of its text; next: the newest period that is over and not published.
    """

    id: str
    name: str
    says: str
    meaning: str
    words: str
    by: str
    denominator: str
    divided: bool
    over: str
    every: str
    about: str
    proposed_by: str
    decides: str
    review: str
    overdue: bool
    version: int
    entry: int
    text: str
    history: tuple[Published, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLine:
    """One survey in force, by name."""

    id: str
    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsPage:
    """Every metric and survey in force. former: what was measured by a metric that is no more; may_publish: whether
    this viewer is trusted to measure."""

    metrics: tuple[MetricLine, ...]
    surveys: tuple[SurveyLine, ...]
    former: tuple[str, ...]
    may_publish: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricWhy:
    """Why a metric came to what it did. same: whether working it out again gave what was published."""

    metric: str
    name: str
    period: str
    value: Published
    version: int
    article: int
    same: bool
    reasons: tuple[Reason, ...]
    note: str
    rests_on: tuple[int, ...]


def metrics_page(org: Organisation, tables: Tables, around: Around) -> MetricsPage:
    """Every metric in force with its history. around: of the viewer, at this moment."""
    rows = tables.rows("metrics")
    lines = tuple(_line(article, org, rows, around.at[:10]) for article in org.charter.of_kind("metric"))
    known = {line.id for line in lines}
    return MetricsPage(
        metrics=tuple(sorted(lines, key=lambda line: (line.about, line.name))),
        surveys=tuple(
            SurveyLine(id=one.id, name=one.name, says=one.says) for one in org.charter.of_kind("survey")
        ),
        former=tuple(sorted({str(row["metric"]) for row in rows} - known)),
        may_publish=around.may(PUBLISHES, {}) is None,
    )


def metric_line(id: str, org: Organisation, tables: Tables, today: str) -> MetricLine:
    """One metric with its history. Raises KeyError where no such metric is in force."""
    article = org.charter.get(id)
    if article is None or article.kind != "metric":
        raise KeyError(id)
    return _line(article, org, tables.rows("metrics", {"metric": id}), today)


def _line(article: Article, org: Organisation, rows: Sequence[dict[str, Cell]], today: str) -> MetricLine:
    said = org.charter.value(article.id)
    version = newest(org.states["charter"], article.id)
    history = tuple(sorted(
        (_published(row) for row in rows if row["metric"] == article.id),
        key=lambda one: parse_period(one.period).first_day,
    ))
    review = str(article.fields.get("review", ""))
    last = last_over(said.period, today)
    return MetricLine(
        id=article.id, name=article.name, says=article.says, meaning=said.meaning,
        words=plain_words(article, org.charter), by=said.by, denominator=said.denominator,
        divided=said.denominator.strip() != NOTHING, over=said.over, every=said.period,
        about=_name(org, said.about), proposed_by=_name(org, said.proposed_by),
        decides=_name(org, str(article.fields.get("decides", ""))), review=review, overdue="" < review < today,
        version=version.version if version else 0, entry=version.seq if version else 0, text=article.text,
        history=history, next="" if any(one.period == last for one in history) else last,
    )


def last_over(kind: str, today: str) -> str:
    """The newest year, quarter or month that is over on a day (ISO), as people write it."""
    begins = parse_period(period_at(kind, today)).first_day
    return period_at(kind, (begins - timedelta(days=1)).isoformat()) if begins > date.min else ""


def _published(row: dict[str, Cell]) -> Published:
    exact = str(row["value"] or "")
    value, shortened, scaled = "", "", 0
    if exact:
        number = Fraction(exact)
        scaled = round(number * 10**SCALED)
        short = print_fraction(Fraction(round(number * 10**DECIMALS), 10**DECIMALS))
        value, shortened = short, "" if short == exact else exact
    return Published(
        period=str(row["period"]), value=value, exact=shortened, scaled=scaled, unit=str(row["unit"] or ""),
        denominator=str(row["denominator"] or ""), count=-1 if row["count"] is None else int(row["count"]),
        entry=int(row["entry"] or 0),
    )


def _name(org: Organisation, id: str) -> str:
    article = org.charter.get(id)
    return article.name if article else id


def metric_why(
    id: str, period: str, org: Organisation, tables_at: Callable[[int], Tables], now: Tables,
    fact_of: Callable[[int], object],
) -> MetricWhy:
    """Work one published value out again, with its reasons. Raises KeyError where there is none or it is not shown.

    tables_at: position -> the open tables there; fact_of: seq -> the fact.
    """
    rows = now.rows("metrics", {"metric": id, "period": period})
    fact = fact_of(int(rows[0]["entry"] or 0)) if rows else None
    if not isinstance(fact, MetricPublished) or not fact.value:
        raise KeyError(id)
    version = version_at(org.states["charter"], id, fact.position)
    if version is None:
        raise Refusal(
            what="It was not worked out again", where=id, why="Its text was not in force then.",
            next="Compare the journal with another copy.",
        )
    tables = tables_at(fact.position)
    measured = measure(
        version.text, charter_at(org.states["charter"], fact.position), org.states["flows"], tables,
        parse_period(period),
    )
    whole = measured.figure
    if whole is None:
        raise KeyError(id)
    return MetricWhy(
        metric=id, name=_name(org, id), period=period, value=_published(rows[0]), version=version.version,
        article=version.seq, same=recompute(fact, org.states, tables) == fact,
        reasons=tuple(reason(part) for part in whole.because) or (reason(whole),), note=whole.note.rstrip("."),
        rests_on=whole.all_entries(),
    )
