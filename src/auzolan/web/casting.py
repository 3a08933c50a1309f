"""The ballot that somebody typed into a form, whichever page the form stands on."""

from django.utils.translation import gettext

from auzolan.governance import methods
from auzolan.governance.decide import CastBallot
from auzolan.values.refusal import Refusal
from auzolan.web import choosing
from auzolan.web.asked import Asked


def typed_ballot(asked: Asked, decision: str) -> CastBallot:
    """What was answered. Raises Refusal in a sentence; what was typed stays."""
    if shape := choosing.shape_of(asked, decision):
        return choosing.cast(asked, decision, shape)
    typed = asked.typed
    option = typed.get("option", "")
    if not option:
        raise Refusal(
            what=gettext("Your ballot was not cast"), why=gettext("None of the answers was chosen."),
            next=gettext("Choose one of them; what you wrote is still here."),
        )
    known = asked.org.states["governance"].decisions.get(decision)
    # A criterion chosen before one changed one's mind belongs to the objection, not to another answer.
    objects = known is not None and option in _reasoned(known.method)
    return CastBallot(
        decision=decision, option=option, reason=typed.get("reason", ""),
        criterion=typed.get("criterion", "") if objects else "",
    )


def _reasoned(method: str) -> tuple[str, ...]:
    known = methods.find().get(method)
    return known.reasoned if known else ()
