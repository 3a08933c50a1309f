"""The demo's next assembly: notice was given a few days ago, for the week after next."""

from datetime import datetime, timedelta

from auzolan.demo.telling import Story
from auzolan.governance.meeting_deciding import CallMeeting
from auzolan.values.instant import print_instant

NOTICE_DAYS_AGO = 3
CHAIR, SECRETARY = "carmen", "fatou"


def put_meeting_on_calendar(story: Story) -> None:
    """The notice, by the one who will be in the chair."""

    def called(at: datetime) -> None:
        first = at.replace(hour=17, minute=0, second=0) + timedelta(days=14)
        story.ask(CallMeeting(
            title="Assembly before the winter", place="The roastery", procedure="procedure.ordinary",
            first_at=print_instant(first), chair=story.ids[CHAIR], secretary=story.ids[SECRETARY],
        ), at, by=story.ids[CHAIR])

    story.at(story.ago(NOTICE_DAYS_AGO), called, hour=9)
