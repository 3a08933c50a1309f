"""Words for what the views name by a key: kinds of receiver, statuses, classes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.views import receivers

KIND: dict[str, Any] = {
    receivers.GROWERS: _("Growers and suppliers"),
    receivers.WORK: _("Our work"),
    receivers.FREIGHT: _("Freight, packing, rent and the rest"),
    receivers.COMMON: _("Kept in common"),
    receivers.TAXES: _("Taxes"),
    receivers.BUYERS: _("Buyers"),
    receivers.SHOP: _("Our own shop"),
    receivers.HOUSE: _("The house"),
    receivers.UNKNOWN: _("Not known"),
}
STATUS: dict[str, Any] = {
    "published": _("published"),
    "settled": _("paid out"),
    "partly settled": _("paid out in part"),
    "void": _("taken back"),
    "open": _("open"),
    "withdrawn": _("withdrawn"),
    "carried": _("carried"),
    "not carried": _("not carried"),
    "stands": _("the line stands"),
    "corrected": _("corrected"),
    "posted": _("posted"),
    "pending": _("waits for a signature"),
    "waiting": _("waiting"),
    "done": _("done"),
    "stopped": _("could not be done"),
}


def kind(name: str) -> Any:
    """What a kind of receiver is called."""
    return KIND.get(name, name)


def status(name: str) -> Any:
    """What a status is called."""
    return STATUS.get(name, name)
