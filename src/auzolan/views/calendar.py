"""The days that one member should not miss: when what is asked of them closes, meetings, and what they see to."""

from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance.meeting_state import CALLED
from auzolan.organisation import Organisation
from auzolan.policy.policy import Viewer
from auzolan.views.waiting import BALLOT, Waiting, waiting

CLOSES, MEETING, DUE = "closes", "meeting", "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day or moment. what: closes, meeting or due; id: the same whenever it is asked for; start: an ISO day or
    moment; about: a decision or meeting; waits: what waits for them, where it is due; place: where a meeting is.
    """

    what: str
    id: str
    start: str
    title: str
    about: str = ""
    place: str = ""
    waits: Waiting | None = None


def calendar(org: Organisation, around: Around, viewer: Viewer) -> tuple[Day, ...]:
    """Everything with a day that concerns a member, the earliest first; nothing for whoever does not belong."""
    if not viewer.belongs:
        return ()
    found = [*_closing(org, around, viewer.member), *_meetings(org), *_due(org, around, viewer)]
    return tuple(sorted(found, key=lambda one: (one.start, one.id)))


def _closing(org: Organisation, around: Around, me: str) -> list[Day]:
    state = org.states["governance"]
    return [
        Day(what=CLOSES, id=id, start=one.closes_at, title=one.title, about=id)
        for id in state.open if around.at < (one := state.decisions[id]).closes_at and me in one.roll
    ]


def _meetings(org: Organisation) -> list[Day]:
    return [
        Day(what=MEETING, id=id, start=one.first_at, title=one.title, about=id, place=one.place)
        for id, one in org.states["governance"].meetings.meetings.items() if one.status == CALLED
    ]


def _due(org: Organisation, around: Around, viewer: Viewer) -> list[Day]:
    return [
        Day(what=DUE, id=f"{one.what}-{one.about or one.entry}", start=one.until, title=one.title, about=one.about,
            waits=one)
        for one in waiting(org, around, viewer) if one.until and one.what != BALLOT
    ]
