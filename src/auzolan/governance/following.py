"""What follows from a carried decision or a countback: exactly the facts that it names, and no others."""

from auzolan.charter.around import Around
from auzolan.governance import effects
from auzolan.governance.election_state import seats
from auzolan.governance.state import WAITING
from auzolan.governance.wording import proposal_of
from auzolan.journal.entry import Fact


def brought(around: Around, fact: Fact, because: int | None) -> bool:
    """Whether a carried decision, closed by entry `because` and due at this moment, brings about just this fact; or the
    countback in that entry does."""
    state = around.states["governance"]
    if seats(state.elections, fact, because):
        return True
    # Effects follow in the order in which they fall due, so that the one at work is the first in the calendar.
    for due in state.calendar[:1]:
        decision = state.decisions[due.decision]
        if because is None or decision.closed != because or decision.effect_status != WAITING or around.at < due.at:
            return False
        facts = effects.find()[decision.effect].facts
        return facts is not None and fact in facts(proposal_of(decision, around), decision.winners, around)
    return False
