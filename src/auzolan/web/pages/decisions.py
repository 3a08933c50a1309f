"""Decisions: what waits for one's answer, what was decided; and one decision, from the proposal to what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.governance.decide import CloseDecision, SupportProposal, VetoDecision, WithdrawProposal
from auzolan.governance.state import OPEN, WAITING
from auzolan.policy.policy import columns
from auzolan.views import decisions as views
from auzolan.views.decisions import DecisionPage, decision_page, queue
from auzolan.views.papers import papers
from auzolan.web import boxes, chambers, choosing, commenting, deciding, motions, wordings
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.casting import typed_ballot
from auzolan.web.page import Go, Page, Shown, unsaid

AMEND = "amend"
COMMENTS_MOST = 20  # on the page of the decision; the others have a page of their own


def get_queue(asked: Asked) -> Shown:
    """What is asked, and what was decided."""
    view = queue(asked.org, asked.around, asked.member)
    mine = {one.decision for one in view.mine}
    return Shown(
        view=view,
        template="pages/decisions.html",
        title=_("Decisions"),
        rows=[
            {"decision": one.decision, "title": one.title, "status": one.status, "effect": one.effect_status,
             "opened": one.opened, "closes": one.closes_at, "says": one.text, "review": one.review, "entry": one.entry}
            for one in view.register
        ],
        more={
            "waiting": [_asked(one) for one in view.mine],
            "others": [_asked(one) for one in view.open if one.decision not in mine],
            "decided": [one for one in view.register if one.status != OPEN],
        },
    )


def _asked(one: views.InQueue) -> dict[str, Any]:
    return {"one": one, "condition": deciding.shown(one.condition)}


def get(asked: Asked, decision: str) -> Shown:
    """One decision."""
    try:
        view = decision_page(
            asked.org, decision, asked.around, asked.reader, asked.member,
            lambda row, table: columns(asked.viewer, asked.reader.table(table), row, asked.published),
        )
    except KeyError as none:
        raise NotSeen(decision) from none
    mine = next((one.entry for one in view.ballots if one.member == asked.member), 0)
    several = choosing.shown(asked, decision, mine)
    names = {one["one"].option: one["name"] for one in several.get("choices", ())}
    return Shown(
        view=replace(view, choosing=several.get("choosing")),
        template="pages/decision.html",
        title=view.title,
        rows=[
            {"member": one.member, "option": one.option, "preference": one.preference, "weight": one.weight,
             "entry": one.entry}
            for one in view.ballots
        ],
        more={**several, **_more(asked, view, names)},
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Proposal") if view.status == OPEN else _("Outcome"))),
    )


def _more(asked: Asked, view: DecisionPage, names: Mapping[str, str]) -> dict[str, Any]:
    """What the page says beside its figures. names: of the options, where it chooses among several."""
    undone = view.status == OPEN or view.effect_status == WAITING
    wanted = str(asked.chosen.get("period", "")).strip()
    money = choosing.money_of(asked, view.decision)
    return {
        **_people(asked, view, names, money), "bids": money is not None,
        "on_paper": bool(papers(asked.org, view.decision, asked.around, asked.member).people),
        "by_form": view.effect in motions.offered() and view.effect != "text_only",
        **wordings.shown(asked, view.decision),
        **boxes.shown(asked, view, dict(names)),
        **commenting.told(asked, commenting.page_of(asked, view.decision), most=COMMENTS_MOST),
        **chambers.shown(asked, view),
        "way_out": deciding.named(asked, view.way_out) if view.way_out else "",
        "override": deciding.named(asked, view.override) if view.override else "",
        "condition": deciding.shown(view.condition),
        "options": [deciding.option(one, counts_for_quorum=view.everybody_counts) for one in view.options if not names],
        "chosen": asked.typed.get("option", "") if asked.refusal else view.mine,
        "mine": _answer(asked, view.mine, names, money) if view.mine else "",
        "counts": [(deciding.given(one.option), one.weight) for one in view.counts if not names],
        "changed": deciding.diffs(asked, view.changes),
        "previews": deciding.previews(asked, view.articles, view.rules, wanted) if undone else [],
        "over": view.status == OPEN and asked.at >= view.closes_at,
        "soon": view.status == OPEN and asked.at < view.opens_at,
        "run_name": _run(asked, view.run),
        "past": not undone,
        "meeting": asked.org.states["governance"].meetings.on_agenda.get(view.decision, ""),
    }


def _answer(asked: Asked, option: str, names: Mapping[str, str], money: int | None = None) -> str:
    """An answer as it is told of somebody. money: decimals of a bid."""
    written = option.removeprefix(views.BLANK)
    return choosing.words(asked, written, names, money) if names else deciding.given(option)


def _people(asked: Asked, view: DecisionPage, names: Mapping[str, str], money: int | None) -> dict[str, Any]:
    said = asked.office.vault.opened(one.vault for one in view.ballots if one.vault)
    return {
        "proposer": asked.called.member(view.proposer),
        "ballots": [
            {"one": one, "name": asked.called.member(one.member),
             "option": _answer(asked, one.preference if names else one.option, names, money),
             "reason": str(said.get(one.vault, {}).get("reason", "")), "criterion": dict(view.criteria).get(
                 one.criterion, one.criterion), "own": one.member == asked.member,
             "by": asked.called.anyone(one.cast_by) if one.cast_by else ""}
            for one in view.ballots
        ],
        "silent": sorted(asked.called.member(one) for one in view.silent),
    }


def _run(asked: Asked, id: str) -> str:
    run = asked.org.states["rules"].runs.get(id)
    return f"{deciding.named(asked, run.rule)}, {run.period}" if run is not None else ""


def post(asked: Asked, decision: str) -> Go | Shown:
    """Answer, support, amend, take back, close or veto."""
    do = asked.typed.get("do", "")
    known = asked.org.states["governance"].decisions.get(decision)
    if do == views.CAST and known is not None and known.sealed:
        if not asked.member:
            raise NotSeen(decision)
        return boxes.cast(asked, decision)
    said = {
        views.CAST: _("Your answer is written. You can change it until the decision closes."),
        views.SUPPORT: _("Your support is written."),
        views.WITHDRAW: _("The proposal is taken back."),
        views.CLOSE: _("The ballots are counted."),
        views.VETO: _("The veto is written, with its reasons."),
        AMEND: _("The new version is written. The earlier ones stay."),
    }
    asked.do(_request(asked, decision, do))
    return Go(to=asked.url("decision", decision=decision), said=said[do])


def _request(asked: Asked, decision: str, do: str) -> Request:
    typed = asked.typed
    match do:
        case views.CAST:
            return typed_ballot(asked, decision)
        case views.SUPPORT:
            return SupportProposal(decision=decision)
        case views.WITHDRAW:
            return WithdrawProposal(decision=decision)
        case views.CLOSE:
            return CloseDecision(decision=decision)
        case word if word == AMEND:
            return wordings.amendment(asked, decision)
        case views.VETO:
            return VetoDecision(decision=decision, reason=typed.get("reason", ""))
    raise unsaid()


PAGES = (
    Page(name="decisions", path="decisions", seen_by="members", get=get_queue, label=_("Decisions"), order=40,
         csv=True),
    Page(name="decision", path="decisions/<str:decision>", seen_by="members", get=get, post=post, under="decisions",
         csv=True),
)
