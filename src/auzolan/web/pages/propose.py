"""Propose: write it, see what it would change and for whom, then put it to those who decide."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.diff import ArticleDiff, plain_words
from auzolan.deliberation.draft_deciding import CHANGE
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import Detail, ProposalOpened
from auzolan.governance.state import Decision
from auzolan.governance.wording import proposal_of
from auzolan.values.finding import Finding
from auzolan.views.proposing import changes, decided_by, drafted
from auzolan.web import deciding, drafting, talking
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown

LOOK, OPEN = "look", "open"
FIELDS = ("title", "summary", "why", "text", "retires", "run", "replaces", "period", "overrides", drafting.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """A proposal on the table. findings: what is wrong in its articles; changes: what it would change; looked: whether
    the articles were looked at; procedure: which one decides about it.
    """

    findings: tuple[Finding, ...] = ()
    changes: tuple[ArticleDiff, ...] = ()
    looked: bool = False
    procedure: str = ""
    effect: str = ""


def get(asked: Asked) -> Shown:
    """The form: empty, with the texts of the articles that were asked for, or as it was refused."""
    return _looked(asked, _form(asked.typed)) if asked.refusal else _page(asked, _begun(asked), Propose())


def post(asked: Asked) -> Shown | Go:
    """Look at what it would change, keep it as a draft, or put it to the members."""
    form = _form(asked.typed)
    if asked.typed.get("do") == drafting.KEEP:
        return drafting.keep(asked, CHANGE, {name: form[name] for name in FIELDS if name != drafting.DRAFT})
    if asked.typed.get("do") != OPEN:
        return _looked(asked, form)
    request = OpenProposal(
        title=form["title"].strip(), summary=form["summary"].strip(), text=form["why"].strip(), effect=_effect(form),
        articles=(form["text"],) if form["text"].strip() else (), retires=tuple(form["retires"].split()),
        run=form["run"], replaces=form["replaces"],
        details=_details(form),
    )
    decision = asked.do(request).fact(ProposalOpened).decision
    drafting.proposed(asked, decision)
    return Go(to=asked.url("decision", decision=decision), said=gettext("It is put to those who decide."))


def _form(typed: Any) -> dict[str, str]:
    return {name: str(typed.get(name, "")).replace("\r\n", "\n") for name in FIELDS}


def _details(form: dict[str, str]) -> tuple[Detail, ...]:
    return (Detail(name="decision", value=form["overrides"]),) if form["overrides"] else ()


def _effect(form: dict[str, str]) -> str:
    if form["overrides"]:
        return "override_veto"
    if form["text"].strip() or form["retires"].strip():
        return "adopt_articles"
    return "approve_run" if form["run"] else "text_only"


def _begun(asked: Asked) -> dict[str, str]:
    chosen, charter = asked.chosen, asked.org.charter
    found = [charter.articles[id] for id in dict.fromkeys(chosen.getlist("article")) if id in charter]
    form = dict.fromkeys(FIELDS, "")
    run = asked.org.states["rules"].runs.get(chosen.get("run", ""))
    if run is not None:
        name = deciding.named(asked, run.rule)
        form["title"] = gettext("Approve %(rule)s for %(period)s") % {"rule": name, "period": run.period}
        form["run"] = chosen["run"]
    before = asked.org.states["governance"].decisions.get(chosen.get("replaces", ""))
    if before is not None:
        form |= _words_before(asked, before) | {"replaces": chosen["replaces"]}
    vetoed = asked.org.states["governance"].decisions.get(chosen.get("overrides", ""))
    if vetoed is not None:
        form["overrides"] = chosen["overrides"]
        form["title"] = gettext("Put the veto aside: %(title)s") % {"title": vetoed.title[:150]}
    form |= drafting.begun(asked, FIELDS)
    if "talk" in chosen:
        form |= talking.for_proposal(asked, chosen["talk"])
    if found or (before is None and drafting.DRAFT not in chosen):
        form["text"] = "\n".join(one.text for one in found)
    return form


def _words_before(asked: Asked, before: Decision) -> dict[str, str]:
    """The words of what is proposed again, to be changed: whoever mends a proposal does not write it anew."""
    proposal = proposal_of(before, asked.around)
    return {
        "title": proposal.title, "summary": proposal.summary, "why": proposal.text,
        "text": "\n".join(one.text for one in proposal.articles),
        "retires": " ".join(proposal.retires), "run": proposal.run,
    }


def _looked(asked: Asked, form: dict[str, str]) -> Shown:
    draft = drafted(form["text"], asked.org)
    retires = tuple(form["retires"].split())
    sound = not draft.findings
    changed = changes(draft.articles, retires, asked.org) if sound else ()
    effect = _effect(form)
    procedure = decided_by(draft.articles, retires, effect, form["run"], asked.around, _details(form)) if sound else ""
    view = Propose(
        findings=draft.findings, changes=changed, looked=True, procedure=procedure, effect=effect
    )
    rules = tuple(one.id for one in draft.articles if one.kind == "rule") if sound else ()
    return _page(
        asked, form, view, previews=deciding.previews(asked, draft.articles, rules, form["period"].strip()),
        period_asked=bool(rules),
    )


def _page(asked: Asked, form: dict[str, str], view: Propose, **more: Any) -> Shown:
    article = asked.org.charter.get(view.procedure)
    return Shown(
        view=view,
        template="pages/propose.html",
        title=_("Propose a change"),
        more={
            "form": form,
            "changed": deciding.diffs(asked, view.changes),
            "nothing": view.looked and view.effect == "adopt_articles" and not view.findings and not view.changes,
            "procedure": article,
            "procedure_words": plain_words(article, asked.org.charter) if article else "",
            "articles": [(one.id, one.name) for _id, one in sorted(asked.org.charter.articles.items())],
            "lines": max(12, min(40, form["text"].count("\n") + 3)),
            **more,
        },
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Propose a change"))),
    )


PAGE = Page(name="propose", path="propose", seen_by="members", get=get, post=post, under="decisions")
