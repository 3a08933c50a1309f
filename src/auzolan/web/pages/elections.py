"""Elections: the list with who sits where, the announcement; one election with its candidates and their own words."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.governance.election_deciding import (
    SEATS,
    AnswerNomination,
    CallElection,
    DropElection,
    NameCandidate,
    SupportCandidate,
)
from auzolan.governance.election_facts import ElectionCalled
from auzolan.values.refusal import Refusal
from auzolan.views import elections as views
from auzolan.views.elections import ElectionPage, election_list, election_page
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

STATUS: dict[str, Any] = {
    "naming": _("candidates can be named"), "ballot": _("being voted on"), views.CLOSED: _("decided"),
    "dropped": _("no ballot"),
}
ANSWER: dict[str, Any] = {
    "asked": _("asked, has not answered"), "stands": _("stands"), "declined": _("was asked and said no"),
    "withdrawn": _("stood, and no longer does"),
}
WHICH: dict[str, Any] = {
    "": _("those that it is time for"), "every": _("every seat"), "due": _("those whose term ends soon"),
    "vacant": _("only those that nobody has"),
}
SAID: dict[str, Any] = {
    views.NAME: _("They are named, and asked whether they stand."), views.STAND: _("You stand."),
    views.DECLINE: _("It is written that you do not stand."), views.SUPPORT: _("Your support is written."),
    views.DROP: _("The election is taken back."), views.LEAVE: _("You will not be asked when a seat falls vacant."),
}


def get_list(asked: Asked) -> Shown:
    """Every election, every body with seats, and the form that calls one."""
    view = election_list(asked.org, asked.around, asked.reader, asked.member)
    name = asked.called.member
    return Shown(
        view=view, template="pages/elections.html", title=_("Elections"),
        rows=[
            {"election": one.election, "title": one.title, "body": one.body, "status": one.status, "until": one.until,
             "candidates": one.candidates, "seats": one.seats, "entry": one.entry}
            for one in (*view.running, *view.past)
        ],
        more={
            "running": [(one, STATUS[one.status]) for one in view.running],
            "past": [(one, STATUS[one.status]) for one in view.past],
            "bodies": [{"one": one, "sitting": [(name(who.member), who) for who in one.sitting]}
                       for one in view.bodies],
            "filled": [(one, name(one.vacated), name(one.winner) if one.winner else "", _body(asked, one.body))
                       for one in view.filled],
            "calls": [(one.body, one.name, id, called) for one in view.bodies for id, called in one.by],
            "which": [(key, WHICH[key]) for key in ("", *SEATS)],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Elections"))),
    )


def _body(asked: Asked, id: str) -> str:
    article = asked.org.charter.get(id)
    return article.name if article else id


def post_list(asked: Asked) -> Go:
    """Call an election."""
    typed = asked.typed
    body, _bar, procedure = str(typed.get("call", "")).partition(" ")
    answer = asked.do(CallElection(
        title=typed.get("title", ""), text=typed.get("text", ""), body=body, procedure=procedure,
        days=_whole(typed.get("days", "")), which=typed.get("which", ""),
    ))
    election = answer.fact(ElectionCalled).election
    return Go(to=asked.url("election", election=election), said=_("It is announced. Candidates can be named now."))


def _whole(said: str) -> int:
    if said.strip().isascii() and said.strip().isdecimal() and len(said.strip()) < 5:
        return int(said)
    raise Refusal(
        what=gettext("No election was called"), where=said[:40], why=gettext("This is no whole number of days."),
        next=gettext("Say for how many days candidates can be named."),
    )


def get(asked: Asked, election: str) -> Shown:
    """One election."""
    view = _view(asked, election)
    name = asked.called.member
    words = asked.office.vault.opened(one.vault for one in view.candidates if one.vault)
    return Shown(
        view=view, template="pages/election.html", title=view.title,
        rows=[{"member": one.member, "status": one.status, "supporters": one.supporters, "entry": one.entry}
              for one in view.candidates],
        more={
            "status": STATUS[view.status], "caller": name(view.caller), "up": sorted(name(one) for one in view.up),
            "candidates": [
                {"one": one, "name": name(one.member), "by": name(one.by) if one.by != one.member else "",
                 "answer": ANSWER[one.status], "own": one.member == asked.member,
                 "says": str(words.get(one.vault, {}).get("statement", "")),
                 "declares": str(words.get(one.vault, {}).get("declares", "")),
                 "erased": bool(one.vault) and one.vault not in words}
                for one in view.candidates
            ],
            "people": sorted(
                (name(id), id) for id in asked.org.states["members"].members
                if id not in {one.member for one in view.candidates} and id != asked.member
            ) if views.NAME in view.may else [],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("elections"), _("Elections")), ("", view.title)),
    )


def _view(asked: Asked, election: str) -> ElectionPage:
    try:
        return election_page(asked.org, election, asked.around, asked.member)
    except KeyError as none:
        raise NotSeen(election) from none


def post(asked: Asked, election: str) -> Go:
    """Name somebody, stand, decline, support, or take the election back."""
    do = asked.typed.get("do", "")
    asked.do(_request(asked, election, do))
    return Go(to=asked.url("election", election=election), said=SAID[do])


def _request(asked: Asked, election: str, do: str) -> Request:
    typed = asked.typed
    said = {"statement": typed.get("statement", ""), "declares": typed.get("declares", "")}
    known = asked.org.states["governance"].elections.elections.get(election)
    match do:
        case views.NAME:
            return NameCandidate(election=election, member=typed.get("member", ""))
        case views.STAND if known is not None and asked.member in known.candidates:
            return AnswerNomination(election=election, stands=True, **said)
        case views.STAND:
            return NameCandidate(election=election, member=asked.member, **said)
        case views.DECLINE | views.LEAVE:
            return AnswerNomination(election=election, stands=False)
        case views.SUPPORT:
            return SupportCandidate(election=election, member=typed.get("member", ""))
        case views.DROP:
            return DropElection(election=election)
    raise unsaid(gettext("Nothing was noted of the election"))


PAGES = (
    Page(name="elections", path="elections", seen_by="members", get=get_list, post=post_list, under="decisions",
         csv=True),
    Page(name="election", path="elections/<str:election>", seen_by="members", get=get, post=post, under="decisions",
         csv=True),
)
