"""Verifying what a node keeps, damage to the database itself included."""

from collections.abc import Callable
from dataclasses import dataclass

from auzolan.node.database import DRIVER_ERRORS
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.verify.check import BYTES, NAMES, Check, Verdict
from auzolan.verify.verify import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The verdict, whether there was a kept checkpoint to hold it against, and how many vault values were erased."""

    verdict: Verdict
    kept: bool
    erased: int


def verify_office(office: Office, progress: Callable[[int], None] = lambda seq: None) -> Verified:
    """The four checks over one organisation of a node. Damage that the database itself reports fails the first one."""
    kept = office.keeping.kept(office.org)
    copy = office.copy()
    try:
        with copy.database.reading():
            verdict = verify(copy, kept, progress)
    except DRIVER_ERRORS as why:
        verdict = damaged(f"the database cannot be read: {why}")
    return Verified(verdict=verdict, kept=kept is not None, erased=copy.erased)


def verify_node(node: Node, org: str, progress: Callable[[int], None] = lambda seq: None) -> Verified:
    """The same for an organisation by its id, also when the database is damaged where it says who lives here."""
    try:
        office = node.office(org)
    except DRIVER_ERRORS as why:
        return Verified(verdict=damaged(f"the database cannot be read: {why}"), kept=False, erased=0)
    return verify_office(office, progress)


def damaged(message: str, entry: int | None = None) -> Verdict:
    """The verdict where nothing could be read far enough to check the rest."""
    return Verdict(entries=0, root="", checks=tuple(
        Check(
            name=name, holds=False, message=message if name == BYTES else "not reached: another check failed first",
            entry=entry if name == BYTES else None,
        )
        for name in NAMES
    ))
