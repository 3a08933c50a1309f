"""A vote into a sealed box as a form without scripts: the paper, the receipt, and what came out at the close."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.governance.facts import Points
from auzolan.node.box_casting import cast_into_box
from auzolan.views.decisions import DecisionPage
from auzolan.web import choosing, deciding
from auzolan.web.asked import Asked
from auzolan.web.page import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """A paper that lies in the box. receipt: the signed note; made_here: whether the node made the tracker."""

    decision: str
    tracker: str
    receipt: str
    made_here: bool


def cast(asked: Asked, decision: str) -> Shown:
    """Put what was typed into the box, and show the receipt, once. Raises Refusal; what was typed stays."""
    typed = asked.typed
    tracker = str(typed.get("tracker", "")).strip()
    shape = choosing.shape_of(asked, decision)
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()
    option = "" if shape else str(typed.get("option", ""))
    if shape:
        chosen = choosing.cast(asked, decision, shape)
        ranks, points = chosen.ranks, chosen.points
    done = cast_into_box(
        asked.office, decision, by=asked.member, tracker=tracker, option=option, ranks=ranks, points=points,
    )
    title = asked.org.states["governance"].decisions[decision].title
    return Shown(
        view=Boxed(decision=decision, tracker=done.paper.tracker, receipt=done.receipt.decode(),
                   made_here=done.made_here),
        template="pages/boxed.html", title=_("Your vote lies in the box"), more={"of": title},
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("decision", decision=decision), title),
                ("", _("Receipt"))),
    )


def shown(asked: Asked, view: DecisionPage, names: dict[str, str]) -> dict[str, Any]:
    """What the page of a decision with a sealed box says beside its figures. names: of its options, if several."""
    if not view.sealed:
        return {}
    rows = asked.reader.rows("sealed_papers", {"decision": view.decision})
    return {
        "papers": [
            {"tracker": row["tracker"], "entry": row["entry"],
             "says": choosing.words(asked, str(row["preference"] or ""), names) if names
             else deciding.given(str(row["option"]))}
            for row in sorted(rows, key=lambda row: str(row["tracker"]))
        ],
        "voted": sorted(asked.called.member(one) for one in view.voted),
        "stayed": sorted(asked.called.member(one) for one in view.silent),
        "warns": gettext("So few can vote that whoever knows some answers can guess the others.") if view.few else "",
    }
