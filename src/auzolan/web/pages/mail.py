"""Which mail one gets, what was sent, and one's calendar: to choose signed in, to end by the link in any mail."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event

from auzolan.members.decide import ChooseMail
from auzolan.members.state import Mail
from auzolan.node.outbox import Outbox
from auzolan.values.instant import parse_instant, print_instant
from auzolan.views.calendar import CLOSES, DUE, Day, calendar
from auzolan.web import links, waiting_words
from auzolan.web.asked import Asked
from auzolan.web.letters import REMINDER
from auzolan.web.page import File, Go, Page, Shown, unsaid
from auzolan.web.settings import address, has_mail

CHOOSE, RENEW = "choose", "renew"
SHOWN = 12
DIGESTS = (("week", _("Once a week")), ("day", _("Once a day")), ("", _("No digest")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One mail to the viewer: what, about which decision or day, when it was sent; tries: in vain, while it waits."""

    what: str
    about: str
    title: str
    sent: str
    tries: int
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """digest: day, week or empty; address: whether a mail could reach them; server: whether the node sends mail."""

    digest: str
    reminders: bool
    address: bool
    server: bool
    letters: tuple[Letters, ...]


def get(asked: Asked) -> Shown:
    """What the viewer chose, the address of their calendar, and the newest mails."""
    people = asked.org.states["members"]
    chosen = people.mail.get(asked.member, Mail())
    outbox = Outbox(asked.office.store.database, asked.office.store.handle)
    token = links.make(asked.id, asked.org, links.CALENDAR, asked.member, door="")
    view = MailPage(
        digest=chosen.digest, reminders=chosen.reminders, server=has_mail(),
        address=asked.member in people.signins.values(),
        letters=tuple(_told(asked, one) for one in outbox.of(asked.member)[:SHOWN]),
    )
    return Shown(
        view=view, template="pages/mail.html", title=_("Mail and calendar"),
        more={"digests": DIGESTS, "calendar": address(asked.request) + asked.url("calendar", token=token)},
        crumbs=((asked.url("mine"), _("Mine")), ("", _("Mail and calendar"))),
    )


def _told(asked: Asked, one: Any) -> Letters:
    decision = asked.org.states["governance"].decisions.get(one.about)
    return Letters(
        what=one.kind, about=one.about, title=decision.title if decision and one.kind == REMINDER else "",
        sent=_moment(one.sent), tries=one.tries, again=_moment(one.next) if not one.sent else "",
    )


def _moment(seconds: int) -> str:
    return print_instant(datetime.fromtimestamp(seconds, UTC)) if seconds > 0 else ""


def post(asked: Asked) -> Go:
    """Choose, or make the calendar's address anew."""
    typed = asked.typed
    if typed.get("do") == RENEW:
        before = asked.org.states["members"].mail.get(asked.member, Mail())
        asked.do(ChooseMail(digest=before.digest, reminders=before.reminders))
        return Go(to=asked.url("mail"), said=_("The calendar has a new address; the old one opens nothing any more."))
    if typed.get("do") == CHOOSE:
        asked.do(ChooseMail(digest=str(typed.get("digest", "")), reminders=bool(typed.get("reminders"))))
        return Go(to=asked.url("mail"), said=_("It is written which mail you get."))
    raise unsaid()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """quiet: whether they get no digest and no reminder already."""

    quiet: bool


def get_quiet(asked: Asked, token: str) -> Shown:
    """Ask whether it is meant: programs that look into mail follow links, and press no buttons."""
    link = links.read(asked, links.QUIET, token)
    chosen = asked.org.states["members"].mail.get(link.member, Mail())
    view = Quiet(quiet=not chosen.digest and not chosen.reminders)
    return Shown(view=view, template="pages/quiet.html", title=_("No mail any more"))


def post_quiet(asked: Asked, token: str) -> Go:
    """No digest and no reminder any more."""
    link = links.read(asked, links.QUIET, token)
    with asked.as_member(link.member):
        asked.do(ChooseMail(digest="", reminders=False))
    return Go(to=asked.url("quiet", token=token), said=_("You get no digest and no reminder any more."))


def get_calendar(asked: Asked, token: str) -> File:
    """The calendar of whoever this address was made for."""
    link = links.read(asked, links.CALENDAR, token)
    with asked.as_member(link.member):
        days = calendar(asked.org, asked.around, asked.viewer)
        return File(name="calendar.ics", kind="text/calendar; charset=utf-8", content=_written(asked, days))


def _written(asked: Asked, days: tuple[Day, ...]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Auzolan//calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", asked.org.states["charter"].founding.name)
    for one in days:
        event = Event()
        event.add("uid", f"{one.what}-{one.id}@{asked.id}")
        event.add("dtstamp", parse_instant(asked.at))
        start = parse_instant(one.start) if "T" in one.start else datetime.fromisoformat(one.start).date()
        event.add("dtstart", start)
        event.add("summary", _says(one))
        if one.place:
            event.add("location", one.place)
        event.add("url", address(asked.request) + _where(asked, one))
        made.add_component(event)
    return bytes(made.to_ical())


def _says(one: Day) -> str:
    if one.what == CLOSES:
        return str(gettext("Closes: %(title)s") % {"title": one.title})
    return waiting_words.says(one.waits) if one.waits is not None else one.title


def _where(asked: Asked, one: Day) -> str:
    if one.what == DUE and one.waits is not None:
        page, parts, spot = waiting_words.place(one.waits)
        return asked.url(page, **parts) + spot
    if one.what == CLOSES:
        return asked.url("decision", decision=one.about)
    return asked.url("meeting", meeting=one.about)


PAGES = (
    Page(name="mail", path="mine/mail", seen_by="own", get=get, post=post, under="mine"),
    Page(name="quiet", path="mail/<str:token>", seen_by="public", get=get_quiet, post=post_quiet),
    Page(name="calendar", path="calendar/<str:token>", seen_by="public", get=get_calendar),
)
