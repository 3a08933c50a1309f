"""The words of a proposal on its page: what was amended, what changed since the round before, and the form to amend."""

from typing import Any

from auzolan.charter.around import Request
from auzolan.governance.amending import AmendProposal, window
from auzolan.governance.state import OPEN
from auzolan.governance.wording import proposal_of
from auzolan.views.wordings import Version, wordings
from auzolan.web import deciding
from auzolan.web.asked import Asked


def shown(asked: Asked, id: str) -> dict[str, Any]:
    """What the page says of them."""
    view = wordings(asked.org, id, asked.around, asked.reader)
    said = asked.office.vault.opened(one.vault for one in view.objections if one.vault)
    fallback = asked.org.charter.get(view.fallback)
    return {
        "wordings": view,
        "amended": [_version(asked, one) for one in reversed(view.versions)],
        "earlier": _version(asked, view.earlier) if view.earlier is not None and not view.earlier.empty else None,
        "to_meet": [
            {"one": one, "name": asked.called.member(one.member),
             "reason": str(said.get(one.vault, {}).get("reason", ""))}
            for one in view.objections
        ],
        "fallback": fallback.name if fallback is not None else "",
        "amend": _form(asked, id),
    }


def _version(asked: Asked, one: Version) -> dict[str, Any]:
    return {
        "one": one, "articles": deciding.diffs(asked, one.articles),
        "by": asked.called.member(one.suggested_by) if one.suggested_by else "",
    }


def _form(asked: Asked, id: str) -> dict[str, Any] | None:
    """The form to change the words, for whoever may now; None for everybody else."""
    state = asked.org.states["governance"]
    decision = state.decisions[id]
    begins, ends = window(decision, state, asked.around)
    if asked.member != decision.proposer or decision.status != OPEN or not begins <= asked.at < ends:
        return None
    proposal = proposal_of(decision, asked.around)
    text = "\n".join(one.text for one in proposal.articles)
    typed = asked.typed if asked.refusal else {}
    return {
        "title": typed.get("title", proposal.title), "summary": typed.get("summary", proposal.summary),
        "why": typed.get("why", proposal.text), "ends": ends,
        "text": typed.get("text", text), "articles": bool(proposal.articles),
        "people": sorted((asked.called.member(one), one) for one in decision.roll if one != asked.member),
        "lines": max(8, min(40, text.count("\n") + 3)),
    }


def amendment(asked: Asked, id: str) -> Request:
    """The new words as they were typed."""
    typed = asked.typed

    def plain(name: str) -> str:
        return str(typed.get(name, "")).replace("\r\n", "\n").strip()

    decision = asked.org.states["governance"].decisions.get(id)
    retires = proposal_of(decision, asked.around).retires if decision is not None else ()
    return AmendProposal(
        decision=id, title=plain("title"), summary=plain("summary"), text=plain("why"),
        articles=(plain("text"),) if plain("text") else (), retires=retires, suggested_by=plain("suggested_by"),
    )
