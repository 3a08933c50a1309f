"""Write down a ballot that somebody gave on paper, or whose proxy one holds, with what the paper is."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from auzolan.governance.decision import Keyed
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.wording import proposal_of
from auzolan.values.refusal import Refusal
from auzolan.views.papers import Papers, papers
from auzolan.web import choosing, deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.casting import typed_ballot
from auzolan.web.page import Go, Page, Shown


def get(asked: Asked, decision: str) -> Shown:
    """The form; empty of people where the viewer may answer for nobody."""
    view = _view(asked, decision)
    several = choosing.shown(asked, decision, 0)
    return Shown(
        view=view, template="pages/paper.html", title=_("A ballot on paper"),
        more={
            **several,
            "options": [
                deciding.option(one, counts_for_quorum=False)
                for one in asked.org.states["governance"].decisions[decision].options if not several
            ],
            "chosen": asked.typed.get("option", "") if asked.refusal else "",
            "seconds": sorted(str(asked.called.member(one)) for one in view.seconds),
            "firsts": sorted(str(asked.called.member(one)) for one in view.firsts),
            "people": sorted((str(asked.called.member(one)), one) for one in view.people),
            "text": proposal_of(asked.org.states["governance"].decisions[decision], asked.around).text,
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("decision", decision=decision), view.title),
                ("", _("On paper"))),
    )


def _view(asked: Asked, decision: str) -> Papers:
    try:
        return papers(asked.org, decision, asked.around, asked.member)
    except KeyError as none:
        raise NotSeen(decision) from none


def post(asked: Asked, decision: str) -> Go:
    """Write it down in their name."""
    _view(asked, decision)
    typed: Any = asked.typed
    member, paper = str(typed.get("member", "")), str(typed.get("paper", "")).strip()
    if not member or not paper:
        raise Refusal(
            what=gettext("The ballot was not cast"), where=gettext("the paper"),
            why=gettext("Nobody is named.") if not member else gettext("It does not say which paper it is."),
            next=gettext("Name whose ballot it is, and the paper: its number, and where it is kept."),
        )
    before = asked.org.states["governance"].decisions[decision].keyed.get(member)
    done = asked.do(replace(typed_ballot(asked, decision), paper=paper), for_=member)
    return Go(to=asked.url("paper", decision=decision), said=_said(asked, done.entries[-1].fact, before))


def _said(asked: Asked, fact: Any, before: Keyed | None) -> str:
    """What came of it: cast, waiting for the second person, or read otherwise by the first."""
    if not isinstance(fact, PaperKeyed):
        return str(gettext("It is cast. Keep the paper."))
    if before is None or before.by == asked.member:
        return str(gettext("It is written, and counts when a second person has read the same. Keep the paper."))
    return str(gettext(
        "%(name)s read something else on it. What you read stands now, and does not count before another person reads "
        "the same: look at the paper together."
    ) % {"name": asked.called.member(before.by)})


PAGE = Page(name="paper", path="decisions/<str:decision>/paper", seen_by="members", get=get, post=post,
            under="decisions")
