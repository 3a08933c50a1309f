"""What the demo's workers measure and what they answer when they are asked."""

from datetime import datetime, timedelta
from functools import partial

from auzolan.charter.decide import DoWhatIsDue
from auzolan.demo.figures import draw, months, workers_in
from auzolan.demo.telling import Story
from auzolan.journal.entry import NODE
from auzolan.metrics.decide import PublishMetric
from auzolan.metrics.surveying import AnswerSurvey, period_at

STAYS = 6  # of seven who are asked, this many mean to stay


def put_measures_on_calendar(story: Story) -> None:
    """Hours measured after each month; a survey in the fourth and the thirteenth month, counted after its quarter."""
    firsts = dict(months(story.first))
    for number, first in firsts.items():
        if number:
            month = firsts[number - 1].isoformat()[:7]
            story.at(first + timedelta(days=5), partial(_measured, story, "metric.hours", month), hour=7)
    for number in (3, 12):
        for place, who in enumerate(workers_in(number)):
            story.at(firsts[number] + timedelta(days=9), partial(_answered, story, who, number, place), hour=19)
        story.at(firsts[number + 3] + timedelta(days=6), partial(_counted, story, firsts[number].isoformat()), hour=7)


def _answered(story: Story, who: str, number: int, place: int, at: datetime) -> None:
    heard = draw(f"heard {who} {number}", 2, 5)
    stay = 1 if place < STAYS else 2
    story.ask(AnswerSurvey(survey="survey.voice", answers={"heard": heard, "stay": stay}), at, by=story.ids[who])


def _counted(story: Story, day: str, at: datetime) -> None:
    story.ask(DoWhatIsDue(), at, by=NODE)
    _measured(story, "metric.voice", period_at("quarter", day), at)


def _measured(story: Story, metric: str, period: str, at: datetime) -> None:
    story.ask(PublishMetric(metric=metric, period=period), at, by=NODE)
