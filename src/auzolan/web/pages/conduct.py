"""Conduct and mediation: giving notice, asking for a mediation, one's own cases; and one case with its next step."""

from dataclasses import astuple
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.conduct.decide import (
    AcceptMediation,
    AgreeImprovement,
    AnswerAppeal,
    AskMediation,
    BeHeard,
    DecideConduct,
    EndMediation,
    GiveNotice,
    NoteMediation,
    RaiseAppeal,
)
from auzolan.conduct.facts import MediationAsked, NoticeGiven
from auzolan.views import conduct as views
from auzolan.views.conduct import InList, case_page, conduct_page
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

NOTICE, MEDIATION = "notice", "mediation"
STAGE: dict[str, Any] = {
    "notice": _("notice given"), "heard": _("heard"), "improving": _("time to improve"), "decided": _("decided"),
    "appealed": _("appealed"), "answered": _("appeal answered"), "asked": _("asked for"),
    "accepted": _("accepted by all three"), "agreed": _("ended, agreed"), "not agreed": _("ended, not agreed"),
    "note": _("note"),
}
PART: dict[str, Any] = {
    views.CONCERNED: _("whom it concerns"), views.GAVE: _("gave notice"), views.HELPS: _("helps"),
    views.DECIDES: _("you decide about it"), views.HEARS: _("you hear the appeal"), views.BETWEEN: _("takes part"),
    views.MEDIATES: _("mediates"),
}
OUTCOME: dict[str, Any] = {
    "nothing": _("nothing further"), "improved": _("it has improved"), "warned": _("a warning"),
    "suspension": _("a suspension is proposed; that takes its own vote"),
    "parting": _("to part is proposed; that takes its own vote"),
}
ANSWER: dict[str, Any] = {"stands": _("the decision stands"), "changed": _("it is set aside; nothing follows from it")}
SAID: dict[str, Any] = {
    views.HEAR: _("It is written. Those who decide read it."), views.IMPROVE: _("The time to improve begins."),
    views.DECIDE: _("Your decision is written. The person can appeal."),
    views.APPEAL: _("Your appeal goes to people who did not decide."),
    views.ANSWER: _("Your answer is written."), views.ACCEPT: _("You accepted."),
    views.ACCEPT_FOR: _("It is written that they accepted. Keep the paper."),
    views.NOTE: _("It is written, for the three of you."), views.END: _("The mediation is over."),
}


def get_list(asked: Asked) -> Shown:
    """One's own cases, how many there are, and the two forms that begin something."""
    view = conduct_page(asked.org, asked.around, asked.member)
    agreed = view.agreed
    return Shown(
        view=view, template="pages/conduct.html", title=_("Conduct"),
        rows=[{"case": one.case, "part": one.part, "stage": one.stage, "opened": one.opened} for one in view.own],
        more={
            "counted": any(one is not None for one in astuple(view.counts)),
            "own": [_told(one) for one in view.own], "people": _people(asked), "agents": _agents(asked),
            "decides": deciding.named(asked, agreed.decides) if agreed else "",
            "hears": deciding.named(asked, agreed.hears_appeal) if agreed else "",
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Conduct"))),
    )


def _told(one: InList) -> dict[str, Any]:
    return {"one": one, "stage": STAGE[one.stage], "part": PART[one.part]}


def _people(asked: Asked) -> list[tuple[str, str]]:
    """(name, id) of every member but whoever looks."""
    day = asked.at[:10]
    known = asked.org.states["members"].members.items()
    return sorted((asked.called.member(id), id) for id, one in known if one.belongs(day) and id != asked.member)


def _agents(asked: Asked) -> list[tuple[str, str]]:
    return sorted((asked.called.agent(id), id) for id in asked.org.states["members"].agents)


def post_list(asked: Asked) -> Go:
    """Give notice, or ask for a mediation."""
    typed, words = asked.typed, _words(asked)
    if typed.get("do", "") == MEDIATION:
        wanted = AskMediation(other=typed.get("other", ""), mediator=typed.get("mediator", ""), words=words)
        id = asked.do(wanted).fact(MediationAsked).case
        return Go(to=asked.url("case", case=id), said=_("They are asked. It begins when all three have accepted."))
    if typed.get("do", "") != NOTICE:
        raise unsaid()
    id = asked.do(GiveNotice(about=typed.get("about", ""), words=words)).fact(NoticeGiven).case
    return Go(to=asked.url("case", case=id), said=_("The notice is given. They can say their side now."))


def _words(asked: Asked) -> str:
    return str(asked.typed.get("words", "")).replace("\r\n", "\n")


def get(asked: Asked, case: str) -> Shown:
    """One case, for those who read it; each read by somebody trusted with it is written down."""
    view = case_page(asked.org, case, asked.around, asked.member)
    if view is None:
        raise NotSeen(case)
    if view.by_mandate:
        asked.read |= {id for _part, id in view.people if id != asked.member}
    named = {id: asked.called.anyone(id) for _part, id in view.people}
    title = _("A mediation") if view.mediation else _("A notice")
    return Shown(
        view=view, template="pages/case.html", title=title,
        more={
            "kind": title, "stage": STAGE[view.stage], "about": named[view.people[0][1]],
            "other": named[view.people[1][1]],
            "people": [(named[id], PART[part], id in view.accepted) for part, id in view.people],
            "steps": [{"what": STAGE[one.what], "by": asked.called.anyone(one.by), "day": one.day,
                       "said": asked.words(one.vault).get("said", "")} for one in view.steps],
            "outcome": OUTCOME.get(view.outcome, ""), "answered": ANSWER.get(view.answer, ""),
            "outcomes": [(one, OUTCOME[one]) for one in view.outcomes], "answers": list(ANSWER.items()),
            "helpers": [one for one in _people(asked) if one[1] not in [id for _part, id in view.people]],
            **_days(asked, view.came_to),
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("conduct"), _("Conduct")), ("", title)),
    )


def _days(asked: Asked, came_to: str) -> dict[str, Any]:
    """The shortest time to improve, who hears an appeal, and whether the proposal can be made now."""
    agreed = conduct_page(asked.org, asked.around, asked.member).agreed
    if agreed is None:
        return {}
    least = date.fromisoformat(asked.at[:10]) + timedelta(days=agreed.improve_days)
    return {"least": least.isoformat(), "hears": deciding.named(asked, agreed.hears_appeal),
            "proposes": came_to in ("suspension", "parting")}


def post(asked: Asked, case: str) -> Go:
    """Take the next step."""
    view = case_page(asked.org, case, asked.around, asked.member)
    if view is None:
        raise NotSeen(case)
    do = asked.typed.get("do", "")
    other = view.people[1][1] if do == views.ACCEPT_FOR else None
    asked.do(_request(asked, case, do), for_=other)
    return Go(to=asked.url("case", case=case), said=SAID[do])


def _request(asked: Asked, case: str, do: str) -> Request:
    typed, words = asked.typed, _words(asked)
    match do:
        case views.HEAR:
            return BeHeard(case=case, words=words, came=typed.get("came", "yes") == "yes")
        case views.IMPROVE:
            until, helper = typed.get("until", ""), typed.get("helper", "")
            return AgreeImprovement(case=case, until=until, helper=helper, words=words)
        case views.DECIDE:
            return DecideConduct(case=case, outcome=typed.get("outcome", ""), words=words)
        case views.APPEAL:
            return RaiseAppeal(case=case, words=words)
        case views.ANSWER:
            return AnswerAppeal(case=case, answer=typed.get("answer", ""), words=words)
        case views.ACCEPT:
            return AcceptMediation(case=case)
        case views.ACCEPT_FOR:
            return AcceptMediation(case=case, paper=str(typed.get("paper", "")))
        case views.NOTE:
            return NoteMediation(case=case, words=words)
        case views.END:
            return EndMediation(case=case, agreed=typed.get("agreed", "") == "yes")
    raise unsaid()


PAGES = (
    Page(name="conduct", path="conduct", seen_by="members", get=get_list, post=post_list, under="decisions", csv=True),
    Page(name="case", path="conduct/<str:case>", seen_by="members", get=get, post=post, under="decisions"),
)
