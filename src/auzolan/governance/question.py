"""What there is to choose from: read from a proposal, priced in its unit, and put into the order that breaks ties."""

import hashlib
import hmac
from typing import Any

from auzolan.charter.around import Around, Secret
from auzolan.charter.secret import commit, seal
from auzolan.governance import several
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.terms import Question
from auzolan.journal.entry import encode
from auzolan.values.luck import Luck
from auzolan.values.quantity import canonical_amount


def question(proposal: ProposalOpened, tie: str, drawn: str, around: Around) -> Question:
    """The options with their costs. drawn: what was drawn for the tie law in hex; its commitment stands in for it."""
    places = around.charter.units[proposal.unit].places if proposal.unit else 0
    options = tuple(one.option for one in proposal.asks)
    return Question(
        options=options, seats=max(1, proposal.seats),
        budget=canonical_amount(proposal.budget, places) if proposal.budget else 0,
        places=places,
        costs={one.option: canonical_amount(one.cost, places) for one in proposal.asks if one.cost},
        order=several.ordered(options, proposal.decision, drawn or proposal.lot, tie), law=several.LAWS[tie],
        open_ties=tie == several.KEEPS,
    )


def drawn(decision: str, luck: Luck, name: str = "decision") -> Secret:
    """The random bytes that will order equal options, sealed until the close; the commitment stands in the opening.

    name: what sets the proposal apart from others of one append, so that no two share their bytes.
    """
    return seal(luck, "lot" if name == "decision" else f"lot {name}", _lot(decision))


def reveals(lot: str, decision: str, commitment: str) -> bool:
    """Whether these bytes in hex are what the opening committed to."""
    try:
        r = bytes.fromhex(lot)
    except ValueError:
        return False
    return r.hex() == lot and hmac.compare_digest(commit(r, encode(_lot(decision))), commitment)


def _lot(decision: str) -> dict[str, Any]:
    # The bytes are random; the value only says what they are for, so that they fit one decision.
    return {"lot": decision, "of": hashlib.sha256(decision.encode()).hexdigest()}
