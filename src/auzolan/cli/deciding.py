"""How decisions stand at this moment, for the verbs that speak of them."""

from typing import Any

from auzolan.governance.conditions import Condition, condition
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.node.node import moment
from auzolan.node.office import Office
from auzolan.organisation import around


def standing(office: Office, decision: str) -> Condition:
    """The live conditions of one decision. Raises KeyError when there is no such decision."""
    org = office.now()
    at = moment(org)
    probe: Entry[Any] = Entry(seq=org.seq, at=at, by=TERMINAL, charter=org.charter_seq, fact=None)
    return condition(org.states["governance"], decision, around(org, probe, office.fact))
