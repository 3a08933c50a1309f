"""What falls due when: closes and effects of decisions, the earliest first."""

from bisect import insort

import msgspec


class Due(msgspec.Struct, frozen=True, order=True):
    """What the node owes from a moment on: to close a decision, or to bring about its effect."""

    at: str
    opened: int
    what: str
    decision: str


def noted(calendar: tuple[Due, ...], due: Due) -> tuple[Due, ...]:
    """The calendar with one thing more on it."""
    noted = list(calendar)
    insort(noted, due)
    return tuple(noted)
