"""The kind `metric`, and publishing one: a number with its denominator, small cells left out, paid to nobody."""

from pathlib import Path

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.load import read_text
from auzolan.metrics.decide import PublishMetric
from auzolan.metrics.facts import MetricPublished
from auzolan.metrics.measuring import measure, recompute
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from charters import charter_from, said
from house_of_limits import CHARTER, LIVELY, House

FIELDS = (
    'title = "Care for one member"\nmeaning = "How many hours of care there are for each of us."\nby = "sum(hours)"\n'
    'denominator = "count(*)"\nover = "members where class = \'worker\'"\nperiod = "month"\n'
    'proposed_by = "class.worker"\nabout = "body.assembly"\n'
)


def metric(fields: str = FIELDS, name: str = "care") -> str:
    return f'["metric.{name}"]\n{fields}{LIVELY}'


def house_with(folder: Path, *hours: str, fields: str = FIELDS) -> House:
    """A month in which each member brought in these hours; today is in the next month."""
    house = House(folder, metric(fields))
    for number, amount in enumerate(hours, 1):
        house.admit(f"m{number}")
        house.brings(f"m{number}", "hours", amount, "2026-01-03")
    house.on("2026-02-02")
    return house


def published(house: House, period: str = "2026-01") -> MetricPublished:
    answer = house.ask(PublishMetric(metric="metric.care", period=period))
    fact = answer.fact(MetricPublished)
    assert isinstance(fact, MetricPublished)
    return fact


def refused(house: House, period: str = "2026-01", by: str = "terminal") -> str:
    with pytest.raises(Refusal) as caught:
        house.ask(PublishMetric(metric="metric.care", period=period), by=by)
    return caught.value.why


def test_it_is_a_sum_over_its_denominator_and_says_both(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50")
    fact = published(house)
    assert (fact.value, fact.unit, fact.denominator, fact.count) == ("6.1", "h", "5", 5)
    (row,) = house.office.reader().rows("metrics")
    assert (row["metric"], row["period"], row["value"], row["denominator"]) == ("metric.care", "2026-01", "6.1", "5")
    assert recompute(fact, house.states, house.office.reader(fact.position)) == fact
    house.verified()


def test_its_why_rests_on_the_entries_behind_it(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50")
    now = house.office.now()
    measured = measure(
        now.charter.articles["metric.care"].text, now.charter, now.states["flows"], house.office.reader(),
        parse_period("2026-01"),
    )
    assert measured.figure is not None
    labels = [part.label for part in measured.figure.because]
    assert labels == ["sum(hours)", "count(*)"]
    hours = [seq for seq in range(now.seq) if "Contribution" in type(house.office.fact(seq)).__name__]
    assert list(measured.figure.all_entries()) == hours


@pytest.mark.parametrize(("hours", "value"), [
    (("10.00", "8.00", "6.00", "4.00"), ""),  # fewer than five people
    (("20.00", "5.00", "5.00", "5.00", "4.99"), ""),  # one of them has more than half
    (("20.00", "5.00", "5.00", "5.00", "5.00"), "8"),
    (("50.00", "46.00", "2.00", "2.00", "0.00"), ""),  # the second could work out the first
])
def test_nobody_s_own_hours_can_be_worked_out_of_it(tmp_path: Path, hours: tuple[str, ...], value: str) -> None:
    house = house_with(tmp_path, *hours)
    fact = published(house)
    assert (fact.value, fact.count) == (value, 5 if value else -1)
    assert (fact.denominator == "") is (value == "")
    house.verified()


def test_it_is_published_once_for_a_span_that_is_over_by_whoever_may(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50")
    assert refused(house, "2026-02") == "2026-02 is not over."
    assert refused(house, "2026") == "It is measured by the month, and 2026 is none."
    assert "does not hold it" in refused(house, by="m1")
    published(house)
    assert refused(house) == "It was published for 2026-01 already."
    house.verified()


def test_a_metric_that_was_retired_is_measured_no_more(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50")
    house.adopt(retires=("metric.care",), by=("m1", "m2", "m3", "m4", "m5"))
    assert refused(house) == "The charter has no such metric."
    house.verified()


def test_a_number_may_stand_as_it_is(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50", fields=FIELDS.replace('"count(*)"', '"1"'))
    fact = published(house)
    assert (fact.value, fact.unit, fact.denominator) == ("30.5", "h", "")


@pytest.mark.parametrize(("before", "after", "field"), [
    ('by = "sum(hours)"', 'by = "hours"', "by"),
    ('by = "sum(hours)"', 'by = "12"', "by"),
    ('by = "sum(hours)"', 'by = "sum(howrs)"', "by"),
    ('denominator = "count(*)"\n', "", "denominator"),
    ('denominator = "count(*)"', 'denominator = "index"', "denominator"),
    ('period = "month"', 'period = "week"', "period"),
    ("over = \"members where", "over = \"membres where", "over"),
    ('about = "body.assembly"', 'about = "body.unknown"', "about"),
])
def test_what_it_leaves_open_is_a_finding(before: str, after: str, field: str) -> None:
    assert FIELDS.count(before) == 1
    found = check_text(CHARTER + metric(FIELDS.replace(before, after)))
    assert said(found) == [("metric.care", field)]


def test_it_says_what_it_measures_and_that_nobody_is_paid_by_it() -> None:
    charter = charter_from(CHARTER + metric())
    article = charter.articles["metric.care"]
    assert read_text(article.text) == article
    words = plain_words(article, charter)
    assert words == (
        "How many hours of care there are for each of us: sum(hours) divided by count(*) over members where class = "
        "'worker', for each month; it describes Assembly, was proposed by class.worker, and nobody is paid by it."
    )


def test_the_node_may_publish_it_too(tmp_path: Path) -> None:
    house = house_with(tmp_path, "10.00", "8.00", "6.00", "4.00", "2.50")
    answer = house.ask(PublishMetric(metric="metric.care", period="2026-01"), by="node")
    assert answer.fact(MetricPublished).value == "6.1"
    house.verified()
