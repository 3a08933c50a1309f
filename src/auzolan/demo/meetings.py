"""The demo's assemblies: one that was held in the autumn, with signed minutes, and the next one, of which notice was
given a few days ago."""

from datetime import datetime, timedelta
from functools import partial

from auzolan.demo.telling import Story
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.meeting_deciding import (
    CallMeeting,
    CloseMeeting,
    ConfirmHands,
    CountHands,
    GiveProxy,
    NotePresence,
    OpenMeeting,
    SetAgenda,
    SignMinutes,
)
from auzolan.governance.meeting_facts import Hands, MeetingCalled
from auzolan.values.instant import print_instant

NOTICE_DAYS_AGO = 3
HELD_DAYS_AGO, CALLED_BEFORE = 40, 12
CHAIR, SECRETARY, COUNTS = "carmen", "fatou", "eneko"
ABSENT, SPEAKS = "gorka", "hana"
CAME_FIRST, CAME_LATER = ("carmen", "fatou", "eneko"), ("ane", "hana", "benat")
PROCEDURE = "procedure.assembly"
RAISED = (("yes", 4), ("no", 1), ("abstain", 1))


def put_meeting_on_calendar(story: Story) -> None:
    """The one that was held, and the notice of the next by the one who will be in the chair."""
    story.at(story.ago(HELD_DAYS_AGO + CALLED_BEFORE), lambda at: _call(story, at), hour=9)

    def called(at: datetime) -> None:
        first = at.replace(hour=17, minute=0, second=0) + timedelta(days=14)
        story.ask(CallMeeting(
            title="Assembly before the winter", place="The roastery", procedure="procedure.ordinary",
            first_at=print_instant(first), chair=story.ids[CHAIR], secretary=story.ids[SECRETARY],
        ), at, by=story.ids[CHAIR])

    story.at(story.ago(NOTICE_DAYS_AGO), called, hour=9)


def _call(story: Story, at: datetime) -> None:
    """A proposal, the notice with it on the agenda, and all that follows on the evening itself."""
    decision = story.ask(OpenProposal(
        title="Close the shop on Mondays", procedure=PROCEDURE,
        text="On Mondays we sell for less than the shop costs us. From the new year on it stays closed on that day.",
    ), at, by=story.ids["ane"]).fact(ProposalOpened).decision
    day = story.ago(HELD_DAYS_AGO)
    first = datetime(day.year, day.month, day.day, 17, tzinfo=at.tzinfo)
    meeting = story.ask(CallMeeting(
        title="Assembly of the autumn", place="The roastery", procedure=PROCEDURE, first_at=print_instant(first),
        chair=story.ids[CHAIR], secretary=story.ids[SECRETARY],
    ), at, by=story.ids[CHAIR]).fact(MeetingCalled).meeting
    story.ask(SetAgenda(meeting=meeting, decisions=(decision,)), at, by=story.ids[CHAIR])
    proxy = GiveProxy(meeting=meeting, to=story.ids[SPEAKS])
    story.at(day - timedelta(days=2), lambda at: _does(story, ABSENT, proxy, at), hour=20)
    answer = CastBallot(decision=decision, option="no", reason="Mondays are when the school fetches its coffee.")
    story.at(day - timedelta(days=1), lambda at: _does(story, "dani", answer, at), hour=19)
    story.at(day, partial(_first_call, story, meeting), hour=17)
    story.at(day, partial(_second_call, story, meeting, decision), hour=17, minute=30)


def _does(story: Story, who: str, request: GiveProxy | CastBallot, at: datetime) -> None:
    story.ask(request, at, by=story.ids[who])


def _first_call(story: Story, meeting: str, at: datetime) -> None:
    """Three of nine came: not enough."""
    came = tuple(story.ids[one] for one in CAME_FIRST)
    story.ask(NotePresence(meeting=meeting, came=came), at, by=story.ids[SECRETARY])
    story.ask(OpenMeeting(meeting=meeting), at, by=story.ids[CHAIR])


def _second_call(story: Story, meeting: str, decision: str, at: datetime) -> None:
    """Six came, one was represented; hands counted by two, minutes signed by two."""
    chair, secretary, counts = (story.ids[one] for one in (CHAIR, SECRETARY, COUNTS))
    story.ask(NotePresence(meeting=meeting, came=tuple(story.ids[one] for one in CAME_LATER)), at, by=secretary)
    story.ask(OpenMeeting(meeting=meeting), at, by=chair)
    hands = tuple(Hands(option=option, hands=number) for option, number in RAISED)
    story.ask(CountHands(meeting=meeting, decision=decision, counts=hands), at, by=secretary)
    story.ask(ConfirmHands(meeting=meeting, decision=decision, counts=hands), at, by=counts)
    remarks = "Before we parted we tasted the new harvest of Bokasso."
    story.ask(CloseMeeting(meeting=meeting, remarks=remarks), at, by=secretary)
    for who in (chair, secretary):
        story.ask(SignMinutes(meeting=meeting), at, by=who)
