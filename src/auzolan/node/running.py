"""Showing what a run would give, without writing it."""

from typing import Any

from auzolan.engines import fitting
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.node.office import Office
from auzolan.organisation import around
from auzolan.rules.decide import RunRule, prepare_run
from auzolan.values.quantity import print_amount


def dry_run(office: Office, request: RunRule) -> dict[str, Any]:
    """The document that `auzolan run` prints, with an empty run id: nothing was published."""
    org = office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    near = around(org, probe, office.fact, tables=office.reader, working=fitting.working)
    computed = prepare_run(org.states["rules"], request, near)
    places = org.charter.units[computed.unit].places
    return {
        "run": "", "rule": request.rule, "version": computed.version, "input_hash": computed.inputs,
        "output_hash": computed.outputs, "amount": print_amount(computed.amount, places),
        "portions": [
            {"to": part.to, "amount": print_amount(part.amount, places), "unit": computed.unit}
            for part in computed.portions
        ],
    }
