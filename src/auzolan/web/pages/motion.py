"""Propose something that is no article: admit, trust, spend, choose among several; by the procedure that one names."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.diff import plain_words
from auzolan.deliberation.draft_deciding import MOTION
from auzolan.governance import methods
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.wording import proposal_of
from auzolan.web import drafting, motions
from auzolan.web.asked import Asked
from auzolan.web.page import Go, Page, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One thing that a yes can do. does: in a sentence."""

    effect: str
    title: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """effects: what can be proposed here; effect: what was chosen, or empty; procedures: by which it can be decided."""

    effects: tuple[Offered, ...]
    effect: str = ""
    procedures: tuple[str, ...] = ()


def get(asked: Asked) -> Shown:
    """What can be proposed; or the form of one of them, empty, as it was before, or as it was refused."""
    form = _begun(asked)
    effect = motions.offered().get(form.get("effect", ""))
    every = tuple(
        Offered(effect=name, title=motions.title_of(name), does=one.summary) for name, one in motions.offered().items()
    )
    crumbs = ((asked.url("decisions"), _("Decisions")), (asked.url("propose"), _("Propose a change")),
              ("", _("Something else")))
    if effect is None:
        return Shown(view=Motion(effects=every), template="pages/motions.html", title=_("Propose something else"),
                     crumbs=crumbs)
    by = motions.procedures(asked, effect)
    charter = asked.org.charter
    return Shown(
        view=Motion(effects=every, effect=effect.name, procedures=tuple(one.id for one in by)),
        template="pages/motion.html", title=motions.title_of(effect.name),
        more={
            "form": form, "does": effect.summary, "name": motions.title_of(effect.name), "replaces": form["replaces"],
            "fields": [{**one, "value": form.get(one["name"], "")} for one in motions.fields(asked, effect)],
            "several": effect.several is not False,
            "needed": effect.several is True,
            "people": [
                {"name": motions.OPTION + id, "called": called, "chosen": motions.OPTION + id in form}
                for id, called in motions.people(asked)
            ] if effect.name == "elect" else [],
            "procedures": [
                {"id": one.id, "name": one.name, "says": plain_words(one, charter),
                 "method": methods.find()[str(one.fields["method"])].title} for one in by
            ],
            "units": [id for id, unit in charter.units.items() if unit.dimension == "money"],
        },
        crumbs=crumbs,
    )


def _begun(asked: Asked) -> dict[str, str]:
    """What stands in the form."""
    if asked.refusal:
        return {"replaces": "", **{name: str(value) for name, value in asked.typed.items()}}
    begun = {"replaces": "", "effect": str(asked.chosen.get("effect", ""))}
    if drafting.DRAFT in asked.chosen:
        return begun | drafting.begun(asked)
    before = asked.org.states["governance"].decisions.get(str(asked.chosen.get("replaces", "")))
    if before is None:
        return begun
    people = asked.org.states["members"].members
    return begun | motions.as_typed(proposal_of(before, asked.around), people) | {"replaces": asked.chosen["replaces"]}


def post(asked: Asked) -> Go:
    """Put it to those who decide, or keep it as a draft."""
    if asked.typed.get("do") == drafting.KEEP:
        return drafting.keep(asked, MOTION, motions.fields_of(asked.typed))
    decision: Any = asked.do(motions.request(asked.typed)).fact(ProposalOpened).decision
    drafting.proposed(asked, decision)
    return Go(to=asked.url("decision", decision=decision), said=gettext("It is put to those who decide."))


PAGE = Page(name="motion", path="propose/else", seen_by="members", get=get, post=post, under="decisions")
