"""The seal at the foot of every page: how far the journal has come, when that was signed, and by which key."""

from dataclasses import dataclass

from auzolan.charter.state import origin
from auzolan.organisation import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """entry: number of the last entry; signed_at: its moment (the append was signed with it); root: hex over all."""

    entry: int
    signed_at: str
    origin: str
    root: str


def seal(org: Organisation) -> Seal:
    """The seal of an organisation as it is now; it has at least its founding entry."""
    return Seal(
        entry=org.seq - 1, signed_at=org.at, origin=origin(org.states["charter"]), root=org.frontier.root().hex()
    )
