"""A moment in UTC, in whole seconds, written the one way the journal writes it."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def parse_instant(text: str) -> datetime:
    """Read "2026-03-01T09:30:00Z"; anything else is refused with a ValueError."""
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"{text!r} is not a moment such as 2026-03-01T09:30:00Z")
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def is_instant(text: str) -> bool:
    """Whether this is a moment as the journal writes it."""
    try:
        return print_instant(parse_instant(text)) == text
    except ValueError:
        return False


@lru_cache(maxsize=65_536)
def is_day(text: str) -> bool:
    """Whether this is a day as entries write it: 2026-03-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def print_instant(moment: datetime) -> str:
    """Write a moment in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(instant: str) -> date:
    """The day (UTC) of a moment as the journal writes it."""
    return date.fromisoformat(instant[:10])
