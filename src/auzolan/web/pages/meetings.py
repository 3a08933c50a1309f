"""Meetings: the list and the notice; one meeting with its forms; its minutes as a page to print and as a file."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
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
from auzolan.values.refusal import Refusal
from auzolan.views import meetings as views
from auzolan.views.meetings import Item, MeetingPage, meeting_list, meeting_page
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import File, Go, Page, Shown

STATUS: dict[str, Any] = {
    "called": _("called"), "held": _("in session"), "missed": _("not enough came"), "ended": _("ended"),
    "called off": _("called off"), "signed": _("minutes signed"),
}
SAID: dict[str, Any] = {
    views.AGENDA: _("The agenda stands."), views.PROXY: _("Your proxy is written."),
    views.PAPER: _("The proxy is written."), views.PRESENCE: _("The list of those present is up to date."),
    views.CALL: _("The call is made."), views.COUNT: _("The hands are entered. A second person confirms them."),
    views.CONFIRM: _("Both counted the same: it is decided."), views.CLOSE: _("The meeting has ended."),
    views.SIGN: _("You signed the minutes."),
}


def get_list(asked: Asked) -> Shown:
    """Every meeting, and the form that calls one."""
    view = meeting_list(asked.org, asked.around, asked.member)
    return Shown(
        view=view, template="pages/meetings.html", title=_("Meetings"),
        rows=[
            {"meeting": one.meeting, "title": one.title, "place": one.place, "status": one.status, "at": one.next_at,
             "decisions": one.decisions, "entry": one.entry}
            for one in (*view.coming, *view.past)
        ],
        more={
            "coming": [(one, STATUS[one.status]) for one in view.coming],
            "past": [(one, STATUS[one.status]) for one in view.past],
            "people": _people(asked, asked.org.states["members"].members) if view.by else [],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Meetings"))),
    )


def post_list(asked: Asked) -> Go:
    """Give notice."""
    typed = asked.typed
    answer = asked.do(CallMeeting(
        title=typed.get("title", ""), place=typed.get("place", ""), procedure=typed.get("procedure", ""),
        first_at=_moment(typed.get("day", ""), typed.get("hour", "")), chair=typed.get("chair", ""),
        secretary=typed.get("secretary", ""),
    ))
    meeting = answer.fact(MeetingCalled).meeting
    return Go(to=asked.url("meeting", meeting=meeting), said=_("Notice is given. Now say what it will decide."))


def _moment(day: str, hour: str) -> str:
    try:
        return print_instant(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC))
    except ValueError as none:
        raise Refusal(
            what=gettext("Nothing was noted of the meeting"), where=f"{day} {hour}"[:40],
            why=gettext("This is no day and hour."), next=gettext("Choose both."),
        ) from none


def get(asked: Asked, meeting: str) -> Shown:
    """One meeting."""
    view = _view(asked, meeting)
    name = asked.called.member
    return Shown(
        view=view, template="pages/meeting.html", title=view.title,
        rows=[{"member": one} for one in view.present],
        more={
            **_names(asked, view), "status": STATUS[view.status],
            "items": [_item(one, asked.member) for one in view.agenda],
            "on_agenda": [one.decision for one in view.agenda],
            "not_there": [(id, called) for called, id in _people(asked, view.body) if id not in view.present],
            "there": [(id, called) for called, id in _people(asked, view.present)],
            "together": len(view.present) + view.represented,
            "mine": next((name(holder) for giver, holder in view.proxies if giver == asked.member), ""),
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("meetings"), _("Meetings")), ("", view.title)),
    )


def _view(asked: Asked, meeting: str) -> MeetingPage:
    try:
        return meeting_page(asked.org, meeting, asked.around, asked.reader, asked.member)
    except KeyError as none:
        raise NotSeen(meeting) from none


def _people(asked: Asked, ids: Any) -> list[tuple[str, str]]:
    return sorted(((asked.called.member(id), id) for id in ids), key=lambda one: one[0].casefold())


def _names(asked: Asked, view: MeetingPage) -> dict[str, Any]:
    name = asked.called.member
    return {
        "chair": name(view.chair), "secretary": name(view.secretary), "signed": [name(one) for one in view.signed],
        "present": sorted(name(one) for one in view.present),
        "proxies": sorted((name(giver), name(holder)) for giver, holder in view.proxies),
        "remarks": asked.words(view.vault).get("remarks", "") if asked.may_see("members") else "",
    }


def _item(one: Item, member: str) -> dict[str, Any]:
    counts = [(deciding.given(count.option), count.weight) for count in one.counts]
    raised = [(deciding.given(hand.option), hand.hands) for hand in one.raised]
    return {
        "one": one, "options": [(name, deciding.given(name).capitalize()) for name in one.options],
        "counts": counts if counts != raised else [],
        "waiting": bool(one.waiting), "own": one.counted_by == member,
        "raised": ", ".join(f"{hands} {option}" for option, hands in raised),
    }


def post(asked: Asked, meeting: str) -> Go:
    """Whatever is done at a meeting."""
    do = asked.typed.get("do", "")
    asked.do(_request(asked, meeting, do))
    return Go(to=asked.url("meeting", meeting=meeting), said=SAID[do])


def _request(asked: Asked, meeting: str, do: str) -> Request:
    typed = asked.typed
    match do:
        case views.AGENDA:
            return SetAgenda(meeting=meeting, decisions=tuple(typed.getlist("decision")))
        case views.PROXY:
            return GiveProxy(meeting=meeting, to=typed.get("to", ""))
        case views.PAPER:
            paper = asked.request.FILES.get("paper")
            digest = hashlib.sha256(paper.read()).hexdigest() if paper else ""
            return GiveProxy(meeting=meeting, giver=typed.get("giver", ""), to=typed.get("to", ""), paper=digest)
        case views.PRESENCE:
            return NotePresence(
                meeting=meeting, came=tuple(typed.getlist("came")), left=tuple(typed.getlist("left"))
            )
        case views.CALL:
            return OpenMeeting(meeting=meeting)
        case views.COUNT | views.CONFIRM:
            asks = CountHands if do == views.COUNT else ConfirmHands
            return asks(meeting=meeting, decision=typed.get("decision", ""), counts=_hands(asked))
        case views.CLOSE:
            return CloseMeeting(meeting=meeting, remarks=typed.get("remarks", ""))
        case views.SIGN:
            return SignMinutes(meeting=meeting, digest=typed.get("digest", ""))
    raise Refusal(
        what=gettext("Nothing was noted of the meeting"), why=gettext("The form does not say what to do."),
        next=gettext("Use one of the buttons."),
    )


def _hands(asked: Asked) -> tuple[Hands, ...]:
    decision = asked.org.states["governance"].decisions.get(asked.typed.get("decision", ""))
    counts = []
    for option in decision.options if decision else ():
        said = asked.typed.get(f"hands {option}", "").strip() or "0"
        if not (said.isascii() and said.isdecimal() and len(said) < 10):
            raise Refusal(
                what=gettext("The hands were not counted"), where=said[:40], why=gettext("This is no whole number."),
                next=gettext("Write how many raised their hand."),
            )
        counts.append(Hands(option=option, hands=int(said)))
    return tuple(counts)


def get_minutes(asked: Asked, meeting: str) -> Shown:
    """The minutes, to read and to print."""
    view = _view(asked, meeting)
    if not view.text:
        raise NotSeen(meeting)
    title = gettext("Minutes: %(title)s") % {"title": view.title}
    return Shown(
        view=view, template="pages/minutes.html", title=title,
        more={**_names(asked, view), "items": [_item(one, "") for one in view.agenda]},
        crumbs=((asked.url("meetings"), _("Meetings")), (asked.url("meeting", meeting=meeting), view.title),
                ("", _("Minutes"))),
    )


def get_text(asked: Asked, meeting: str) -> File:
    """The minutes as they are signed, byte for byte."""
    view = _view(asked, meeting)
    if not view.text:
        raise NotSeen(meeting)
    return File(name=f"minutes-{meeting}.md", kind="text/markdown; charset=utf-8", content=view.text.encode())


PAGES = (
    Page(name="meetings", path="meetings", seen_by="members", get=get_list, post=post_list, under="decisions",
         csv=True),
    Page(name="meeting", path="meetings/<str:meeting>", seen_by="members", get=get, post=post, under="decisions",
         csv=True),
    Page(name="minutes", path="meetings/<str:meeting>/minutes", seen_by="members", get=get_minutes,
         under="decisions"),
    Page(name="minutes_text", path="meetings/<str:meeting>/minutes/text", seen_by="members", get=get_text,
         under="decisions"),
)
