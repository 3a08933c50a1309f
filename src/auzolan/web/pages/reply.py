"""Answer from a mail, without signing in: one decision, one person, one answer."""

import hashlib
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.governance.state import OPEN
from auzolan.governance.wording import proposal_of
from auzolan.values.refusal import Refusal
from auzolan.views.replying import Reply, reply
from auzolan.web import choosing, deciding, links
from auzolan.web.asked import Asked
from auzolan.web.casting import typed_ballot
from auzolan.web.page import Go, Page, Shown


def get(asked: Asked, token: str) -> Shown:
    """The question, and the form; or what they answered, once they have."""
    link = links.read(asked, links.ANSWER, token)
    with asked.as_member(link.member):
        view = _open(asked, link)
        several = {} if view.answered else choosing.shown(asked, link.about, 0)
        decision = asked.org.states["governance"].decisions[link.about]
        return Shown(
            view=view, template="pages/reply.html", title=_("Answer from a mail"),
            more={
                **several, "text": proposal_of(decision, asked.around).text, "name": asked.called.member(link.member),
                "options": [
                    deciding.option(one, counts_for_quorum=False) for one in decision.options if not several
                ],
                "chosen": asked.typed.get("option", "") if asked.refusal else "",
                "bids": choosing.money_of(asked, link.about) is not None,
            },
        )


def _open(asked: Asked, link: links.Link) -> Reply:
    """The decision, while it can be answered from a mail. Raises Refusal."""
    decision = asked.org.states["governance"].decisions.get(link.about)
    if decision is None or decision.apart:
        why = gettext("It is a secret vote, which no link can cast.") if decision else gettext("It is not there.")
        raise _no(why, gettext("Sign in and look at the decisions."))
    if decision.status != OPEN or asked.at >= decision.closes_at:
        raise _no(gettext("It is closed; nothing is counted any more."), gettext("Sign in to read what came of it."))
    if link.member not in decision.roll:
        raise _no(gettext("You are not on its roll."), gettext("Sign in and look at the decisions."))
    return reply(asked.org, link.about, asked.around, link.member)


def post(asked: Asked, token: str) -> Go:
    """Cast it, once."""
    link = links.read(asked, links.ANSWER, token)
    with asked.as_member(link.member):
        if _open(asked, link).answered:
            raise _no(gettext("The link was used, or you answered elsewhere."),
                      gettext("To change your answer, sign in."))
        ballot = typed_ballot(asked, link.about)
        # The key is the link's own: sent twice at once, it is one answer.
        asked.do(ballot, key="reply " + hashlib.sha256(token.encode()).hexdigest()[:40])
    return Go(to=asked.url("reply", token=token), said=_("Your answer is written."))


def _no(why: Any, after: Any) -> Refusal:
    return Refusal(what=gettext("Your answer was not taken"), why=why, next=after)


PAGE = Page(name="reply", path="answer/<str:token>", seen_by="public", get=get, post=post)
