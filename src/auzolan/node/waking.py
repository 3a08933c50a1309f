"""Doing what is due though nobody writes: nobody stands between a decision and what it does."""

import logging
import threading
from datetime import datetime

from auzolan.charter.decide import DoWhatIsDue
from auzolan.journal.entry import NODE
from auzolan.journal.fault import JournalFault
from auzolan.node.database import DRIVER_ERRORS
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.values.refusal import Refusal

EVERY_SECONDS = 60
_told = logging.getLogger("auzolan.waking")


def wake(office: Office, at: datetime | None = None) -> Answer:
    """Close what has run its time and enact what has cooled off, by: node. Writes nothing when nothing is due.

    Several processes may wake at once: the same position is the same key, so it is done once.
    """
    done = office.do(DoWhatIsDue(), by=NODE, key=f"due after {office.now().seq}", at=at)
    box = office.ballot_box
    for decision in box.left_over(office.now().states["governance"].open):
        box.destroy(decision)  # the machine stopped between the count and this
    return done


def wake_all(node: Node) -> None:
    """Wake every organisation of a node; what one cannot do does not keep the others from it."""
    for org in node.organisations():
        try:
            wake(node.office(org))
        except (Refusal, JournalFault, *DRIVER_ERRORS) as why:
            _told.warning("%s: nothing was done of what is due: %s", org, why)


def keep_waking(node: Node, every: float = EVERY_SECONDS) -> threading.Event:
    """Wake every organisation again and again in the background; set the answer to stop."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(every):
            try:
                wake_all(node)
            except (Refusal, *DRIVER_ERRORS) as why:
                _told.warning("the node was not woken: %s", why)

    threading.Thread(target=work, name="waking", daemon=True).start()
    return stop
