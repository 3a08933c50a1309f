"""A recorded decision counted again, from a node or from a bundle on another machine."""

from typing import Any

from auzolan.governance.ballot import Outcome
from auzolan.governance.closing import terms
from auzolan.governance.decision import LOST
from auzolan.governance.state import OPEN, WITHDRAWN
from auzolan.governance.tally import said
from auzolan.journal.entry import NODE, Entry
from auzolan.node.office import Office
from auzolan.organisation import around
from auzolan.values.quantity import print_fraction
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted


def counted_again(office: Office, id: str) -> tuple[dict[str, Any], list[str]]:
    """(the document, the words for people) of a closed decision, by its own order of equals. Raises Refusal."""
    org = office.now()
    decision = org.states["governance"].decisions.get(id)
    if decision is None or decision.status in (OPEN, WITHDRAWN, LOST):
        why = "There is no such decision." if decision is None else f"It is {decision.status}; nothing was counted."
        raise Refusal(
            what="Nothing was counted", where=f"--decision {id}", why=why, next="Look at `auzolan decisions` for one.",
        )
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=NODE, charter=org.charter_seq, fact=None)
    near = around(org, probe, office.fact)
    found = recounted(org, id, near, office.reader(decision.closed))
    asked = terms(org.states["governance"], decision, near)
    parameters = {name: _written(value) for name, value in sorted(asked.parameters.items())}
    rounds = _rounds(found.outcome)
    document = {"method": asked.method, "parameters": parameters, **rounds, "equal": found.equal}
    words = [
        f"{decision.title}: {'carried' if found.outcome.carried else 'did not carry'}, {found.outcome.why}.",
        *(f"{number}. {one['says']}" for number, one in enumerate(rounds["rounds"], 1)),
        "Every round is as it was recorded." if found.equal else "DIFFERENT from what was recorded.",
    ]
    return document, words


def _written(value: Any) -> str:
    return str(value) if isinstance(value, str | bool | int) else print_fraction(value)


def _rounds(outcome: Outcome) -> dict[str, Any]:
    if outcome.tally is not None:
        plain = said(outcome.tally)
        return {key: plain[key] for key in ("winners", "rounds", "ties", "exact")}
    rounds = [
        {
            "figures": [[one.option, str(one.weight), ""] for one in round.counts], "measures": {},
            "says": f"{round.title}: " + ", ".join(f"{one.weight} {one.option}" for one in round.counts) + ".",
        }
        for round in outcome.rounds
    ]
    return {"winners": ["yes"] if outcome.carried else [], "rounds": rounds, "ties": [], "exact": True}
