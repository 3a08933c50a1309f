"""Meetings: the list and the notice; one meeting with its forms."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
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
from auzolan.web.page import Go, Page, Shown

HANDS = "hands "  # before an answer, in the form
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
    view = view_of(asked, meeting)
    name = asked.called.member
    return Shown(
        view=view, template="pages/meeting.html", title=view.title,
        rows=[{"member": one} for one in view.present],
        more={
            **names_in(asked, view), "status": STATUS[view.status],
            "items": [item(one, asked.member, _typed(asked, one.decision)) for one in view.agenda],
            "on_agenda": [one.decision for one in view.agenda],
            "not_there": [(id, called) for called, id in _people(asked, view.body) if id not in view.present],
            "there": [(id, called) for called, id in _people(asked, view.present)],
            "together": len(view.present) + view.represented,
            "mine": next((name(holder) for giver, holder in view.proxies if giver == asked.member), ""),
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("meetings"), _("Meetings")), ("", view.title)),
    )


def view_of(asked: Asked, meeting: str) -> MeetingPage:
    """A meeting that there is. Raises NotSeen."""
    try:
        return meeting_page(asked.org, meeting, asked.around, asked.reader, asked.member)
    except KeyError as none:
        raise NotSeen(meeting) from none


def _people(asked: Asked, ids: Any) -> list[tuple[str, str]]:
    return sorted(((asked.called.member(id), id) for id in ids), key=lambda one: one[0].casefold())


def names_in(asked: Asked, view: MeetingPage) -> dict[str, Any]:
    """Everybody who stands in it, as the viewer may call them."""
    name = asked.called.member
    return {
        "chair": name(view.chair), "secretary": name(view.secretary), "signed": [name(one) for one in view.signed],
        "present": sorted(name(one) for one in view.present),
        "proxies": sorted((name(giver), name(holder)) for giver, holder in view.proxies),
        "remarks": asked.words(view.vault).get("remarks", "") if asked.may_see("members") else "",
    }


def item(one: Item, member: str, typed: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """Something on the agenda. member: who looks; typed: the hands that were refused, by answer."""
    counts = [(deciding.given(count.option), count.weight) for count in one.counts]
    raised = [(deciding.given(hand.option), hand.hands) for hand in one.raised]
    return {
        "one": one,
        "options": [(name, deciding.given(name).capitalize(), typed.get(name, "")) for name in one.options],
        "counts": counts if counts != raised else [],
        "waiting": bool(one.waiting), "own": one.counted_by == member,
        "raised": ", ".join(f"{hands} {option}" for option, hands in raised),
    }


def _typed(asked: Asked, decision: str) -> dict[str, str]:
    """What was typed into the form of a decision and refused, so that it can be mended there."""
    if not asked.refusal or asked.typed.get("decision") != decision:
        return {}
    return {key.removeprefix(HANDS): str(said)[:20] for key, said in asked.typed.items() if key.startswith(HANDS)}


def post(asked: Asked, meeting: str) -> Go:
    """Whatever is done at a meeting."""
    do = asked.typed.get("do", "")
    try:
        asked.do(_request(asked, meeting, do))
    except Refusal as refusal:
        raise _named(asked, refusal) from refusal
    return Go(to=asked.url("meeting", meeting=meeting), said=SAID[do])


def _named(asked: Asked, refusal: Refusal) -> Refusal:
    """The same refusal with names in place of the numbers of members, which only the journal needs."""
    members = asked.org.states["members"].members

    def words(text: str) -> str:
        return re.sub(r"\w+", lambda word: asked.called.member(word[0]) if word[0] in members else word[0], text)

    return Refusal(
        what=refusal.what, where=words(refusal.where), why=words(refusal.why), next=words(refusal.next)
    )


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
        said = asked.typed.get(f"{HANDS}{option}", "").strip() or "0"
        if not (said.isascii() and said.isdecimal() and len(said) < 10):
            raise Refusal(
                what=gettext("The hands were not counted"), where=said[:40], why=gettext("This is no whole number."),
                next=gettext("Write how many raised their hand."),
            )
        counts.append(Hands(option=option, hands=int(said)))
    return tuple(counts)


PAGES = (
    Page(name="meetings", path="meetings", seen_by="members", get=get_list, post=post_list, under="decisions",
         csv=True),
    Page(name="meeting", path="meetings/<str:meeting>", seen_by="members", get=get, post=post, under="decisions",
         csv=True),
)
