"""What nobody sees before the close, where a procedure hides how it stands; and bids, which few see after it too."""

import re
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance import methods
from auzolan.governance.facts import BallotCast
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.state import OPEN, Decision, State
from auzolan.values.refusal import Refusal

_BLIND = re.compile(r"[0-9a-f]{64}")


def hides(decision: Decision) -> bool:
    """Whether a decision tells nobody yet how it stands."""
    return (decision.hidden or decision.sealed) and decision.status == OPEN


def told_to_few(decision: Decision) -> bool:
    """Whether its ballots are amounts of money that everybody reads only as a sum, after the close too."""
    method = methods.find().get(decision.method)
    return method is not None and method.few


def kept_back(state: State, fact: Any) -> bool:
    """Whether an entry is a ballot that only whoever cast it may read, for now or for good."""
    if not isinstance(fact, BallotCast | PaperKeyed):
        return False
    decision = state.decisions.get(fact.decision)
    return decision is not None and (hides(decision) or told_to_few(decision))


def keeps_any(state: State) -> bool:
    """Whether the journal holds any ballot that only whoever cast it may read."""
    return bool(still_hidden(state)) or any(told_to_few(one) for one in state.decisions.values())


def still_hidden(state: State) -> tuple[str, ...]:
    """The open decisions whose journal holds what they hide, those that close first coming first."""
    found = [(state.decisions[id].closes_at, id) for id in state.open if state.decisions[id].hidden]
    return tuple(id for _, id in sorted(found))


def blind(decision: Decision | None, around: Around) -> str:
    """32 random bytes in hex, so that nobody finds a hidden answer by trying out which one gives the entry's hash."""
    return around.draw().secret("blind").hex() if decision is not None and decision.hidden else ""


def blind_fault(decision: Decision, fact: BallotCast) -> Refusal | None:
    """What speaks against the random bytes of a ballot: None, or the refusal."""
    if decision.hidden == bool(_BLIND.fullmatch(fact.blind)) and (decision.hidden or not fact.blind):
        return None
    why = "A hidden ballot carries 32 random bytes, and no other does."
    return Refusal(what="The ballot was not cast", where=fact.decision, why=why, next="Cast it again.")
