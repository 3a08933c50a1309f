"""What follows from a carried decision: exactly the facts that its effect names, and no others."""

from auzolan.charter.around import Around
from auzolan.governance import effects
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.state import WAITING
from auzolan.journal.entry import Fact


def brought(around: Around, fact: Fact, because: int | None) -> bool:
    """Whether a carried decision, closed by entry `because` and due at this moment, brings about just this fact."""
    state = around.states["governance"]
    # Effects follow in the order in which they fall due, so that the one at work is the first in the calendar.
    for due in state.calendar[:1]:
        decision = state.decisions[due.decision]
        if because is None or decision.closed != because or decision.effect_status != WAITING or around.at < due.at:
            return False
        facts = effects.find()[decision.effect].facts
        proposal = around.fact(decision.opened)
        if facts is None or not isinstance(proposal, ProposalOpened):
            return False
        return fact in facts(proposal, decision.winners, around)
    return False
